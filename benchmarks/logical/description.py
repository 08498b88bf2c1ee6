"""A logical survey: what is asked of whom in which words, said once, in no program's own format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Atom:
    """One comparison with an earlier question: ``is``, ``is_not``, ``has``, ``at_least`` or ``answered``.

    It is false where that question has no answer. ``inside`` says that the question belongs to the same loop.
    """

    question: str
    operator: str
    value: str | int = ""
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Comparisons of which all (``and``) or some (``or``) have to hold."""

    joined: str
    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Pipe:
    """An earlier answer in a title: an option's label, a number, or nothing where there is no answer."""

    question: str
    inside: bool = False


@dataclass(frozen=True, slots=True)
class ThisItem:
    """The label of the loop's item in a title."""


Piece = str | Pipe | ThisItem


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``single``, ``multi``, ``number`` or ``text``; options go by id."""

    id: str
    kind: str
    title: tuple[Piece, ...]
    options: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Questions in order; with ``over`` they are asked for each option chosen in that ``multi`` question."""

    id: str
    questions: tuple[Question, ...] = ()
    over: str = ""


@dataclass(frozen=True, slots=True)
class LogicalSurvey:
    """Sections in order, and the seed and size that they were made from."""

    seed: int
    size: int
    sections: tuple[Section, ...] = field(default_factory=tuple)

    def questions(self) -> Iterator[Question]:
        """Yield every question once, in order."""
        for section in self.sections:
            yield from section.questions


NUMBERS = (0, 100)
"""Least and largest number that a ``number`` question takes."""
LETTERS = 200
"""Most characters that a ``text`` question takes."""


def label(option: str) -> str:
    """Return the label of an option; items of loops are shown by their ids, which SurveyJS shows in panels."""
    return option if option.startswith("item") else f"Option {option}"
