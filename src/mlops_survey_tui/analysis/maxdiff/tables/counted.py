"""Counts of items."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ....publication.limits import PERCENTAGE_BASE
from ...output import Figures, Heading
from ..run import Result
from ..scales import Scale
from .headings import ENDS


def counts(result: Result) -> Iterator[Figures]:
    counts = result.counts
    enough = len(result.data.respondents) >= PERCENTAGE_BASE
    low, high = Scale(counts.score, counts.covariance).ends
    rows = [
        (
            result.data.items[item],
            int(counts.rank[item]),
            float(counts.shown[item]),
            *(_shown(enough, one[item]) for one in (counts.best_share, counts.best_error)),
            *(_shown(enough, one[item]) for one in (counts.worst_share, counts.worst_error)),
            *(_shown(enough, one[item]) for one in (counts.score, counts.error, low, high)),
        )
        for item in np.argsort(-counts.score, kind="stable")
    ]
    headings = (
        Heading("item", "item"),
        Heading("rank", "rank"),
        Heading("shown", "shown", 1),
        Heading("best_share", "best"),
        Heading("best_error", "±"),
        Heading("worst_share", "worst"),
        Heading("worst_error", "±"),
        Heading("score", "best − worst"),
        Heading("error", "error"),
        *ENDS,
    )
    notes = ("Shares of the times an item was shown; errors (±) over respondents.",)
    yield Figures("counts", "Counts", headings, rows, notes)


def _shown(enough: bool, value: float) -> float | None:
    return float(value) if enough else None
