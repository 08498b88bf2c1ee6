"""What one screen shows, as lines; and which of them are in the window of a given height."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...language import _
from .glyphs import glyphs
from .lines import Line, Span
from .wrapping import start_of, wrap

MAXIMUM_WIDTH = 88
MINIMUM_WIDTH, MINIMUM_HEIGHT = 30, 8
_MARGIN = 1


class Row(NamedTuple):
    """One row of the screen: a line, its left margin, and the mark of the scroll bar at its right end."""

    line: Line
    inset: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One screen: lines that stay at the top and bottom, and a body that scrolls between them.

    ``focus`` is the line of the body to keep visible and ``lead`` the number of lines before the first one
    that can have the focus (an introduction, which comes back into view with it). ``head`` is the line at
    which what the focus belongs to begins, to be seen with it where both fit; -1 is none. ``inset`` is the
    margin of the body in cells. A change of ``page`` starts at the top again and, unless ``reading`` is
    False, is read down to the focus before the cursor acts.
    """

    top: tuple[Row, ...]
    body: Sequence[Line]
    bottom: tuple[Row, ...]
    focus: int = 0
    lead: int = 0
    inset: int = 0
    page: str = ""
    reading: bool = True
    head: int = -1


@dataclass(slots=True)
class Viewport:
    """The window on a screen's body: its offset, and whether the next drawing brings the focus into view."""

    offset: int = 0
    following: bool = False
    frame: Frame | None = None
    height: int = 0

    def show(self, frame: Frame, height: int) -> bool:
        """Take what is drawn next and set the offset; return whether it is a new page."""
        new = self.frame is None or self.frame.page != frame.page
        self.following |= not new and height != self.height and self.in_view
        self.frame, self.height = frame, height
        if new:
            self.offset = 0
        if (self.following and not new) or (new and not frame.reading):
            self.offset = self._followed()
        self.offset = self._clamped(self.offset)
        self.following = False
        return new

    def scroll(self, lines: int) -> None:
        """Move the window without regard to the focus."""
        self.offset = self._clamped(self.offset + lines)

    def turn(self, pages: int) -> None:
        """Move the window by pages without regard to the focus; a line of the page before stays."""
        self.scroll(pages * max(1, self._window() - 1))

    def reads_on(self, forward: bool) -> bool:
        """Scroll instead of acting on what is out of view; return whether it was so."""
        if self.frame is None or not forward or self.in_view:
            return False
        if self.frame.focus < self.offset:
            self.following = True
        else:
            self.scroll(max(1, self._window() - 1))
        return True

    def _window(self) -> int:
        return room(self.frame, self.height) if self.frame else 0

    @property
    def in_view(self) -> bool:
        """Whether the focus is in the window."""
        return self.frame is None or self.offset <= self.frame.focus < self.offset + max(1, self._window())

    def _clamped(self, offset: int) -> int:
        total = len(self.frame.body) if self.frame else 0
        return max(0, min(offset, total - self._window()))

    def _followed(self) -> int:
        """Return the offset nearest to the present one at which the focus is in view."""
        assert self.frame is not None
        window, focus = self._window(), self.frame.focus
        margin = min(_MARGIN, max(0, (window - 1) // 2))
        if focus <= self.frame.lead and focus + margin < window:
            return 0
        head = self.frame.head
        if 0 <= focus - head < window <= focus + margin - head:
            margin = 0
        top = focus - margin if head < 0 or focus + margin - head >= window else min(head, focus - margin)
        return min(max(self.offset, focus + margin - window + 1), max(0, top))


_EMPTY_ROW = Row(Line())


def inset(lines: Iterable[Line], cells: int) -> tuple[Row, ...]:
    """Return lines as rows with a left margin."""
    return tuple(Row(line, cells) for line in lines)


def column(width: int) -> int:
    """Return the width of the column for text on a screen of this width."""
    return min(width, MAXIMUM_WIDTH)


def is_too_small(width: int, height: int) -> bool:
    """Return whether a screen cannot show a question."""
    return width < MINIMUM_WIDTH or height < MINIMUM_HEIGHT


def small_screen(width: int, height: int, ascii_only: bool = False) -> Frame:
    """Return what a screen that is too small shows: a request, or where that does not fit, the size alone."""
    times = glyphs(ascii_only).times
    size = _("{width} × {height} or more").format(width=MINIMUM_WIDTH, height=MINIMUM_HEIGHT).replace("×", times)
    short = f"{MINIMUM_WIDTH}{times}{MINIMUM_HEIGHT}"
    asked = (*_("Please make this\nwindow larger:").split("\n"), size, _("Nothing is lost."))
    wrapped = (
        tuple(row for text in texts for row in wrap(text, width)) for texts in (asked, (" ".join(asked),), (size,))
    )
    texts = next((rows for rows in wrapped if len(rows) <= height), (short,))
    return Frame(inset((Line((Span(start_of(text, width)),)) for text in texts), 0), (), ())


def room(frame: Frame, height: int) -> int:
    """Return how many lines of the body fit."""
    return max(0, height - len(frame.top) - len(frame.bottom))


def rows(frame: Frame, height: int, offset: int, thumb: str = "┃") -> list[Row]:
    """Return exactly ``height`` rows: the top, the window of the body at ``offset``, and the bottom."""
    window = room(frame, height)
    count = max(0, min(window, len(frame.body) - offset))
    first, last = _thumb(len(frame.body), window, offset)
    shown = list(frame.top)
    shown.extend(Row(frame.body[offset + at], frame.inset, thumb if first <= at < last else "") for at in range(count))
    shown.extend([_EMPTY_ROW] * (window - count))
    shown.extend(frame.bottom)
    return shown[:height]


def _thumb(total: int, window: int, offset: int) -> tuple[int, int]:
    """Return the rows of the window that the scroll bar's thumb covers."""
    if total <= window or window < 2:
        return 0, 0
    size = max(1, window * window // total)
    first = round(offset * (window - size) / (total - window))
    return first, first + size
