"""Whether two items, or two groups of respondents, differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ..arrays import Floats
from ..choice.estimates import Fit, fit
from ..distributions import chi_square_upper, normal_quantile, normal_upper
from ..multiplicity import holm
from .data import BestWorst
from .forms import choices_of
from .scales import LEVEL, Scale, shares


@dataclass(frozen=True)
class Difference:
    """A difference with its interval; ``adjusted`` is Holm's p value among all that were made with it."""

    first: str
    second: str
    item: str
    value: float
    error: float
    p: float
    adjusted: float

    @property
    def ends(self) -> tuple[float, float]:
        """Ends of the 95 % interval."""
        half = normal_quantile(0.5 + LEVEL / 2) * self.error
        return self.value - half, self.value + half

    @property
    def clear(self) -> bool:
        """Whether the interval of this difference alone excludes 0."""
        low, high = self.ends
        return low > 0 or high < 0


@dataclass(frozen=True)
class Group:
    """The respondents of a group, their scores and shares; without these where there are too few, or none exist."""

    code: str
    respondents: int
    fitted: Fit | None
    shares: Scale | None
    hidden: str = ""


@dataclass(frozen=True)
class Groups:
    """Groups, their differences in shares by item, and the test that all have the same coefficients (Wald)."""

    groups: tuple[Group, ...]
    differences: tuple[Difference, ...]
    statistic: float
    freedom: int
    p: float


def items_compared(items: Sequence[str], coefficients: Floats, covariance: Floats) -> tuple[Difference, ...]:
    """Return the differences of all pairs of items, the higher one first, in the order of their scores."""
    order = np.argsort(-coefficients, kind="stable").tolist()
    found = []
    for first, second in combinations(order, 2):
        variance = covariance[first, first] + covariance[second, second] - 2 * covariance[first, second]
        found.append((items[first], items[second], "", coefficients[first] - coefficients[second], variance))
    return _adjusted(found)


def _adjusted(found: Sequence[tuple[str, str, str, float, float]]) -> tuple[Difference, ...]:
    """Return differences, given with their variances, with p values."""
    errors = np.sqrt(np.maximum([one[4] for one in found], 0.0))
    values = np.array([one[3] for one in found])
    ratios = np.divide(np.abs(values), errors, out=np.zeros_like(values), where=errors > 0)
    p = np.array([2 * normal_upper(float(ratio)) for ratio in ratios])
    return tuple(
        Difference(*one[:3], float(one[3]), float(error), float(plain), float(strict))
        for one, error, plain, strict in zip(found, errors, p, holm(p), strict=True)
    )


def groups_compared(data: BestWorst, form: str, least: int, floor: int) -> Groups:
    """Return scores by group, and the differences between all pairs of groups in the share of each item.

    Respondents of different groups are independent, so that variances add. Groups of less than ``least`` respondents
    have no scores, those of less than ``floor`` are not counted either.
    """
    assert data.group is not None
    found = []
    for code, label in enumerate(data.group.labels):
        found.append(_group(data.of(data.group.codes == code), label, form, least, floor))
    scored = [group for group in found if group.fitted is not None]
    differences = []
    for first, second in combinations(scored, 2):
        assert first.shares is not None
        assert second.shares is not None
        variance = np.diag(first.shares.covariance) + np.diag(second.shares.covariance)
        apart = first.shares.values - second.shares.values
        differences += [
            (first.code, second.code, item, float(value), float(square))
            for item, value, square in zip(data.items, apart, variance, strict=True)
        ]
    return Groups(tuple(found), _adjusted(differences), *_same([group.fitted for group in scored if group.fitted]))


def _group(part: BestWorst, label: str, form: str, least: int, floor: int) -> Group:
    from ..failure import AnalysisError

    people = len(part.respondents)
    if people < floor:
        return Group(label, 0, None, None, f"fewer than {floor} respondents")
    if people < least:
        return Group(label, people, None, None, f"fewer than {least} respondents")
    try:
        strata = part.stratum.codes + 1 if part.stratum is not None else None
        fitted = fit(choices_of(part, form), part.items, strata=strata)
    except AnalysisError as error:
        return Group(label, people, None, None, error.why)
    values, _, covariance = fitted.centred
    return Group(label, people, fitted, shares(values, covariance))


def _same(fits: Sequence[Fit]) -> tuple[float, int, float]:
    """Return Wald's statistic that all groups have the same coefficients, its degrees of freedom, and p.

    With coefficients b_g and clustered covariances V_g it is Σ (b_g − b)ᵀ V_g⁻¹ (b_g − b) about the weighted mean b.
    """
    if len(fits) < 2:
        return float("nan"), 0, float("nan")
    precisions = [np.linalg.inv(one.clustered[:-1, :-1]) for one in fits]
    points = [one.coefficients[:-1] for one in fits]
    weighted = sum(
        (precision @ point for precision, point in zip(precisions, points, strict=True)), np.zeros(len(points[0]))
    )
    common = np.linalg.solve(np.sum(precisions, axis=0), weighted)
    apart = [point - common for point in points]
    statistic = float(sum(one @ precision @ one for one, precision in zip(apart, precisions, strict=True)))
    freedom = (len(fits) - 1) * len(common)
    return statistic, freedom, chi_square_upper(statistic, freedom)
