"""The sample that a file and wishes describe: weights, strata, clusters, replicates, known margins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from ..arrays import Floats
from ..failure import AnalysisError
from ..reading.equal_rows import Columns, matching
from ..reading.source import Source
from ..weighting.distances import UNBOUNDED, calibrate_margins
from ..weighting.files import margins_in
from ..weighting.margins import Coded, coded
from ..weighting.raking import TOLERANCE, Weighted, rake
from . import making
from .design import Design, design_of
from .estimate import Sample
from .replicates import Replicates, replicates_given
from .wishes import RAKE, RAKING, Replicated, Wishes


def one_by_one(wishes: Wishes) -> bool:
    """Tell whether every row must stand for itself: with replicate weights and known margins."""
    return bool(wishes.replicated.columns or wishes.replicated.make or wishes.margins)


def averaged(wishes: Wishes) -> str:
    """Return the column of weights of which only sums by cluster matter: there are clusters, and of one stage."""
    one_stage = wishes.drawn.clusters and len(wishes.drawn.population) <= 1
    return wishes.weight if one_stage and not one_by_one(wishes) else ""


def columns_needed(source: Source, wishes: Wishes) -> list[str]:
    """Return the columns that describe the sample and its groups."""
    drawn = wishes.drawn
    names = [*wishes.by, wishes.weight, *drawn.strata, *drawn.clusters, *drawn.population]
    if wishes.replicated.columns:
        names += matching(source, wishes.replicated.columns)
    if wishes.margins:
        names += [name for margin in margins_in(wishes.margins) for name in margin.columns]
    return list(dict.fromkeys(filter(None, names)))


def sample_of(columns: Columns, wishes: Wishes) -> tuple[Sample, tuple[str, ...]]:
    """Build the sample, and say in notes what its errors rest on.

    Raises:
        AnalysisError: its parts do not fit each other.
    """
    weights = _weights(columns, wishes)
    if wishes.replicated.columns:
        sample: Sample = _given(columns, weights, wishes.replicated)
        note = f"Errors from replicate weights ({wishes.replicated.method})."
    else:
        sample = _design(columns, weights, wishes)
        note = "Errors by linearisation, " + _said(wishes)
        if wishes.replicated.make:
            sample, note = _made(sample, wishes.replicated), f"Errors by {wishes.replicated.make}, {_said(wishes)}"
    if wishes.margins is None:
        return sample, (note,)
    whose = ", as those of R's rake()" if wishes.known.errors == RAKE else ""
    found, gap = _raked(columns, sample, wishes)
    missed = (f"The margins are missed by {100 * gap:.3g} points of a level at most.",) if gap > TOLERANCE else ()
    return found, (note, f"Errors reflect the {_MEETING[wishes.known.distance]} to the margins{whose}.", *missed)


def _weights(columns: Columns, wishes: Wishes) -> Floats:
    if not wishes.weight:
        return np.ones(columns.rows)
    weights = np.nan_to_num(columns.real(wishes.weight, empty=True))
    if (weights < 0).any():
        raise AnalysisError("a weight is negative.", "Weights are at least 0.", column=wishes.weight)
    return weights


def _design(columns: Columns, weights: Floats, wishes: Wishes) -> Design:
    drawn = wishes.drawn
    if (columns.rows if columns.times is None else columns.times.sum()) < 2:
        raise AnalysisError("there is only one row.", "At least two are needed to see how they differ.")
    strata = [columns.codes(name).of_row + 1 for name in drawn.strata]
    clusters = [columns.codes(name).of_row + 1 for name in drawn.clusters]
    population = [columns.real(name) for name in drawn.population]
    return design_of(
        weights if wishes.weight or not population else None,
        rows=columns.rows,
        strata=strata,
        clusters=clusters,
        population=population,
        nest=drawn.nest,
        lonely=drawn.lonely,
        times=columns.times,
    )


def _said(wishes: Wishes) -> str:
    drawn = wishes.drawn
    parts = [
        f"{word} {', '.join(names)}"
        for word, names in (("strata", drawn.strata), ("clusters", drawn.clusters), ("finite", drawn.population))
        if names
    ]
    return ("; ".join(parts) or "as if each row were drawn by itself") + "."


def _given(columns: Columns, weights: Floats, replicated: Replicated) -> Replicates:
    sets = np.column_stack([columns.real(name) for name in columns.matching(replicated.columns)])
    if replicated.separate:
        sets = sets * weights[:, None]
    each = np.array(replicated.each, dtype=np.float64) if replicated.each else None
    given = replicates_given(
        weights, sets, replicated.method, rho=replicated.rho, scale=replicated.scale, each=each
    )  # fmt: skip
    return replace(given, about_estimate=replicated.about_estimate)


MAKERS: Mapping[str, Callable[[Design, Replicated], Replicates]] = {
    "jackknife": lambda design, wished: making.jackknife(design),
    "bootstrap": lambda design, wished: making.bootstrap(design, seed=wished.seed),
    "brr": lambda design, wished: making.balanced_halves(design),
    "fay": lambda design, wished: making.balanced_halves(design, wished.rho or 0.5),
}
"""Replicate weights that can be made from a design."""


def _made(design: Design, replicated: Replicated) -> Replicates:
    if replicated.make not in MAKERS:
        raise AnalysisError(f"there is no way {replicated.make!r} to make replicates.", f"Ways: {', '.join(MAKERS)}.")
    return MAKERS[replicated.make](design, replicated)


_MEETING = {RAKING: "raking", "linear": "linear calibration", "logit": "logit calibration"}


def _raked(columns: Columns, sample: Sample, wishes: Wishes) -> tuple[Sample, float]:
    """Return the sample with weights that meet the margins, and by which share of all they miss a level at most."""
    assert wishes.margins is not None
    known: list[Coded] = []
    for margin in margins_in(wishes.margins):
        codes, labels = margin.crossed([(one.of_row, one.labels) for one in map(columns.codes, margin.columns)])
        known.append(coded(margin, codes, labels))

    def adjust(weights: Floats) -> Weighted:
        how = wishes.known
        if how.distance == RAKING and how.bounds is None:
            return rake(known, weights)
        return calibrate_margins(known, weights, distance=how.distance, bounds=how.bounds or UNBOUNDED)

    found = adjust(sample.weights)
    if isinstance(sample, Replicates):
        return sample.calibrated(lambda weights: adjust(weights).weights), found.fit.gap
    assert isinstance(sample, Design)
    explained = found.calibration
    return sample.calibrated(explained.by_means(found.cells) if wishes.known.errors == RAKE else explained), (
        found.fit.gap
    )
