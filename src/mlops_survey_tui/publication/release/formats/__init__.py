"""The formats of the data; a new one is a module here and a line in this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...codebook.model import Table
from ..contents import Contents
from .csv import write_csv
from .parquet import write_parquet
from .spss import write_spss
from .stata import write_stata

Write = Callable[[Contents, Table, Path], None]
"""Writes the rows that are arranged (see ``query``) into a file."""


@dataclass(frozen=True, slots=True)
class Format:
    """Where files of a format stand, how they end, and what writes them; ``labelled``: for statistics packages."""

    folder: str
    ending: str
    write: Write
    labelled: bool = False

    def path(self, table: Table) -> str:
        """Return the place of a table's file in a release."""
        return f"{self.folder}/{Path(table.file).name}{self.ending}"


FORMATS: Mapping[str, Format] = {
    "parquet": Format("data", ".parquet", write_parquet),
    "csv": Format("data", ".csv", write_csv),
    "spss": Format("spss", ".sav", write_spss, labelled=True),
    "stata": Format("stata", ".dta", write_stata, labelled=True),
}
