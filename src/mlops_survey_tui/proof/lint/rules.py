"""The registry of rules, and what they yield."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .subject import Part, Subject


class Level(StrEnum):
    """How serious a finding is."""

    STOP = "E"
    WARN = "W"
    INFORM = "I"


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: the part of the questionnaire, and what is the matter.

    ``level`` replaces the rule's own; ``steps`` lead from the part to the line that is shown.
    """

    part: Part
    message: str
    steps: tuple[str | int, ...] = ()
    level: Level | None = None


Check = Callable[["Subject"], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``faults`` are the codes of the catalogue of faults that say the same where files do not compile.

    ``compiled`` says that the check needs a questionnaire without faults.
    """

    code: str
    level: Level
    title: str
    what: str
    why: str
    remedy: str
    faults: tuple[str, ...] = ()
    compiled: bool = False
    check: Check | None = None

    def explanation(self) -> str:
        """Return what `check --explain` prints."""
        return (
            f"{self.code} ({self.level}) {self.title}\n\nWhat:  {self.what}\nWhy:   {self.why}\nMend:  {self.remedy}\n"
            f'Accept: allow: {{{self.code}: "the reason"}} on the question, list, option, group, section or survey.'
        )


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    level: Level,
    title: str,
    *,
    what: str,
    why: str,
    remedy: str,
    faults: tuple[str, ...] = (),
    compiled: bool = False,
) -> Callable[[Check], Check]:
    """Register a check under a code."""

    def add(check: Check) -> Check:
        RULES[code] = Rule(code, level, title, what, why, remedy, faults, compiled, check)
        return check

    return add


def told_by_faults(
    code: str, level: Level, title: str, *, what: str, why: str, remedy: str, faults: tuple[str, ...]
) -> None:
    """Register a rule that the compiler applies: its faults are the findings."""
    RULES[code] = Rule(code, level, title, what, why, remedy, faults)
