"""Reads rankings from a table, and works out everything that is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..cells import Cells, long_cells, wide_cells
from ..failure import AnalysisError
from ..influence import Means, bounded
from ..output import Cell, Figures, Heading, Output, Row
from ..reading import WHOLE, Wanted
from ..weighting.precision import kish_design_effect
from .kemeny import MOST, Consensus, against, consensus
from .plackett_luce import NoMaximumError, PlackettLuce, fit
from .rankings import ABSENT, BELOW, RankingError, Rankings, rankings_of
from .scores import Pairs, Scores, pairs, scores

UNLISTED = {"below": BELOW, "absent": ABSENT}
"""What it means that a respondent has no row for an item."""


@dataclass(frozen=True)
class Analysis:
    """Everything about some rankings; ``unanswered`` respondents gave no rank, ``consensus`` is None for many items.

    ``unclear`` says that some items have an empty rank and others no row, though both count as offered.
    """

    rankings: Rankings
    unlisted: str
    unanswered: int
    scores: Scores
    pairs: Pairs
    model: PlackettLuce
    consensus: Consensus | None
    unclear: bool = False


@dataclass(frozen=True)
class Wishes:
    """How to read: what it means that an item has no row, or an empty cell of a ``wide`` table, which is the prefix of
    its columns; ``only`` the rows with a code in a column.
    """

    unlisted: str = "below"
    wide: str = ""
    only: tuple[str, str] | None = None


def read(place: str, names: Mapping[str, str] | None = None, wishes: Wishes = Wishes()) -> Rankings:
    """Read rankings from rows of respondent, item, rank, and perhaps weight and cluster, or from a wide table.

    Raises:
        AnalysisError: something is not as it should be; file, column and line are said.
    """
    return _rankings(_cells(place, names or {}, wishes), wishes)


def _cells(place: str, names: Mapping[str, str], wishes: Wishes) -> Cells:
    if wishes.wide:
        return wide_cells(place, {"rank": wishes.wide}, names, whole=True)
    return long_cells(place, "item", (Wanted("rank", WHOLE, empty=True),), names, wishes.only)


def _rankings(cells: Cells, wishes: Wishes) -> Rankings:
    ranks, given = cells.values["rank"], np.arange(len(cells.who))
    if wishes.wide and wishes.unlisted == "absent":
        given = np.flatnonzero(~np.isnan(ranks))
    weights = None if cells.weight is None else cells.weight[given]
    clusters = None if cells.cluster is None else cells.cluster[given]
    unlisted = UNLISTED[wishes.unlisted]
    try:
        return rankings_of(cells.who[given], cells.what[given], ranks[given], cells.things, weights, clusters, unlisted)
    except RankingError as error:
        remedy = "Mend the row, or leave the respondent out."
        raise cells.failure(error.why, remedy, error.role, int(given[error.row])) from None


def analyse(
    place: str, names: Mapping[str, str] | None = None, wishes: Wishes = Wishes(), prior: float | None = None
) -> Analysis:
    """Read rankings and analyse them.

    Raises:
        AnalysisError: the data are not as they should be, or no maximum exists and ``prior`` is 0.
    """
    cells = _cells(place, names or {}, wishes)
    rankings = _rankings(cells, wishes)
    if rankings.n < 2:
        raise AnalysisError("only one respondent answered.", "Two at least show how people differ.", place=place)
    try:
        model = fit(rankings, prior)
    except NoMaximumError as error:
        raise AnalysisError(str(error), "Use a prior (--prior 0.5), or leave items out.", place=place) from None
    found = pairs(rankings)
    best = consensus(against(found)) if len(rankings.items) <= MOST else None
    unclear = wishes.unlisted == "below" and _says_two_things(cells, rankings)
    return Analysis(rankings, wishes.unlisted, cells.unanswered, scores(rankings), found, model, best, unclear)


def _says_two_things(cells: Cells, rankings: Rankings) -> bool:
    """Tell whether some items have an empty rank and others no row."""
    empty = bool(np.isnan(cells.values["rank"]).any())
    return empty and len(cells.who) < rankings.n * len(rankings.items)


def output(found: Analysis, least: int) -> Output:
    """Return the analysis as it is shown, without figures that fewer than ``least`` respondents are behind."""
    order = [int(item) for item in np.argsort(-found.model.worth, kind="stable")]
    tables = (
        _places(found, order, least),
        _firsts(found, order, least),
        _model(found, order, least),
        _pairs(found, order, least),
    )
    more = {
        "items": found.rankings.items,
        "worth": found.model.worth,
        "worth_covariance": found.model.covariance[: len(order), : len(order)],
    }
    notes = [*_notes(found), f"Figures with fewer than {least} respondents behind them are left out."]
    shown = more if found.rankings.n >= least else {}
    return Output("ranking", "Rankings", _facts(found), tables, tuple(notes), shown)


def _facts(found: Analysis) -> dict[str, Cell]:
    model = found.model
    facts: dict[str, Cell] = {
        "n": found.rankings.n,
        "without_an_answer": found.unanswered,
        "weighted": float(found.rankings.weights.sum()),
        "items": len(found.rankings.items),
        "choices": model.choices,
        "design_effect": kish_design_effect(found.rankings.weights),
        "log_likelihood": model.log_likelihood,
        "null_log_likelihood": model.null_log_likelihood,
        "prior": model.prior,
    }
    facts |= {f"log_ties_of_{order}": value for order, value in model.ties.items()}
    if found.consensus is not None:
        named = (found.rankings.items[item] for item in found.consensus.order)
        facts["kemeny"] = " > ".join(named)
        facts["kemeny_agreement"] = 100 * (1 - found.consensus.disagreements / found.consensus.most)
        facts["kemeny_equally_good"] = found.consensus.optima
    return facts


def _places(found: Analysis, order: Sequence[int], least: int) -> Figures:
    notes = ("Tied items share the mean of their places; items that got no place share the mean of those left.",)
    measured = {"rank": ("mean rank", found.scores.rank), "borda": ("Borda %", found.scores.borda)}
    return _measures("places", "Mean rank and Borda share", found, order, least, measured, notes)


def _firsts(found: Analysis, order: Sequence[int], least: int) -> Figures:
    measured = {"first": ("first %", found.scores.first), "placed": ("placed %", found.scores.placed)}
    return _measures("firsts", "Put first, and given any place", found, order, least, measured, ())


def _measures(
    id_: str,
    title: str,
    found: Analysis,
    order: Sequence[int],
    least: int,
    measured: Mapping[str, tuple[str, Means]],
    notes: tuple[str, ...],
) -> Figures:
    """Return a table of means over people, each with its error and 95 % interval."""
    headings = [Heading("item", "Item"), Heading("n", "offered to")]
    columns: list[Floats] = []
    for name, (label, one) in measured.items():
        headings += [Heading(name, label, 2), Heading(f"{name}_error", "error", 2)]
        headings += [Heading(f"{name}_low", "low", 2), Heading(f"{name}_high", "high", 2)]
        columns += _with_interval(one, name != "rank")
    counts = found.scores.rank.counts
    rows: list[Row] = [
        (found.rankings.items[item], int(counts[item]), *_shown(columns, item, int(counts[item]) >= least))
        for item in order
    ]
    return Figures(id_, title, tuple(headings), rows, notes)


def _shown(columns: Sequence[Floats], item: int, enough: bool) -> tuple[Cell, ...]:
    """Return the figures of an item, empty where too few respondents are behind them."""
    return tuple(float(one[item]) if enough else None for one in columns)


def _with_interval(one: Means, percent: bool) -> tuple[Floats, Floats, Floats, Floats]:
    return one.values, one.errors, *(one.within(0.0, 100.0) if percent else one.plain())


def _model(found: Analysis, order: Sequence[int], least: int) -> Figures:
    headings = (
        Heading("item", "Item"),
        Heading("worth", "worth", 4),
        Heading("error", "error", 4),
        Heading("classical_error", "classical", 4),
        Heading("share", "share %", 2),
        Heading("share_low", "low", 2),
        Heading("share_high", "high", 2),
    )
    model = found.model
    counts, df = found.scores.rank.counts, found.scores.rank.df
    low, high = bounded(model.shares, model.share_errors, counts, df, 0.0, 100.0)
    classical = np.sqrt(np.diag(model.classical))
    columns = (model.worth, model.errors, classical, model.shares, low, high)
    rows: list[Row] = [
        (found.rankings.items[item], *_shown(columns, item, int(counts[item]) >= least)) for item in order
    ]
    notes = (
        "Worth is the log-worth with mean 0, errors are clustered by respondent; shares are expected first places.",
    )
    return Figures("plackett_luce", "Plackett–Luce", headings, rows, notes)


def _pairs(found: Analysis, order: Sequence[int], least: int) -> Figures:
    headings = (
        Heading("item", "Item"),
        Heading("other", "above"),
        Heading("n", "n"),
        Heading("share", "share %", 2),
        Heading("error", "error", 2),
    )
    items, pair = found.rankings.items, found.pairs
    rows: list[Row] = []
    for at, one in enumerate(order):
        for two in order[at + 1 :]:
            count = int(pair.counts[one, two])
            shown = _shown((pair.shares[one], pair.errors[one]), two, count >= least)
            rows.append((items[one], items[two], count, *shown))
    notes = ("Of people who put one of the two above the other; ties count half.",)
    return Figures("pairs", "Pairs", headings, rows, notes, limit=30)


def _notes(found: Analysis) -> list[str]:
    said = {
        "below": "An item without a row was offered and is below those that were placed.",
        "absent": "An item without a row was not offered to that respondent.",
    }
    notes = [said[found.unlisted]]
    if found.unclear:
        notes.append(
            "Some items have an empty rank and others no row. If those without a row were not offered, say "
            "--unlisted absent; the figures differ."
        )
    model = found.model
    if model.prior:
        notes.append(
            f"A prior of {model.prior:g} wins and losses of each item against one hypothetical item is in the worths."
        )
    if len(model.groups) > 1:
        named = "; ".join(", ".join(group) for group in model.groups)
        notes.append(f"Wins and losses do not connect these groups, best first, so that only the prior does: {named}.")
    if found.consensus is None:
        notes.append(f"Kemeny's consensus is found for up to {MOST} items.")
    elif found.consensus.optima > 1:
        notes.append(f"{found.consensus.optima} orders are equally good as Kemeny's consensus; one of them is shown.")
    return notes
