"""Fit of respondents, and the bootstrap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...arrays import Integers
from ...output import Figures, Heading
from ..run import Result


def consistency(result: Result) -> Iterator[Figures]:
    if (found := result.consistency) is None:
        return
    headings = (
        Heading("respondent", "respondent"),
        Heading("root_likelihood", "root likelihood"),
        Heading("certainty", "certainty"),
        Heading("hits", "hits"),
        Heading("cut_off", "cut-off"),
        Heading("random", "like random clicks"),
    )
    order: Integers = np.argsort(found.root_likelihood, kind="stable")
    rows = [
        (
            result.data.respondents[one],
            *(float(column[one]) for column in (found.root_likelihood, found.certainty, found.hits, found.cut_off)),
            bool(found.random[one]),
        )
        for one in order
    ]
    notes = (
        f"{int(found.random.sum())} of {len(rows)} respondents fit worse than the cut-off, below which 95 % of "
        "simulated random clickers with the same sets stay.",
        f"Median root likelihood {float(np.median(found.root_likelihood)):.3f}; root likelihood is the geometric "
        "mean of the likelihood of each choice.",
    )
    yield Figures("fit", "Fit of respondents, the worst first", headings, rows, notes, 15)


def bootstrap(result: Result) -> Iterator[Figures]:
    if (found := result.bootstrap) is None or result.fitted is None:
        return
    values, _, clustered = result.fitted.centred
    low, high = found.share_ends
    rows = [
        (
            result.data.items[item],
            float(found.errors[item]),
            float(np.sqrt(clustered[item, item])),
            float(found.shares.mean(axis=0)[item]),
            float(low[item]),
            float(high[item]),
        )
        for item in np.argsort(-values, kind="stable")
    ]
    headings = (
        Heading("item", "item"),
        Heading("bootstrap_error", "error, bootstrap"),
        Heading("error", "error, clustered"),
        Heading("share", "share %", 2),
        Heading("low", "low", 2),
        Heading("high", "high", 2),
    )
    notes = [f"{len(found.coefficients)} samples of respondents; percentile intervals."]
    if found.lost:
        notes.append(f"{found.lost} samples had no finite maximum and were left out.")
    yield Figures("bootstrap", "Bootstrap over respondents", headings, rows, tuple(notes))
