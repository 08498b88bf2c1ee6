"""A target: one thing that an interview may reach; and the registry of their kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from ...questionnaire.model import Questionnaire
from .encoding import Encoding
from .trace import Trace


class Target(NamedTuple):
    """One thing to reach: its kind, whose it is, and which part of that (an option, a side, an outcome)."""

    kind: str
    subject: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}{': ' if self.part else ''}{self.part}"


class TargetKind(Protocol):
    """One kind of target."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return the targets of this kind that a questionnaire has."""

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield literals, of which each says that the target is reached in one way; all of them together every way."""

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the targets of this kind that an interview reached."""


KINDS: dict[str, TargetKind] = {}


def register(*names: str, kind: TargetKind) -> None:
    """Add a kind of target under the names of its targets' kinds."""
    KINDS.update(dict.fromkeys(names, kind))


def targets(questionnaire: Questionnaire) -> list[Target]:
    """Return everything that a questionnaire has to reach."""
    found: dict[Target, None] = {}
    for kind in dict.fromkeys(KINDS.values()):
        found.update(dict.fromkeys(kind.targets(questionnaire)))
    return list(found)


def each_seen_in(trace: Trace) -> Iterator[Target]:
    """Yield everything that an interview reached, some of it again and again."""
    for kind in dict.fromkeys(KINDS.values()):
        yield from kind.seen(trace)


def seen_in(trace: Trace) -> set[Target]:
    """Return everything that an interview reached."""
    return set(each_seen_in(trace))
