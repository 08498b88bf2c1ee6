"""Keys and clicks on a list of options, for the kinds that are one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import partial

from ....interview.page import Page
from ...states import choice_list
from ...states.choice_list import LIST, SEARCH, WORDS, ChoiceList
from ...states.stops import STEPS
from ...states.text_field import EDITS, inserted
from ..drawing import Drawing
from ..lines import Look, Target
from .choices import ChoiceDrawing
from .standard import Change, StandardView

_SINGLE_LINE_MOVES = ("home", "end")


class ChoiceView(StandardView[ChoiceList]):
    """A list with a cursor: what choosing means is left to the kind."""

    @abstractmethod
    def choose(self, page: Page, state: ChoiceList, index: int) -> ChoiceList:
        """Return the list after a digit or a click on an option."""

    @abstractmethod
    def toggle(self, page: Page, state: ChoiceList, index: int) -> ChoiceList:
        """Return the list after Space on an option."""

    @abstractmethod
    def marks(self, look: Look) -> tuple[str, str]:
        """Return the glyphs of an option that is not, and that is, chosen."""

    def count(self, page: Page, state: ChoiceList) -> str:
        """Return how many are chosen and may be, if that is worth saying."""
        return ""

    def keys(self) -> Mapping[str, Change[ChoiceList]]:
        """Return the moves, the edits of fields and the ways between fields."""
        edits = {action: partial(_edit, action) for action in EDITS}
        moves = {action: partial(_move, action) for action in STEPS}
        return {
            **edits,
            **moves,
            "toggle": self._space,
            "next_field": lambda page, state: choice_list.next_place(state),
            "previous_field": lambda page, state: choice_list.next_place(state, -1),
        }

    def digit(self, page: Page, state: ChoiceList, digit: int) -> ChoiceList:
        """Choose the option with this number; in a list with a search digits are text."""
        if state.place == WORDS or state.catalogue.searchable:
            return self._write(state, str(digit))
        return self.choose(page, state, digit - 1) if 0 < digit <= len(state.shown) else state

    def typed(self, page: Page, state: ChoiceList, character: str) -> ChoiceList:
        """Write into the field that has the focus, or start a search."""
        return self._write(state, character) if self.typing(page, state) else state

    def pasted(self, page: Page, state: ChoiceList, text: str) -> ChoiceList:
        """Write into the field that has the focus, or search."""
        return self._write(state, text)

    def clicked(self, page: Page, state: ChoiceList, target: Target) -> ChoiceList:
        """Choose an option, or go to the field that was clicked."""
        if target.name == "search":
            return choice_list.searched(state, state.query)
        if target.row >= len(state.shown):
            return state
        if target.name == "words":
            return choice_list.to_words(state, state.id_at(target.row))
        return self.choose(page, state, target.row) if target.name == "choice" else state

    def back(self, page: Page, state: ChoiceList) -> ChoiceList | None:
        """Leave the words, then clear the search, then leave the page."""
        return choice_list.back(state)

    def typing(self, page: Page, state: ChoiceList) -> bool:
        """Letters are text in a field, and wherever there is a search for them to go to."""
        return state.place == WORDS or state.catalogue.searchable

    def writes(self, page: Page, state: ChoiceList, character: str) -> bool:
        """Return whether a character is text; a space is none in the list, where no search starts with it."""
        return self.typing(page, state) and (character != " " or state.place != LIST)

    def actions(self, page: Page, state: ChoiceList) -> Sequence[str]:
        """Return moving and choosing, and in a field how to leave it."""
        if state.place == WORDS:
            return ("next_field",)
        return ("down",) if state.place == SEARCH else ("up", "toggle")

    def draw(self, page: Page, state: ChoiceList, look: Look) -> Drawing:
        """Return the list."""
        return ChoiceDrawing(state, look, self.marks(look), self.count(page, state)).drawing()

    def _space(self, page: Page, state: ChoiceList) -> ChoiceList:
        if state.place != LIST:
            return state
        return self.toggle(page, state, state.cursor) if state.shown else state

    def _write(self, state: ChoiceList, text: str) -> ChoiceList:
        return choice_list.edited(state, lambda field: inserted(field, text))


def _move(action: str, page: Page, state: ChoiceList) -> ChoiceList:
    if state.place != LIST and action in _SINGLE_LINE_MOVES:
        return choice_list.keyed(state, action)
    return choice_list.go(state, action)


def _edit(action: str, page: Page, state: ChoiceList) -> ChoiceList:
    return choice_list.keyed(state, action)
