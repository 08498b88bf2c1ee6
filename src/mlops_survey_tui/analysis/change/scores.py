"""Best-worst scores of two editions, as shares of preference among the items that both asked.

Coefficients have a scale of their own in each edition and are never compared; shares among all items would change with
those that were added or left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..choice.estimates import fit
from ..failure import AnalysisError
from ..maxdiff.data import BestWorst
from ..maxdiff.files import read_best_worst
from ..maxdiff.forms import choices_of
from ..maxdiff.scales import shares
from .comparable import Verdict
from .differences import Wave
from .pairing import OPTIONS, Figure, Pair, common_ids


def read_scores(place: str, question: str, names: Mapping[str, str], people: str = "") -> BestWorst:
    """Read best-worst answers from a table of sets, with the table of their respondents if there is one.

    Raises:
        AnalysisError: the rows do not fit together; file, column and line are said.
    """
    return read_best_worst(place, names, question, people)


def shares_in_common(variable: str, old: BestWorst, new: BestWorst, verdict: Verdict | None = None) -> Pair:
    """Return shares of preference in percent of both editions among the items in common.

    Raises:
        AnalysisError: fewer than two items are in both, or a likelihood has no maximum.
    """
    common = common_ids(verdict, OPTIONS, old.items, new.items)
    items = [common.new[item] for item in new.items if common.new.get(item) in set(common.old.values())]
    if len(items) < 2:
        raise AnalysisError("Fewer than two items are in both editions.", "There is nothing to compare.")
    figures = tuple(Figure(variable or "best-worst", item, "", True) for item in items)
    left_out = len(old.items) + len(new.items) - 2 * len(items)
    notes = (f"Shares among the {len(items)} items that both editions asked; {left_out} others are left out.",)
    return Pair(figures, _among(old, common.old, items), _among(new, common.new, items), notes)


def _among(data: BestWorst, names: Mapping[str, str], items: Sequence[str]) -> Wave:
    found = fit(choices_of(data), data.items)
    coefficients, _, covariance = found.centred
    numbers = {names[item]: number for number, item in enumerate(data.items) if item in names}
    at = [numbers[item] for item in items]
    scale = shares(coefficients[at], covariance[np.ix_(at, at)])
    people = len(data.respondents)
    return Wave(scale.values, scale.errors, np.full(len(at), people), np.full(len(at), people - 1.0))
