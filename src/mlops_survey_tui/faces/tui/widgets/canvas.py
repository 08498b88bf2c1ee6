"""The one widget of the app: it draws rows of styled text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.control import Control
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ..frame import Row
from ..pieces import NOWHERE, pieces
from ..theme import Palette

Repaint = Callable[[Sequence[Row], Sequence[Row], int], bool]
"""Paints what differs between two screens of a width, past Textual; returns whether it could."""


class Canvas(Widget):
    """Draws the rows given to :meth:`draw` in a centred column; text is literal, never markup."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; }"
    ALLOW_SELECT = False

    def __init__(self, palette: Palette, repaint: Repaint) -> None:
        super().__init__()
        self._palette, self._repaint = palette, repaint
        self._rows: Sequence[Row] = ()

    def draw(self, rows: Sequence[Row]) -> None:
        """Show these rows, and repaint what differs from the rows shown before."""
        before, self._rows = self._rows, rows
        if len(before) != len(rows):
            self.refresh()
        elif not self._repaint(before, rows, self.size.width):
            self._refresh(before, rows)

    def _refresh(self, before: Sequence[Row], rows: Sequence[Row]) -> None:
        width = self.size.width
        changed = [Region(0, y, width, 1) for y, (old, new) in enumerate(zip(before, rows, strict=True)) if old != new]
        if changed:
            self.refresh(*changed)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows of the screen as they are now: Textual's own remembers, and puts colours under them."""
        return [self.render_line(y).crop(crop.x, crop.right) for y in range(crop.y, crop.bottom)]

    def render_line(self, y: int) -> Strip:
        """Return one row of the screen as a strip."""
        width = self.size.width
        if y >= len(self._rows):
            return Strip.blank(width, self._palette.style(""))
        return row_strip(self._rows[y], width, self._palette)


def row_strip(row: Row, width: int, palette: Palette) -> Strip:
    """Return a row as a strip of this width."""
    segments: list[Segment] = []
    for text, style, fill, end in pieces(row, width):
        segments.append(Segment(text, palette.style(style, fill)))
        if end != NOWHERE:
            segments.append(Control.move_to_column(end).segment)
    return Strip(segments, width)
