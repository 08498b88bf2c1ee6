"""What an estimate of a file has found, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..output import Cell, Figures, Heading, Output
from .association import Association
from .estimate import Estimate


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: of which variable, in which group, of which code or quantile, and why rows have no answer.

    A count of missing answers that is too small to tell is None.
    """

    variable: str
    group: tuple[str, ...]
    of: str
    estimate: Estimate
    missing: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Estimates:
    """All figures. ``unweighted`` rows have no weight and are left out; ``notes`` say how figures were computed."""

    by: tuple[str, ...]
    lines: Sequence[Line]
    rows: int
    unweighted: int
    kish: float
    notes: tuple[str, ...]
    tests: Mapping[str, Association] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


FEW = "few"
"""What stands for a count that is too small to tell, or would give such a one away."""
_FIGURES = (
    Heading("value", "estimate", 4),
    Heading("se", "error", 4),
    Heading("low", "low", 4),
    Heading("high", "high", 4),
    Heading("n", "n"),
    Heading("count", "count"),
    Heading("weighted", "weighted", 1),
    Heading("deff", "deff", 2),
    Heading("df", "df", 0),
    Heading("hidden", "hidden"),
    Heading("missing", "missing"),
)


def output(found: Estimates) -> Output:
    """Return the figures as tables, one for each variable."""
    variables = list(dict.fromkeys(line.variable for line in found.lines))
    tables = [_table(found, variable) for variable in variables]
    if found.tests:
        tables.append(_tests(found.tests))
    facts: dict[str, Cell] = {"rows": found.rows, "rows without weight": found.unweighted}
    facts["design effect of the weights (Kish)"] = found.kish
    missing = [{"variable": line.variable, "group": line.group, **line.missing} for line in found.lines]
    unique = [one for place, one in enumerate(missing) if one not in missing[:place]]
    return Output("estimate", "Estimates", facts, tuple(tables), found.notes, {"missing": unique, **found.more})


def _table(found: Estimates, variable: str) -> Figures:
    lines = [line for line in found.lines if line.variable == variable]
    headings = (*(Heading(name, name) for name in found.by), Heading("of", "of"), *_FIGURES)
    return Figures(variable, variable, headings, [_row(line) for line in lines])


def _row(line: Line) -> tuple[Cell, ...]:
    one = line.estimate
    said = ", ".join(f"{reason} {FEW if count is None else count}" for reason, count in line.missing.items())
    group = tuple(code or "(all)" for code in line.group)
    base = (None, None, None, None, None) if one.secret else (one.n, one.count, one.weighted, one.deff, one.df)
    return (*group, line.of, one.value, one.se, one.low, one.high, *base, one.hidden, said)


def _tests(tests: Mapping[str, Association]) -> Figures:
    names = {
        "F": ("statistic", 4),
        "df1": ("df1", 3),
        "df2": ("df2", 1),
        "p": ("p", 4),
        "pearson": ("Pearson's X²", 3),
        "mean_deff": ("mean design effect", 3),
        "first_order": ("p, first order", 4),
    }
    headings = (Heading("variable", "variable"), *(Heading(key, *shown) for key, shown in names.items()))
    rows = [
        (name, one.statistic, one.df1, one.df2, one.p, one.pearson, one.mean_deff, one.first_order)
        for name, one in tests.items()
    ]
    return Figures("tests", "Tests of independence (Rao & Scott, second order, F)", headings, rows)
