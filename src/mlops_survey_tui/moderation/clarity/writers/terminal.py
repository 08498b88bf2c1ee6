"""The report on a terminal, in lines of at most 88 cells."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ....faces.visible import visible
from .. import phrases
from ..report import Report
from ..score import EXPLANATION
from ..time_model_update import RULE

_WIDTH = 88


def terminal(report: Report) -> str:
    """Return the report as lines."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield visible(phrases.heading(report))
    yield from _wrapped(phrases.base(report))
    for remark in report.remarks:
        yield from _wrapped(remark)
    yield from ("", *_wrapped(EXPLANATION))
    quiet = [question for question in report.questions if phrases.is_quiet(question)]
    for number, question in enumerate((one for one in report.questions if not phrases.is_quiet(one)), 1):
        yield ""
        yield visible(f"{number}. {question.id}  ({question.section})  score {phrases.score(question)}")
        yield from _wrapped(question.text)
        yield from _wrapped(phrases.time(question))
        yield from _wrapped(phrases.counts(question))
        for quote in question.quotes:
            yield from _wrapped(f"- {phrases.said(quote)}  [{phrases.place(quote, report.named)}]")
    if quiet:
        yield from ("", "Nothing to report, times only:")
        yield from (visible(f"   {question.id}: {phrases.time(question)}") for question in quiet)
    if report.apart:
        yield from ("", "Noted while no question was on the screen:")
        for quote in report.apart:
            yield from _wrapped(f"- {phrases.said(quote)}  [{phrases.place(quote, report.named)}]")
    yield from _time_model(report)


def _time_model(report: Report) -> Iterator[str]:
    yield from ("", "Time model")
    yield from _wrapped(phrases.minutes_line(report.update))
    if report.update.suggests:
        yield from _wrapped(RULE)
        yield f"   {'constant':<16} {'now':>7}  {'suggested':<16} {'answers':>7}"
        for one in phrases.constants_worth_showing(report.update):
            yield f"   {one.name:<16} {one.current:>7.2f}  {phrases.suggestion(one):<16} {one.answers:>7}"


def _wrapped(text: str) -> list[str]:
    """Return a text as indented lines; line breaks of people become spaces."""
    clean = visible(" ".join(text.split()))
    return textwrap.wrap(clean, _WIDTH, initial_indent="   ", subsequent_indent="     ")
