"""Drives a session to its end from a mapping of answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..interview.answers import EMPTY, Answer
from ..interview.page import Page, Problem
from ..interview.session import Session

Reply = Callable[[Page], Answer]


class Refused(Exception):  # noqa: N818
    """An answer was refused: the page, the answer, and what was wrong with it."""

    def __init__(self, page: Page, answer: Answer, problems: list[Problem]) -> None:
        self.page, self.answer, self.problems = page, answer, problems
        reasons = "; ".join(problem.message for problem in problems)
        super().__init__(f"{page.key}: {answer.to_data()} was refused: {reasons}")


def from_mapping(answers: Mapping[str, Answer], otherwise: Reply | None = None) -> Reply:
    """Return a reply that looks a page up by its key, then by its question; what is not there is skipped.

    ``otherwise`` answers what the mapping does not.
    """

    def reply(page: Page) -> Answer:
        found = answers.get(page.key, answers.get(page.question))
        if found is not None:
            return found
        return otherwise(page) if otherwise is not None else EMPTY

    return reply


def drive(session: Session, reply: Reply, until: str = "") -> list[str]:
    """Answer page after page, to the end or to the page ``until``; return the keys of the pages shown.

    Warnings are overridden.

    Raises:
        Refused: an answer is not valid.
    """
    shown = []
    while (page := session.page()) is not None and page.key != until:
        shown.append(page.key)
        answer = reply(page)
        problems = session.answer(answer)
        if problems and all(problem.soft for problem in problems):
            problems = session.answer(answer)
        if problems:
            raise Refused(page, answer, problems)
    return shown
