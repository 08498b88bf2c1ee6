"""Ranking: taking out, placing by number, and moving with Shift and the arrows."""

from __future__ import annotations

from ....interview.answers import Answer
from ...states import ranking
from .beside import words_beside
from .hand import Hand, register

_BY_DIGIT = 9


@register("ranking")
def _rank(hand: Hand, answer: Answer) -> None:
    """Take out what is not wanted, then put each option on its rank, best first."""
    hand.special(answer.special, len(hand.page.options))
    if answer.special:
        return
    wanted = list(answer.value or ())
    for id_ in hand.state.ranked:
        if id_ not in wanted:
            _reach(hand, id_)
            hand.press("x")
    for rank, id_ in enumerate(wanted):
        _place(hand, id_, rank)
    for id_ in wanted:
        words_beside(hand, _index(hand, id_), id_, answer.texts.get(id_, ""))
    hand.to(0)


def _place(hand: Hand, id_: str, rank: int) -> None:
    if hand.state.ranked[rank : rank + 1] == (id_,):
        return
    _reach(hand, id_)
    if rank < _BY_DIGIT:
        hand.press(str(rank + 1))
    elif id_ not in hand.state.ranked:
        hand.press("space")
    if hand.state.in_words:
        hand.press("escape")
    while id_ in hand.state.ranked[rank + 1 :]:
        _reach(hand, id_)
        hand.press("shift+up")


def _reach(hand: Hand, id_: str) -> None:
    hand.to(_index(hand, id_))


def _index(hand: Hand, id_: str) -> int:
    return ranking.order(hand.page, hand.state).index(id_)
