"""The one widget of the app: it draws rows of styled text and repaints only those that changed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.control import Control
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ..frame import Row
from ..pieces import NOWHERE, pieces
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
        """Show these rows, and repaint those that differ from the rows shown before."""
        before, self._rows = self._rows, rows
        changed = [y for y, row in enumerate(rows) if y >= len(before) or before[y] != row]
        if len(changed) == len(rows):
            self.refresh()
        elif changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

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
