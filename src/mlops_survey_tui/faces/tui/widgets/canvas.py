"""The one widget of the app: it draws rows of styled text and repaints those that changed, as far as they did."""

from __future__ import annotations

from collections.abc import Sequence

from rich.control import Control
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ..frame import Row
from ..pieces import NOWHERE, changed_cells, pieces
from ..theme import Palette


class Canvas(Widget):
    """Draws the rows given to :meth:`draw` in a centred column; text is literal, never markup."""

    DEFAULT_CSS = "Canvas { width: 100%; height: 100%; }"
    ALLOW_SELECT = False

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._rows: Sequence[Row] = ()

    def draw(self, rows: Sequence[Row]) -> None:
        """Show these rows, and repaint what differs from the rows shown before, up to the last such cell."""
        before, self._rows = self._rows, rows
        if len(before) != len(rows):
            self.refresh()
            return
        width = self.size.width
        changed = [
            Region(0, y, cells, 1)
            for y, (old, new) in enumerate(zip(before, rows, strict=True))
            if old != new and (cells := changed_cells(old, new, width))
        ]
        if changed:
            self.refresh(*changed)

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
