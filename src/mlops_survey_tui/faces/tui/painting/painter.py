"""Turns what the terminal shows into what it is to show, with as few bytes as that takes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ...widths import cell_len
from ..frame import Row
from ..pieces import NOWHERE, pieces
from ..theme import MONO, Palette
from .codes import PLAIN, Code, Codes, blank_of, depth_of, turned
from .scrolling import moved

Cell = tuple[str, Code]
_GAP = 6
"""Cells that are alike between others that differ are painted too, if they are no more: going past them costs more."""


class Painter:
    """Paints rows in one palette; between two calls the terminal's own style is plain."""

    def __init__(self, palette: Palette, depth: str) -> None:
        self._codes = Codes(palette, depth)
        self._style = PLAIN
        self._written: list[str] = []

    def paint(self, rows: Sequence[Row], width: int) -> bytes:
        """Return what paints all of these rows."""
        for y, row in enumerate(rows):
            self._row(y, None, row, width)
        return self._taken()

    def repaint(self, before: Sequence[Row], after: Sequence[Row], width: int) -> bytes:
        """Return what turns some rows into as many others."""
        shown: Sequence[Row | None] = before
        if move := moved(before, after):
            self._written.append(move.written())
            shown = move.left(before)
        for y, (old, new) in enumerate(zip(shown, after, strict=True)):
            if old != new:
                self._row(y, old, new, width)
        return self._taken()

    def _taken(self) -> bytes:
        self._turn(PLAIN)
        written, self._written = "".join(self._written), []
        return written.encode()

    def _turn(self, style: Code) -> None:
        self._written.append(self._codes.turn(self._style, style))
        self._style = turned(self._style, style)

    def _row(self, y: int, old: Row | None, new: Row, width: int) -> None:
        after = self._cells(new, width)
        before = self._cells(old, width) if old is not None else None
        if after is None:
            self._pieces(y, new, width)
            return
        for start, end in [(0, width)] if before is None else _spans(before, after):
            self._written.append(f"\x1b[{y + 1};{start + 1}H")
            for style, cells in groupby(after[start:end], key=_style_of):
                self._turn(style)
                self._written.extend(character for character, _ in cells)

    def _pieces(self, y: int, row: Row, width: int) -> None:
        self._written.append(f"\x1b[{y + 1};1H")
        for text, style, fill, end in pieces(row, width):
            self._turn(self._codes.of(style, fill))
            self._written.append(text)
            if end != NOWHERE:
                self._written.append(f"\x1b[{end + 1}G")

    def _cells(self, row: Row, width: int) -> list[Cell] | None:
        """Return a row cell by cell; None if it has characters on whose width terminals may not agree."""
        found: list[Cell] = []
        for text, style, fill, _ in pieces(row, width):
            if not (text.isascii() or all(cell_len(character) == 1 for character in text)):
                return None
            code = self._codes.of(style, fill)
            blank = (" ", blank_of(code))
            found += [blank if character == " " else (character, code) for character in text]
        return found


def painter_of(palette: Palette, environ: Mapping[str, str] = os.environ) -> Painter | None:
    """Return who paints in this palette on a terminal as the environment says it is; None leaves it to Textual."""
    depth = depth_of(environ)
    return Painter(palette, depth) if depth or palette is MONO else None


def _style_of(cell: Cell) -> Code:
    return cell[1]


def _spans(old: Sequence[Cell], new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Yield from where to where cells differ; what is between two spans is worth going past."""
    start = end = -1
    for x, (left, right) in enumerate(zip(old, new, strict=True)):
        if left == right:
            continue
        if start >= 0 and x - end > _GAP:
            yield start, end
            start = x
        start, end = (x if start < 0 else start), x + 1
    if start >= 0:
        yield start, end
