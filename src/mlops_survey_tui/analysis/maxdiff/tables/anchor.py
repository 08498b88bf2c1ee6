"""Scores against the zero line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...output import Figures, Heading
from ..run import Result
from ..scales import Scale
from .headings import ENDS


def zero_line(result: Result) -> Iterator[Figures]:
    if result.anchored is None:
        return
    fitted = result.anchored
    scale = Scale(fitted.coefficients[:-1], fitted.clustered[:-1, :-1])
    low, high = scale.ends
    rows = [
        (
            result.data.items[item],
            float(scale.values[item]),
            float(scale.errors[item]),
            float(low[item]),
            float(high[item]),
            100 / (1 + float(np.exp(-scale.values[item]))),
            "above" if low[item] > 0 else "below" if high[item] < 0 else "unclear",
        )
        for item in np.argsort(-scale.values, kind="stable")
    ]
    headings = (
        Heading("item", "item"),
        Heading("coefficient", "coefficient"),
        Heading("error", "error"),
        *ENDS,
        Heading("chance", "chance above %", 1),
        Heading("side", "side"),
    )
    notes = ["The threshold of the ratings is the zero line; an item is above or below where its interval excludes 0."]
    if result.wishes.apart:
        notes.append("Ratings are by other people than sets, so that errors leave out how alike both are.")
    if result.strangers:
        notes.append(f"{result.strangers} ratings are by people without a best-worst answer and were left out.")
    yield Figures("anchored", "Anchored scores", headings, rows, tuple(notes))
