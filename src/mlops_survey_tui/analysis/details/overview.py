"""The broad picture that respondents gave of all their cases, as the margin that described cases are raked to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Integers
from ..weighting.margins import Coded, Margin, coded
from .cases import Cases

SMALL = 0.05
"""Classes with a smaller share are merged before raking."""
MERGED, UNKNOWN = "(merged)", "(unknown)"


@dataclass(frozen=True)
class Shares:
    """Share of each kind over all who gave the overview (kinds), each respondent's influence (rows × kinds) and part of
    all weights (rows).
    """

    values: Floats
    influence: Floats
    parts: Floats
    respondents: int


def shares_of(cases: Cases, weights: Floats) -> Shares:
    """Return the mean of respondents' shares by the weights of their overviews (rows).

    Raises:
        ValueError: nobody gave the overview.
    """
    if cases.overview is None or np.isnan(cases.overview[:, 0]).all():
        raise ValueError("nobody gave an overview")
    given = ~np.isnan(cases.overview[:, 0])
    weights = np.where(given, weights, 0.0)
    shares = np.where(given[:, None], cases.overview, 0.0) / 100
    values = weights @ shares / weights.sum()
    parts = weights / weights.sum()
    return Shares(values, np.asarray(parts[:, None] * (shares - values), dtype=np.float64), parts, int(given.sum()))


def level_of_kinds(margin: Margin, kinds: tuple[str, ...]) -> tuple[Integers, float]:
    """Return each kind's level (kinds) in a margin of :func:`raking_margin`, and the share of known kinds in it."""
    levels = list(margin.levels)
    named = [levels.index(kind if kind in levels else MERGED) for kind in kinds]
    unknown = margin.targets[levels.index(UNKNOWN)] / margin.total if UNKNOWN in levels else 0.0
    return np.array(named), float(1 - unknown)


def raking_margin(margin: Margin, codes: Integers, labels: tuple[str, ...], weights: Floats) -> Coded:
    """Return the margin to rake to, and the class of each case (cases); ``codes`` is −1 where it is unknown.

    Classes below 5 % are one class; if together they are still below 5 %, the smallest other class joins them. A value
    that the margin does not name belongs to it. Cases of unknown class keep the share that their ``weights`` have.

    Raises:
        AnalysisError: a class has a share and no case, or a case no class.
    """
    share = dict(zip(margin.levels, margin.targets / margin.total, strict=True))
    small = [level for level, value in share.items() if value < SMALL]
    large = sorted((level for level in share if level not in small), key=lambda level: share[level])
    while small and large and sum(share[level] for level in small) < SMALL:
        small.append(large.pop(0))
    targets = {level: share[level] for level in share if level not in small}
    if small:
        targets[MERGED] = sum(share[level] for level in small)
    named = [label if label in targets or not small else MERGED for label in labels]
    unknown = float(weights[codes < 0].sum() / weights.sum())
    if unknown > 0:
        targets = {level: value * (1 - unknown) for level, value in targets.items()} | {UNKNOWN: unknown}
    order = list(dict.fromkeys([*named, UNKNOWN]))
    table = np.array([*(order.index(name) for name in named), order.index(UNKNOWN)])
    return coded(Margin.of(margin.name, targets), table[codes], order)
