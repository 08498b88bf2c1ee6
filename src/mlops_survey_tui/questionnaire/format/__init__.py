"""The file format: pydantic models of what authors write. Loaded only to compile a questionnaire."""

from .kinds import KINDS, register
from .lists import ListFile, ListSpec, OptionSpec
from .manifest import Manifest, RotationFile, SectionSpec

__all__ = [
    "KINDS",
    "ListFile",
    "ListSpec",
    "Manifest",
    "OptionSpec",
    "RotationFile",
    "SectionSpec",
    "register",
]
