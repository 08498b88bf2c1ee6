"""Choosing one option, or several, in short lists by number and in long ones by search."""

from __future__ import annotations

from typing import Any

from ....interview.answers import Answer
from ...states.choice_list import LIST, SEARCH, WORDS, ChoiceList
from ...states.text_field import TextField
from .hand import Hand, Stuck, in_common, register

_NEAR = 5
_BY_DIGIT = 9


@register("single", "multi")
def _choose(hand: Hand, answer: Answer) -> None:
    """Take back what is not wanted, choose what is, and write the words beside it."""
    wanted = _ids(answer)
    kept = in_common(hand.state.chosen, wanted)
    if hand.page.shape == "multi" or not wanted:
        for id_ in reversed(hand.state.chosen[kept:]):
            _toggle(hand, id_)
    for id_ in wanted[kept:]:
        _toggle(hand, id_)
        _words(hand, id_, answer.texts.get(id_, ""))
    for id_ in wanted[:kept]:
        _words(hand, id_, answer.texts.get(id_, ""))
    _to_list(hand)


def _ids(answer: Answer) -> tuple[str, ...]:
    if answer.special:
        return (answer.special,)
    return (answer.value,) if isinstance(answer.value, str) else tuple(answer.value or ())


def _toggle(hand: Hand, id_: str) -> None:
    _to_list(hand)
    position = hand.state.catalogue.positions[id_]
    takes_back = id_ in hand.state.chosen
    if position < _BY_DIGIT and not hand.page.searchable and (hand.page.shape == "multi" or not takes_back):
        hand.press(str(position + 1))
        return
    if hand.page.searchable and position > _NEAR:
        search(hand, id_, hand.page.options, lambda state: state)
    if hand.state.place == SEARCH:
        hand.press("down")
    hand.to(_shown(hand.state).index(id_))
    hand.press("space")


def search(hand: Hand, id_: str, choices: Any, place: Any) -> None:
    """Type the label of a choice until it is the best match; ``place`` gives the list within the state."""
    label = next((choice.label for choice in choices if choice.id == id_), "")
    for character in label:
        if place(hand.state).searching and place(hand.state).current == id_:
            return
        if character.isprintable():
            hand.press(character)
    if id_ not in _shown(place(hand.state)):
        hand.press("escape")


def _shown(state: ChoiceList) -> list[str]:
    return [state.id_at(index) for index in range(len(state.shown))]


def _to_list(hand: Hand) -> None:
    """Leave the words and the search."""
    while hand.state.place == WORDS or hand.state.searching:
        hand.press("escape")


def _words(hand: Hand, id_: str, text: str) -> None:
    """Write the words beside a chosen option."""

    def field(state: ChoiceList) -> TextField:
        return state.words[id_]

    if (id_ not in hand.state.words and not text) or field(hand.state).text == text:
        return
    if hand.state.place == LIST and id_ not in hand.state.chosen:
        raise Stuck(f"{id_} is not chosen")
    hand.until(lambda state: state.place == WORDS and state.current == id_, "tab")
    hand.rewrite(field, text)
