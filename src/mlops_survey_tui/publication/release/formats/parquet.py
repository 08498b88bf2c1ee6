"""Parquet: one file a table, or a folder of parts where a table is very long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ...codebook.model import Table
from ...sql import literal
from ..contents import Contents
from .query import ROWS

GROUP_ROWS = 122_880
"""Rows of a row group: what DuckDB reads as one piece of work."""


def write_parquet(contents: Contents, table: Table, target: Path) -> None:
    """Write the arranged rows as Parquet with zstd; the file's own metadata carry the labels of its columns."""
    labels = {column.name: column.label for column in table.columns}
    _copy(contents, target, table.rows, f", KV_METADATA {{edition: {literal(contents.codebook.edition)}, "
          f"labels: {literal(json.dumps(labels, ensure_ascii=False))}}}")  # fmt: skip


def write_plain_parquet(contents: Contents, rows: int, target: Path) -> None:
    """Write the arranged rows without labels."""
    _copy(contents, target, rows, "")


def parquet_files(folder: Path, table: Table) -> tuple[Path, ...]:
    """Return the Parquet files of a table of a release, in the order of their rows."""
    path = folder / f"{table.file}.parquet"
    return tuple(sorted(path.glob("part-*.parquet"))) if path.is_dir() else (path,)


def _copy(contents: Contents, target: Path, rows: int, extra: str) -> None:
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP_ROWS}{extra}"
    for path, condition in _parts(target, rows, contents.part_rows):
        select = f"SELECT * FROM {ROWS}{condition}"
        contents.connection.execute(f"COPY ({select}) TO {literal(str(path))} ({options})")


def _parts(target: Path, rows: int, size: int) -> Iterator[tuple[Path, str]]:
    if rows <= size:
        yield target, ""
        return
    target.mkdir()
    for number, start in enumerate(range(0, rows, size)):
        yield target / f"part-{number:05}.parquet", f" WHERE rowid >= {start} AND rowid < {start + size}"
