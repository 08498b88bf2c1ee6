"""A plan of publication that is settled: every question stands in one block, or is left out with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a ladder: ``of`` maps codes of the question to coarser ones, ``labels`` has the words of these.

    Codes that it does not name stay as they are.
    """

    id: str
    of: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The coarser levels of a key, fine to coarse, without the first, where codes are as given, and the last, which
    tells nothing. ``importance`` says what is lost with it, beside other keys.
    """

    question: str
    levels: tuple[Level, ...] = ()
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class PlannedBlock:
    """Questions whose answers stand together. ``keys`` are coarse facts beside them, the most important first.

    ``linked`` keeps the lines of one respondent together in tables that have several.
    """

    id: str
    title: str
    questions: tuple[str, ...]
    keys: tuple[str, ...] = ()
    linked: bool = False
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """What a release is to hold; ``aggregated`` and ``withheld`` have the reasons by question."""

    blocks: tuple[PlannedBlock, ...]
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    aggregated: Mapping[str, str] = field(default_factory=dict)
    withheld: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def block_of(self) -> dict[str, PlannedBlock]:
        """The block of each question whose answers are published."""
        return {question: block for block in self.blocks for question in block.questions}

    @property
    def keys(self) -> tuple[str, ...]:
        """All questions that are a key somewhere."""
        return tuple(dict.fromkeys(key for block in self.blocks for key in block.keys))
