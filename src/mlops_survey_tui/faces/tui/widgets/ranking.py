"""Options in order: the ranked ones with their ranks on top, the others below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from ....interview.answers import Answer
from ....interview.page import Choice, Page
from ....language import _
from ...states import ranking
from ...states.ranking import Ranking
from ...states.stops import STEPS
from ...states.text_field import EDITS, inserted
from ..drawing import Drawing, Sheet, add_specials, hanging, pointer, row_fill, spread
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from .field import words_line
from .standard import Change, StandardView

_INDENT = 6


class RankingView(StandardView[Ranking]):
    """Digits place, Space ranks, grabs and drops, arrows move, x takes out."""

    def begin(self, page: Page) -> Ranking:
        """Return the ranking that shows the page's draft or answer."""
        return ranking.begin(page)

    def answer(self, page: Page, state: Ranking) -> Answer:
        """Return the ranked options."""
        return ranking.answer(page, state)

    def keys(self) -> Mapping[str, Change[Ranking]]:
        """Return the moves of the cursor and of ranked options."""
        return {
            **{action: partial(_edit, action) for action in EDITS},
            **{action: partial(_move, action) for action in STEPS},
            "toggle": _space,
            "take_out": ranking.take_out,
            "move_up": lambda page, state: ranking.carry(page, state, -1),
            "move_down": lambda page, state: ranking.carry(page, state, 1),
            "next_field": ranking.in_words,
            "previous_field": ranking.in_words,
        }

    def digit(self, page: Page, state: Ranking, digit: int) -> Ranking:
        """Place the option under the cursor on this rank."""
        if state.in_words:
            return self.typed(page, state, str(digit))
        return ranking.place(page, state, digit)

    def typed(self, page: Page, state: Ranking, character: str) -> Ranking:
        """Write into the words beside an option."""
        return self.pasted(page, state, character)

    def pasted(self, page: Page, state: Ranking, text: str) -> Ranking:
        """Write into the words beside an option."""
        return ranking.write(page, state, lambda field: inserted(field, text)) if state.in_words else state

    def clicked(self, page: Page, state: Ranking, target: Target) -> Ranking:
        """Rank an option, take out a ranked one, choose a special answer, or go to the words."""
        if target.name == "special" and target.row < len(page.specials):
            return ranking.choose_special(page, state, page.specials[target.row].id)
        if target.row >= len(page.options):
            return state
        state = ranking.go(page, ranking.drop(state), target.row - state.cursor)
        if target.name == "words":
            return ranking.in_words(page, state)
        if target.name != "option":
            return state
        ranked = target.row < len(state.ranked)
        return ranking.take_out(page, state) if ranked else ranking.toggle(page, state)

    def back(self, page: Page, state: Ranking) -> Ranking | None:
        """Leave the words, drop what is grabbed, then leave the page."""
        if state.in_words:
            return ranking.in_words(page, state)
        return ranking.drop(state) if state.grabbed else None

    def typing(self, page: Page, state: Ranking) -> bool:
        """Letters are text in the words beside an option."""
        return state.in_words

    def actions(self, page: Page, state: Ranking) -> Sequence[str]:
        """Return what the option under the cursor can do."""
        if state.in_words:
            return ("next_field",)
        return ("toggle", "take_out", "move_up") if state.ranked else ("toggle", "digit_1")

    def draw(self, page: Page, state: Ranking, look: Look) -> Drawing:
        """Return the ranked options, the others and the special answers."""
        sheet = Sheet(look)
        done = _("{count} of {most} ranked").format(count=len(state.ranked), most=ranking.most(page))
        sheet.add(spread("", done, look))
        choices = {choice.id: choice for choice in page.options}
        for index, id in enumerate(ranking.order(page, state)):
            if index == len(state.ranked) and state.ranked:
                sheet.gap()
            current = index == state.cursor
            sheet.add(_option(state, choices[id], index, look), focused=current, head=0)
            if id in state.words and id in state.ranked:
                active = current and state.in_words
                words = words_line(choices[id], state.words[id], active, _INDENT, look, index)
                sheet.add((words,), focused=active)
            if current:
                sheet.notice(state.notice)
        add_specials(sheet, page, state.special, state.cursor - len(page.options))
        return sheet.drawing()


def _option(state: Ranking, choice: Choice, index: int, look: Look) -> tuple[Line, ...]:
    ranked, current = index < len(state.ranked), index == state.cursor
    return _option_lines(choice.label, index, ranked, current, current and state.grabbed, look.width, look.ascii)


@lru_cache(maxsize=1024)
def _option_lines(
    label: str, index: int, ranked: bool, current: bool, grabbed: bool, width: int, ascii_only: bool
) -> tuple[Line, ...]:
    """Return the lines of an option, made once: a key changes one or two of them."""
    table = glyphs(ascii_only)
    rank = f"{index + 1:>2}" if ranked else f" {table.dot}"
    mark = Span(f"{table.grabbed} ", "accent") if grabbed else Span("  ")
    before = (pointer(current, Look(width, 0, ascii_only)), Span(rank, "accent" if ranked else "muted"), mark)
    style = "selected" if ranked else ""
    return hanging(before, label, width, style, fill=row_fill(current), target=Target("option", index))


def _move(action: str, page: Page, state: Ranking) -> Ranking:
    if state.in_words and action in EDITS:
        return _edit(action, page, state)
    return ranking.go(page, state, STEPS[action])


def _edit(action: str, page: Page, state: Ranking) -> Ranking:
    return ranking.write(page, state, EDITS[action]) if state.in_words else state


def _space(page: Page, state: Ranking) -> Ranking:
    return _edit("toggle", page, state) if state.in_words else ranking.toggle(page, state)
