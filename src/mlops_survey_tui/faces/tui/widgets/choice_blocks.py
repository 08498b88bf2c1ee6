"""The lines of a list of options, made when they are asked for: long lists cost what is in view."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, overload

from ...widths import cell_len
from ..drawing import BLANK
from ..lines import Line, Span
from ..wrapping import wrap

NOTE_GAP = 3


class Block(NamedTuple):
    """The texts of one option: the heading above it, its label and a remark beside or under it.

    ``gap`` leaves a blank line above.
    """

    label: str
    note: str = ""
    heading: str = ""
    gap: bool = False


@lru_cache(maxsize=16)
def tops(blocks: tuple[Block, ...], width: int) -> tuple[int, ...]:
    """Return the first line of each block, then the number of all lines; ``width`` is the label's."""
    result = [0]
    for block in blocks:
        result.append(result[-1] + _height(block, width))
    return tuple(result)


def is_beside(block: Block, width: int) -> bool:
    """Return whether the remark fits on the line of the label."""
    return cell_len(block.label) + NOTE_GAP + cell_len(block.note) <= width


def above(block: Block, width: int) -> tuple[Line, ...]:
    """Return the lines before the label."""
    gap = (BLANK,) if block.gap else ()
    heading = wrap(block.heading, width) if block.heading else ()
    return (*gap, *(Line((Span(row, "heading"),)) for row in heading))


def _height(block: Block, width: int) -> int:
    height = _rows(block.label, width) + block.gap + (_rows(block.heading, width) if block.heading else 0)
    if not block.note or is_beside(block, width):
        return height
    return height + _rows(block.note, width)


def _rows(text: str, width: int) -> int:
    return 1 if cell_len(text) <= width else len(wrap(text, width))


class Blocks(Sequence[Line]):
    """Lines at the top, then one block of lines an option; ``below`` puts lines under single blocks.

    ``draw`` makes the lines of a block, as many as :func:`tops` counts.
    """

    def __init__(
        self,
        head: Sequence[Line],
        tops: Sequence[int],
        draw: Callable[[int], Sequence[Line]],
        below: Mapping[int, Sequence[Line]],
    ) -> None:
        self._head = head
        self._tops = tops
        self._draw = draw
        self._below = sorted(below.items())

    def __len__(self) -> int:
        return len(self._head) + self._tops[-1] + sum(len(lines) for _, lines in self._below)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self._line(at) for at in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._line(index % len(self))

    def top(self, block: int) -> int:
        """Return the index of the first line of a block."""
        return len(self._head) + self._tops[block] + sum(len(lines) for at, lines in self._below if at < block)

    def bottom(self, block: int) -> int:
        """Return the index of the last line of a block, with what stands under it."""
        return self.top(block + 1) - 1

    def _line(self, index: int) -> Line:
        if index < len(self._head):
            return self._head[index]
        index -= len(self._head)
        for block, lines in self._below:
            under = index - self._tops[block + 1]
            if under < 0:
                break
            if under < len(lines):
                return lines[under]
            index -= len(lines)
        block = bisect_right(self._tops, index) - 1
        return self._draw(block)[index - self._tops[block]]
