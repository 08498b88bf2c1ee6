"""Choosing several options: some exclude all others, and there may be a largest number."""

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
    special = special_of(page, answer)
    value = answer.value if isinstance(answer.value, (list, tuple)) else ()
    catalogue = Catalogue(page.options, page.specials, page.searchable)
    state = choice_list.begin(catalogue, answer, (special,) if special else value)
    return updated(state, cursor=0)


def toggle(page: Page, state: ChoiceList, index: int) -> ChoiceList:
    """Return the list with the option at an index chosen, or taken back if it was.

    An exclusive choice takes the place of all others and gives way to them; past the maximum nothing
    changes and a notice says what to do.
    """
    id = state.id_at(index)
    state = updated(state, cursor=index, place=LIST, moved=True, picked=True, notice="")
    if id in state.chosen:
        return updated(state, chosen=tuple(other for other in state.chosen if other != id))
    kept = () if _excludes(state, id) else tuple(other for other in state.chosen if not _excludes(state, other))
    if page.maximum is not None and not _excludes(state, id) and len(kept) >= page.maximum:
        return updated(
            state, notice=_("At most {most} can be chosen. Take one back first.").format(most=f"{page.maximum:g}")
        )
    state = updated(state, chosen=(*kept, id))
    return choice_list.to_words(state, id) if id in state.words else state


def enter(page: Page, state: ChoiceList) -> ChoiceList | None:
    """Return the list after Enter, or None to give the answer.

    While a query is up, Enter chooses the row under the cursor, unless something was chosen under this query,
    and clears the query, so that the next name can be typed.
    """
    if state.place == WORDS or not state.searching:
        return None
    if state.picked:
        return choice_list.cleared(state)
    if state.place == SEARCH and not state.found:
        return updated(state, notice=_(NOTHING_FOUND))
    if state.current not in state.chosen:
        state = toggle(page, state, state.cursor)
    return state if state.notice or state.place == WORDS else choice_list.cleared(state)


def answer(page: Page, state: ChoiceList) -> Answer:
    """Return the choices in the order of picking."""
    return choice_list.answer_of(state, state.chosen, many=True)


def counted(state: ChoiceList) -> int:
    """Return how many choices count towards the maximum."""
    return sum(not _excludes(state, id) for id in state.chosen)


def _excludes(state: ChoiceList, id: str) -> bool:
    return state.catalogue.of(id).exclusive or id in state.catalogue.specials
