"""A way to a question, found with answers made up by chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from ..interview.answers import Answer
from ..interview.keys import split_key
from ..interview.page import Page
from ..interview.session import Session
from ..questionnaire.model import Questionnaire
from .replies import random_answer

ATTEMPTS = 300
_TRIES, _SAME_SEED = 20, 20
_SPECIALS = 0.2
_MOST_PAGES = 2000


@dataclass(frozen=True, slots=True)
class Way:
    """An interview that has come to a question; on so many pages an answer was made up."""

    session: Session
    made_up: int


def plausible(page: Page, random: Random, questionnaire: Questionnaire, specials: float = 0.0) -> Answer:
    """Return a valid answer that does not end the interview, if chance finds one; with a probability a special one."""
    ends = questionnaire.question_by_id[page.question].settings.get("ends", {})
    answer = random_answer(page, random, skips=0.0, specials=specials)
    for _ in range(_TRIES):
        if not (isinstance(answer.value, str) and answer.value in ends):
            break
        answer = random_answer(page, random, skips=0.0, specials=specials)
    return answer


def reach(
    begin: Callable[[int], Session], name: str, given: Mapping[str, Answer], attempts: int = ATTEMPTS
) -> Way | None:
    """Return an interview at a question (``name`` may be a page key), or None where chance finds no way.

    ``begin`` starts an interview with the n-th seed. The first attempts keep the first seed, later ones take turns
    with others, which assign other modules. Answers that were given are kept, first all of them, then fewer and fewer.
    """
    for attempt in range(attempts):
        session = begin(attempt if attempt > _SAME_SEED and attempt % 2 else 0)
        random, dropped = Random(f"{name}:{attempt}"), attempt / attempts
        kept = {key: answer for key, answer in given.items() if attempt == 0 or random.random() >= dropped}
        made_up = _walk(session, name, kept, random, _SPECIALS if attempt % 3 else 0.0)
        if made_up is not None:
            return Way(session, made_up)
    return None


def _walk(session: Session, name: str, given: Mapping[str, Answer], random: Random, specials: float) -> int | None:
    """Go on towards a question; return on how many pages an answer was made up, or None where it was passed over."""
    made_up = 0
    for _ in range(_MOST_PAGES):
        page = session.page()
        if page is None or session.ended:
            return None
        if name in (page.key, page.question):
            return made_up
        if _lies_behind(session.questionnaire, page.question, split_key(name)[0]):
            return None
        if page.key not in given or not _given(session, given[page.key]):
            made_up += page.shape != "info"
            tried = (plausible(page, random, session.questionnaire, specials) for _ in range(_TRIES))
            if not any(_given(session, answer) for answer in tried):
                return None
    return None


def _given(session: Session, answer: Answer) -> bool:
    """Give an answer, and once more where it was only warned about; return whether it was taken."""
    problems = session.answer(answer)
    return not problems or (all(problem.soft for problem in problems) and not session.answer(answer))


def _lies_behind(questionnaire: Questionnaire, here: str, wanted: str) -> bool:
    """Whether the way cannot lead to a question any more; a module that a respondent asked for comes late."""
    by_id = questionnaire.question_by_id
    if wanted not in by_id or questionnaire.section_by_id[by_id[wanted].section].module:
        return wanted not in by_id
    if by_id[here].section == by_id[wanted].section:
        return False
    order = [section.id for section in questionnaire.sections]
    return order.index(by_id[here].section) > order.index(by_id[wanted].section)
