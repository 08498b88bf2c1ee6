"""The figures of a result as a table of the page: every line and every series, with intervals, bases and reasons."""

from __future__ import annotations

from collections.abc import Sequence

from ..charts.drawing import safe
from ..charts.values import PERCENT, estimate_of, fixed, plain, shown, unit_of, value_of
from ..results import MEAN, Estimate, Line, Result, Series
from ..saying import beside
from .markup import element, words

_UNITS = {MEAN: MEAN}


def table(result: Result) -> str:
    """Return the table in a frame that scrolls by itself, so that the page does not."""
    extra = list(dict.fromkeys(name for line in result.lines for name in line.summary))
    units = [unit_of(result, one) for one in result.series]
    head = element(
        "tr", _head(""), *map(_heading, result.series), *(_head(beside(result, name)) for name in extra), _head("n")
    )
    body = "".join(_row(line, result.series, units, extra) for line in result.lines)
    caption = words("caption", f"{result.title}. In brackets: 95% interval." if _ranges(result) else result.title)
    inside = element("table", caption, element("thead", head), element("tbody", body))
    return element("div", inside, class_="scroll", tabindex="0", role="region", aria_label=f"Table: {result.title}")


def _ranges(result: Result) -> bool:
    return any(found.low is not None for line in result.lines for found in line.estimates.values())


def _heading(series: Series) -> str:
    return _head(series.label)


def _head(text: str) -> str:
    return words("th", text, scope="col") if text else "<td></td>"


def _row(line: Line, series: Sequence[Series], units: Sequence[str], extra: Sequence[str]) -> str:
    cells = [
        _cell(estimate_of(line, one), value_of(line, one), unit) if one.id in line.estimates else element("td", "–")
        for one, unit in zip(series, units, strict=True)
    ]
    for name in extra:
        found = line.summary.get(name, Estimate(None))
        cells.append(_cell(found, found.value, _UNITS.get(name, PERCENT)))
    label = element("th", words("span", line.label), _note(line), scope="row")
    return element("tr", label, *cells, element("td", _bases(line)))


def _note(line: Line) -> str:
    return words("small", line.note) if line.note else ""


def _bases(line: Line) -> str:
    bases = sorted({found.n for found in line.estimates.values()})
    if not bases:
        return "–"
    return f"{bases[0]:,}" if len(bases) == 1 else f"{bases[0]:,}–{bases[-1]:,}"


def _cell(found: Estimate, value: float | None, unit: str) -> str:
    if value is None:
        return element("td", element("small", safe(f"not shown: {found.hidden}" if found.hidden else "–")))
    interval = ""
    if found.low is not None and found.high is not None:
        interval = element("small", safe(f"({exact(found.low, unit)} to {exact(found.high, unit)})"))
    return element("td", safe(exact(value, unit)), interval)


def exact(value: float, unit: str) -> str:
    """Return a figure as the table has it: one decimal more than the chart."""
    if unit == PERCENT:
        return f"{fixed(value, 1)}%"
    return plain(value) if unit not in ("score", "rank", "mean", "points") else _finer(value, unit)


def _finer(value: float, unit: str) -> str:
    if unit == "points":
        return shown(value, unit)
    return fixed(value, 3 if unit == "score" else 2)
