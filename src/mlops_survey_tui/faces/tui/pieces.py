"""A row of the screen as pieces of text, each in one style, which fill the width exactly."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import NamedTuple

from rich.cells import set_cell_size

from ..visible import visible
from ..widths import cell_len, excess
from .directions import set_off
from .frame import Row, column

NOWHERE = -1


class Piece(NamedTuple):
    """Literal text in a style over a fill.

    Where terminals do not agree on a text's width, ``column`` is the cell of the screen at which it ends for all of
    them: the cursor has to be sent there.
    """

    text: str
    style: str = ""
    fill: str = ""
    column: int = NOWHERE


def pieces(row: Row, width: int) -> Iterator[Piece]:
    """Yield a row in a screen of this width: margin, text, fill, the scroll bar's mark, margin."""
    text_width = column(width)
    left = (width - text_width) // 2 + row.inset
    room = text_width - 2 * row.inset
    yield Piece(" " * left)
    used = yield from _texts(row, left, room)
    if used < room:
        yield Piece(" " * (room - used), row.line.fill, row.line.fill)
    right = width - left - room
    if row.mark:
        yield Piece(" " * (row.inset - 1))
        yield Piece(row.mark, "track")
        right -= row.inset - 1 + cell_len(row.mark)
    yield Piece(" " * right)


def _texts(row: Row, left: int, room: int) -> Generator[Piece, None, int]:
    """Yield the spans of a row, cut where the room ends; return the cells that they take."""
    line, used = row.line, 0
    shown = [(visible(span.text), span.style) for span in line.spans]
    for (plain, style), text in zip(shown, set_off(shown), strict=True):
        cells = cell_len(plain)
        if used + cells > room:
            yield Piece(set_cell_size(text, room - used), style, line.fill)
            return room
        used += cells
        if unsure := excess(text):
            yield Piece(text, style, line.fill)
            yield Piece(" " * unsure, style, line.fill, left + used)
        else:
            yield Piece(text, style, line.fill)
    return used
