"""Typing a text; a long one is left with Tab."""

from __future__ import annotations

from ....interview.answers import Answer
from .hand import Hand, register

_STOPS = ("shift+tab", "tab")


@register("text", "long_text")
def _write(hand: Hand, answer: Answer) -> None:
    """Type what differs from the text that is there, and go on to where Enter gives the answer."""
    body = 2 if hand.page.shape == "long_text" else 1
    hand.special(answer.special, body, keys=_STOPS)
    if answer.special:
        return
    if answer.value is not None or hand.state.field.text:
        hand.to(0, keys=_STOPS)
        _rewrite(hand, answer.value or "")
    hand.to(body - 1, keys=_STOPS)


def _rewrite(hand: Hand, text: str) -> None:
    """Erase back to what both texts begin with, from the end, and type the rest."""
    while hand.state.field.caret < len(hand.state.field.text):
        hand.press("right")
    hand.rewrite(lambda state: state.field, text)
