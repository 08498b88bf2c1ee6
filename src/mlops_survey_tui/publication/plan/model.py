"""A plan of publication that is settled: every question stands in one block, or is left out with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Level:
    """How coarse a key is: ``of`` maps each code of the question to the code that stands for it at this level.

    ``labels`` are the words for the codes of this level, in their order.
    """

    id: str
    of: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of a key, finest first; the last one tells nothing. ``importance`` grows with what is lost."""

    question: str
    levels: tuple[Level, ...]
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
    """What a release is to hold. ``coarsen`` is the order in which keys lose detail, ``withheld`` has reasons."""

    blocks: tuple[PlannedBlock, ...]
    ladders: tuple[Ladder, ...] = ()
    coarsen: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    aggregated: Mapping[str, str] = field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()

    @cached_property
    def ladder_of(self) -> dict[str, Ladder]:
        """Ladders by question."""
        return {ladder.question: ladder for ladder in self.ladders}

    @cached_property
    def block_of(self) -> dict[str, PlannedBlock]:
        """The block of each question that is published."""
        return {question: block for block in self.blocks for question in block.questions}
