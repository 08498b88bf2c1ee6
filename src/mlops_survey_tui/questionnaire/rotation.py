"""Planned missingness as it is compiled: which modules a respondent is given, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .conditions.tree import Tree


@dataclass(frozen=True, slots=True)
class FixedModules:
    """Modules given without a draw to those for whom the condition holds."""

    when: Tree
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Boost:
    """A module swapped in with a probability."""

    module: str
    when: Tree
    probability: float


@dataclass(frozen=True, slots=True)
class PaceGuard:
    """When and how far modules are dropped for slow respondents."""

    after_questions: int
    limit_minutes: float
    pause_above_seconds: float
    pause_counts_seconds: float


@dataclass(frozen=True, slots=True)
class Volunteer:
    """One more module for those who accept."""

    question: str
    accept: str
    limit_minutes: float


@dataclass(frozen=True, slots=True)
class Rotation:
    """Which modules a respondent gets."""

    when: Tree
    forms: tuple[tuple[str, ...], ...]
    fixed: tuple[FixedModules, ...] = ()
    boost: tuple[Boost, ...] = ()
    pace_guard: PaceGuard | None = None
    volunteer: Volunteer | None = None
    reads: tuple[str, ...] = ()

    def median_seconds(self, seconds: Mapping[str, float]) -> float:
        """Return the median over the forms of what their modules take, from the seconds of each module."""
        each = sorted(sum(seconds.get(module, 0.0) for module in form) for form in self.forms)
        middle = len(each) // 2  # written out, as statistics takes most of a megabyte at every start
        return (each[middle] + each[~middle]) / 2
