"""Putting options in order, all or the best few, starting from none, so that no order is suggested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ...interview.answers import Answer
from ...interview.page import Page
from ...language import _
from .stops import given, moved, special_at, special_of
from .text_field import TextField
from .updating import updated
from .words import Words, changed, texts_of, words_of


@dataclass(frozen=True, slots=True)
class Ranking:
    """``ranked`` are ids, best first. The cursor runs over ranked options, the others, then special answers.

    ``grabbed`` says that the option under the cursor moves with it, ``in_words`` that its words are typed.
    """

    ranked: tuple[str, ...] = ()
    cursor: int = 0
    grabbed: bool = False
    special: str = ""
    words: Words = field(default_factory=dict)
    in_words: bool = False
    notice: str = ""


def begin(page: Page) -> Ranking:
    """Return the ranking that shows the page's draft or answer."""
    answer = given(page)
    offered = {choice.id for choice in page.options}
    value = answer.value if isinstance(answer.value, (list, tuple)) else ()
    ranked = tuple(id for id in dict.fromkeys(value) if id in offered)
    return Ranking(ranked, special=special_of(page, answer), words=words_of(page.options, answer))


def order(page: Page, state: Ranking) -> tuple[str, ...]:
    """Return the ids as listed: ranked ones in their order, then the others in the page's."""
    return state.ranked + tuple(choice.id for choice in page.options if choice.id not in state.ranked)


def most(page: Page) -> int:
    """Return how many options may be ranked."""
    return len(page.options) if page.maximum is None else min(int(page.maximum), len(page.options))


def current(page: Page, state: Ranking) -> str:
    """Return the option under the cursor, or an empty text among the special answers."""
    ids = order(page, state)
    return ids[state.cursor] if state.cursor < len(ids) else ""


def go(page: Page, state: Ranking, steps: int) -> Ranking:
    """Return the ranking with the cursor moved, and with it the option that is grabbed."""
    if state.grabbed:
        return carry(page, state, steps)
    cursor = moved(state.cursor, steps, len(page.options) + len(page.specials))
    return updated(state, cursor=cursor, in_words=False, notice="")


def carry(page: Page, state: Ranking, steps: int) -> Ranking:
    """Return the ranking with the ranked option under the cursor moved by some ranks."""
    id = current(page, state)
    if id not in state.ranked:
        return state
    rank = moved(state.cursor, steps, len(state.ranked))
    return state if rank == state.cursor else updated(_inserted(state, id, rank), cursor=rank)


def place(page: Page, state: Ranking, rank: int) -> Ranking:
    """Return the ranking with the option under the cursor on a rank (1 is best), or on the next free one.

    The cursor follows an option that changes its rank, and goes on to the next after a new one was placed.
    """
    id = current(page, state)
    if not id or rank < 1:
        return state
    if id in state.ranked:
        rank = min(rank, len(state.ranked))
        return updated(_inserted(state, id, rank - 1), cursor=rank - 1, grabbed=False)
    if rank > most(page) or len(state.ranked) >= most(page):
        return updated(state, notice=_("At most {most} can be ranked. Take one out first.").format(most=most(page)))
    placed = _inserted(state, id, min(rank, len(state.ranked) + 1) - 1)
    return _after_placing(page, placed, id, state.cursor)


def toggle(page: Page, state: Ranking) -> Ranking:
    """Return the ranking after Space, which ranks, grabs and drops options and chooses special answers."""
    special = special_at(page, state.cursor, len(page.options))
    if special:
        return choose_special(page, state, special)
    if current(page, state) in state.ranked:
        return updated(state, grabbed=not state.grabbed, in_words=False, notice="")
    return place(page, state, len(state.ranked) + 1 if len(state.ranked) < most(page) else most(page))


def drop(state: Ranking) -> Ranking:
    """Return the ranking with nothing grabbed."""
    return updated(state, grabbed=False)


def take_out(page: Page, state: Ranking) -> Ranking:
    """Return the ranking without the option under the cursor; the cursor stays on its line."""
    id = current(page, state)
    if id not in state.ranked:
        return state
    ranked = tuple(other for other in state.ranked if other != id)
    return updated(state, ranked=ranked, grabbed=False, in_words=False, notice="")


def choose_special(page: Page, state: Ranking, id: str) -> Ranking:
    """Return the ranking cleared for a special answer, or without the special answer if it was chosen."""
    if state.special == id:
        return updated(state, special="", notice="")
    index = next(index for index, choice in enumerate(page.specials) if choice.id == id)
    cursor = len(page.options) + index
    return updated(state, ranked=(), special=id, cursor=cursor, grabbed=False, in_words=False, notice="")


def in_words(page: Page, state: Ranking) -> Ranking:
    """Return the ranking with the focus in, or out of, the words beside the option under the cursor."""
    id = current(page, state)
    if state.in_words or id not in state.words or id not in state.ranked:
        return updated(state, in_words=False)
    return updated(state, in_words=True, grabbed=False, notice="")


def write(page: Page, state: Ranking, edit: Callable[[TextField], TextField]) -> Ranking:
    """Return the ranking after an edit of the words beside the option under the cursor."""
    return updated(state, words=changed(state.words, current(page, state), edit))


def answer(page: Page, state: Ranking) -> Answer:
    """Return the ranked options, best first."""
    special = state.special or ("" if state.ranked else special_at(page, state.cursor, len(page.options)))
    if special:
        return Answer(special=special)
    return Answer(list(state.ranked) or None, texts=texts_of(state.words, state.ranked))


def _inserted(state: Ranking, id: str, rank: int) -> Ranking:
    others = [other for other in state.ranked if other != id]
    return updated(state, ranked=(*others[:rank], id, *others[rank:]), special="", notice="")


def _after_placing(page: Page, state: Ranking, id: str, cursor: int) -> Ranking:
    if id in state.words:
        return updated(state, cursor=state.ranked.index(id), in_words=True)
    return updated(state, cursor=min(cursor + 1, len(page.options) - 1))
