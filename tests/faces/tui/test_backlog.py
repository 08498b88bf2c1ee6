"""Floods of keys: what there is no room for is dropped, but for the last key, which somebody may have pressed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from textual.events import Key
from textual.message import Message

from mlops_survey_tui.faces.tui.backlog import MOST, Backlog


def _keys(text: str) -> list[Message]:
    return [Key(character, character) for character in text]


def _flooded(keys: list[Message], after: int) -> list[Message]:
    """Return what an app takes that begins to after so many keys were pressed, and then is as quick as they are."""
    waiting: deque[Message | Callable[[], None]] = deque()
    taken: list[Message] = []
    backlog = Backlog(waiting.append, waiting.append)

    def take_one() -> None:
        one = waiting.popleft()
        if isinstance(one, Message):
            taken.append(one)
        else:
            one()

    for number, key in enumerate(keys):
        backlog.put(key)
        if number >= after and waiting:
            take_one()
    while waiting:
        take_one()
    return taken


def test_keys_that_the_app_keeps_up_with_are_all_taken() -> None:
    keys = _keys("x" * 3 * MOST)
    assert _flooded(keys, after=0) == keys


def test_a_flood_is_cut_and_its_last_key_taken() -> None:
    keys = _keys("x" * 3 * MOST + "?")
    taken = _flooded(keys, after=len(keys))
    assert taken == [*keys[:MOST], keys[-1]]


def test_after_a_flood_each_key_is_taken_again() -> None:
    keys = _keys("x" * 2 * MOST)
    taken = _flooded(keys, after=MOST + 10)
    assert MOST < len(taken) < len(keys)
    assert taken[-1] is keys[-1]
