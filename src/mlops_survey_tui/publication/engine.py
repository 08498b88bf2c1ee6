"""The engine that holds and reads tables: DuckDB, kept within so much memory; the rest waits in a folder on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"


@contextmanager
def engine(scratch: Path) -> Iterator[DuckDBPyConnection]:
    """Open a database in a file of a scratch folder, for the time of a publication."""
    with _connected(str(scratch / "staging.duckdb"), scratch / "spill") as connection:
        yield connection


@contextmanager
def reading_engine() -> Iterator[DuckDBPyConnection]:
    """Open a database that holds nothing, to read finished files."""
    with TemporaryDirectory(prefix="mlops-survey-") as name, _connected(":memory:", Path(name)) as connection:
        yield connection


def _connected(database: str, spill: Path) -> DuckDBPyConnection:
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(spill),
        "preserve_insertion_order": True,
    }
    return duckdb.connect(database, config=settings)
