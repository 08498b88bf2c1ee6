"""Most and least of each set, set after set."""

from __future__ import annotations

from ....interview.answers import Answer
from ...states import maxdiff
from ...states.maxdiff import LEAST, MOST
from .hand import Hand, register

_KEYS = {MOST: "left", LEAST: "right"}


@register("maxdiff")
def _sets(hand: Hand, answer: Answer) -> None:
    """Go to the first set, and bring each set to the marks wanted; a special answer is said on the first."""
    hand.until(lambda state: state.set == 0, "escape")
    hand.special(answer.special, len(maxdiff.shown(hand.page, hand.state)))
    if answer.special:
        return
    if not hand.page.sets:
        return
    value = dict(answer.value or {})
    for index in range(len(hand.page.sets)):
        _set(hand, value.pop(str(index + 1), {}))
        hand.to(0)
        if index + 1 < len(hand.page.sets):
            _next_set(hand, index)
    if value:
        raise ValueError(f"there is no set {', '.join(value)}")


def _set(hand: Hand, wanted: dict[str, str]) -> None:
    """Take back the marks that are not wanted, then give those that are."""
    for which, key in _KEYS.items():
        present = hand.state.pair._asdict()[which]
        if present and present != wanted.get(which):
            _press_on(hand, present, key)
    for which, key in _KEYS.items():
        if wanted.get(which, "") != hand.state.pair._asdict()[which]:
            _press_on(hand, wanted[which], key)


def _next_set(hand: Hand, index: int) -> None:
    hand.until(lambda state: state.set > index, "enter")


def _press_on(hand: Hand, id_: str, key: str) -> None:
    hand.to(maxdiff.shown(hand.page, hand.state).index(id_))
    hand.press(key)
