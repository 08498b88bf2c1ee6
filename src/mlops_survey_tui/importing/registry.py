"""Which formats can be brought in. Another one is a module with ``read`` and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from ..exit_codes import USAGE
from .draft import Draft
from .failure import ImportFailure
from .report import Report

Read = Callable[[Path, Report], Draft]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the endings of its files, and the module in this package whose ``read`` reads them."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    folders: bool = False

    def reader(self) -> Read:
        """Return the function that reads a file of this format."""
        return cast(Read, import_module(f".{self.module}", __package__).read)


FORMATS = (
    Format("XLSForm", (".xlsx", ".xlsm", ".csv"), "xlsform", folders=True),
    Format("Qualtrics", (".qsf",), "qualtrics"),
)
REMEDIES = {".xls": "save it as .xlsx first", ".xml": "import the XLSForm that it was made from, not the XForm"}
"""What to do with files that look right and are not."""


def format_of(file: Path) -> Format:
    """Return the format of a file, told by its ending; a folder holds an XLSForm as CSV files.

    Raises:
        ImportFailure: the file is not there, or has no known ending.
    """
    if not file.exists():
        raise ImportFailure(f"{file} does not exist", USAGE)
    if not (file.is_file() or file.is_dir()):
        raise ImportFailure(f"{file} is no plain file")
    for candidate in FORMATS:
        if candidate.folders if file.is_dir() else file.suffix.lower() in candidate.suffixes:
            return candidate
    known = ", ".join(suffix for candidate in FORMATS for suffix in candidate.suffixes)
    remedy = REMEDIES.get(file.suffix.lower(), f"known are {known}")
    raise ImportFailure(f"{file.name}: files ending in '{file.suffix}' cannot be imported; {remedy}")
