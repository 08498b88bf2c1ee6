"""The order of codes as the questionnaire has it, for tables of a release."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ...publication.codebook.model import FILE, Codebook


def orders_of(place: str) -> Mapping[str, tuple[str, ...]]:
    """Return the codes of columns in their order, if the file is a table of a release; else nothing."""
    path = Path(place)
    folder = path.parent.parent
    if "://" in place or not (folder / FILE).is_file():
        return {}
    try:
        codebook = Codebook.of_release(folder)
    except (ValueError, KeyError, TypeError):
        return {}
    name = path.relative_to(folder).with_suffix("").as_posix()
    return {
        column.name: tuple(value.code for value in column.values)
        for table in codebook.tables()
        if table.file == name
        for column in table.columns
    }
