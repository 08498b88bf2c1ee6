"""The questionnaire's own remarks that hold for the final answers, whatever the numbers are that left as bands."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from ...interview.answers import Answer
from ...interview.keys import page_key
from ...questionnaire.model import Check, Question, Questionnaire
from ...sharing.coarsening import restored

_MOST_BANDS = 6
"""Of a remark on more banded numbers nothing is said."""


def contradictions(questionnaire: Questionnaire, data: Mapping[str, Any]) -> list[str]:
    """Return the questions with a remark that certainly holds: with every number at either end of its band."""
    answers = data["answers"]
    return [
        question.id
        for question in _remarked(questionnaire)
        if answers.get(question.id, {}).get("status") == "answered"
        and any(_holds(questionnaire, data, check) for check in question.checks)
    ]


def _remarked(questionnaire: Questionnaire) -> list[Question]:
    """Return the questions that have remarks and are asked once."""
    found: list[Question] | None = questionnaire.memory.get("remarked")
    if found is None:
        looped = {section.id for section in questionnaire.sections if section.loop is not None}
        asked_once = (one for one in questionnaire.questions if one.loop is None and one.section not in looped)
        found = questionnaire.memory["remarked"] = [one for one in asked_once if one.checks]
    return found


def _holds(questionnaire: Questionnaire, data: Mapping[str, Any], check: Check) -> bool:
    if check.hard:
        return False
    evaluate = questionnaire.value_of(check.when)
    told = _Told(questionnaire, data, {})
    if evaluate(told) is not True or len(told.banded) > _MOST_BANDS:
        return False
    ends = product(("from", "to"), repeat=len(told.banded))
    return all(evaluate(_Told(questionnaire, data, dict(zip(told.banded, one, strict=True)))) is True for one in ends)


class _Told:
    """The names of conditions as a bundle tells them, which was checked; see ``conditions.evaluate.Scope``.

    ``ends`` says which end of its band a number is taken to have; ``banded`` collects the banded numbers read.
    """

    def __init__(self, questionnaire: Questionnaire, data: Mapping[str, Any], ends: Mapping[str, str]) -> None:
        self._questionnaire, self._data, self._ends = questionnaire, data, ends
        self.banded: dict[str, None] = {}

    def answer(self, question: str, depth: int) -> Any:
        """Return the answer to a question that is asked once."""
        return self._answer(question, question)

    def answer_at(self, question: str, depth: int, item: str) -> Any:
        """Return the answer to a looped question for an item."""
        return self._answer(question, page_key(question, (item,)))

    def _answer(self, question: str, key: str) -> Answer | None:
        given = self._data["answers"].get(key)
        if given is None or given["status"] in ("skipped", "not_reached", "not_routed", "not_assigned"):
            return None
        if given["status"] != "answered":
            return Answer(special=given["status"])
        if "value" not in given:
            return None
        asked = self._questionnaire.question_by_id[question]
        if not asked.settings.get("bands"):
            return Answer(restored(asked, given["value"]))
        self.banded[question] = None
        end = self._ends.get(question, "to")
        if asked.shape == "number_grid":
            return Answer({row: _at(end, number) for row, number in given["value"].items()})
        return Answer(_at(end, given["value"]))

    def named(self, name: str) -> Any:
        """Return a named condition or value, or what a draw gave."""
        tree = _trees(self._questionnaire).get(name)
        if tree is not None:
            return self._questionnaire.value_of(tree)(self)
        return next((one["value"] for one in self._data["chance"] if one.get("draw") == name), None)

    def field(self, loop: str, field: str) -> Any:
        """Return nothing: there is no loop around a question that is asked once."""
        return None

    def system(self, name: str, field: str) -> Any:
        """Return nothing: what the engine supplies is not in a bundle."""
        return None


def _at(end: str, number: Any) -> Any:
    return number.get(end, number["from"]) if isinstance(number, Mapping) else number


def _trees(questionnaire: Questionnaire) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] | None = questionnaire.memory.get("trees")
    if found is None:
        found = questionnaire.memory["trees"] = {one.id: one.tree for one in questionnaire.computed}
    return found
