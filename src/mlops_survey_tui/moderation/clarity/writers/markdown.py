"""The report as Markdown; what people wrote is text there too, never a heading, a link or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....faces.visible import visible
from .. import phrases
from ..effort import MEANINGS
from ..report import Report
from ..score import EXPLANATION
from ..time_model_update import RULE

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+.!|~&-])")


def markdown(report: Report) -> str:
    """Return the report as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_text(phrases.heading(report))}"
    yield from ("", _text(phrases.base(report)))
    for remark in report.remarks:
        yield from ("", f"**{_text(remark)}**")
    yield from ("", _text(EXPLANATION), "")
    yield "| Question | Score | Seconds, median (quartiles) | Typical | Rating | Flags | n |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for question in report.questions:
        spread = question.seconds
        seconds = f"{spread.median:.1f} ({spread.low:.1f} to {spread.high:.1f})" if spread.n else ""
        rating = f"{question.rating:.1f}" if question.ratings else ""
        yield (
            f"| {_text(question.id)} | {question.score.total:.1f} | {seconds} | {question.typical:.1f} | {rating} "
            f"| {sum(question.flags.values()) or ''} | {spread.n} |"
        )
    for question in report.questions:
        if not phrases.is_quiet(question):
            yield from ("", f"## {_text(question.id)}", "", f"> {_text(question.text)}", "")
            yield f"* {_text(question.section)}, score {_text(phrases.score(question))}"
            yield f"* {_text(phrases.time(question))}"
            yield f"* {_text(phrases.counts(question))}"
            for quote in question.quotes:
                yield f"* {_text(phrases.said(quote))} *{_text(phrases.place(quote, report.named))}*"
    if report.apart:
        yield from ("", "## Noted while no question was on the screen", "")
        for quote in report.apart:
            yield f"* {_text(phrases.said(quote))} *{_text(phrases.place(quote, report.named))}*"
    yield from _time_model(report)


def _time_model(report: Report) -> Iterator[str]:
    yield from ("", "## Time model", "", _text(phrases.minutes_line(report.update)))
    if report.update.suggests:
        yield from ("", _text(RULE), "", "| Constant | Meaning | Now | Suggested | Answers |", "| --- " * 5 + "|")
        for one in phrases.constants_worth_showing(report.update):
            named = f"`{one.name}` | {MEANINGS[one.name]}"
            yield f"| {named} | {one.current:.2f} | {phrases.suggestion(one)} | {one.answers} |"


def _text(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", visible(" ".join(text.split())))
