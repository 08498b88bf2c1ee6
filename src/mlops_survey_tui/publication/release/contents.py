"""What goes into a release, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...questionnaire.model import Questionnaire
from ..codebook.model import Codebook

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Progress = Callable[[str], None]
"""Is told what is being written."""


class ReleaseError(Exception):
    """The tables and the codebook do not fit together, or a release cannot be read. Says where and why."""


@dataclass(frozen=True)
class Contents:
    """A release in memory.

    ``connection`` holds one table (or view) for each table of the codebook, named as its id, and ``aggregates`` names
    the one with published aggregates, empty if there are none. ``anonymity`` and ``method`` are reports as data that
    JSON can hold; ``source`` is the folder with the questionnaire as it was fielded; ``homepage`` says where the survey
    lives.
    """

    connection: DuckDBPyConnection
    codebook: Codebook
    questionnaire: Questionnaire
    anonymity: Mapping[str, Any] = field(default_factory=dict)
    method: Mapping[str, Any] = field(default_factory=dict)
    aggregates: str = ""
    source: Path | None = None
    homepage: str = ""
    part_rows: int = 50_000_000
    """A table with more rows is written as a folder of Parquet files with so many rows each."""
    labelled_rows: int = 10_000_000
    """A table with more rows is not written for SPSS and Stata, which read it into memory whole."""

    def told_by(self, codebook: Codebook) -> Contents:
        """Return the same contents with another codebook."""
        return replace(self, codebook=codebook)
