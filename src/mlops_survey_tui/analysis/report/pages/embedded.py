"""The figures of a result as JSON within the page: its downloads and its filters read them, and nothing is fetched.

Estimates are rows ``[value, low, high, error, n, weighted, deff, count, hidden]`` in the order of the series, so that
a hundred results with their groups stay small; ``columns`` says so in each. In groups, a reason alone stands for an
estimate that may not be shown.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from ..charts.segments import both_ways, one_way
from ..charts.values import PERCENT, estimate_of, unit_of
from ..results import CROSS, LIKERT, MEAN, PLACES, Estimate, Filter, Group, Line, Result, Series

COLUMNS = ("value", "low", "high", "error", "n", "weighted", "deff", "count", "hidden")
_STACKED = {LIKERT, PLACES, CROSS}
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def embedded(result: Result, identity: str, edition: str) -> str:
    """Return the element that holds the figures; no text in it can end the element."""
    text = json.dumps(_figures(result, edition), separators=(",", ":"), allow_nan=False)
    for character, escaped in _ESCAPES.items():
        text = text.replace(character, escaped)
    return f'<script type="application/json" id="{identity}">{text}</script>'


def _figures(result: Result, edition: str) -> dict[str, Any]:
    return {
        "edition": edition, "id": result.id, "form": result.form, "title": result.title, "questions": result.questions,
        "wording": result.wording, "asked": result.asked, "base": result.base, "unit": result.unit,
        "weight": result.weight_note, "interval": result.interval_note, "missing": dict(result.missing),
        "notes": result.notes, "source": result.source, "columns": COLUMNS,
        "series": [[one.id, one.label, unit_of(result, one), style] for one, style in _styled(result)],
        "stacked": result.form in _STACKED and len(result.series) > 1,
        "lines": [[line.id, line.label, *_rows(line, result.series)] for line in result.lines],
        "filters": [_filter(one, result.series) for one in result.filters],
    }  # fmt: skip


def _styled(result: Result) -> list[tuple[Series, str]]:
    """Return the series, each with the style of its segment where they are drawn as parts of one bar."""
    points = [one for one in result.series if unit_of(result, one) == PERCENT and one.id != MEAN]
    centre = next((at for at, one in enumerate(points) if one.id == result.centre), -1)
    styles = both_ways(len(points), centre) if centre >= 0 else one_way(len(points)) if points else []
    if result.form == PLACES:
        styles = styles[::-1]
    found = {one.id: style for one, style in zip(points, styles, strict=True)}
    return [(one, found.get(one.id, "")) for one in result.series]


def _filter(one: Filter, series: Sequence[Series]) -> dict[str, Any]:
    groups = [_group(group, series) for group in one.groups]
    return {"variable": one.variable, "label": one.label, "groups": groups}


def _group(group: Group, series: Sequence[Series]) -> list[Any]:
    """Return a group; an estimate that may not be shown is only the reason, because there are many of them."""
    lines = {line.id: [_short(estimate_of(line, one)) for one in series] for line in group.lines}
    return [group.code, group.label, group.n, group.hidden, lines]


def _short(found: Estimate) -> list[Any] | str:
    return found.hidden if found.value is None and found.hidden else _row(found, 4)


def _rows(line: Line, series: Sequence[Series]) -> list[list[Any]]:
    return [_row(estimate_of(line, one)) for one in series]


def _row(found: Estimate, digits: int = 6) -> list[Any]:
    value, low, high, error, weighted, deff = (
        _number(number, digits)
        for number in (found.value, found.low, found.high, found.error, found.weighted, found.deff)
    )
    row = [value, low, high, error, found.n, weighted, deff, found.count, found.hidden]
    while row and row[-1] in (None, ""):
        row.pop()
    return row


def _number(value: float | None, digits: int) -> float | int | None:
    """Return a number with so many significant digits, which is more than any figure here can bear."""
    if value is None or not math.isfinite(value):
        return None
    rounded = float(f"{value:.{digits}g}")
    return int(rounded) if rounded.is_integer() else rounded
