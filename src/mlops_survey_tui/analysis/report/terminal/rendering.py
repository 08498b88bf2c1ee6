"""The text of a report: findings, then topics with a plot, a base and notes for each result, then the method."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from ..results import Report, Result, Topic
from ..saying import footnotes
from .canvas import Look, plain
from .plots import plotted

_SIMULATED = "Simulated data: no person gave these answers."
_TITLE, _HEADING, _NOTE, _WARNING = "bold", "bold", "dim", "bold red"


def render(report: Report, width: int = 80, colour: bool = False, ascii_only: bool = False) -> str:
    """Return the report as text for a terminal of a width in columns; without colour it holds no control codes."""
    look = Look(width, ascii_only)
    stream = io.StringIO()
    system = "standard" if colour else None
    console = Console(
        file=stream,
        width=width,
        color_system=system,  # type: ignore[arg-type]
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for row in _rows(report, look):
        console.print(row, soft_wrap=False)
    return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))


def _rows(report: Report, look: Look) -> Iterator[RenderableType]:
    yield Text(plain(f"{report.title}: results of {report.edition}", look), _TITLE)
    if report.simulated:
        yield Text(_SIMULATED, _WARNING)
    yield Text(f"{report.respondents:,} respondents")
    for finding in report.findings:
        yield _point(f"{finding.sentence} [{finding.result}]", look)
    for topic in report.topics:
        yield from _topic(topic, look)
    yield from _method(report, look)


def _point(words: str, look: Look) -> Table:
    """Return one of several sentences, whose further lines stand below its first word."""
    point = Table.grid()
    point.add_row("* ", Text(plain(words, look)))
    return point


def _topic(topic: Topic, look: Look) -> Iterator[Text]:
    yield Text()
    yield Text(plain(topic.title, look).upper(), _TITLE)
    yield Text(look.glyphs.rule * look.width, _NOTE)
    if topic.introduction:
        yield Text(plain(topic.introduction, look))
    for result in topic.results:
        yield from _result(result, look)


def _result(result: Result, look: Look) -> Iterator[Text]:
    yield Text()
    yield Text(plain(result.title, look), _HEADING) + Text(f"  [{result.id}]", _NOTE)
    if result.wording and result.wording != result.title:
        yield Text(plain(result.wording, look), "italic")
    yield from plotted(result, look)
    yield Text(plain(" ".join(footnotes(result)), look), _NOTE)


def _method(report: Report, look: Look) -> Iterator[RenderableType]:
    yield Text()
    yield Text("METHOD", _TITLE)
    yield Text(look.glyphs.rule * look.width, _NOTE)
    for caution in report.caveats:
        yield _point(caution, look)
    for fact in report.method:
        note = f" ({fact.note})" if fact.note else ""
        yield Text(plain(f"{fact.label}: {fact.value}{note}", look))
    for label, text in (("Cite as", report.citation), ("Licence of the data", report.licence), ("Digest", report.data)):
        if text:
            yield Text(plain(f"{label}: {text}", look))
