"""Labels that look like an earlier one of their list, found without comparing each with each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .language import label_sequence, label_words

ALIKE = 0.6
MOST_COMPARED = 300
"""With so many labels that share its rare words a label is compared, at most, in each of three ways."""


def alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield each label that looks like an earlier one, by its place, and the place of the first that it looks like."""
    frequency = Counter(word for text in texts for word in label_words(text))
    labels = _Labels()
    for number, text in enumerate(texts):
        words = sorted(label_words(text), key=lambda word: (frequency[word], word))
        if words:
            label = _Label(label_sequence(text), frozenset(words), tuple(words))
            earlier = next((one for one in labels.like(label) if _alike(labels.known[one], label)), None)
            if earlier is not None:
                yield number, earlier
            labels.add(number, label)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label as one text, its words, and these by how rare they are."""

    sequence: str
    words: frozenset[str]
    rarest: tuple[str, ...]

    @property
    def telling(self) -> tuple[str, ...]:
        """The rarest words, of which two labels have one in common that share enough words."""
        return self.rarest[: len(self.rarest) - math.ceil(ALIKE * len(self.rarest) - 1e-9) + 1]


@dataclass
class _Labels:
    """Labels by any of their words, by those that tell, and by the rarest alone."""

    known: dict[int, _Label] = field(default_factory=dict)
    by_any: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_telling: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_rarest: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, label: _Label) -> None:
        """Take in a label."""
        self.known[number] = label
        for word in label.rarest:
            self.by_any[word].append(number)
        for word in label.telling:
            self.by_telling[word].append(number)
        self.by_rarest[label.rarest[0]].append(number)

    def like(self, label: _Label) -> list[int]:
        """Return the places of the labels that can contain it, share enough words with it, or be contained in it."""
        return sorted(
            {
                *self.by_any[label.rarest[0]][:MOST_COMPARED],
                *_some(self.by_telling[word] for word in label.telling),
                *_some(self.by_rarest[word] for word in label.rarest),
            }
        )


def _some(found: Iterable[Sequence[int]]) -> set[int]:
    """Return what some lists hold together, up to the limit of each."""
    return {number for numbers in found for number in numbers[:MOST_COMPARED]}


def _alike(one: _Label, other: _Label) -> bool:
    contains = one.sequence in other.sequence or other.sequence in one.sequence
    return contains or len(one.words & other.words) / len(one.words | other.words) >= ALIKE
