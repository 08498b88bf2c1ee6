"""From the files of a questionnaire to the compiled questionnaire, with every fault told at once."""

from .build import compile_folder

__all__ = ["compile_folder"]
