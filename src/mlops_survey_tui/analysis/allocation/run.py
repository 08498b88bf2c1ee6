"""Reads splits from a table, and works out everything that is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..cells import Cells as Found
from ..cells import long_cells, wide_cells
from ..failure import AnalysisError
from ..influence import Means, bounded
from ..output import Cell, Heading, Output, Row
from ..output import Figures as Table
from ..reading import REAL, Wanted
from ..weighting.precision import kish_design_effect
from .figures import Change, Figures, change, figures
from .ratios import ZERO, Centre, centre
from .splits import PERCENT, Cells, SplitError, Splits, splits_of

WANTED = (
    Wanted("share", REAL, empty=True),
    Wanted("later", REAL, needed=False, empty=True),
    Wanted("total", REAL, needed=False),
)


@dataclass(frozen=True)
class Wishes:
    """How to read: ``total`` is what splits add up to (0: whatever each does); ``wide`` what the columns of a wide
    table begin with, ``later`` those of the same split at another time; ``only`` the rows with a code in a column.
    """

    total: float = PERCENT
    wide: str = ""
    later: str = ""
    only: tuple[str, str] | None = None


@dataclass(frozen=True)
class Analysis:
    """Everything about some splits; ``unanswered`` respondents gave none."""

    splits: Splits
    unanswered: int
    figures: Figures
    change: Change | None
    centre: Centre | None


def read(place: str, names: Mapping[str, str] | None = None, wishes: Wishes = Wishes()) -> tuple[Splits, int]:
    """Read splits from rows of respondent, part, share, and perhaps later, total, weight and cluster, or a wide table.

    Returns them with the number of respondents who gave no split. A part that is empty beside others is 0.

    Raises:
        AnalysisError: something is not as it should be; file, column and line are said.
    """
    found = _cells(place, names or {}, wishes)
    values = found.values
    cells = Cells(
        found.who,
        found.what,
        np.nan_to_num(values["share"]),
        found.things,
        values.get("later"),
        values.get("total"),
        found.weight,
        found.cluster,
    )
    try:
        return splits_of(cells, wishes.total), found.unanswered
    except SplitError as error:
        remedy = "Mend the row, leave the respondent out, or say with --sum what splits add up to."
        raise found.failure(error.why, remedy, error.role, error.row) from None


def _cells(place: str, names: Mapping[str, str], wishes: Wishes) -> Found:
    if not wishes.wide:
        return long_cells(place, "part", WANTED, names, wishes.only)
    prefixes = {"share": wishes.wide} | ({"later": wishes.later} if wishes.later else {})
    return wide_cells(place, prefixes, names, whole=False)


def analyse(
    place: str,
    names: Mapping[str, str] | None = None,
    wishes: Wishes = Wishes(),
    log_ratio: bool = False,
    zero: float = ZERO,
) -> Analysis:
    """Read splits and analyse them; ``log_ratio`` adds the centre of compositions.

    Raises:
        AnalysisError: the data are not as they should be.
    """
    splits, unanswered = read(place, names, wishes)
    try:
        middle = centre(splits, zero) if log_ratio else None
    except ValueError as error:
        raise AnalysisError(str(error), "Give --zero a share between 0 and the smallest that was said.") from None
    return Analysis(splits, unanswered, figures(splits), change(splits), middle)


def output(found: Analysis, least: int) -> Output:
    """Return the analysis as it is shown, without figures that fewer than ``least`` respondents are behind."""
    splits = found.splits
    facts: dict[str, Cell] = {
        "n": splits.n,
        "without_an_answer": found.unanswered,
        "weighted": float(splits.weights.sum()),
        "parts": len(splits.parts),
        "design_effect": kish_design_effect(splits.weights),
        "pairs": int(splits.paired.sum()),
    }
    tables = [_figures(found, least)]
    if found.change is not None:
        tables.append(_change(found, found.change, least))
    if found.centre is not None:
        tables.append(_centre(found, found.centre, least))
    more = {"parts": splits.parts, "covariance": found.figures.overall.covariance}
    if found.change is not None:
        more["change_covariance"] = found.change.difference.covariance
    shown = more if splits.n >= least else {}
    return Output("allocation", "Parts of a whole", facts, tuple(tables), tuple(_notes(found, least)), shown)


def _figures(found: Analysis, least: int) -> Table:
    measures = {"any": ("any %", found.figures.any), "among": ("among those %", found.figures.among)}
    measures["overall"] = ("overall %", found.figures.overall)
    if found.figures.pooled is not None:
        measures["pooled"] = ("pooled %", found.figures.pooled)
    having = np.round(found.figures.among.counts).astype(int)
    headings = [Heading("part", "Part"), Heading("having", "with any")]
    columns = [_columns(one, (0.0, PERCENT), least) for _, one in measures.values()]
    for name, (label, _) in measures.items():
        headings += _headings(name, label)
    rows: list[Row] = [
        (part, int(having[at]), *(cell for column in columns for cell in column[at]))
        for at, part in enumerate(found.splits.parts)
    ]
    notes = (
        "with any: respondents with a share above 0; among those: their mean share; overall: the mean over all, zeros "
        "among them, which adds up to 100.",
    )
    return Table("parts", "Shares, with 95 % intervals on the logit scale", tuple(headings), rows, notes)


def _headings(name: str, label: str) -> list[Heading]:
    return [
        Heading(name, label, 1),
        Heading(f"{name}_error", "error", 2),
        Heading(f"{name}_low", "low", 1),
        Heading(f"{name}_high", "high", 1),
    ]


def _columns(one: Means, bounds: tuple[float, float], least: int) -> list[tuple[Cell, ...]]:
    """Return value, error and interval of each part, empty where too few are behind them."""
    low, high = one.within(*bounds)
    return [
        tuple(map(float, cells)) if count >= least else (None,) * len(cells)
        for count, *cells in zip(one.counts, one.values, one.errors, low, high, strict=True)
    ]


def _change(found: Analysis, changed: Change, least: int) -> Table:
    headings = [Heading("part", "Part"), Heading("now", "now %", 1), Heading("later", "later %", 1)]
    headings += _headings("change", "change")
    columns = _columns(changed.difference, (-PERCENT, PERCENT), least)
    enough = int(found.splits.paired.sum()) >= least
    rows: list[Row] = [
        (part, *((float(one.values[at]) if enough else None) for one in (changed.now, changed.later)), *columns[at])
        for at, part in enumerate(found.splits.parts)
    ]
    notes = ("Among respondents who gave both; errors are of the change within respondents.",)
    return Table("change", "Change in points, with 95 % intervals", tuple(headings), rows, notes)


def _centre(found: Analysis, middle: Centre, least: int) -> Table:
    n = np.full(len(middle.values), found.splits.n)
    low, high = bounded(middle.values, middle.errors, n, middle.log_ratios.df, 0.0, PERCENT)
    columns = (middle.values, middle.errors, low, high, middle.log_ratios.values, middle.log_ratios.errors)
    headings = [Heading("part", "Part"), *_headings("centre", "centre %")]
    headings += [Heading("log_ratio", "log-ratio"), Heading("log_ratio_error", "error")]
    enough = found.splits.n >= least
    rows: list[Row] = [
        (part, *((float(one[at]) if enough else None) for one in columns)) for at, part in enumerate(found.splits.parts)
    ]
    notes = (
        f"The centre by ratios of parts is not the mean of shares. {middle.zeros} shares of 0 are taken as "
        f"{middle.zero:g} %, and the centre depends on that.",
    )
    return Table("centre", "Centre of the compositions", tuple(headings), rows, notes)


def _notes(found: Analysis, least: int) -> list[str]:
    notes = [f"Figures with fewer than {least} respondents behind them are left out."] if least > 1 else []
    if found.splits.counted:
        notes.append("Totals differ: overall counts every respondent once, pooled by what they divided.")
    return notes
