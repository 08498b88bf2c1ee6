"""Estimates that somebody published, one a line: compared without the answers behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..failure import AnalysisError
from ..reading import ID, REAL, WHOLE, Rows, Wanted, read_rows
from .differences import Wave
from .pairing import Figure, Pair

WANTED = (
    Wanted("figure", ID),
    Wanted("value", REAL),
    Wanted("error", REAL),
    Wanted("n", WHOLE),
    Wanted("percent", WHOLE, needed=False),
)


def read_estimates(places: tuple[str, str], names: Mapping[str, str]) -> Pair:
    """Read figures with their standard errors and numbers of respondents from two tables, those that are in both.

    They are percentages unless a column ``percent`` of the later table says 0.

    Raises:
        AnalysisError: a column is missing, a figure stands twice or an error is below 0; with file, column and line.
    """
    old, new = (read_rows(place, WANTED, names) for place in places)
    befores, afters = _numbered(old), _numbered(new)
    both = [name for name in afters if name in befores]
    if not both:
        raise AnalysisError("The tables have no figure in common.", "Figures are matched by their names.")
    rows = [afters[name] for name in both]
    percent = new.whole("percent")[rows] != 0 if new.has("percent") else np.ones(len(both), dtype=np.bool_)
    figures = tuple(Figure(name, "", "", bool(one)) for name, one in zip(both, percent, strict=True))
    left_out = len(befores) + len(afters) - 2 * len(both)
    notes = (f"{left_out} figures are in one table only.",) if left_out else ()
    return Pair(figures, _wave(old, [befores[name] for name in both]), _wave(new, rows), notes)


def _numbered(rows: Rows) -> dict[str, int]:
    """Return the row of each figure."""
    ids, found = rows.ids("figure"), dict[str, int]()
    for row, code in enumerate(ids.codes.tolist()):
        if ids.labels[code] in found:
            raise rows.failure("this figure stands a second time.", "Leave one out.", role="figure", row=row)
        found[ids.labels[code]] = row
    low = np.flatnonzero(rows.real("error") < 0)
    if len(low):
        raise rows.failure("an error is below 0.", "Give the standard error.", role="error", row=int(low[0]))
    return found


def _wave(rows: Rows, at: Sequence[int]) -> Wave:
    counts = rows.whole("n")[at]
    return Wave(rows.real("value")[at], rows.real("error")[at], counts, np.maximum(counts - 1.0, 1.0))
