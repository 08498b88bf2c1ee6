"""The keys in force: which actions there are now, which keys lead to them, and how both are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from ...language import _
from ..actions import ACTIONS, GROUPS, RESPONDENT, Action, actions_of
from .naming import character_of, joined, key_name


class Hint(NamedTuple):
    """An action as people read it: its keys, what it does in one or two words, and in a sentence."""

    keys: str
    label: str
    help: str = ""


@dataclass(frozen=True, eq=False)
class Keymap:
    """The groups of actions in force, and the keys that were given to actions instead of their own."""

    active: tuple[str, ...] = RESPONDENT
    moved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def having(self, group: str) -> Keymap:
        """Return the same keys with one more group of actions in force."""
        return self if group in self.active else _having(self, group)

    def groups(self) -> tuple[str, ...]:
        """Return the groups of actions in force."""
        return tuple(group for group in GROUPS if group in self.active)

    def actions(self) -> Iterator[Action]:
        """Yield the actions in force."""
        return actions_of(*self.active)

    def action_for(self, key: str) -> str:
        """Return the id of the action in force that a key leads to, or an empty text."""
        return self._by_key.get(key, "")

    def keys_of(self, action: str) -> tuple[str, ...]:
        """Return the keys that lead to an action, the one to name first."""
        return self.moved.get(action, ACTIONS[action].keys)

    def name(self, action: str, typing: bool = False) -> str:
        """Return the name of the first key of an action; while ``typing``, of one that types nothing."""
        return key_name(shown) if (shown := self._first(action, typing)) else ""

    def hint(self, action: str, kind: str = "", typing: bool = False) -> Hint:
        """Return how an action is named for a kind of question, with the keys of all that mean the same.

        While ``typing`` only keys that type nothing are named; there may be none.
        """
        meaning = ACTIONS[action].meaning_for(kind)
        names = [self.name(partner.id, typing) for partner in self._partners(ACTIONS[action], kind)]
        keys = joined([name for name in names if name])
        return Hint(_(meaning.keys).format(keys=keys) if keys else "", _(meaning.label), _(meaning.help))

    def hints(self, actions: Iterable[str], kind: str, typing: bool = False) -> Iterator[tuple[str, Hint]]:
        """Yield the hints of actions that are known and have keys, each said once ("↑↓ move" for up and down)."""
        seen: set[Hint] = set()
        for action in actions:
            if action not in ACTIONS:
                continue
            hint = self.hint(action, kind, typing)
            if hint.keys and hint not in seen:
                seen.add(hint)
                yield action, hint

    def others(self, action: str, kind: str = "") -> str:
        """Return the names of the further keys of an action, and of all that mean the same."""
        partners = self._partners(ACTIONS[action], kind)
        return joined([key_name(key) for partner in partners for key in self.keys_of(partner.id)[1:]])

    def said(self, text: str, typing: bool = False) -> str:
        """Return a sentence with the keys of the actions that it names: "Press {next} again."."""
        return text.format_map(_Names(self, typing))

    def _partners(self, action: Action, kind: str) -> list[Action]:
        """Return the actions in force that mean the same for a kind of question, always with the action itself."""
        if (action.id, kind) not in self._found:
            self._found[action.id, kind] = self._meaning_the_same(action, kind)
        return self._found[action.id, kind]

    def _meaning_the_same(self, action: Action, kind: str) -> list[Action]:
        meaning = action.meaning_for(kind)
        found = (other for other in self.actions() if not kind or other.means_something_to(kind))
        partners = [other for other in found if other.meaning_for(kind) == meaning]
        return partners if action in partners else [action]

    def _first(self, action: str, typing: bool) -> str:
        keys = self.keys_of(action)
        return next((key for key in keys if not typing or key == "space" or not character_of(key)), "")

    @cached_property
    def _found(self) -> dict[tuple[str, str], list[Action]]:
        return {}

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        return {key: action.id for action in self.actions() for key in self.keys_of(action.id)}


@lru_cache(maxsize=16)
def _having(keymap: Keymap, group: str) -> Keymap:
    """Return one and the same keymap each time, because drawings are kept by it."""
    return replace(keymap, active=(*keymap.active, group))


class _Names(dict[str, str]):
    """The names of keys by action, looked up as a sentence asks for them."""

    def __init__(self, keymap: Keymap, typing: bool) -> None:
        super().__init__()
        self._keymap, self._typing = keymap, typing

    def __missing__(self, action: str) -> str:
        return self._keymap.name(action, self._typing)


STANDARD = Keymap()
"""The keys of the registry, for respondents."""
