"""The log that a bundle stands for: as much of it as is needed to walk the same way again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..interview.answers import Answer
from ..interview.events import Event, EventKind
from ..interview.facts import Facts
from ..interview.pins import Pins
from ..questionnaire.model import Question, Questionnaire
from .coarsening import restored

WITHHELD = "…"
"""Stands for words that stayed with the respondent."""
_OFF_THE_PATH = ("not_routed", "not_assigned")
_DECIDED = (EventKind.ASSIGNED, EventKind.REPLACED, EventKind.BOOSTED, EventKind.DROPPED, EventKind.DRAWN)


def rebuilt(questionnaire: Questionnaire, data: Mapping[str, Any]) -> Facts:
    """Return the facts that a bundle tells."""
    facts = Facts()
    for sequence, (kind, told) in enumerate(_decided(data), 1):
        facts.apply(Event(sequence, kind, "", told))
    facts.pins = _pins(data["chance"])
    for key, given in data["answers"].items():
        status = given["status"]
        if status == "skipped":
            facts.take(key, EventKind.SKIPPED, None)
        elif status == "not_reached":
            facts.take(key, None, None)
        elif status not in _OFF_THE_PATH:
            question = questionnaire.question_by_id[key.partition("@")[0]]
            facts.take(key, EventKind.ANSWERED, _answer(question, given))
    return facts


def _decided(data: Mapping[str, Any]) -> Iterator[tuple[EventKind, dict[str, Any]]]:
    yield EventKind.STARTED, {}
    for decision in data["chance"]:
        kind = EventKind(decision["decision"])
        if kind in _DECIDED:
            yield kind, dict(decision)
    if data["outcome"]:
        yield EventKind.FINISHED, {"outcome": data["outcome"]}


def _answer(question: Question, given: Mapping[str, Any]) -> Answer:
    if given["status"] != "answered":
        return Answer(special=given["status"])
    if "value" not in given:
        return Answer(WITHHELD)
    return Answer(restored(question, given["value"]), texts=given.get("texts", {}))


def _pins(chance: list[Mapping[str, Any]]) -> Pins:
    """Return what chance decided, as pins: only some options or rows were shown, in this order, in these sets."""
    shown, sets, wordings = {}, {}, {}
    for decision in chance:
        page = decision.get("page", "")
        both = [*decision.get("options", ()), *decision.get("rows", ())]
        if both:
            shown[page] = both
        if "sets" in decision:
            sets[page] = decision["sets"]
        if "wording" in decision:
            wordings[page] = decision["wording"]
        if isinstance(decision.get("value"), list):
            shown[decision["draw"]] = decision["value"]
    return Pins(shown=shown, sets=sets, wordings=wordings)
