"""Names and texts as SQL takes them, so that no name of a column and no text of a file is read as a command."""

from __future__ import annotations


def quoted(name: str) -> str:
    """Return a name as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as a literal."""
    return "'" + text.replace("'", "''") + "'"
