"""The head of a screen: survey, section and minutes left, and a thin progress bar."""

from __future__ import annotations

from ....interview.amounts import amount
from ....language import _
from ...sentences import survey_name as survey_name
from ...widths import cell_len
from ..frame import Row, inset
from ..glyphs import glyphs
from ..lines import Line, Look, Span
from ..wrapping import clipped

SHORT = 14
"""Screens lower than this many lines get a head of one line and no blank lines."""


def header(title: str, section: str, aside: str, share: float | None, look: Look) -> tuple[Row, ...]:
    """Return the head: one line on a short screen, else a line, the progress bar and a blank line."""
    if look.height < SHORT:
        done = amount(f"{share:.0%}"[:-1], "percent") if share is not None else ""
        return (Row(_two_sides(section or title, _joined((done, aside), ", "), look)),)
    left = _joined((title, section), f" {glyphs(look.ascii).dot} ")
    if cell_len(left) > look.width - 3 - cell_len(aside):
        left = section or title
    return inset((_two_sides(left, aside, look), progress_bar(share, look), Line()), 0)


def minutes_left(minutes: float, short: bool) -> str:
    """Return the minutes left in words."""
    if minutes <= 0:
        return _("nearly done")
    if minutes < 1:
        return _("< 1 min") if short else _("less than a minute left")
    text = _("{minutes} min") if short else _("about {minutes} min left")
    return text.format(minutes=round(minutes))


def progress_bar(share: float | None, look: Look) -> Line:
    """Return a thin bar across the column; without a share it is a plain rule."""
    table = glyphs(look.ascii)
    cells = max(0, look.width - 2)
    done = round(max(0.0, min(1.0, share or 0.0)) * cells)
    return Line((Span(" "), Span(table.rule_done * done, "bar"), Span(table.rule * (cells - done), "track")))


def _joined(parts: tuple[str, ...], separator: str) -> str:
    return separator.join(part for part in parts if part)


def _two_sides(left: str, right: str, look: Look) -> Line:
    """Return a line with a text at each end; the left one gives way."""
    space = look.width - 2 - cell_len(right)
    left = clipped(left, space - 1, glyphs(look.ascii).ellipsis)
    gap = " " * (space - cell_len(left))
    return Line((Span(" "), Span(left, "title"), Span(gap), Span(right, "title")))
