"""The one widget of the app: it draws rows of styled text and repaints only those that changed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ...visible import visible
from ...widths import cell_len, excess
from ..directions import set_off
from ..frame import Row, column
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
    """Return a row as a strip of this width: margin, text, fill, and the scroll bar's mark."""
    text_width = column(width)
    left, plain = (width - text_width) // 2, palette.style("")
    line, room = row.line, text_width - 2 * row.inset
    segments = [Segment(" " * (left + row.inset), plain)]
    at = left + row.inset
    texts = set_off([(visible(span.text), span.style) for span in line.spans])
    for span, text in zip(line.spans, texts, strict=True):
        at += cell_len(span.text)
        segments += _segments(text, palette.style(span.style, line.fill), at)
    used = at - left - row.inset
    if used < room:
        segments.append(Segment(" " * (room - used), palette.style(line.fill, line.fill)))
    strip = Strip(segments).adjust_cell_length(left + row.inset + room, plain)
    mark = [Segment(" " * (row.inset - 1), plain), Segment(row.mark, palette.style("track"))] if row.mark else []
    return Strip([*strip, *mark]).adjust_cell_length(width, plain)


def _segments(text: str, style: Style, end: int) -> list[Segment]:
    """Return a text that ends at a cell of the screen.

    Where terminals do not agree on its width, the cells that some do not take are filled, and the cursor is sent to
    where the text ends for the others.
    """
    unsure = excess(text)
    if not unsure:
        return [Segment(text, style)]
    return [Segment(text, style), Segment(" " * unsure, style), Control.move_to_column(end).segment]
