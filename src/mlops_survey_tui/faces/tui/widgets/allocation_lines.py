"""The lines of an allocation: a row has its label, a bar, its number and an earlier answer beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ....interview.amounts import amount
from ....interview.page import Choice, Page
from ....language import _, mark
from ...states import allocation
from ...states.allocation import Allocation
from ...states.choice_list import ChoiceList
from ...visible import visible
from ...widths import cell_len
from ..drawing import (
    BLANK,
    COMPACT_BELOW,
    Drawing,
    hanging,
    notice,
    paragraph,
    pointer,
    row_fill,
    specials,
    spread,
)
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from ..pinned import pinned
from ..wrapping import longest_word
from .choices import ChoiceDrawing
from .field import words_line

_WIDEST_BAR, _NARROWEST_BAR = 30, 10
_GAP = 2


class _Columns(NamedTuple):
    """What all rows have in common: the cells of their parts, what the longest bar stands for, and the glyphs."""

    width: int
    label: int
    bar: int
    number: int
    beside: int
    whole: int
    ascii: bool


@dataclass(frozen=True)
class AllocationDrawing:
    """One drawing of the rows; a narrow window has no bars, and below the rows what stands beside."""

    page: Page
    state: Allocation
    look: Look

    def drawing(self) -> Drawing:
        """Return what is left to place, the rows, the line that adds one, and the special answers."""
        rows = allocation.rows(self.page, self.state)
        blocks = [self._row(index, choice) for index, choice in enumerate(rows)]
        blocks += [self._adding()] if allocation.can_add(self.page, self.state) else []
        current = self.state.cursor - len(blocks)
        answers = list(specials(self.page, self.state.special, current, self.look))
        if answers and self.look.height >= COMPACT_BELOW:
            answers[0] = (BLANK, *answers[0])
        return pinned(self._remainder(), (*blocks, *answers), self.state.cursor, self.look)

    def _amount(self, number: int) -> str:
        return amount(number, self.page.unit)

    @cached_property
    def _number_width(self) -> int:
        largest = max(self.page.total or 0, *self.state.values.values(), 10)
        return len(self._amount(largest))

    @cached_property
    def _label_width(self) -> int:
        labels = [visible(choice.label) for choice in allocation.rows(self.page, self.state)]
        return max(map(cell_len, labels), default=1)

    @cached_property
    def _beside_width(self) -> int:
        """The cells of what stands beside the rows, nought if it is too wide to stand there."""
        width = max((cell_len(_earlier(text)) for text in self.page.beside.values()), default=0)
        return width if width + self._number_width + self._least_label + 3 * _GAP <= self.look.width else 0

    @cached_property
    def _least_label(self) -> int:
        rows = allocation.rows(self.page, self.state)
        words = max((longest_word(choice.label) for choice in rows), default=1)
        return max(words, min(self._label_width, 20))

    @cached_property
    def _bar_width(self) -> int:
        taken = self._number_width + (self._beside_width + _GAP if self._beside_width else 0) + 3 * _GAP
        room = self.look.width - taken
        width = min(_WIDEST_BAR, room - min(self._label_width, max(self._least_label, room // 2)))
        return width if width >= _NARROWEST_BAR else 0

    @cached_property
    def _columns(self) -> _Columns:
        whole = max(self.page.total or 0, self.state.placed, 1)
        widths = (self._label_width, self._bar_width, self._number_width, self._beside_width)
        return _Columns(self.look.width, *widths, whole, self.look.ascii)

    def _remainder(self) -> tuple[Line, ...]:
        left, total = allocation.left(self.page, self.state), self.page.total
        if left is None or total is None:
            return spread("", _("{amount} placed").format(amount=self._amount(self.state.placed)), self.look)
        whole = (_("up to {most}") if self.page.at_most else _("total {most}")).format(most=self._amount(total))
        if left < 0:
            over = _("over by {amount}").format(amount=self._amount(-left))
            return spread(whole, over, self.look, ("muted", "error"))
        rest = _("{amount} left to place").format(amount=self._amount(left)) if left else _("all placed")
        return spread(whole, rest, self.look, ("muted", "accent"))

    def _row(self, index: int, choice: Choice) -> tuple[Line, ...]:
        current, value = index == self.state.cursor, self.state.values.get(choice.id)
        number, beside = self._amount(value or 0), ""
        if self._beside_width:
            beside = _earlier(self.page.beside.get(choice.id, ""))
        lines = _row_lines(self._columns, index, choice.label, value, number, beside, current)
        return (*lines, *self._under(index, choice, current))

    def _under(self, index: int, choice: Choice, current: bool) -> Iterator[Line]:
        """Yield what stands under a row: an earlier answer without room beside, words, and the notice."""
        text = self.page.beside.get(choice.id, "")
        if text and not self._beside_width:
            yield from paragraph(_earlier(text), self.look.width, "muted", indent=_GAP)
        if choice.id in self.state.words and self.state.values.get(choice.id):
            active = current and self.state.in_words
            yield words_line(choice, self.state.words[choice.id], active, _GAP, self.look, index)
        if current and self.state.notice:
            yield from notice(self.state.notice, self.look)

    def _adding(self) -> tuple[Line, ...]:
        current = allocation.on_adding(self.page, self.state)
        more = min(self.page.extra_limit, len(self.page.extra_rows)) - len(self.state.added)
        before = (pointer(current, self.look), Span("+ ", "accent"))
        label = _("add a row ({count} more)").format(count=more) if more > 1 else _("add a row")
        lines = hanging(before, label, self.look.width, "muted", (), row_fill(current), Target("add"))
        said = notice(self.state.notice, self.look) if current and self.state.notice else ()
        return (*lines, *said)


def _earlier(text: str) -> str:
    """Return what is said of an earlier answer to the same row."""
    return _("earlier {amount}").format(amount=visible(text)) if text else ""


_ADDING = mark("Add a row: type to search, {next} adds, {back} closes.")


def picker_drawing(page: Page, state: Allocation, picker: ChoiceList, look: Look) -> Drawing:
    """Return the list of rows that may be added, under a heading."""
    title = paragraph(look.keymap.said(_(_ADDING), typing=True), look.width, "heading")
    return ChoiceDrawing(picker, look, (" ", " "), title=title).drawing()


@lru_cache(maxsize=1024)
def _row_lines(
    columns: _Columns, index: int, label: str, value: int | None, number: str, beside: str, current: bool
) -> tuple[Line, ...]:
    """Return the lines of a row, made once: a key changes one or two of them."""
    shown = Span(number.rjust(columns.number), "muted" if value is None and not current else "strong")
    after = (*_bar(columns, value or 0), Span(" " * _GAP), shown, *_beside(columns, beside))
    before = (pointer(current, Look(columns.width, 0, columns.ascii)),)
    width = min(columns.width, _GAP + columns.label + sum(cell_len(span.text) for span in after))
    return hanging(before, label, width, "", after, row_fill(current), Target("row", index))


def _bar(columns: _Columns, value: int) -> tuple[Span, ...]:
    if not columns.bar:
        return ()
    table = glyphs(columns.ascii)
    full = columns.bar * value // columns.whole or min(1, value)
    return Span(" " * _GAP), Span(table.bar * full, "bar"), Span(table.bar_empty * (columns.bar - full), "bar_empty")


def _beside(columns: _Columns, text: str) -> tuple[Span, ...]:
    if not columns.beside:
        return ()
    return Span(" " * _GAP), Span(text + " " * (columns.beside - cell_len(text)), "muted")
