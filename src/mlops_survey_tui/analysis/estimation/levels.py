"""Stages of a sample: which clusters were drawn, in which strata, and from how many.

A cluster of a later stage lies within one of the stage above, and so do the strata in which it was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Integers, sums_by
from ..failure import AnalysisError


@dataclass(frozen=True)
class Level:
    """One stage. ``of_row`` (rows,) is the cluster of each row, None where every row is a cluster of its own.

    ``stratum`` (clusters,) is the stratum of a cluster; ``drawn`` and ``population`` (strata,) count the clusters drawn
    and existing, infinite without a finite population correction; ``parent`` (strata,) is the cluster above, ``share``
    (strata,) the product of the sampling fractions above. ``times`` (rows,) says how many equal rows each row stands
    for, None where each stands for itself.
    """

    of_row: Integers | None
    stratum: Integers
    drawn: Floats
    population: Floats
    parent: Integers
    share: Floats
    times: Floats | None = None

    @property
    def clusters(self) -> int:
        """How many clusters were drawn."""
        return len(self.stratum)

    def sums(self, influence: Floats) -> Floats:
        """Add up influence values (rows, figures) by cluster; without clusters, return those of a single row."""
        if self.of_row is None:
            return influence
        if self.times is not None:
            influence = influence * self.times[:, None]
        return np.column_stack([sums_by(self.of_row, column, self.clusters) for column in influence.T])

    def stratum_sums(self, values: Floats) -> Floats:
        """Add up values of clusters (clusters, figures) by stratum."""
        if self.of_row is None and self.times is not None:
            values = values * self.times[:, None]
        if len(self.drawn) == 1:
            return np.asarray(values.sum(axis=0, keepdims=True), dtype=np.float64)
        return np.column_stack([sums_by(self.stratum, column, len(self.drawn)) for column in values.T])


def levels_of(
    rows: int,
    strata: Sequence[Integers],
    clusters: Sequence[Integers],
    population: Sequence[Floats],
    times: Floats | None = None,
) -> tuple[Level, ...]:
    """Build the stages that the variance needs: all that have a population, and at least the first.

    ``population`` holds, by stage, the number of clusters in the stratum of each row (rows,), or the fraction drawn.

    Raises:
        AnalysisError: a cluster lies in two strata, more was drawn than there is, or stages do not match.
    """
    if len(population) > max(len(clusters), 1):
        raise AnalysisError(
            f"there are {len(population)} finite populations and {max(len(clusters), 1)} stages.",
            "Give one --fpc for each --cluster, in their order.",
        )
    above = np.zeros(rows, dtype=np.int64)
    found: list[Level] = []
    share = np.ones(rows)
    for number in range(max(len(population), 1)):
        ids = clusters[number] if number < len(clusters) else None
        within = strata[number] if number < len(strata) else np.zeros(rows, dtype=np.int64)
        size = population[number] if number < len(population) else None
        level = _level(number, within, ids, size, above, share, times)
        found.append(level)
        of_row = np.arange(rows) if level.of_row is None else level.of_row
        share = (level.share * level.drawn / level.population)[level.stratum[of_row]]
        above = of_row
    return tuple(found)


def _level(
    number: int,
    within: Integers,
    ids: Integers | None,
    size: Floats | None,
    above: Integers,
    share: Floats,
    times: Floats | None,
) -> Level:
    stratum_of_row = _joined(above, within)
    if ids is None:
        of_row, first = None, np.arange(len(above))
    else:
        of_row = _joined(above, ids) if number else ids
        first = _first_rows(of_row)
        _check_nested(number, of_row, stratum_of_row, first)
    stratum = stratum_of_row[first]
    strata = int(stratum.max()) + 1
    drawn = sums_by(stratum, times if ids is None and times is not None else np.ones(len(stratum)), strata)
    example = np.empty(strata, dtype=np.int64)
    example[stratum[::-1]] = first[::-1]
    population = _population(number, size, stratum_of_row, example, drawn)
    return Level(of_row, stratum, drawn, population, above[example], share[example], times)


def _joined(above: Integers, codes: Integers) -> Integers:
    """Number the pairs of a unit above and a code, without gaps."""
    return numbered(above * (int(codes.max()) + 1) + codes)


def numbered(key: Integers) -> Integers:
    """Number codes of at least 0 in their order, without gaps."""
    span = int(key.max()) + 1
    if span > 4 * len(key) + 1024:
        return np.asarray(np.unique(key, return_inverse=True)[1], dtype=np.int64)
    present = np.bincount(key, minlength=span) > 0
    return np.asarray((np.cumsum(present) - 1)[key], dtype=np.int64)


def _first_rows(of_row: Integers) -> Integers:
    first = np.empty(int(of_row.max()) + 1, dtype=np.int64)
    first[of_row[::-1]] = np.arange(len(of_row) - 1, -1, -1)
    return first


def _check_nested(number: int, of_row: Integers, stratum: Integers, first: Integers) -> None:
    strange = np.flatnonzero(stratum != stratum[first][of_row])
    if len(strange):
        raise AnalysisError(
            f"stage {number + 1}: the cluster in row {strange[0] + 1} also lies in another stratum.",
            "Clusters lie within strata; if their numbers begin anew in each stratum, add --nest.",
        )


def _population(number: int, size: Floats | None, stratum: Integers, example: Integers, drawn: Floats) -> Floats:
    if size is None:
        return np.full(len(drawn), np.inf)
    here = size[example]
    differing = np.flatnonzero(size != here[stratum])
    if len(differing):
        raise AnalysisError(
            f"stage {number + 1}: the finite population in row {differing[0] + 1} differs from others of its stratum.",
            "It counts the clusters of the stratum, so it is the same in all its rows.",
        )
    if not (here > 0).all() or ((here > 1).any() and (here < 1).any()):
        raise AnalysisError(
            f"stage {number + 1}: finite populations must be all sizes of at least 1, or all fractions up to 1.",
            "Mend the column, or leave it out.",
        )
    population = here if (here > 1).any() else drawn / here
    over = np.flatnonzero(population < drawn * (1 - 1e-12))
    if len(over):
        raise AnalysisError(
            f"stage {number + 1}: {drawn[over[0]]:.0f} clusters were drawn from {population[over[0]]:g} (row "
            f"{example[over[0]] + 1}).",
            "The finite population counts the clusters of the stratum, not people.",
        )
    return np.maximum(population, drawn)
