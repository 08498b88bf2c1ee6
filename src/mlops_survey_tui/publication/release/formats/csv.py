"""CSV as RFC 4180 describes it, in UTF-8, with a header and line feeds; an empty field is NULL."""

from __future__ import annotations

from pathlib import Path

from ...codebook.model import Table
from ...sql import literal
from ..contents import Contents
from .query import ROWS


def write_csv(contents: Contents, table: Table, target: Path) -> None:
    """Write the arranged rows of a table."""
    write_plain_csv(contents, target)


def write_plain_csv(contents: Contents, target: Path) -> None:
    """Write whatever rows are arranged."""
    contents.connection.execute(f"COPY {ROWS} TO {literal(str(target))} (FORMAT csv, HEADER true, NULLSTR '')")
