"""What is said around the prompts: sections, questions, the review, help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...interview.answers import Answer
from ...interview.kinds import rules_of
from ...interview.page import Page, Progress, ReviewLine
from .asked import Asked
from .prompts import PROMPTS, given_on
from .speech import answer_words, inline, lines_of, minutes_left, sentence

WORDS = "Words at any time: help, back, skip, undo, review, save."
HELP = (
    "Enter keeps an answer, or goes on without one.",
    "back goes to the question before. skip leaves a question unanswered. undo takes back the last answer.",
    "review reads out all answers, to change one. again repeats this question. where says how far you are.",
    "save leaves; every answer is kept, and you can go on later.",
    "To answer with one of these words, put a backslash before it.",
)
STEPS = "In rows and sets: - leaves one out, row 3 goes to row 3, done keeps or leaves out the rest."
SEARCH = "In lists: part of a name finds its number, all reads out everything, clear begins anew."
CONFIRM = "The choices changed since you answered this. Please look again."
FINISH = (
    "These were all questions.",
    "Finish: these are my answers? Type yes to finish, review to hear them, or back to go back.",
)
_STATES = {"skipped": "skipped", "open": "not reached yet", "confirm": "please look again"}
_REVIEWED = "Type a number to go to that question, or Enter to go on."


def section(progress: Progress) -> str:
    """Return the heading of a section, with how far the respondent is."""
    return f"Section: {sentence(progress.section)} {where(progress)}"


def where(progress: Progress) -> str:
    """Return how far the respondent is."""
    left = minutes_left(progress.minutes_left)
    return f"{round(100 * progress.share)} percent done, {left}."


def question(asked: Asked) -> Iterator[str]:
    """Yield the lines of a page: wording, help, the answer so far, choices, and how to answer."""
    page = asked.page
    yield from lines_of(page.text)
    yield from lines_of(page.help)
    if page.confirm:
        yield CONFIRM
    if words := in_words(page, given_on(page)):
        keep = "done" if asked.stepped else "Enter"
        yield f"Your answer so far: {words}. {keep} keeps it."
    yield from asked.lines()


def in_words(page: Page, answer: Answer) -> str:
    """Return an answer in words, '' where there is none, or where a draft is too unfinished to be told."""
    if answer.is_empty or page.kind == "info":
        return ""
    try:
        return answer_words(rules_of(page.kind).describe(page, answer)).rstrip(".")
    except (KeyError, ValueError, TypeError):
        return ""


def help_on(page: Page) -> Iterator[str]:
    """Yield the help on a page and its choices, then the words that work here and everywhere."""
    yield from lines_of(page.help)
    for choice in page.choices():
        if choice.help:
            yield f"{inline(choice.label)}: {inline(choice.help)}"
    if PROMPTS[page.kind].stepped:
        yield STEPS
    if page.searchable:
        yield SEARCH
    yield from HELP


def review(lines: Sequence[ReviewLine]) -> Iterator[str]:
    """Yield all answers, numbered, section by section."""
    heading = ""
    for number, line in enumerate(lines, 1):
        if line.section != heading:
            heading = line.section
            yield f"Section: {sentence(heading)}"
        said = ", ".join(part for part in (_STATES.get(line.status, ""), answer_words(line.answer)) if part)
        yield f"{number}. {inline(line.question)} {sentence(said)}"
    yield _REVIEWED
