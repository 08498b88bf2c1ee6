"""Writing a release: as a whole or not at all, and the same bytes from the same contents."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from ...questionnaire.load import read_contents
from ..codebook.model import FILE, Codebook, Table
from ..codebook.names import with_short_names
from .citation import citation
from .contents import Contents, Progress, ReleaseError
from .counting import counted
from .documents import DOCUMENTS
from .formats import FORMATS
from .formats.csv import write_plain_csv
from .formats.parquet import write_plain_parquet
from .formats.query import ROWS, arranged, arranged_aggregates, one_thread
from .sums import SUMS, sums_of

AGGREGATES = "data/aggregates"
SOURCE = "questionnaire/source"


def write_release(
    contents: Contents, folder: Path, progress: Progress = lambda step: None, replacing: bool = False
) -> Codebook:
    """Write a release and return its codebook, with counts and short names.

    Everything is written beside the folder first and put in its place at the end. ``replacing`` lets a release that is
    there already make room; nothing else ever does.

    Raises:
        ReleaseError: tables and codebook do not fit together, or the folder holds something that is no release.
    """
    check_room(folder, replacing)
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        progress("counting")
        codebook = with_short_names(counted(contents.connection, contents.codebook))
        contents = contents.told_by(replace(codebook, citation=citation(contents)))
        with one_thread(contents.connection):
            _write(contents, draft, progress)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return contents.codebook


def check_room(folder: Path, replacing: bool) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / FILE).is_file() or not (folder / SUMS).is_file():
        raise ReleaseError(f"{folder} holds something that is no release; name another folder, or empty it")
    if not replacing:
        raise ReleaseError(f"{folder} holds a release already; say that it is to be replaced, or name another folder")


def _write(contents: Contents, folder: Path, progress: Progress) -> None:
    for table in contents.codebook.tables():
        _write_table(contents, table, folder, progress)
    _write_aggregates(contents, folder, progress)
    progress("documents")
    for path, write in DOCUMENTS.items():
        _save(folder / path, write(contents).encode("utf-8", "replace"))
    if contents.source is not None:
        for name, content in read_contents(contents.source).items():
            _save(folder / SOURCE / name, content)
    progress("checksums")
    _save(folder / SUMS, sums_of(folder).encode())


def _write_table(contents: Contents, table: Table, folder: Path, progress: Progress) -> None:
    with arranged(contents.connection, table):
        for name, format_ in FORMATS.items():
            if not (format_.labelled and table.rows > contents.labelled_rows):
                progress(f"{table.id}, {name}")
                target = folder / format_.path(table)
                target.parent.mkdir(parents=True, exist_ok=True)
                format_.write(contents, table, target)


def _write_aggregates(contents: Contents, folder: Path, progress: Progress) -> None:
    if not contents.aggregates:
        return
    progress("aggregates")
    with arranged_aggregates(contents.connection, contents.aggregates):
        row = contents.connection.execute(f"SELECT count(*) FROM {ROWS}").fetchone()
        (folder / AGGREGATES).parent.mkdir(parents=True, exist_ok=True)
        write_plain_csv(contents, folder / f"{AGGREGATES}.csv")
        write_plain_parquet(contents, int(row[0]) if row else 0, folder / f"{AGGREGATES}.parquet")


def _save(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
