"""What a comparison shows: both editions, the difference, and whether it is more than chance."""

from __future__ import annotations

from ..output import Cell, Figures, Heading, Output, Row
from .differences import BENJAMINI_HOCHBERG, CHANCE, HOLM, POINTS
from .run import Analysis

WARNING = "NOT COMPARABLE"
"""Stands beside every figure that was compared although the question changed."""


def output(found: Analysis, least: int) -> Output:
    """Return the comparison as it is shown, without figures of fewer than ``least`` respondents."""
    facts: dict[str, Cell] = {
        "figures": len(found.figures),
        "tested": int(found.enough.sum()),
        "marked": int(found.differences.marked.sum()),
        "claims": int(found.differences.claimed.sum()),
    }
    if found.changed:
        facts["warning"] = f"{WARNING}: {', '.join(found.changed)}"
    return Output(
        "change", "Change from the earlier to the later edition", facts, (_table(found),), _notes(found, least)
    )


def _table(found: Analysis) -> Figures:
    headings = (
        Heading("figure", "Figure"),
        Heading("old_n", "n before"),
        Heading("old", "before", 2),
        Heading("old_error", "error", 2),
        Heading("new_n", "n after"),
        Heading("new", "after", 2),
        Heading("new_error", "error", 2),
        Heading("difference", "change", 2),
        Heading("error", "error", 2),
        Heading("low", "low", 2),
        Heading("high", "high", 2),
        Heading("p", "p", 4),
        Heading("adjusted", "adjusted", 4),
        Heading("control", "control"),
        Heading("marked", "marked"),
        Heading("warning", ""),
    )
    return Figures(
        "change",
        "Later minus earlier, with 95 % intervals",
        headings,
        [_row(found, at) for at in range(len(found.figures))],
    )


def _row(found: Analysis, at: int) -> Row:
    figure, change = found.figures[at], found.differences
    warning = WARNING if figure.variable in found.changed else ""
    counts = [int(wave.counts[at]) for wave in (found.old, found.new)]
    if not found.enough[at]:
        return (figure.name, counts[0], None, None, counts[1], *(None,) * 8, "", False, warning)
    old, new = ((float(wave.values[at]), float(wave.errors[at])) for wave in (found.old, found.new))
    figures = (change.values, change.errors, change.low, change.high, change.p, change.adjusted)
    control = HOLM if change.claimed[at] else BENJAMINI_HOCHBERG
    told = (float(one[at]) for one in figures)
    return (figure.name, counts[0], *old, counts[1], *new, *told, control, bool(change.marked[at]), warning)


def _notes(found: Analysis, least: int) -> tuple[str, ...]:
    notes = [f"{WARNING}: {variable}: {'; '.join(why)}." for variable, why in found.changed.items()]
    notes.append(
        f"Marked: the adjusted p value is below {CHANCE:g}, and a percentage changed by more than {POINTS:g} points. "
        f"Claims are controlled by {HOLM}'s method, all others by {BENJAMINI_HOCHBERG} (Benjamini–Hochberg), each over "
        "all its figures here."
    )
    notes.append(f"Figures of fewer than {least} respondents in either edition are left out and not tested.")
    notes.append("Precision is as if respondents behaved like a random sample given the weights.")
    return (*notes, *found.notes)
