"""The kinds of question: one model a file, each adding itself to the registry."""

from ..registry import KINDS, register
from . import allocation, info, matrix, maxdiff, multi, number, number_grid, ranking, scale, single, text

__all__ = [
    "KINDS",
    "allocation",
    "info",
    "matrix",
    "maxdiff",
    "multi",
    "number",
    "number_grid",
    "ranking",
    "register",
    "scale",
    "single",
    "text",
]
