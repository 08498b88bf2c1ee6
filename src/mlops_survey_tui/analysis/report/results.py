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

SHARE, COUNT, MEAN, USAGE, SATISFACTION, SCORE, BEST, WORST, PREFERENCE = (
    "share",
    "count",
    "mean",
    "usage",
    "satisfaction",
    "score",
    "best",
    "worst",
    "preference",
)
ANY, AMONG, OVERALL, LATER_ANY, LATER_AMONG, LATER_OVERALL, SHIFT = (
    "any",
    "among",
    "overall",
    "later_any",
    "later_among",
    "later_overall",
    "shift",
)
BEFORE, AFTER, DIFFERENCE, DIFFICULT, LONG, QUARTER, MEDIAN, THREE_QUARTERS = (
    "before",
    "after",
    "difference",
    "difficult",
    "long",
    "q25",
    "median",
    "q75",
)
PLACE, WORTH, WEIGHTED, TOP = "place", "worth", "weighted", "top"
SERIES = {
    BARS: (SHARE, WEIGHTED),
    COUNTS: (COUNT, SHARE),
    LIKERT: (),
    CROSS: (),
    QUADRANT: (USAGE, SATISFACTION, f"{USAGE}_{BEFORE}", f"{SATISFACTION}_{BEFORE}"),
    SCORES: (SCORE, BEST, WORST, PREFERENCE),
    ALLOCATION: (ANY, AMONG, OVERALL, LATER_ANY, LATER_AMONG, LATER_OVERALL, SHIFT),
    CHANGE: (BEFORE, AFTER, DIFFERENCE),
    STAGES: (DIFFICULT, LONG),
    PLACES: (f"{PLACE}1", f"{PLACE}2", f"{PLACE}3", MEAN, WORTH),
    NUMBERS: (QUARTER, MEDIAN, THREE_QUARTERS),
}
"""The ids of the series by form; those of likert and cross are the codes of the scale or of the other fact, in order.

Units: shares, usage, parts and worth are percent from 0 to 100, whatever the unit of the result; satisfaction is a mean
on the points of its scale (``Result.ends``); score runs from -1 to 1; differences and shifts are points; the mean of
places is a rank from 1; ``weighted`` is the share of use cases where ``share`` is that of respondents. A series may be
left out (no later, no worth below 100 respondents), and places go on as far as people could rank. Lines stand in the
order in which they are to be drawn.
"""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure. ``value``, ``low`` and ``high`` are in the unit of its result; None where it may not be shown.

    ``n`` counts the respondents that it is a share or a mean of, ``count`` those of them who said so, ``weighted`` is
    the sum of their weights scaled to ``n`` or less, ``deff`` the design effect. ``hidden`` says why there is no value:
    ``small base``, ``suppressed``.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    error: float | None = None
    n: int = 0
    weighted: float = 0.0
    deff: float = 1.0
    hidden: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One thing that is measured of each line: a scale point, now, later, an edition. ``unit``: that of the result."""

    id: str
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is compared: an option, an item, a tool, a stage. ``marked`` lines differ clearly (see notes).

    ``summary`` holds figures beside the series: of a scale its ``mean`` (points counted from 1) and ``top``, the
    percent of the two points that say most (``Result.upper``); of a best-worst item ``faced`` and ``severe``, the
    percent who had the problem at all and who called it severe.
    """

    id: str
    label: str
    estimates: Mapping[str, Estimate]
    note: str = ""
    marked: bool = False
    summary: Mapping[str, Estimate] = field(default_factory=dict)


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
    reason why they are not in the base. ``source`` names the published table or the aggregates. ``ordered`` lines keep
    the order of the questionnaire. ``ends`` are the words of the lowest and the highest point of a scale. ``centre`` is
    the point on which the bars of a scale are centred; a scale that only goes one way, from never to always, has none.
    ``upper`` are the words of the two points whose share is ``top`` in the summaries of lines.
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
    ends: tuple[str, ...] = ()
    centre: str = ""
    upper: tuple[str, ...] = ()


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
