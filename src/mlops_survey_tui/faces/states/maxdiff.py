"""Best-worst scaling: of each small set of options the most and the least, one set at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ...interview.answers import Answer
from ...interview.page import Page
from ...language import _
from .stops import given, moved, special_at, special_of
from .updating import updated

MOST, LEAST = "most", "least"
_OTHER = {MOST: LEAST, LEAST: MOST}


class Pair(NamedTuple):
    """The marks of one set, empty while not given."""

    most: str = ""
    least: str = ""

    @property
    def complete(self) -> bool:
        """Whether both marks are given."""
        return bool(self.most and self.least)


@dataclass(frozen=True, slots=True)
class MaxDiff:
    """``marks`` has a pair for each set; ``turn`` is the mark that the next digit gives."""

    marks: tuple[Pair, ...]
    set: int = 0
    cursor: int = 0
    turn: str = MOST
    special: str = ""
    notice: str = ""

    @property
    def pair(self) -> Pair:
        """The marks of the set that is shown."""
        return self.marks[self.set] if self.marks else Pair()


def begin(page: Page) -> MaxDiff:
    """Return the sets as marked in the page's draft or answer; a draft goes on at its first open set."""
    answer = given(page)
    value: Mapping[str, Mapping[str, str]] = answer.value if isinstance(answer.value, dict) else {}
    marks = tuple(_pair(value.get(str(number), {}), ids) for number, ids in enumerate(page.sets, start=1))
    started = page.draft is not None and any(marks)
    first = next((at for at, pair in enumerate(marks) if not pair.complete), 0) if started else 0
    return to_set(MaxDiff(marks, special=special_of(page, answer)), first)


def to_set(state: MaxDiff, index: int) -> MaxDiff:
    """Return the state that shows a set, counted from nought."""
    state = updated(state, set=index, cursor=0, notice="")
    return updated(state, turn=LEAST if state.pair.most and not state.pair.least else MOST)


def shown(page: Page, state: MaxDiff) -> tuple[str, ...]:
    """Return the options of the set that is shown."""
    return page.sets[state.set] if page.sets else ()


def go(page: Page, state: MaxDiff, steps: int) -> MaxDiff:
    """Return the state with the cursor moved."""
    cursor = moved(state.cursor, steps, len(shown(page, state)) + len(page.specials))
    return updated(state, cursor=cursor, notice="")


def mark(page: Page, state: MaxDiff, which: str) -> MaxDiff:
    """Return the state with a mark on the option under the cursor, or without it if it was there.

    One option cannot hold both marks: the new one takes the place of the other.
    """
    ids = shown(page, state)
    if state.cursor >= len(ids):
        return state
    id, pair = ids[state.cursor], state.pair._asdict()
    marks = {which: "" if pair[which] == id else id}
    if pair[_OTHER[which]] == id:
        marks[_OTHER[which]] = ""
    return _with_pair(state, state.pair._replace(**marks))


def digit(page: Page, state: MaxDiff, number: int) -> MaxDiff:
    """Return the state after a digit in the fast lane: the first gives the most, the second the least."""
    ids = shown(page, state)
    if not 1 <= number <= len(ids):
        return state
    id, which = ids[number - 1], state.turn
    state = updated(state, cursor=number - 1)
    if which == LEAST and state.pair.most == id:
        return updated(state, notice=_("The same one cannot be both. Choose another."))
    if state.pair._asdict()[which] != id:
        state = mark(page, state, which)
    return updated(state, turn=_OTHER[which], notice="")


def next_set(page: Page, state: MaxDiff) -> MaxDiff | None:
    """Return the next set, or None after the last; a set with one mark is not left."""
    if state.special or led_to_special(page, state):
        return None
    pair = state.pair
    if any(pair) and not pair.complete:
        missing = page.prompts[0] if not pair.most else page.prompts[1]
        notice = _("Still to mark in this set: {missing}. Or take the mark back to skip the set.")
        return updated(state, notice=notice.format(missing=missing))
    return to_set(state, state.set + 1) if state.set + 1 < len(page.sets) else None


def former_set(page: Page, state: MaxDiff) -> MaxDiff | None:
    """Return the set before, or None on the first."""
    return to_set(state, state.set - 1) if state.set else None


def toggle_special(page: Page, state: MaxDiff, id: str) -> MaxDiff:
    """Return the state cleared for a special answer, or without the special answer if it was chosen."""
    if state.special == id:
        return updated(state, special="", notice="")
    index = next(index for index, choice in enumerate(page.specials) if choice.id == id)
    cursor = len(shown(page, state)) + index
    return updated(state, marks=(Pair(),) * len(state.marks), special=id, cursor=cursor, turn=MOST, notice="")


def led_to_special(page: Page, state: MaxDiff) -> str:
    """Return the special answer under the cursor while nothing at all is marked."""
    if any(map(any, state.marks)):
        return ""
    return special_at(page, state.cursor, len(shown(page, state)))


def answer(page: Page, state: MaxDiff) -> Answer:
    """Return the marks of each set that has any."""
    special = state.special or led_to_special(page, state)
    return Answer(special=special) if special else Answer(dict(_value(state)) or None)


def _value(state: MaxDiff) -> Iterator[tuple[str, dict[str, str]]]:
    for number, pair in enumerate(state.marks, start=1):
        if any(pair):
            yield str(number), {which: id for which, id in pair._asdict().items() if id}


def _pair(marks: Mapping[str, str], ids: tuple[str, ...]) -> Pair:
    """Return the marks that are still in the set."""
    most, least = marks.get(MOST, ""), marks.get(LEAST, "")
    return Pair(most if most in ids else "", least if least in ids and least != most else "")


def _with_pair(state: MaxDiff, pair: Pair) -> MaxDiff:
    marks = (*state.marks[: state.set], pair, *state.marks[state.set + 1 :])
    turn = LEAST if pair.most and not pair.least else MOST
    return updated(state, marks=marks, special="", notice="", turn=turn)
