"""What is said around the prompts: sections, questions, the review, help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...interview.answers import Answer
from ...interview.kinds import rules_of
from ...interview.page import Page, Progress, ReviewLine
from ...language import _, mark, plural
from .asked import Asked
from .prompts import given_on, prompt_of
from .speech import answer_words, inline, lines_of, sentence

WORDS = mark("Words at any time: help, back, skip, undo, review, save.")
HELP = (
    mark("Enter keeps an answer, or goes on without one."),
    mark("back goes to the question before. skip leaves a question unanswered. undo takes back the last answer."),
    mark("review reads out all answers, to change one. again repeats this question. where says how far you are."),
    mark("save leaves; every answer is kept, and you can go on later."),
    mark("To answer with one of these words, put a backslash before it."),
)
STEPS = mark("In rows and sets: - leaves one out, row 3 goes to row 3, done keeps or leaves out the rest.")
SEARCH = mark("In lists: part of a name finds its number, all reads out everything, clear begins anew.")
CONFIRM = mark("The choices changed since you answered this. Please look again.")
FINISH = (
    mark("These were all questions."),
    mark("Finish: these are my answers? Type yes to finish, review to hear them, or back to go back."),
)
_STATES = {"skipped": mark("skipped"), "open": mark("not answered yet"), "confirm": mark("please look again")}
_SO_FAR = mark("Your answer so far: {answer}. Enter keeps it.")
_SO_FAR_IN_ROWS = mark("Your answer so far: {answer}. done keeps it.")
_REVIEWED = mark("Type a number to go to that question, or Enter to go on.")


def section(progress: Progress) -> str:
    """Return the heading of a section, with how far the respondent is."""
    return f"{_section(progress.section)} {where(progress)}"


def where(progress: Progress) -> str:
    """Return how far the respondent is."""
    minutes = round(progress.minutes_left)
    if progress.minutes_left <= 0:
        text = _("{percent} percent done, nearly done.")
    elif progress.minutes_left < 1:
        text = _("{percent} percent done, less than a minute left.")
    else:
        text = plural(
            "{percent} percent done, about {minutes} minute left.",
            "{percent} percent done, about {minutes} minutes left.",
            minutes,
        )
    return text.format(percent=round(100 * progress.share), minutes=minutes)


def _section(title: str) -> str:
    return _("Section: {title}").format(title=sentence(title))


def finish() -> tuple[str, ...]:
    """Return what is said when all questions were asked."""
    return tuple(map(_, FINISH))


def helping() -> tuple[str, ...]:
    """Return the words that work everywhere."""
    return tuple(map(_, HELP))


def question(asked: Asked) -> Iterator[str]:
    """Yield the lines of a page: wording, help, the answer so far, choices, and how to answer."""
    page = asked.page
    yield from lines_of(page.text)
    yield from lines_of(page.help)
    if page.confirm:
        yield _(CONFIRM)
    if words := in_words(page, given_on(page)):
        yield _(_SO_FAR_IN_ROWS if asked.stepped else _SO_FAR).format(answer=words)
    yield from asked.lines()


def in_words(page: Page, answer: Answer) -> str:
    """Return an answer in words, '' where there is none, or where a draft is too unfinished to be told."""
    if answer.is_empty or page.shape == "info":
        return ""
    try:
        return answer_words(rules_of(page).describe(page, answer)).rstrip(".")
    except (KeyError, ValueError, TypeError):
        return ""


def help_on(page: Page) -> Iterator[str]:
    """Yield the help on a page and its choices, then the words that work here and everywhere."""
    yield from lines_of(page.help)
    for choice in page.choices():
        if choice.help:
            yield f"{inline(choice.label)}: {inline(choice.help)}"
    if prompt_of(page).stepped:
        yield _(STEPS)
    if page.searchable:
        yield _(SEARCH)
    yield from helping()


def reached(lines: Iterable[ReviewLine]) -> list[ReviewLine]:
    """Return what the review reads out: questions that were asked. What comes later would be long to listen to."""
    return [line for line in lines if line.shown or line.status != "open"]


def review(lines: Sequence[ReviewLine], later: int) -> Iterator[str]:
    """Yield the answers, numbered, section by section, and how many questions come later."""
    heading = ""
    for number, line in enumerate(lines, 1):
        if line.section != heading:
            heading = line.section
            yield _section(heading)
        said = ", ".join(part for part in (_(_STATES.get(line.status, "")), answer_words(line.answer)) if part)
        yield f"{number}. {inline(line.question)} {sentence(said)}"
    if later:
        yield plural(
            "{count} question has not been asked yet.", "{count} questions have not been asked yet.", later
        ).format(count=later)
    yield _(_REVIEWED)
