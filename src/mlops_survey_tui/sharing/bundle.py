"""The bundle: an interview as it would be shared, built from what the questionnaire knows and from nothing else.

It holds final answers on the path as codes, numbers as coarse as the questionnaire declares, the reason where there is
no answer, and what chance decided with its probability. It holds no seed, no times, no dates, nothing of the machine,
and no word that somebody typed unless they agreed to share that text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..interview.events import Event, EventKind
from ..interview.facts import Facts
from ..interview.marks import channel_of, marks_of
from ..interview.outcome import FinalAnswer, answers_of
from ..interview.world import World
from ..questionnaire.model import Draw, Question, Questionnaire
from .coarsening import coarse

FORMAT = 1
MILLIONTHS = 1_000_000
"""Probabilities leave as whole millionths, as a bundle holds no fractions."""
_TEXTS = ("text", "long_text")
_FIELDS = {
    EventKind.DRAWN: ("draw", "value", "parts"),
    EventKind.ASSIGNED: ("form", "volunteer"),
    EventKind.REPLACED: ("module", "by"),
    EventKind.BOOSTED: ("module", "instead_of"),
    EventKind.DROPPED: ("module", "reason"),
    EventKind.DISPLAYED: ("wording", "options", "rows", "sets", "design_version"),
}
_PROBABILITIES = {
    EventKind.DRAWN: ("probability", "probabilities"),
    EventKind.ASSIGNED: ("probability",),
    EventKind.REPLACED: ("probability",),
    EventKind.BOOSTED: ("probability",),
    EventKind.DISPLAYED: ("wording_probability", "design_version_probability", "subset_probabilities"),
}
"""By kind of event, the fields that say what chance decided; nothing else of an event is taken."""
_ABOUT = ("draw", "module", "volunteer")
"""The fields that tell decisions of one kind apart."""


def bundle(
    questionnaire: Questionnaire, seed: str, events: Sequence[Event], shared_texts: Iterable[str] = ()
) -> dict[str, Any]:
    """Return what an interview would share. ``shared_texts`` names the pages whose typed words may leave.

    A draw that was made again later counts as it was made last, and a page as it was shown last.
    """
    agreed = frozenset(shared_texts)
    world = World(questionnaire, seed, Facts(events))
    answers = {
        final.key: _answer(questionnaire.question_by_id[final.question], final, final.key in agreed)
        for final in answers_of(world)
    }
    return {
        "format": FORMAT,
        "questionnaire": questionnaire.id,
        "edition": questionnaire.edition,
        "version": questionnaire.version,
        "hash": questionnaire.source_hash,
        "outcome": world.facts.outcome,
        "marks": list(marks_of(events)),
        "channel": channel_of(events),
        "answers": answers,
        "chance": _without_hidden(questionnaire, answers, _chance(questionnaire, events, set(answers))),
    }


def texts_typed(questionnaire: Questionnaire, seed: str, events: Sequence[Event]) -> dict[str, tuple[str, ...]]:
    """Return by page the words that the respondent typed and that leave only with a consent of their own."""
    found = {}
    for final in answers_of(World(questionnaire, seed, Facts(events))):
        if final.answer is not None and final.status == "answered":
            words = list(final.answer.texts.values())
            if questionnaire.question_by_id[final.question].shape in _TEXTS:
                words.append(final.answer.value)
            if words:
                found[final.key] = tuple(words)
    return found


def _answer(question: Question, final: FinalAnswer, agreed: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"status": final.status}
    if final.answer is None or final.status != "answered":
        return data
    if question.shape in _TEXTS and not agreed:
        return data | {"withheld": True}
    data["value"] = coarse(question, final.answer)
    if final.answer.texts:
        data |= {"texts": dict(final.answer.texts)} if agreed else {"withheld": True}
    return data


def _chance(questionnaire: Questionnaire, events: Sequence[Event], pages: set[str]) -> list[dict[str, Any]]:
    """Return what chance decided, each decision once, in the order in which it was first made."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for event in events:
        fields = {name: event.data[name] for name in _FIELDS.get(event.kind, ()) if name in event.data}
        if not fields or (event.page and event.page not in pages):
            continue
        about = event.page or next((f"{name}:{fields[name]}" for name in _ABOUT if name in fields), "")
        given = _PROBABILITIES.get(event.kind, ())
        found[event.kind.value, about] = {
            "decision": event.kind.value,
            **({"page": event.page} if event.page else {}),
            **_without_language(questionnaire, event.page, fields),
            **{name: _millionths(event.data[name]) for name in given if name in event.data},
        }
    return list(found.values())


def _without_hidden(
    questionnaire: Questionnaire, answers: Mapping[str, Mapping[str, Any]], chance: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the decisions without numbers drawn up to an answer that leaves as a band: their probability tells it."""
    banded = {key.partition("@")[0] for key, answer in answers.items() if isinstance(answer.get("value"), dict)}
    banded = {name for name in banded if questionnaire.question_by_id[name].settings.get("bands")}
    telling = {draw.id for draw in questionnaire.draws if draw.form == "number" and _read(questionnaire, draw) & banded}
    return [one for one in chance if one.get("draw", "").partition("@")[0] not in telling]


def _read(questionnaire: Questionnaire, draw: Draw) -> set[str]:
    """Return all names that a draw depends on, by way of computed values too."""
    computed = {one.id: one.reads for one in questionnaire.computed}
    found, ahead = set(), list(draw.reads)
    while ahead:
        if (name := ahead.pop()) not in found:
            found.add(name)
            ahead += computed.get(name, ())
    return found


def _without_language(questionnaire: Questionnaire, page: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what was shown in the order of ids where it stood in alphabetical order, which tells the language."""
    question = questionnaire.question_by_id.get(page.partition("@")[0])
    if question is None or question.order != "alpha":
        return fields
    return {name: sorted(value) if name in ("options", "rows") else value for name, value in fields.items()}


def _millionths(probability: Any) -> Any:
    """Return a probability, or several by name or in a row, in millionths."""
    if isinstance(probability, Mapping):
        return {name: _millionths(one) for name, one in probability.items()}
    if isinstance(probability, list):
        return [_millionths(one) for one in probability]
    return round(probability * MILLIONTHS)
