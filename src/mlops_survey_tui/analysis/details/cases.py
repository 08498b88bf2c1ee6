"""Use cases as they were described, one a respondent, with what says for how many others each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..weighting.precision import kish_design_effect

MOST, CENTILE = 15.0, 0.95
"""No case stands for more cases than this, nor for more than this share of respondents have."""


@dataclass(frozen=True)
class Cases:
    """Cases by respondent (rows), and the overview that some or all respondents gave.

    ``values`` (rows × figures) are numbers, or 100 and 0 by code where ``percent``; ``described`` says whose case
    counts. ``kind`` numbers the type of the case among ``kinds``, −1 if unknown. ``count`` is how many cases there were
    to choose from, NaN if unknown; ``people`` how many worked on it; ``share`` the respondent's share of the type in
    the overview and ``chance`` the chance that a case of it was described. ``overview`` (rows × kinds) are percentages,
    NaN where not given, ``totals`` what they are percentages of. ``own_choice`` marks cases that respondents chose
    themselves, ``followed`` those that the rule chose or that were the only one; ``facts`` are further classes.
    """

    values: Floats
    labels: tuple[str, ...]
    percent: bool
    described: Booleans
    weights: Floats
    kind: Integers
    kinds: tuple[str, ...]
    count: Floats
    people: Floats | None = None
    share: Floats | None = None
    chance: Floats | None = None
    overview: Floats | None = None
    totals: Floats | None = None
    own_choice: Booleans | None = None
    followed: Booleans | None = None
    facts: Mapping[str, tuple[Integers, tuple[str, ...]]] | None = None

    @property
    def n(self) -> int:
        """How many cases count."""
        return int(self.described.sum())

    def without(self, rows: Booleans) -> Cases:
        """Return it with some cases left out; their respondents' overviews stay."""
        return replace(self, described=self.described & ~rows)


def cap_of(cases: Cases) -> float:
    """Return the 95th percentile of the counts of those who described a case, at most 15.

    It is the smallest count that at least 95 % do not exceed. Source: the survey's methodology, section 3.
    """
    known = np.sort(cases.count[cases.described & ~np.isnan(cases.count)])
    if not len(known):
        return MOST
    return float(min(known[int(np.ceil(CENTILE * len(known))) - 1], MOST))


def counts_of(cases: Cases, cap: float) -> Floats:
    """Return how many cases each one stands for: at most ``cap``; the median of the known ones where it is unknown."""
    known = cases.count[cases.described & ~np.isnan(cases.count)]
    middle = float(np.median(known)) if len(known) else 1.0
    return np.minimum(np.where(np.isnan(cases.count), middle, cases.count), cap)


def practitioners(cases: Cases, cap: float) -> Floats:
    """Weights for what practitioners work on: w · min(m, cap); w · a / π where the chance of the type is given."""
    if cases.share is not None and cases.chance is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(cases.weights * cases.share / cases.chance, dtype=np.float64)
    return np.asarray(cases.weights * counts_of(cases, cap), dtype=np.float64)


def standing(cases: Cases, cap: float) -> Floats:
    """Weights of overviews, one that speaks for what :func:`practitioners` lets the respondent's case speak for.

    That is w · min(m, cap), and w where cases are drawn by share. With other weights the types of the overview would be
    those of other cases than the described ones stand for, and raking to them would bring a bias.
    """
    if cases.share is not None and cases.chance is not None:
        return cases.weights
    if cases.totals is None:
        return np.asarray(cases.weights * counts_of(cases, cap), dtype=np.float64)
    known = np.where(np.isnan(cases.count), cases.totals, cases.count)
    return np.asarray(cases.weights * counts_of(replace(cases, count=known), cap), dtype=np.float64)


def people_on(cases: Cases) -> Floats:
    """Return how many people could have described each case, the median of the others where it is unknown.

    Source: Sirken (1970), "Household surveys with multiplicity", JASA 65, 257–266.

    Raises:
        ValueError: the number of people is not known of any case.
    """
    if cases.people is None:
        raise ValueError("the number of people who worked on each case is needed")
    known = cases.people[cases.described & ~np.isnan(cases.people)]
    middle = float(np.median(known)) if len(known) else 1.0
    return np.where(np.isnan(cases.people), middle, cases.people)


def use_cases(cases: Cases, cap: float) -> Floats:
    """Weights for what use cases look like: those of practitioners over the people who could have described the case.

    Raises:
        ValueError: the number of people is not known of any case.
    """
    return practitioners(cases, cap) / people_on(cases)


TARGETS = {"practitioners": practitioners, "cases": use_cases}
"""What is estimated: what practitioners work on, or what use cases look like."""


def design_effect(weights: Floats) -> float:
    """Return 1 + CV² of weights."""
    return kish_design_effect(weights)
