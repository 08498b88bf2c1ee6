"""A heading that stays in view over rows that do not all fit: the rows are shown a page at a time.

Column headings, a remainder or a sum are worth nothing once they have scrolled away. Paging by whole rows
also means that most moves of the cursor repaint two lines only.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...language import _
from .drawing import Drawing
from .lines import Line, Look, Span

Block = Sequence[Line]
"""The lines of one row; they stay together."""

_FEWEST_LINES = 3


def pinned(
    head: Sequence[Line], blocks: Sequence[Block], current: int, look: Look, fewest: int = _FEWEST_LINES
) -> Drawing:
    """Return the heading and the blocks, or if they do not fit the page of blocks with the current one.

    Where the heading would leave fewer lines than ``fewest``, all of it scrolls.
    """
    room = look.height - len(head)
    if sum(map(len, blocks)) <= room or room - 1 < fewest:
        return _whole(head, blocks, current)
    for start, end in _pages(blocks, room - 1):
        if start <= current < end:
            page = _whole(head, blocks[start:end], current - start)
            return Drawing((*page.lines, _where(start, end, len(blocks), look)), page.focus)
    return _whole(head, blocks, current)


def _whole(head: Sequence[Line], blocks: Sequence[Block], current: int) -> Drawing:
    before = sum(len(block) for block in blocks[:current])
    return Drawing((*head, *(line for block in blocks for line in block)), len(head) + before)


def _pages(blocks: Sequence[Block], room: int) -> list[tuple[int, int]]:
    """Return first and last row (exclusive) of each page; a page has at least one row."""
    pages, start, used = [], 0, 0
    for index, block in enumerate(blocks):
        if index > start and used + len(block) > room:
            pages.append((start, index))
            start, used = index, 0
        used += len(block)
    return [*pages, (start, len(blocks))]


def _where(start: int, end: int, count: int, look: Look) -> Line:
    text = _("lines {first} to {last} of {count}").format(first=start + 1, last=end, count=count)
    return Line((Span(" " * max(0, look.width - len(text)) + text, "muted"),))
