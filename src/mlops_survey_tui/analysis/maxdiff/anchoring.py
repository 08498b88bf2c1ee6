"""Anchored scores: ratings of single items against a threshold draw the zero line that best-worst choices lack.

Each rating says that an item is above the threshold or below it, which is a choice between the item and an item that
stands for the threshold (dual response; Louviere's and Lattery's direct anchoring, Lattery 2010): the chance of above
is exp(β) / (exp(β) + 1) with the threshold at 0. Ratings and sets make one likelihood, errors are clustered over both.
In a release that keeps both apart a rating is an answer of somebody else: the scores stay the same, the errors leave
out that a person's ratings and sets are alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from ...publication.codebook.model import MISSING
from ..arrays import Booleans, Floats, Integers
from ..choice.stages import Block, Choices, joined
from ..reading import CODE, ID, REAL, Rows, Wanted, read_rows
from .data import BestWorst
from .files import with_row
from .forms import choices_of

ANCHOR, ABOVE = "(threshold)", "above"
WANTED = (
    Wanted("respondent", ID),
    Wanted("item", ID),
    Wanted(ABOVE, CODE),
    Wanted("weight", REAL, needed=False, empty=True),
)


@dataclass(frozen=True)
class Ratings:
    """Ratings of items: one entry a rating. ``strangers`` ratings are by people without a best-worst answer.

    ``weight`` is None where ratings are by the respondents of the sets; otherwise ``respondent`` counts on after them.
    """

    respondent: Integers
    item: Integers
    above: Booleans
    strangers: int = 0
    weight: Floats | None = None


def read_ratings(
    place: str,
    data: BestWorst,
    names: Mapping[str, str] | None = None,
    codes: Collection[str] = ("1",),
    *,
    apart: bool = False,
) -> Ratings:
    """Read ratings: respondent, item, above; ``codes`` of ``above`` mean above, an empty cell that the item is unrated.

    Codes that say why there is no answer count as empty. With ``apart`` ratings are not by the respondents of the sets,
    or cannot be joined with them: each is by somebody of its own, with its own weight.

    Raises:
        AnalysisError: an item is unknown, is rated twice by a respondent, or no rating is on one of the two sides.
    """
    rows = read_rows(place, WANTED, with_row(place, dict(names or {}), other=True))
    people, items, above = rows.ids("respondent"), rows.ids("item"), rows.ids("above")
    item = _placed(items.labels, data.items)[items.codes]
    if (item < 0).any():
        row = int(np.argmax(item < 0))
        name = items.labels[items.codes[row]]
        raise rows.failure(f"no set shows an item {name!r}.", "Name items as in the sets.", role="item", row=row)
    rated = np.isin(above.codes, [code for code, label in enumerate(above.labels) if label not in MISSING])
    weight = rows.real("weight") if apart and rows.has("weight") else np.ones(rows.count)
    person = _placed(people.labels, data.respondents)[people.codes]
    kept = rated & (np.isfinite(weight) if apart else person >= 0)
    if not apart:
        _check(rows, person, item, kept, len(data.items))
    is_above = np.isin(above.codes, [code for code, label in enumerate(above.labels) if label in codes])
    _check_sides(rows, is_above[kept])
    if apart:
        numbers = len(data.respondents) + np.arange(int(kept.sum()))
        return Ratings(numbers, item[kept], is_above[kept], 0, weight[kept])
    return Ratings(person[kept], item[kept], is_above[kept], int((rated & (person < 0)).sum()))


def _check_sides(rows: Rows, above: Booleans) -> None:
    """Refuse ratings that are all above the threshold, or all below."""
    if not (above.any() and (~above).any()):
        listed = ", ".join(rows.ids("above").labels)
        why = f"all ratings are on one side of the threshold; codes are {listed}."
        raise rows.failure(why, "Name the codes that mean above with --above.", role="above")


def _placed(labels: tuple[str, ...], among: tuple[str, ...]) -> Integers:
    """Return where each label stands among others, −1 where it does not."""
    places = {label: place for place, label in enumerate(among)}
    return np.array([places.get(label, -1) for label in labels], dtype=np.int64)


def _check(rows: Rows, person: Integers, item: Integers, kept: Booleans, items: int) -> None:
    """Refuse a second rating of an item by the same respondent."""
    cells = person[kept] * items + item[kept]
    order = np.argsort(cells, kind="stable")
    again = np.flatnonzero(cells[order][1:] == cells[order][:-1])
    if len(again):
        row = int(np.flatnonzero(kept)[order[again[0] + 1]])
        raise rows.failure("a respondent rates an item twice.", "Leave one row out.", role="item", row=row)


def anchored(data: BestWorst, ratings: Ratings, form: str) -> Choices:
    """Return sets and ratings as one set of choices; the threshold is the last item."""
    sets = choices_of(data, form, more_items=1)
    threshold, none = len(data.items), len(data.items) + 1
    items = np.arange(len(data.items))
    plus = np.column_stack([items, np.full_like(items, threshold)])
    outcomes = np.arange(2 * len(items))
    block = Block(plus, np.full_like(plus, none), outcomes, outcomes // 2, outcomes % 2, none)
    outcome = 2 * ratings.item + ~ratings.above
    weight = data.weight if ratings.weight is None else np.concatenate([data.weight, ratings.weight])
    rated = Choices(none, len(outcomes), (block,), ratings.respondent, outcome, weight)
    return joined((sets.weighted(weight), rated))
