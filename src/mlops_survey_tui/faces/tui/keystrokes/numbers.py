"""Typing a number, or one for each row."""

from __future__ import annotations

from ....interview.answers import Answer
from ...states.number_entry import parsed, written
from .beside import words_beside
from .hand import Hand, register


@register("number")
def _number(hand: Hand, answer: Answer) -> None:
    """Type the number in the place of what is there."""
    hand.special(answer.special, 1)
    if answer.special:
        return
    hand.to(0)
    if answer.value is None or parsed(hand.state.field.text) != answer.value:
        hand.rewrite(lambda state: state.field, _typed(answer.value, hand.page.decimals))


@register("number_grid")
def _grid(hand: Hand, answer: Answer) -> None:
    """Clear the rows that are not wanted, and type the others."""
    hand.special(answer.special, len(hand.page.rows))
    if answer.special:
        return
    value = dict(answer.value or {})
    for index, row in enumerate(hand.page.rows):
        number = value.pop(row.id, None)
        _row(hand, index, row.id, number)
        words_beside(hand, index, row.id, answer.texts.get(row.id, ""))
    hand.to(0)
    if value:
        raise ValueError(f"there is no row {', '.join(value)}")


def _row(hand: Hand, index: int, id_: str, number: int | float | None) -> None:
    text = hand.state.numbers.get(id_)
    if text is not None and (number is None or parsed(text) != number):
        hand.to(index)
        hand.press("delete")
        text = None
    if text is None and number is not None:
        hand.to(index)
        hand.press(*_typed(number, hand.page.decimals))


def _typed(number: int | float | None, decimals: int) -> str:
    """Return a number as typed; a whole one that is a fraction by its type keeps its point where that fits."""
    text = written(number)
    return f"{text}.0" if isinstance(number, float) and decimals and text.lstrip("-").isdigit() else text
