"""The report as one HTML page that needs nothing from elsewhere and runs no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ....faces.visible import visible
from .. import phrases
from ..effort import MEANINGS
from ..measures import QuestionClarity, Quote
from ..report import Report
from ..score import EXPLANATION, WEIGHTS
from ..time_model_update import RULE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; --ink: #1d232b; --soft: #4f5a66; --ground: #fbfaf7; --line: #d8d5cd; --bar: #0a559f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ee; --soft: #a3afbd; --ground: #14181f; --line: #39414c; --bar: #7cc4ff; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); margin: 0 auto;
  max-width: 60rem; padding: 2rem 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
section h3 { margin: 0; font-size: 1rem; } section h3 small, .soft { color: var(--soft); font-weight: normal; }
.wording { font-size: 1.1rem; margin: .3rem 0; }
.bar { height: .5rem; background: var(--line); border-radius: .25rem; max-width: 24rem; }
.bar span { display: block; height: 100%; background: var(--bar); border-radius: .25rem; }
ul { padding-left: 1.2rem; margin: .4rem 0; } q { quotes: none; }
.wide { overflow-x: auto; } table { border-collapse: collapse; }
th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
"""


def html(report: Report) -> str:
    """Return the report as a page."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    title = _safe(phrases.heading(report))
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
    yield f"<h1>{title}</h1><p>{_safe(phrases.base(report))}</p>"
    yield from (f"<p><strong>{_safe(remark)}</strong></p>" for remark in report.remarks)
    yield f'<p class="soft">{_safe(EXPLANATION)}</p>'
    for question in report.questions:
        if not phrases.is_quiet(question):
            yield from _question(question, report.named)
    yield from _quiet(report)
    if report.apart:
        yield "<h2>Noted while no question was on the screen</h2>"
        yield from _quotes(report.apart, report.named)
    yield from _time_model(report)
    yield "</main></body></html>"


def _question(question: QuestionClarity, named: bool) -> Iterator[str]:
    share = question.score.total / sum(WEIGHTS.values())
    yield f'<section id="{_safe(question.id)}"><h3>{_safe(question.id)} <small>{_safe(question.section)}</small></h3>'
    yield f'<p class="wording">{_safe(question.text)}</p>'
    yield f'<div class="bar" aria-hidden="true"><span style="width:{share:.0%}"></span></div>'
    yield f"<ul><li>Score {_safe(phrases.score(question))}</li>"
    yield f"<li>{_safe(phrases.time(question))}; n {question.seconds.n}</li>"
    yield f"<li>{_safe(phrases.counts(question))}</li></ul>"
    yield from _quotes(question.quotes, named)
    yield "</section>"


def _quotes(quotes: Sequence[Quote], named: bool) -> Iterator[str]:
    if quotes:
        yield "<ul>"
        for one in quotes:
            yield f'<li>{_safe(phrases.said(one))} <span class="soft">{_safe(phrases.place(one, named))}</span></li>'
        yield "</ul>"


def _quiet(report: Report) -> Iterator[str]:
    quiet = [question for question in report.questions if phrases.is_quiet(question)]
    if quiet:
        yield "<h2>Nothing to report, times only</h2><ul>"
        yield from (f"<li>{_safe(question.id)}: {_safe(phrases.time(question))}</li>" for question in quiet)
        yield "</ul>"


def _time_model(report: Report) -> Iterator[str]:
    yield f"<h2>Time model</h2><p>{_safe(phrases.minutes_line(report.update))}</p>"
    if not report.update.suggests:
        return
    yield f'<p class="soft">{_safe(RULE)}</p><div class="wide"><table>'
    yield "<tr><th>Constant</th><th>Meaning</th><th>Now</th><th>Suggested</th><th>Answers</th></tr>"
    for one in phrases.constants_worth_showing(report.update):
        yield (
            f"<tr><td>{_safe(one.name)}</td><td>{_safe(MEANINGS[one.name])}</td><td class=n>{one.current:.2f}</td>"
            f"<td class=n>{_safe(phrases.suggestion(one))}</td><td class=n>{one.answers}</td></tr>"
        )
    yield "</table></div>"


def _safe(text: str) -> str:
    return escape(visible(" ".join(text.split())))
