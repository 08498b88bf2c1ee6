"""Whether a bundle is one that the questionnaire could have given: the same walk, with what it says taken as given.

The collector runs it on what strangers send, and the respondent's own program on what it is about to send.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..interview.answers import EMPTY, Answer
from ..interview.checking import problems
from ..interview.given import GivenWorld
from ..interview.outcome import statuses_of
from ..interview.page import Page
from ..questionnaire.model import Question, Questionnaire
from .coarsening import PERCENT, leaves_as_percent, number_out, restored
from .known import names_only_known
from .offered import offered, quick_test
from .rebuilding import rebuilt

_WITHOUT_ANSWER = ("skipped", "not_reached", "not_routed", "not_assigned")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a bundle is not taken: a code for machines, the place in it, and a sentence that repeats nothing of it."""

    code: str
    path: str
    message: str


class Refused(ValueError):  # noqa: N818
    """A bundle is not taken; ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.path}: {refusal.message}")
        self.refusal = refusal


def verify(questionnaire: Questionnaire, data: Mapping[str, Any]) -> None:
    """Check a bundle, of the right shape already, against the questionnaire that it names.

    Raises:
        Refused: it names what the questionnaire does not have, answers what was not asked, leaves out what was, or
            holds an answer that the questionnaire would not have taken.
    """
    for refusal in _refusals(questionnaire, data):
        raise Refused(refusal)


def _refusals(questionnaire: Questionnaire, data: Mapping[str, Any]) -> Iterator[Refusal]:
    for name in ("edition", "version"):
        if data[name] != getattr(questionnaire, name):
            yield Refusal("other_version", name, f"The questionnaire has another {name}.")
    for key in data["answers"]:
        if key.partition("@")[0] not in questionnaire.question_by_id:
            yield Refusal("unknown_question", "answers", "A question is not in the questionnaire.")
    if data["channel"] and data["channel"] not in questionnaire.channels:
        yield Refusal("unknown_channel", "channel", "The questionnaire names no such channel.")
    try:
        if not names_only_known(questionnaire, data["chance"]):
            yield Refusal("unknown_id", "chance", "A decision names what the questionnaire does not have.")
        world = GivenWorld(questionnaire, "", rebuilt(questionnaire, data))
        for key, given in data["answers"].items():
            name = key.partition("@")[0]
            if given["status"] in _WITHOUT_ANSWER or key not in world.pages.get(name, ()):
                continue
            answer = world.facts.raw(key) or EMPTY
            quick = quick_test(world, key)
            if quick is None or answer.is_empty or not quick(answer):
                yield from _wrong_answers(world, key, answer, given)
        yield from _off_the_path(world, data["answers"])
    except (LookupError, TypeError, ValueError, AttributeError, AssertionError, ArithmeticError, RecursionError):
        yield Refusal("impossible", "chance", "The draws or answers do not fit the questionnaire.")


def _off_the_path(world: GivenWorld, given: Mapping[str, Any]) -> Iterator[Refusal]:
    """Yield what differs between the questions that the answers lead to, and those that are in the bundle."""
    expected = statuses_of(world)
    for key in given:
        if key not in expected:
            yield Refusal("off_path", f"answers.{key}", "This question is not on the path of these answers.")
    for key, status in expected.items():
        if key not in given:
            yield Refusal("missing_question", f"answers.{key}", "This question is on the path but not in the bundle.")
        elif given[key]["status"] != status:
            yield Refusal("wrong_status", f"answers.{key}.status", f"With these answers the status is {status}.")


def _wrong_answers(world: GivenWorld, key: str, answer: Answer, given: Mapping[str, Any]) -> Iterator[Refusal]:
    question = world.questionnaire.question_by_id[key.partition("@")[0]]
    page = _as_shared(question, offered(world, key))
    hard = [problem for problem in problems(world, page, answer) if not problem.soft]
    if hard:
        yield Refusal("invalid_answer", f"answers.{key}", f"The questionnaire does not take it: {hard[0].code}.")
    if not _coarse_as_declared(question, given.get("value")):
        yield Refusal("not_coarse", f"answers.{key}.value", "The number is not in one of the declared bands.")


def _as_shared(question: Question, page: Page) -> Page:
    """Return a page as it would be if numbers were asked as they are shared."""
    if leaves_as_percent(question):
        return replace(page, total=PERCENT, at_most=True, unit="percent")
    return replace(page, total=None) if question.settings.get("exact_parts") else page


def _coarse_as_declared(question: Question, value: Any) -> bool:
    bands = question.settings.get("bands")
    if question.shape == "number" and bands and value is not None:
        return bool(number_out(restored(question, value), bands) == value)
    if question.shape == "number_grid" and bands and value is not None:
        return all(number_out(number, bands) == value[row] for row, number in restored(question, value).items())
    return True
