"""A list on Textual's line API, and nothing more: the least that an app of Textual can do for an arrow."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

_OPTIONS = [f"Option number {number}" for number in range(100)]
_PLAIN, _CURSOR = Style(color="white"), Style(color="black", bgcolor="white")


class LineList(ScrollView, can_focus=True):
    """A hundred lines, one of which is marked; an arrow repaints two, or all where the list scrolls."""

    BINDINGS = [("down", "move(1)", "Down"), ("up", "move(-1)", "Up")]

    def __init__(self) -> None:
        super().__init__()
        self.cursor, self.virtual_size = 0, Size(20, len(_OPTIONS))

    def action_move(self, by: int) -> None:
        """Move the mark."""
        before, self.cursor = self.cursor, max(0, min(self.cursor + by, len(_OPTIONS) - 1))
        top = self.scroll_offset.y
        self.refresh(*(Region(0, y - top, 20, 1) for y in (before, self.cursor)))
        self.scroll_to_region(Region(0, self.cursor, 20, 1), animate=False)

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        at = y + self.scroll_offset.y
        text = _OPTIONS[at] if at < len(_OPTIONS) else ""
        return Strip([Segment(text, _CURSOR if at == self.cursor else _PLAIN)]).adjust_cell_length(self.size.width)


class LineListApp(App[None]):
    """Shows the list."""

    def compose(self) -> ComposeResult:
        """Return the list."""
        yield LineList()


if __name__ == "__main__":
    LineListApp().run()
