"""The file format: pydantic models of what authors write. Loaded only to compile a questionnaire."""

from .designs import DesignFile
from .kinds import KINDS, register
from .lists import ListFile, ListSpec, OptionSpec
from .manifest import Manifest, RotationFile, SectionSpec

__all__ = [
    "KINDS",
    "DesignFile",
    "ListFile",
    "ListSpec",
    "Manifest",
    "OptionSpec",
    "RotationFile",
    "SectionSpec",
    "register",
]
