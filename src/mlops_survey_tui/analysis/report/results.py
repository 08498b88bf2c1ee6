"""The figures of a report as data: every face of it, from the page to the terminal, shows these and computes nothing.

A report has topics, a topic has results, a result has lines (what is compared: options, items, tools) and series (what
is measured of each: shares, points of a scale, now and later, editions).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BARS, LIKERT, QUADRANT, SCORES, ALLOCATION, CHANGE, STAGES, PLACES, NUMBERS, CROSS, COUNTS = (
    "bars",
    "likert",
    "quadrant",
    "scores",
    "allocation",
    "change",
    "stages",
    "places",
    "numbers",
    "cross",
    "counts",
)
"""What a result is, and so how it is drawn: shares of options, points of a scale, use against satisfaction, best-worst
scores, parts of a whole now and later, the same in two editions, difficulty by stage of the work, ranks, quantiles of a
number, shares by two facts, plain counts of respondents."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure. ``value``, ``low`` and ``high`` are in the unit of its result; None where it may not be shown.

    ``n`` counts respondents behind it, ``weighted`` the sum of their weights scaled to ``n`` or less, ``deff`` is the
    design effect. ``hidden`` says why there is no value: ``small base``, ``suppressed``.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    error: float | None = None
    n: int = 0
    weighted: float = 0.0
    deff: float = 1.0
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One thing that is measured of each line: a scale point, now, later, an edition."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is compared: an option, an item, a tool, a stage. ``marked`` lines differ clearly (see notes)."""

    id: str
    label: str
    estimates: Mapping[str, Estimate]
    note: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The same result among a part of the respondents. ``hidden`` says why it is not shown."""

    code: str
    label: str
    n: int
    lines: tuple[Line, ...] = ()
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A fact by which a result can be split, as its own published table carries it."""

    variable: str
    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One result: what was asked of whom, what came out, on what base, with what weight and what precision.

    ``unit`` is ``percent``, ``score``, ``points``, or a word for what is counted; ``missing`` counts respondents by the
    reason why they are not in the base. ``source`` names the published table or the aggregates.
    """

    id: str
    form: str
    title: str
    questions: tuple[str, ...]
    wording: str
    series: tuple[Series, ...]
    lines: tuple[Line, ...]
    base: int
    unit: str = "percent"
    asked: str = ""
    base_note: str = ""
    weight_note: str = ""
    interval_note: str = ""
    missing: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    source: str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the report."""

    id: str
    title: str
    results: tuple[Result, ...]
    introduction: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of the summary, and the result that carries it."""

    sentence: str
    result: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the page on method."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. ``compared`` is the edition that changes are measured from; ``data`` the digest of the input."""

    edition: str
    title: str
    respondents: int
    findings: tuple[Finding, ...]
    topics: tuple[Topic, ...]
    method: tuple[Fact, ...]
    caveats: tuple[str, ...] = ()
    compared: str = ""
    simulated: bool = False
    citation: str = ""
    licence: str = ""
    data: str = ""
