"""Models fitted to choices: what best-worst items and ranked options are worth, in shares that add up to 100."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ....publication.codebook.model import Column
from ....publication.sql import literal, quoted
from ..results import Estimate
from .precision import PERCENT, logit_interval

if TYPE_CHECKING:
    from ...arrays import Floats, Integers
    from ...maxdiff.data import BestWorst
    from .subjects import Subject

_MOST_ITEMS = 62
"""Items of a set are the bits of one word; where best or worst is not known stands ``maxdiff.data.NOBODY``, −1."""


def worths(subject: Subject, options: Sequence[Column]) -> dict[str, Estimate]:
    """Return the worth of ranked options by Plackett and Luce; nothing where no maximum exists even with a prior."""
    import numpy as np

    from ...ranking.plackett_luce import NoMaximumError, fit
    from ...ranking.rankings import whole_rankings

    names = ", ".join(f"coalesce({quoted(column.name)}, 0)" for column in options)
    status = quoted(subject.status.name if subject.status else "")
    weight = subject.reweighted.weight(subject.weight)
    found = subject.release.connection.execute(
        f"SELECT {names}, {weight} FROM {subject.relation} WHERE {status} = 'answered' AND {weight} > 0"
    ).fetchnumpy()
    columns = list(found.values())
    if not len(columns[-1]):
        return {}
    places: Integers = np.column_stack([np.asarray(column, dtype=np.int64) for column in columns[:-1]])
    weights: Floats = np.asarray(columns[-1], dtype=np.float64)
    items = [column.part for column in options]
    try:
        model = fit(whole_rankings(items, places, weights))
    except NoMaximumError:
        return {}
    return _estimates(items, model.shares, model.share_errors, len(weights), weights)


def preferences(subject: Subject) -> dict[str, Estimate]:
    """Return shares of preference by the sequential best-worst logit; nothing where it has no finite maximum."""
    import numpy as np

    from ...choice.estimates import fit
    from ...failure import AnalysisError
    from ...maxdiff.forms import choices_of

    data = _best_worst(subject)
    if data is None:
        return {}
    try:
        found = fit(choices_of(data), data.items)
    except AnalysisError:
        return {}
    coefficients, _, clustered = found.centred
    odds = np.exp(coefficients - coefficients.max())
    shares = odds / odds.sum()
    slope = np.diag(shares) - np.outer(shares, shares)
    errors = np.sqrt(np.maximum(np.diag(slope @ clustered @ slope.T), 0.0))
    return _estimates(data.items, PERCENT * shares, PERCENT * errors, len(data.weight), data.weight)


def _best_worst(subject: Subject) -> BestWorst | None:
    """Return the choices of a release, one row a set: items as bits, so that equal sets are equal numbers."""
    import numpy as np

    from ...maxdiff.data import BestWorst

    items = _items(subject)
    if not 2 < len(items) <= _MOST_ITEMS:
        return None
    rows = subject.release.connection.execute(_sets_query(subject, items)).fetchnumpy()
    people, respondent = np.unique(np.asarray(rows["row"], dtype=np.int64), return_inverse=True)
    if not len(people):
        return None
    masks, shown = np.unique(np.asarray(rows["mask"], dtype=np.int64), return_inverse=True)
    sets = tuple(tuple(at for at in range(len(items)) if mask >> at & 1) for mask in masks.tolist())
    weight = np.zeros(len(people))
    weight[respondent] = np.asarray(rows["weight"], dtype=np.float64)
    best, worst = (np.asarray(rows[name], dtype=np.int64) for name in ("best", "worst"))
    return BestWorst(items, ("",) * len(people), sets, respondent, shown, best, worst, weight)


def _items(subject: Subject) -> tuple[str, ...]:
    sets = subject.release.relation(subject.sets) if subject.sets else ""
    query = f"SELECT DISTINCT item FROM {sets} WHERE question = {literal(subject.question.id)} ORDER BY item"
    return tuple(str(item) for (item,) in subject.release.rows(query))


def _sets_query(subject: Subject, items: Sequence[str]) -> str:
    sets = subject.release.relation(subject.sets) if subject.sets else ""
    weight = subject.reweighted.weight(subject.weight)
    numbers = ", ".join(f"({literal(item)}, {number})" for number, item in enumerate(items))
    return (
        f"SELECT sets.row AS row, any_value(people._weight) AS weight, "
        f"CAST(sum(1::BIGINT << number) AS BIGINT) AS mask, coalesce(max(number) FILTER (choice = 1), -1) AS best, "
        f"coalesce(max(number) FILTER (choice = -1), -1) AS worst "
        f"FROM {sets} AS sets JOIN (VALUES {numbers}) AS items(name, number) ON sets.item = items.name "
        f"JOIN (SELECT row, {weight} AS _weight FROM {subject.relation}) AS people ON sets.row = people.row "
        f"WHERE question = {literal(subject.question.id)} GROUP BY sets.row, sets.set "
        f"HAVING any_value(people._weight) > 0 AND (best >= 0 OR worst >= 0) ORDER BY sets.row, sets.set"
    )


def _estimates(items: Sequence[str], shares: Floats, errors: Floats, n: int, weights: Floats) -> dict[str, Estimate]:
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    found = {}
    for item, share, error in zip(items, shares.tolist(), errors.tolist(), strict=True):
        low, high = logit_interval(share / PERCENT, error / PERCENT, n)
        found[item] = Estimate(share, PERCENT * low, PERCENT * high, error, n, effective, n / effective)
    return found
