"""Choosing one option."""

from __future__ import annotations

from ...interview.answers import Answer
from ...interview.page import Page
from ...language import _
from . import choice_list
from .choice_list import LIST, NOTHING_FOUND, SEARCH, WORDS, Catalogue, ChoiceList
from .stops import given, special_of
from .updating import updated


def begin(page: Page) -> ChoiceList:
    """Return the list that shows the page's draft or answer."""
    answer = given(page)
    chosen = special_of(page, answer) or answer.value
    catalogue = Catalogue(page.options, page.specials, page.searchable)
    return choice_list.begin(catalogue, answer, (chosen,) if isinstance(chosen, str) else ())


def choose(page: Page, state: ChoiceList, index: int) -> ChoiceList:
    """Return the list with the option at an index chosen, ready for its words if it asks for some."""
    id = state.id_at(index)
    state = updated(state, cursor=index, chosen=(id,), place=LIST, moved=True, picked=True, notice="")
    return choice_list.to_words(state, id) if id in state.words else state


def toggle(page: Page, state: ChoiceList, index: int) -> ChoiceList:
    """Return the list with the option chosen, or taken back if it was."""
    if state.id_at(index) not in state.chosen:
        return choose(page, state, index)
    return updated(state, cursor=index, chosen=(), place=LIST, moved=False, picked=True, notice="")


def enter(page: Page, state: ChoiceList) -> ChoiceList | None:
    """Return the next step, or None to give the answer.

    There is a step when the option that the respondent led the cursor to asks for words, when a search found
    nothing, and when another choice would be replaced: then Enter shows what it chose before giving it.
    """
    if state.place == WORDS:
        return None
    if state.place == SEARCH and state.searching and not state.found:
        return updated(state, notice=_(NOTHING_FOUND))
    led = _led_to(state)
    if led in state.words:
        return choose(page, state, state.cursor)
    if led and state.chosen:
        return choice_list.cleared(choose(page, state, state.cursor))
    return None


def answer(page: Page, state: ChoiceList) -> Answer:
    """Return the choice; with none made, what the respondent led the cursor to by moving or searching."""
    led = _led_to(state)
    return choice_list.answer_of(state, state.chosen or ((led,) if led else ()), many=False)


def _led_to(state: ChoiceList) -> str:
    """Return the id under the cursor if the respondent led the cursor there and has not chosen since."""
    led = not state.picked if state.searching else state.moved and not state.chosen
    if not led or (state.place == SEARCH and not state.found):
        return ""
    return "" if state.current in state.chosen else state.current
