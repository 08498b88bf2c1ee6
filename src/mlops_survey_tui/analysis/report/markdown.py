"""A report as Markdown for a blog post: findings, one table a result, what must be known to read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...faces.visible import visible
from .results import COUNTS, Fact, Line, Report, Result, Topic
from .saying import UNTOLD, beside, counted, figure, footnotes

MOST = 25
"""How many lines a table shows; JSON and HTML have them all."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#])")
_SIMULATED = "**Simulated data: no person gave these answers.**"
_HIDDEN = f"{UNTOLD} means that there are too few respondents to tell."


def render(report: Report) -> str:
    """Return the report as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def escaped(text: str) -> str:
    """Return text as Markdown shows it literally, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(visible(part) for part in text.split()))


def anchor(result: str) -> str:
    """Return the name that links lead to."""
    return "result-" + re.sub(r"[^a-z0-9]+", "-", result.lower()).strip("-")


def _lines(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.title)}: results of {escaped(report.edition)}"
    yield ""
    if report.simulated:
        yield from (_SIMULATED, "")
    yield f"{report.respondents:,} respondents."
    yield ""
    if report.findings:
        yield from ("## Summary", "")
        yield from (f"* {escaped(one.sentence)} ([figures](#{anchor(one.result)}))" for one in report.findings)
        yield ""
    for topic in report.topics:
        yield from _topic(topic)
    yield from _method(report)


def _topic(topic: Topic) -> Iterator[str]:
    yield from (f"## {escaped(topic.title)}", "")
    if topic.introduction:
        yield from (escaped(topic.introduction), "")
    for result in topic.results:
        yield from _result(result)


def _result(result: Result) -> Iterator[str]:
    yield from (f'### <a id="{anchor(result.id)}"></a>{escaped(result.title)}', "")
    if result.wording:
        yield from (f"> {escaped(result.wording)}", "")
    yield from _table(result)
    yield ""
    notes = list(footnotes(result))
    if len(result.lines) > MOST:
        notes.append(f"{len(result.lines) - MOST} more lines are in the other formats.")
    yield "<small>" + "<br>".join(map(escaped, notes)) + "</small>"
    yield ""


def _table(result: Result) -> Iterator[str]:
    further = list(_summaries(result.lines))
    heads = ["", *(one.label for one in result.series), *(beside(result, name) for name in further), "n"]
    yield "| " + " | ".join(map(escaped, heads)) + " |"
    yield "| --- |" + " ---: |" * (len(heads) - 1)
    for line in result.lines[:MOST]:
        yield _row(line, result, further)


def _row(line: Line, result: Result, further: Sequence[str]) -> str:
    label = escaped(line.label) + (f" ({escaped(line.note)})" if line.note else "")
    figures = [figure(line, one, result) for one in result.series]
    summaries = [_summary(line, name) for name in further]
    cells = [f"**{label}**" if line.marked else label, *figures, *summaries, _base(line, result)]
    return "| " + " | ".join(cells) + " |"


def _summaries(lines: Sequence[Line]) -> dict[str, None]:
    return {name: None for line in lines for name in line.summary}


def _summary(line: Line, name: str) -> str:
    found = line.summary.get(name)
    if found is None or found.value is None:
        return UNTOLD
    return f"{found.value:.2f}" if name == "mean" else f"{found.value:.0f}%"


def _base(line: Line, result: Result) -> str:
    """Return how many said so of how many, or only the base where a line has several shares."""
    if len(result.series) == 1 or result.form == COUNTS:
        return next((told for one in result.series if (told := counted(line, one))), "")
    most = max((one.n for one in line.estimates.values()), default=0)
    return f"{most:,}" if most else ""


def _method(report: Report) -> Iterator[str]:
    yield from ("## Method", "")
    yield from (f"* {escaped(caution)}" for caution in report.caveats)
    yield f"* {_HIDDEN}"
    yield from map(_fact, report.method)
    yield ""
    if report.citation:
        yield from (f"Cite as: {escaped(report.citation)}", "")
    if report.licence:
        yield from (f"Licence of the data: {escaped(report.licence)}", "")
    yield f"Made from the data with the digest `{report.data}`."


def _fact(fact: Fact) -> str:
    note = f" ({escaped(fact.note)})" if fact.note else ""
    return f"* {escaped(fact.label)}: {escaped(fact.value)}{note}"
