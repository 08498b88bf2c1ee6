"""A point of a scale, by its digits or with the arrows."""

from __future__ import annotations

from ....interview.answers import Answer
from .hand import Hand, register


@register("scale")
def _point(hand: Hand, answer: Answer) -> None:
    """Type the number of the point, or move there and choose it."""
    wanted, present = answer.special or answer.value or "", hand.state.special or hand.state.chosen
    if wanted == present:
        return
    if wanted and not answer.special and wanted.isdigit():
        hand.press(*wanted)
        if hand.state.chosen == wanted:
            return
    ids = [choice.id for choice in (*hand.page.options, *hand.page.specials)]
    _reach(hand, ids.index(wanted or present))
    hand.press("space")


def _reach(hand: Hand, stop: int) -> None:
    points = len(hand.page.options)
    if stop >= points:
        hand.to(stop)
        return
    if hand.state.cursor >= points:
        hand.press("left")
    hand.to(stop, keys=("left", "right"))
