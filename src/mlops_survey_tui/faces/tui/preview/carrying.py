"""Carries the answers of one interview over into another, begun on a questionnaire that was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ....interview.answers import EMPTY, Answer
from ....interview.keys import split_key
from ....interview.page import Page, Problem
from ....interview.session import Session

Reply = Callable[[Page], Answer]
_MOST_PAGES, _TRIES = 5000, 20


@dataclass(slots=True)
class Carried:
    """What became of the answers: ``lost`` says page by page what could not be given again, and why.

    ``arrived`` is whether the page wanted is shown.
    """

    lost: dict[str, str] = field(default_factory=dict)
    arrived: bool = True


def given_answers(session: Session) -> dict[str, Answer]:
    """Return the answers that were given on pages that lie behind, skipped ones included."""
    facts = session.facts
    return {key: facts.raw(key) or EMPTY for key in facts.given if facts.passed(key)}


def carry(answers: Mapping[str, Answer], session: Session, target: str, reply: Reply) -> Carried:
    """Give answers again, up to the page ``target`` or, if that has an answer, through all of them and back to it.

    Pages that are new on the way are skipped, or where that is not possible answered by ``reply``. Behind the last
    answer, the first page without one is where it stops.
    """
    carried, left = Carried(), dict(answers)
    for _ in range(_MOST_PAGES):
        page = session.page()
        if page is None or (page.key == target and target not in answers):
            break
        answer = left.pop(page.key, None)
        if answer is None and not any(_lies_ahead(session, key) for key in (*left, target)):
            break
        if not _give(session, page, answer, carried, reply):
            break
    carried.lost.update((key, _why_left(session, key)) for key, answer in left.items() if not answer.is_empty)
    carried.arrived = not target or session.position == target or session.jump(target)
    return carried


def _lies_ahead(session: Session, key: str) -> bool:
    pages = session.world.pages.get(split_key(key)[0], ())
    return key in pages and not session.facts.passed(key)


def _give(session: Session, page: Page, answer: Answer | None, carried: Carried, reply: Reply) -> bool:
    """Give an answer to the page shown; where it does not fit any more, skip the page or make an answer up.

    Return whether the page was passed.
    """
    if answer is not None:
        problems = _twice(session, answer)
        if not problems:
            return True
        carried.lost[page.key] = problems[0].message
    return not _twice(session, EMPTY) or any(not _twice(session, reply(page)) for _ in range(_TRIES))


def _twice(session: Session, answer: Answer) -> list[Problem]:
    """Give an answer, and once more where it was only warned about."""
    problems = session.answer(answer)
    return session.answer(answer) if problems and all(problem.soft for problem in problems) else problems


def _why_left(session: Session, key: str) -> str:
    if split_key(key)[0] not in session.questionnaire.question_by_id:
        return "the question is gone"
    return "it is not on the path"
