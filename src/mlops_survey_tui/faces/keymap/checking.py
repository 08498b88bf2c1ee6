"""Whether keys that were moved leave a survey that can be taken, whatever is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from ...language import _
from ..actions import ACTIONS, together
from .faults import KeysFault
from .naming import character_of
from .spelling import spelling

NEEDED = ("next", "back", "up", "down", "toggle", "help", "leave", "next_field", "erase")
"""Actions that no survey can be taken without, also while text is typed."""
Moved = Mapping[str, tuple[str, ...]]
Place = Callable[[str], int]


def checked(moved: Moved, place: Place) -> Iterator[KeysFault]:
    """Yield the faults of keys as they would be in force; ``place`` gives the line of an action."""
    yield from _clashes(moved, place)
    yield from _unreachable(moved, place)


def _clashes(moved: Moved, place: Place) -> Iterator[KeysFault]:
    for one, other in combinations(ACTIONS.values(), 2):
        first, second = (moved.get(action.id, action.keys) for action in (one, other))
        if not (one.id in moved or other.id in moved) or not together(one.group, other.group):
            continue
        here, there = (one.id, other.id) if place(one.id) > place(other.id) else (other.id, one.id)
        for key in [key for key in first if key in second]:
            stays = _(", which keeps it") if there not in moved else ""
            yield KeysFault(
                place(here),
                _("{key} is given to {action}, and is a key of {other} too{stays}.").format(
                    key=spelling(key), action=here, other=there, stays=stays
                ),
                _("Give one of them another key, for example: {other} = {example}").format(
                    other=there, example='["F6"]'
                ),
            )


def _unreachable(moved: Moved, place: Place) -> Iterator[KeysFault]:
    for action in NEEDED:
        keys = moved.get(action, ACTIONS[action].keys)
        if not keys:
            yield KeysFault(
                place(action),
                _("{action} is left without a key, and the survey cannot be taken without it.").format(action=action),
                _("Give it a key, or take the line out to keep {keys}.").format(keys=_listed(ACTIONS[action].keys)),
            )
        elif all(_is_text(action, key) for key in keys):
            yield KeysFault(
                place(action),
                _("{action} has only {keys}, which is text while you type.").format(action=action, keys=_listed(keys)),
                _("Give it one more key that types nothing, such as F6, Tab or Esc."),
            )


def _is_text(action: str, key: str) -> bool:
    """Return whether a key is text while typing; a space chooses in lists, where no search starts with it."""
    return bool(character_of(key)) and not (action == "toggle" and key == "space")


def _listed(keys: tuple[str, ...]) -> str:
    return ", ".join(map(spelling, keys))
