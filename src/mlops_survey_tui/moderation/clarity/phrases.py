"""How the report says its numbers, alike in every format that people read."""

from __future__ import annotations

from collections.abc import Iterable

from ..words import minutes
from .measures import QuestionClarity, Quote
from .report import Report
from .time_model_update import RULE, Constant, Update

FLAG_WORDS = {
    "unclear": "unclear", "too_long": "too long", "missing_option": "option missing", "refused": "refused",
    "misread": "misread",
}  # fmt: skip
PART_WORDS = {
    "flags": "flags", "rating": "rating", "time": "time", "changes": "changed", "returns": "returns", "help": "help",
    "problems": "not taken", "missing": "missing",
}  # fmt: skip


def some(number: int, what: str) -> str:
    """Return a number of things."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def heading(report: Report) -> str:
    """Return the title of the report."""
    return f"Clarity of the questions: {report.title} {report.edition}".strip()


def base(report: Report) -> str:
    """Return what the report rests on."""
    others = report.interviews - report.sessions
    beside = f", {some(others, 'other interview')}" if others else ""
    return f"{some(report.sessions, 'moderated session')}{beside}; {some(len(report.questions), 'question')} shown."


def score(question: QuestionClarity) -> str:
    """Return the score with its parts."""
    parts = " + ".join(f"{PART_WORDS[name]} {part:.1f}" for name, part in question.score.parts.items())
    return f"{question.score.total:.1f}" + (f" = {parts}" if parts else "")


def time(question: QuestionClarity) -> str:
    """Return median and quartiles of the seconds against the time model."""
    spread = question.seconds
    model = f"typical {question.typical:.0f} s, longest {question.longest:.0f} s"
    if not spread.n:
        return f"no time measured ({model})"
    return f"{spread.median:.1f} s ({spread.low:.1f} to {spread.high:.1f}), {question.ratio:.1f} × typical; {model}"


def counts(question: QuestionClarity) -> str:
    """Return everything that was counted, what is zero left out."""
    return "; ".join(_counts(question)) or "nothing counted"


def _counts(question: QuestionClarity) -> Iterable[str]:
    if question.ratings:
        yield f"rating {question.rating:.1f} of 5 (n {question.ratings})"
    flags = [f"{FLAG_WORDS[flag]} {count}" for flag, count in question.flags.items() if count]
    if flags:
        yield "flags: " + ", ".join(flags)
    numbers = {
        "answer changed": question.changes,
        "come back to": question.returns,
        "help opened": question.helps,
        "answer not taken": question.problems,
        "skipped": question.skipped,
        "thinks aloud": question.think_aloud,
    }
    yield from (f"{name} {count}" for name, count in numbers.items() if count)
    if question.specials:
        yield "special answers: " + ", ".join(f"{name} {count}" for name, count in question.specials.items())


def place(quote: Quote, named: bool) -> str:
    """Return when something was said, and where its session can be found; the respondent's code only if asked for."""
    when = f"{minutes(1000 * quote.on_page)} after it came up" if quote.on_page >= 0 else "later"
    who = f", {quote.respondent}" if named and quote.respondent else ""
    return f"{when}, session {quote.interview} at {minutes(1000 * quote.session)}{who}"


def said(quote: Quote) -> str:
    """Return the words of a note, or a probe with its answer."""
    if quote.kind != "probe":
        return quote.text
    return f"{quote.probe} “{quote.text}”" if quote.text else f"{quote.probe} (asked)"


def is_quiet(question: QuestionClarity) -> bool:
    """Whether there is nothing to say of a question but its time."""
    return not question.score.total and not question.quotes and not question.think_aloud


def constants_worth_showing(update: Update) -> list[Constant]:
    """Return the constants that any answer depends on."""
    return [one for one in update.constants if one.answers]


def suggestion(one: Constant) -> str:
    """Return a suggested constant with its standard error."""
    if one.suggested is None:
        return "stays"
    return f"{one.suggested:.2f} ± {one.error or 0.0:.2f}"


def minutes_line(update: Update) -> str:
    """Return what the suggestion changes in the minutes of an interview."""
    measured = f"measured {update.minutes_measured:.1f} min"
    if not update.suggests:
        return f"There is not enough to suggest anything. {RULE} A median interview: {measured}, by the time model " + (
            f"{update.minutes_now:.1f} min."
        )
    return (
        f"A median interview: {measured}, by the constants in use {update.minutes_now:.1f} min, by the suggested ones "
        f"{update.minutes_suggested:.1f} min."
    )
