"""Dividing a total: what is too much goes first, then rows are added, then numbers are typed."""

from __future__ import annotations

from typing import Any

from ....interview.answers import Answer
from ...states import allocation
from .beside import words_beside
from .choosing import search
from .hand import Hand, Stuck, register


@register("allocation")
def _divide(hand: Hand, answer: Answer) -> None:
    """Bring each row to the number wanted, without passing the total on the way."""
    hand.special(answer.special, allocation.body(hand.page, hand.state))
    if answer.special:
        return
    value: dict[str, Any] = dict(answer.value or {})
    for row in [row.id for row in reversed(allocation.rows(hand.page, hand.state))]:
        _take_away(hand, row, value)
    present = [row.id for row in allocation.rows(hand.page, hand.state)]
    for row in value:
        if row not in present:
            _add_row(hand, row)
    for index, row in enumerate([row.id for row in allocation.rows(hand.page, hand.state)]):
        if row in value and row not in hand.state.values:
            hand.to(index)
            hand.press(*str(value[row]))
        words_beside(hand, index, row, answer.texts.get(row, ""))
    hand.to(0)


def _take_away(hand: Hand, row: str, value: dict[str, Any]) -> None:
    """Clear a row that is to have another number; an added row that is not wanted goes altogether."""
    if row in hand.state.values and hand.state.values[row] != value.get(row):
        hand.to(_index(hand, row))
        hand.press("delete")
    if row in hand.state.added and row not in value:
        hand.to(_index(hand, row))
        hand.press("delete")


def _add_row(hand: Hand, row: str) -> None:
    if row not in [choice.id for choice in hand.page.extra_rows]:
        raise Stuck(f"there is no row {row}")
    hand.press("+")
    if hand.state.picker is None:
        raise Stuck("no row can be added")
    search(hand, row, hand.page.extra_rows, lambda state: state.picker)
    picker = hand.state.picker
    wanted = [picker.id_at(index) for index in range(len(picker.shown))].index(row)
    while hand.state.picker.cursor != wanted:
        hand.press("down")
    hand.press("enter")


def _index(hand: Hand, row: str) -> int:
    return [choice.id for choice in allocation.rows(hand.page, hand.state)].index(row)
