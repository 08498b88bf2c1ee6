"""Takes the colours out of what Textual paints, and leaves weight, underline and reversal."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class Colourless(LineFilter):
    """Leaves every cell in the terminal's own two colours, so that nothing can be drawn black on black."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        return [Segment(text, _plain(style) if style else None, control) for text, style, control in segments]


@lru_cache(256)
def _plain(style: Style) -> Style:
    return Style(bold=style.bold, underline=style.underline, reverse=style.reverse)
