"""Most and least of each set: a mark on the left and one on the right of every option."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ....interview.answers import Answer
from ....interview.page import Choice, Page
from ....language import _
from ...states import maxdiff
from ...states.maxdiff import LEAST, MOST, MaxDiff
from ...states.stops import STEPS, special_at
from ...visible import visible
from ...widths import cell_len
from ..drawing import Drawing, Sheet, add_specials, hanging, paragraph, pointer, row_fill, spread
from ..glyphs import Glyphs, glyphs
from ..lines import Line, Look, Span, Target
from .standard import Change, StandardView

_ROOMY_FROM = 60


class MaxDiffView(StandardView[MaxDiff]):
    """← marks the most, → the least; Enter goes on to the next set, Esc back to the one before."""

    shown_actions = ("left", "right", "up")

    def begin(self, page: Page) -> MaxDiff:
        """Return the sets as marked so far."""
        return maxdiff.begin(page)

    def answer(self, page: Page, state: MaxDiff) -> Answer:
        """Return the marks."""
        return maxdiff.answer(page, state)

    def keys(self) -> Mapping[str, Change[MaxDiff]]:
        """Return the moves and the two marks."""
        return {
            **{action: partial(_move, steps) for action, steps in STEPS.items()},
            "left": lambda page, state: maxdiff.mark(page, state, MOST),
            "right": lambda page, state: maxdiff.mark(page, state, LEAST),
            "toggle": _space,
        }

    def digit(self, page: Page, state: MaxDiff, digit: int) -> MaxDiff:
        """Mark the most with the first digit, the least with the second."""
        return maxdiff.digit(page, state, digit)

    def clicked(self, page: Page, state: MaxDiff, target: Target) -> MaxDiff:
        """Give the mark that was clicked, go to a row, or choose a special answer."""
        if target.name == "special" and target.row < len(page.specials):
            return maxdiff.toggle_special(page, state, page.specials[target.row].id)
        if target.row >= len(maxdiff.shown(page, state)):
            return state
        state = maxdiff.go(page, state, target.row - state.cursor)
        return maxdiff.mark(page, state, target.name) if target.name in (MOST, LEAST) else state

    def enter(self, page: Page, state: MaxDiff) -> MaxDiff | None:
        """Return the next set, or None after the last."""
        return maxdiff.next_set(page, state)

    def back(self, page: Page, state: MaxDiff) -> MaxDiff | None:
        """Return the set before, or None on the first."""
        return maxdiff.former_set(page, state)

    def draw(self, page: Page, state: MaxDiff, look: Look) -> Drawing:
        """Return the set between its two columns of marks."""
        sheet = Sheet(look)
        where = _("set {number} of {count}").format(number=state.set + 1, count=len(page.sets))
        sheet.add(spread("", where, look))
        sheet.add(_headings(page, look))
        choices = {choice.id: choice for choice in page.options}
        for index, id in enumerate(maxdiff.shown(page, state)):
            current = index == state.cursor
            sheet.add(_option(state.pair, choices[id], index, current, look), focused=current, head=0)
            if current:
                sheet.notice(state.notice)
        add_specials(sheet, page, state.special, state.cursor - len(maxdiff.shown(page, state)))
        return sheet.drawing()


def _headings(page: Page, look: Look) -> tuple[Line, ...]:
    """Return the names of the two marks, over their columns if they fit in one line."""
    table = glyphs(look.ascii)
    most, least = f"{table.left} {visible(page.prompts[0])}", f"{visible(page.prompts[1])} {table.right}"
    left = max(2, _margin(look) + 3 - cell_len(most) // 2) if look.width >= _ROOMY_FROM else 2
    space = look.width - left - cell_len(most) - cell_len(least)
    if space >= 2:
        return (Line((Span(" " * left + most + " " * space + least, "heading"),)),)
    least = f"{table.right} {visible(page.prompts[1])}"
    return (*paragraph(most, look.width, "heading"), *paragraph(least, look.width, "heading"))


def _margin(look: Look) -> int:
    """Return the cells on both sides of a mark."""
    return 3 if look.width >= _ROOMY_FROM else 0


def _option(pair: maxdiff.Pair, choice: Choice, index: int, current: bool, look: Look) -> tuple[Line, ...]:
    table, margin = glyphs(look.ascii), " " * _margin(look)
    most = Span(f"{margin}{_mark(pair.most == choice.id, table)}{margin} ", "accent", Target(MOST, index))
    least = Span(f" {margin}{_mark(pair.least == choice.id, table)}{margin} ", "accent", Target(LEAST, index))
    before = (pointer(current, look), most, Span(f"{index + 1} ", "muted"))
    style = "selected" if choice.id in pair else ""
    target = Target("option", index)
    return hanging(before, choice.label, look.width, style, (least,), row_fill(current), target)


def _mark(given: bool, table: Glyphs) -> str:
    return table.mark if given else table.dot


def _move(steps: int, page: Page, state: MaxDiff) -> MaxDiff:
    return maxdiff.go(page, state, steps)


def _space(page: Page, state: MaxDiff) -> MaxDiff:
    """Choose a special answer; on an option, give the mark whose turn it is."""
    special = special_at(page, state.cursor, len(maxdiff.shown(page, state)))
    if special:
        return maxdiff.toggle_special(page, state, special)
    return maxdiff.digit(page, state, state.cursor + 1)
