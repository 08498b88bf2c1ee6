"""What all kinds of question share: the registry, and what every payload can say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...draft import Data
from ...expressions import Untranslatable
from ...symbols import Symbol
from ..carrying import carried, with_carried
from ..choices import Entries, entries_of, offered
from ..document import Payload, mapping, words
from ..study import Asked, Study, row_code

Made = tuple[list[Data], Asked]
"""The questions that one becomes, and what conditions can say about it."""
Convert = Callable[[Study, str, Payload], Made]
CONVERT: dict[str, Convert] = {}
NOT_ASKED_HERE = {
    "HeatMap": "there are no pictures", "HotSpot": "there are no pictures", "FileUpload": "files are not taken",
    "Draw": "nothing is drawn or signed", "Captcha": "there is no captcha", "SS": "screens are not captured",
    "HL": "words are not marked in a text", "DD": "lists that open one another", "TreeSelect": "trees of choices",
    "Conjoint": "conjoint tasks", "Meta": "facts about the browser are not kept", "Timing": "time is measured anyway",
    "Data": "nothing is asked", "Video": "videos are not taken", "OrgHierarchy": "trees of choices",
}  # fmt: skip
"""Types that are left out, and why."""
TECHNICAL = frozenset({"Meta", "Timing", "Captcha", "Data"})
"""Types that ask nothing of anybody."""


def register(name: str) -> Callable[[Convert], Convert]:
    """Register the function that converts questions of this type."""

    def add(function: Convert) -> Convert:
        CONVERT[name] = function
        return function

    return add


def settings(payload: Payload) -> Payload:
    """Return what is said about valid answers."""
    return mapping(mapping(payload.get("Validation")).get("Settings"))


def required(study: Study, qid: str, payload: Payload) -> bool:
    """Return whether an answer is required; a mere request for one is told."""
    said = settings(payload)
    if words(said.get("ForceResponse")).upper() in ("REQUEST", "REQUESTRESPONSE") or (
        words(said.get("ForceResponse")).upper() == "ON" and words(said.get("ForceResponseType")) == "RequestResponse"
    ):
        study.report.note(qid, "a request for an answer", "a question is required or not", "it may be skipped")
        return False
    if words(said.get("Type")) == "CustomValidation":
        study.lost(qid, "custom validation", "its logic is not read", "not checked")
    return words(said.get("ForceResponse")).upper() == "ON"


def stem(study: Study, qid: str, payload: Payload) -> str:
    """Return the text of a question."""
    text = study.text(qid, "text", words(payload.get("QuestionText")))
    return text or study.text(qid, "text", words(payload.get("QuestionDescription"))) or qid


def options_of(study: Study, qid: str, id_: str, payload: Payload) -> tuple[Entries, Any, str]:
    """Return a question's options, those carried from an earlier question before its own."""
    entries = entries_of(study, qid, payload, "Choices", payload.get("RecodeValues"))
    options, order = offered(study, qid, id_, payload, entries)
    try:
        source = carried(study, qid, payload)
    except Untranslatable as error:
        study.lost(qid, "choices carried forward", str(error), "only its own choices are offered")
        source = None
    if source is not None:
        options = with_carried(source[0], options)
        entries.ids |= source[1]
    if not options:
        raise Untranslatable("it has no choices")
    return entries, options, order


def rows_of(
    id_: str, entries: Entries, kind: str, options: dict[str, tuple[str, ...]] | None = None
) -> dict[str, Symbol]:
    """Return what each row of a question is called in conditions."""
    return {
        key: Symbol(row_code(id_, ids[0]), kind, options or {}) for key, ids in entries.ids.items() if key[0] != "x"
    }


def plain_number(value: float) -> float:
    """Return a whole number as one."""
    return int(value) if value == int(value) else value
