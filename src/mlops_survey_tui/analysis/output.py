"""A result of any analysis as it is shown: tables for people, and one JSON document with every digit for programs.

Each kind of analysis keeps its figures in dataclasses of its own and turns them into an :class:`Output`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..faces.visible import visible

Cell = str | int | float | bool | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: ``id`` names it in JSON, ``label`` on the terminal, where numbers have so many ``digits``."""

    id: str
    label: str
    digits: int = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of a result. ``id`` names it in JSON; ``notes`` say what must be known to read it.

    ``limit`` is how many rows a terminal shows, 0 for no table there; JSON has them all.
    """

    id: str
    title: str
    headings: tuple[Heading, ...]
    rows: Sequence[Row]
    notes: tuple[str, ...] = ()
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Output:
    """A result: ``facts`` are single figures (n, log-likelihood, design effect), ``notes`` hold for all of it."""

    kind: str
    title: str
    facts: Mapping[str, Cell]
    tables: tuple[Figures, ...]
    notes: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def as_json(output: Output) -> str:
    """Return the result as JSON: numbers with all digits, those that cannot be told as null."""
    data = {
        "kind": output.kind,
        "title": output.title,
        "facts": output.facts,
        "tables": {
            table.id: {
                "title": table.title,
                "rows": [dict(zip((one.id for one in table.headings), row, strict=True)) for row in table.rows],
                "notes": table.notes,
            }
            for table in output.tables
        },
        "notes": output.notes,
        **output.more,
    }
    return json.dumps(_plain(data), ensure_ascii=False, indent=1, allow_nan=False)


def as_text(output: Output, width: int = 120) -> str:
    """Return the result as tables of text. Names in it are literal text, never markup."""
    from rich.console import Console

    console = Console(width=width, color_system=None, force_terminal=False, highlight=False, emoji=False, markup=False)
    with console.capture() as captured:
        console.print(visible(output.title))
        for name, value in output.facts.items():
            console.print(visible(f"  {name.replace('_', ' ')}: {_shown(value, 4)}"))
        for table in (one for one in output.tables if one.limit):
            console.print()
            console.print(_table(table))
            for note in _notes(table):
                console.print(visible(note))
        if output.notes:
            console.print()
        for note in output.notes:
            console.print(visible(note))
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def _notes(table: Figures) -> Iterator[str]:
    if len(table.rows) > table.limit:
        yield f"{table.limit} of {len(table.rows)} rows; --json has them all."
    yield from table.notes


def _table(table: Figures) -> Any:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=Text(visible(table.title)), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, heading in enumerate(table.headings):
        numeric = any(isinstance(row[number], int | float) for row in table.rows[:50])
        drawn.add_column(Text(heading.label), justify="right" if numeric else "left", overflow="fold")
    for row in table.rows[: table.limit]:
        shown = (_shown(cell, heading.digits) for cell, heading in zip(row, table.headings, strict=True))
        drawn.add_row(*(Text(visible(cell)) for cell in shown))
    return drawn


def _shown(cell: Cell, digits: int) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.{digits}f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _plain(value: Any) -> Any:
    """Return data as JSON takes them: plain lists and objects, plain numbers, null for what is not finite."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, str | bool | int | None):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    return [_plain(one) for one in value]
