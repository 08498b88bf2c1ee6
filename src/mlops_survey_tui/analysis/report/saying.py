"""What every plain face of a report says of a result in words: its base, its missing answers, its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...publication.codebook.model import MISSING
from .charts.values import interval_of, shown, unit_of, value_of
from .results import MEAN, TOP, Estimate, Line, Result, Series

UNTOLD = "–"
RATED = "The base counts ratings"
"""How the note on a base begins that counts ratings and not respondents."""
_OTHER = {"other": "Other reasons, too few to tell apart"}


def figure(line: Line, series: Series, result: Result) -> str:
    """Return a figure with its interval: ``43% (39–47)``, or a dash where it is not told."""
    value = value_of(line, series)
    if value is None:
        return UNTOLD
    unit = unit_of(result, series)
    ends = interval_of(line, series)
    return shown(value, unit) + (f" ({bare(ends[0], unit)}–{bare(ends[1], unit)})" if ends else "")


def bare(value: float, unit: str) -> str:
    """Return a number without the sign of its unit, for the ends of an interval."""
    return shown(value, unit).rstrip("%")


def said(estimate: Estimate, unit: str) -> str:
    """Return a single figure, or a dash."""
    return shown(estimate.value, unit) if estimate.value is not None else UNTOLD


def counted(line: Line, series: Series) -> str:
    """Return ``count of n``, or ``n`` where nothing is counted, or nothing where there is no base to tell."""
    found = line.estimates.get(series.id)
    if found is None or not found.n:
        return ""
    return f"{found.n:,}" if found.count is None or found.hidden else f"{found.count:,} of {found.n:,}"


def beside(result: Result, name: str) -> str:
    """Return the words of a figure that stands beside the series of a line (``Line.summary``)."""
    if name == TOP and result.upper:
        return " or ".join(f"“{point}”" for point in result.upper)
    return _BESIDE.get(name, name.replace("_", " "))


_BESIDE = {
    MEAN: "Mean of the points",
    TOP: "Upper two points",
    "faced": "Faced it at all",
    "severe": "Called it severe",
}


def base(result: Result) -> str:
    """Return the sentence on the base."""
    unit = "ratings" if result.base_note.startswith(RATED) else "respondents"
    parts = [f"Base: {result.base:,} {unit}.", result.base_note]
    if result.asked:
        parts.insert(1, f"Asked: {result.asked.rstrip('.')}.")
    return " ".join(part for part in parts if part)


def missing(counts: Mapping[str, int]) -> str:
    """Return why others are not in the base."""
    names = {**MISSING, **_OTHER}
    return ", ".join(f"{names.get(code, code)}: {n:,}" for code, n in counts.items())


def footnotes(result: Result) -> Iterator[str]:
    """Yield what must be known to read a result, in the order in which it is printed."""
    yield base(result)
    if result.missing:
        yield f"Not in the base: {missing(result.missing)}."
    if result.weight_note:
        yield result.weight_note
    yield from result.notes
    hidden = sum(1 for line in result.lines if all(one.hidden for one in line.estimates.values()))
    if hidden:
        yield f"{hidden} not shown: too few respondents."
    if result.source:
        yield f"Source: {result.source}."
