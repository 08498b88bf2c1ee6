"""Search in long lists of options by label, other names and group, forgiving one typing mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from ...interview.letters import plain_letters
from ...interview.page import Choice

_FORGIVING_FROM = 4
_NOT_WORD = re.compile(r"[\W_]+")


class Match(NamedTuple):
    """A choice that is shown: its position in the list, and the other name that was found, if it was one."""

    position: int
    alias: str = ""


class _Key(NamedTuple):
    """What is compared for one choice: each of ``words`` follows a space, the other texts have none.

    ``aliases`` pairs the folded words of another name with the name as written.
    """

    label: str
    words: str
    aliases: tuple[tuple[str, str], ...]
    everything: str


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return the words of a text without case, accents and punctuation, each after a space."""
    return " " + _NOT_WORD.sub(" ", plain_letters(text)).strip()


def squashed(words: str) -> str:
    """Return folded words run together, so that "scikitlearn" finds "scikit-learn"."""
    return words.replace(" ", "")


class SearchIndex:
    """The folded names of a list, made once."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._keys = [_key(choice) for choice in choices]

    def find(self, query: str) -> tuple[Match, ...]:
        """Return the matches, best first: label, word, other name, anywhere; else with one typing mistake."""
        words = folded(query)
        if not squashed(words):
            return ()
        found = self._ranked(words)
        if not found and len(squashed(words)) >= _FORGIVING_FROM:
            found = self._forgiving(words)
        return tuple(found)

    def _ranked(self, words: str) -> list[Match]:
        tiers: tuple[list[Match], ...] = ([], [], [], [], [])
        query, several = squashed(words), words.split()
        for position, key in enumerate(self._keys):
            if key.label.startswith(query):
                tiers[0].append(Match(position))
            elif words in key.words:
                tiers[1].append(Match(position))
            elif query in key.everything:
                alias = _alias(key, lambda name: squashed(name).startswith(query) or words in name)
                inside = "" if alias or query in key.label else _alias(key, lambda name: query in squashed(name))
                tiers[2 if alias else 3].append(Match(position, alias or inside))
            elif len(several) > 1 and all(word in key.everything for word in several):
                tiers[4].append(Match(position))
        return [match for tier in tiers for match in tier]

    def _forgiving(self, words: str) -> list[Match]:
        query = squashed(words)
        close = {word for word in self._vocabulary if _one_mistake(query, word)}
        if not close:
            return []
        return list(self._with_word(close))

    def _with_word(self, close: set[str]) -> Iterator[Match]:
        for position, key in enumerate(self._keys):
            if key.label in close or not close.isdisjoint(key.words.split()):
                yield Match(position)
            elif alias := _alias(key, lambda name: squashed(name) in close or not close.isdisjoint(name.split())):
                yield Match(position, alias)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(_vocabulary(self._keys))


def _key(choice: Choice) -> _Key:
    words = folded(choice.label)
    aliases = tuple((folded(alias), alias) for alias in choice.aliases)
    everything = "\n".join(squashed(part) for part in (words, *(name for name, _ in aliases), folded(choice.group)))
    return _Key(squashed(words), words, aliases, everything)


def _alias(key: _Key, fits: Callable[[str], bool]) -> str:
    return next((alias for name, alias in key.aliases if fits(name)), "")


def _vocabulary(keys: Iterable[_Key]) -> Iterator[str]:
    for key in keys:
        yield key.label
        yield from key.words.split()
        for name, _ in key.aliases:
            yield squashed(name)
            yield from name.split()


def _one_mistake(query: str, word: str) -> bool:
    """Whether the query starts the word but for one letter: too many, too few, wrong, or swapped."""
    half = len(query) // 2
    if not word.startswith(query[: half - 1]) and query[half + 1 :] not in word:
        return False
    at = next((at for at, pair in enumerate(zip(query, word, strict=False)) if pair[0] != pair[1]), len(word))
    rest, left = query[at:], word[at:]
    return (
        left[1:].startswith(rest[1:])
        or left.startswith(rest[1:])
        or left[1:].startswith(rest)
        or (rest[:2] == left[1::-1] and left[2:].startswith(rest[2:]))
    )
