"""One plot of text for each form of a result, behind a registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich.text import Text

from ..charts.values import interval_of, shown, unit_of, value_of
from ..results import (
    AFTER,
    ALLOCATION,
    BARS,
    BEFORE,
    CHANGE,
    COUNTS,
    CROSS,
    DIFFERENCE,
    LATER_OVERALL,
    LIKERT,
    MEDIAN,
    NUMBERS,
    OVERALL,
    PLACES,
    QUADRANT,
    QUARTER,
    SATISFACTION,
    SCORES,
    SHARE,
    STAGES,
    THREE_QUARTERS,
    TOP,
    USAGE,
    Line,
    Result,
    Series,
)
from ..saying import beside, figure
from .canvas import Cells, Look, Scale, fitted, plain, wrapped

MOST = 30
"""How many lines a plot shows."""
COLOURS = ("blue", "cyan", "green", "yellow", "magenta", "red", "bright_blue", "bright_cyan", "bright_green", "white")
_STRONG, _WEAK = "bold", "dim"
Plot = Callable[[Result, Look], Iterator[Text]]


def plotted(result: Result, look: Look) -> Iterator[Text]:
    """Yield the rows of the plot of a result, and what it leaves out."""
    yield from PLOTS.get(result.form, bars)(result, look)
    if len(result.lines) > MOST:
        yield Text(f"{len(result.lines) - MOST} more; --format json has them all.", _WEAK)


def bars(result: Result, look: Look) -> Iterator[Text]:
    """Draw bars from zero with the interval of each at its end."""
    series = _first(result, SHARE)
    scale = _from_zero(result.lines[:MOST], [series], look)
    for line in result.lines[:MOST]:
        cells = Cells(look.plot_width)
        value = value_of(line, series)
        if value is not None:
            cells.fill(0, scale.at(value), look.glyphs.bar, "blue")
            _whisker(cells, scale, line, series, look)
        yield from _row(line, cells, figure(line, series, result), look)


def likert(result: Result, look: Look) -> Iterator[Text]:
    """Draw one stacked bar a row, centred on the neutral point where the scale has one."""
    points = result.series
    yield from _legend(points, look)
    if result.upper:
        yield Text(plain(f"at the end: percent who answered {beside(result, TOP)}", look), _WEAK)
    told = [[value_of(line, point) or 0.0 for point in points] for line in result.lines[:MOST]]
    scale = look.plot_width / _span(result, told)
    for line, shares in zip(result.lines, told, strict=False):
        cells = Cells(look.plot_width)
        start = look.plot_width / 2 - _before(result, shares) * scale if result.centre else 0.0
        passed = 0.0
        for number, share in enumerate(shares):
            first, last = start + passed * scale, start + (passed + share) * scale
            sign = look.glyphs.parts[number % len(look.glyphs.parts)]
            cells.fill(round(first), round(last) - 1, sign, COLOURS[number % len(COLOURS)])
            passed += share
        if result.centre:
            middle = look.plot_width // 2
            cells.put(middle, look.glyphs.axis, _STRONG)
        yield from _row(line, cells, _upper(line), look)


def dots(result: Result, look: Look) -> Iterator[Text]:
    """Draw a dot with its interval for the first series."""
    series = result.series[0]
    scale = _around(result.lines[:MOST], [series], look)
    for line in result.lines[:MOST]:
        cells = Cells(look.plot_width)
        if scale.low < 0 < scale.high:
            cells.put(scale.at(0), look.glyphs.axis, _WEAK)
        _dot(cells, scale, line, series, look)
        yield from _row(line, cells, figure(line, series, result), look)


def now_later(result: Result, look: Look) -> Iterator[Text]:
    """Draw the mean of each part now, and as a ring the mean that is expected later."""
    now, later = _first(result, OVERALL), _named(result, LATER_OVERALL)
    scale = _from_zero(result.lines[:MOST], [now, *([later] if later else [])], look)
    if later and later.id != now.id:
        yield Text(f"{look.glyphs.dot} {plain(now.label, look)}   {look.glyphs.ring} {plain(later.label, look)}", _WEAK)
    for line in result.lines[:MOST]:
        cells = Cells(look.plot_width)
        first = value_of(line, now)
        second = value_of(line, later) if later and later.id != now.id else None
        if first is not None and second is not None:
            low, high = sorted((scale.at(first), scale.at(second)))
            cells.fill(low, high, look.glyphs.line)
        _mark(cells, scale, first, look.glyphs.dot, "blue")
        _mark(cells, scale, second, look.glyphs.ring, "magenta")
        told = [shown(one, "percent") for one in (first, second) if one is not None]
        yield from _row(line, cells, (" > " if look.ascii else " → ").join(told), look)


def change(result: Result, look: Look) -> Iterator[Text]:
    """Draw both editions on one line; what changed clearly is bold."""
    before, after = _first(result, BEFORE), _first(result, AFTER)
    difference = _first(result, DIFFERENCE)
    scale = _from_zero(result.lines[:MOST], [before, after], look)
    for line in result.lines[:MOST]:
        cells = Cells(look.plot_width)
        first, second = value_of(line, before), value_of(line, after)
        if first is not None and second is not None:
            low, high = sorted((scale.at(first), scale.at(second)))
            cells.fill(low, high, look.glyphs.line)
        _mark(cells, scale, first, look.glyphs.ring, _WEAK)
        _mark(cells, scale, second, look.glyphs.dot, "bold green" if line.marked else _WEAK)
        yield from _row(line, cells, figure(line, difference, result), look)


def numbers(result: Result, look: Look) -> Iterator[Text]:
    """Draw the quartiles as a line with the median as a dot."""
    low, middle, high = (_first(result, name) for name in (QUARTER, MEDIAN, THREE_QUARTERS))
    scale = _from_zero(result.lines[:MOST], [low, middle, high], look)
    for line in result.lines[:MOST]:
        cells = Cells(look.plot_width)
        ends = value_of(line, low), value_of(line, high)
        if ends[0] is not None and ends[1] is not None:
            cells.fill(scale.at(ends[0]), scale.at(ends[1]), look.glyphs.line)
        _mark(cells, scale, value_of(line, middle), look.glyphs.dot, "blue")
        told = [shown(value_of(line, one), unit_of(result, one)) for one in (low, middle, high)]
        yield from _row(line, cells, " / ".join(told), look)


def quadrant(result: Result, look: Look) -> Iterator[Text]:
    """Draw usage (across) against satisfaction (up) as a grid of numbers, which the lines below explain."""
    usage, satisfaction = _first(result, USAGE), _first(result, SATISFACTION)
    lines = [line for line in result.lines[:MOST] if value_of(line, usage) is not None]
    across = _around(lines, [usage], look, look.width - 8)
    up = _around(lines, [satisfaction], look, GRID)
    rows = [Cells(across.width) for _ in range(GRID)]
    for number, line in enumerate(lines, start=1):
        found = value_of(line, satisfaction)
        if found is not None:
            row = rows[GRID - 1 - up.at(found)]
            for at, sign in enumerate(str(number)):
                row.put(across.at(value_of(line, usage) or 0.0) + at, sign, _STRONG)
    yield Text(plain(f"up: {satisfaction.label}, {up.low:.1f} to {up.high:.1f}", look), _WEAK)
    for row in rows:
        yield Text(look.glyphs.axis) + row.text()
    yield Text(look.glyphs.rule * across.width, _WEAK)
    yield Text(plain(f"across: {usage.label}, {across.low:.0f}% to {across.high:.0f}%", look), _WEAK)
    for number, line in enumerate(lines, start=1):
        told = f"{figure(line, usage, result)}, {figure(line, satisfaction, result)}"
        first, *more = wrapped(line.label, look.label_width, look)
        yield Text(f"{number:>3} {first} {plain(told, look)}")
        yield from (Text(f"    {label.rstrip()}") for label in more)


def table(result: Result, look: Look) -> Iterator[Text]:
    """Write figures by line and series, one row a line, as many series as there is room for."""
    room = max(1, (look.width - look.label_width - 1) // _COLUMN)
    told = result.series[:room]
    heads = "".join(fitted(one.label, _COLUMN - 1, look) + " " for one in told)
    yield Text(" " * (look.label_width + 1) + heads, _WEAK)
    for line in result.lines[:MOST]:
        values = "".join(f"{shown(value_of(line, one), unit_of(result, one)):<{_COLUMN}}" for one in told)
        first, *more = wrapped(line.label, look.label_width, look)
        yield Text(f"{first} {plain_line(values, look)}")
        yield from (Text(label.rstrip()) for label in more)
    if len(result.series) > room:
        yield Text(f"{len(result.series) - room} more columns; --format json has them all.", _WEAK)


GRID, _COLUMN = 12, 10
PLOTS: Mapping[str, Plot] = {
    BARS: bars,
    COUNTS: bars,
    LIKERT: likert,
    SCORES: dots,
    ALLOCATION: now_later,
    CHANGE: change,
    NUMBERS: numbers,
    QUADRANT: quadrant,
    STAGES: table,
    PLACES: table,
    CROSS: table,
}
"""Plots by form; a form that has none is drawn as bars of its first series."""


def plain_line(text: str, look: Look) -> str:
    """Return a line whose spaces stay, in the signs that the terminal has."""
    return " ".join(plain(part, look) if part else "" for part in text.split(" "))


def _row(line: Line, cells: Cells, told: str, look: Look) -> Iterator[Text]:
    """Yield the row of a line, and a second one where its label needs it."""
    style = _STRONG if line.marked else ""
    first, *more = wrapped(line.label, look.label_width, look)
    yield Text(first, style) + " " + cells.text() + " " + plain(told, look)
    yield from (Text(label.rstrip(), style) for label in more)


def _legend(points: Sequence[Series], look: Look) -> Iterator[Text]:
    found = Text()
    for number, point in enumerate(points):
        label = plain(point.label, look)
        if len(found) + len(label) + 4 > look.width and len(found):
            yield found
            found = Text()
        found.append(look.glyphs.parts[number % len(look.glyphs.parts)] + " ", COLOURS[number % len(COLOURS)])
        found.append(f"{label}  ")
    yield found


def _before(result: Result, shares: Sequence[float]) -> float:
    """Return the percent that lies before the middle of the neutral point."""
    at = [point.id for point in result.series].index(result.centre)
    return sum(shares[:at]) + shares[at] / 2


def _span(result: Result, told: Sequence[Sequence[float]]) -> float:
    """Return how many percent the plot is wide: all, or on both sides of the middle what the widest bar needs."""
    if not result.centre:
        return 100.0
    sides = [side for shares in told for side in (_before(result, shares), sum(shares) - _before(result, shares))]
    return 2 * max([*sides, 1.0])


def _upper(line: Line) -> str:
    top = line.summary.get(TOP)
    return shown(top.value, "percent") if top and top.value is not None else ""


def _first(result: Result, name: str) -> Series:
    return _named(result, name) or result.series[0]


def _named(result: Result, name: str) -> Series | None:
    return next((one for one in result.series if one.id == name), None)


def _from_zero(lines: Sequence[Line], series: Sequence[Series], look: Look) -> Scale:
    return Scale(min(0.0, *_ends(lines, series)), max(1e-9, *_ends(lines, series)), look.plot_width)


def _around(lines: Sequence[Line], series: Sequence[Series], look: Look, width: int = 0) -> Scale:
    ends = _ends(lines, series)
    return Scale(min(ends), max(ends), width or look.plot_width)


def _ends(lines: Sequence[Line], series: Sequence[Series]) -> list[float]:
    values = [value for line in lines for one in series if (value := value_of(line, one)) is not None]
    ends = [end for line in lines for one in series for end in interval_of(line, one) or ()]
    return [*values, *ends] or [0.0, 1.0]


def _whisker(cells: Cells, scale: Scale, line: Line, series: Series, look: Look) -> None:
    ends = interval_of(line, series)
    if ends:
        low, high = map(scale.at, ends)
        cells.fill(low, high, look.glyphs.line)
        cells.put(low, look.glyphs.low)
        cells.put(high, look.glyphs.high)


def _dot(cells: Cells, scale: Scale, line: Line, series: Series, look: Look) -> None:
    _whisker(cells, scale, line, series, look)
    _mark(cells, scale, value_of(line, series), look.glyphs.dot, "blue")


def _mark(cells: Cells, scale: Scale, value: float | None, sign: str, style: str) -> None:
    if value is not None:
        cells.put(scale.at(value), sign, style)
