"""The bundle: an interview as it would be shared, built from what the questionnaire knows and from nothing else.

It holds final answers on the path as codes, the reason where there is none, and what chance decided with its
probability. It holds no seed, no times, no dates, nothing of the machine, and no word that somebody typed unless they
agreed to share that text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..interview.answers import Answer
from ..interview.events import Event, EventKind
from ..interview.outcome import FinalAnswer, final_answers
from ..questionnaire.model import Questionnaire

FORMAT = 1
WITHHELD = "text_withheld"
_TEXTS = ("text", "long_text")
_CHANCE = {
    EventKind.DRAWN: ("draw", "value", "probability", "probabilities"),
    EventKind.ASSIGNED: ("form", "volunteer", "probability"),
    EventKind.REPLACED: ("module", "by", "probability"),
    EventKind.BOOSTED: ("module", "instead_of", "probability"),
    EventKind.DROPPED: ("module", "reason"),
    EventKind.DISPLAYED: (
        "wording", "wording_probability", "subset_probabilities", "options", "rows", "sets", "design_version",
    ),
}  # fmt: skip
"""By kind of event, the fields that say what chance decided; nothing else of an event is taken."""


def bundle(
    questionnaire: Questionnaire, seed: str, events: Sequence[Event], shared_texts: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the bundle of an interview. ``shared_texts`` names the pages whose typed words may leave.

    A draw that was made again later counts as it was made last, and a page as it was shown last.
    """
    agreed = frozenset(shared_texts)
    answers = {
        final.key: _answer(questionnaire, final, final.key in agreed)
        for final in final_answers(questionnaire, events, seed)
    }
    return {
        "format": FORMAT,
        "questionnaire": questionnaire.id,
        "edition": questionnaire.edition,
        "version": questionnaire.version,
        "content_hash": questionnaire.content_hash,
        "answers": answers,
        "chance": _chance(events, set(answers)),
    }


def canonical(found: Mapping[str, Any]) -> bytes:
    """Return the bytes of a bundle: sorted keys, UTF-8, no white space that means nothing."""
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _answer(questionnaire: Questionnaire, final: FinalAnswer, agreed: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"status": final.status}
    if final.answer is None or final.status != "answered":
        return data
    kind = questionnaire.question_by_id[final.question].kind
    if kind in _TEXTS and not agreed:
        return data | {"value": WITHHELD}
    return data | _given(final.answer, agreed)


def _given(answer: Answer, agreed: bool) -> dict[str, Any]:
    return {"value": answer.value, **({"texts": dict(answer.texts)} if answer.texts and agreed else {})}


def _chance(events: Sequence[Event], pages: set[str]) -> list[dict[str, Any]]:
    """Return what chance decided, each decision once, in the order in which it was first made."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for event in events:
        fields = {name: event.data[name] for name in _CHANCE.get(event.kind, ()) if name in event.data}
        if not fields or (event.page and event.page not in pages):
            continue
        about = event.page or str(fields.get("draw") or fields.get("module") or "form")
        found[event.kind.value, about] = {
            "decision": event.kind.value,
            **({"page": event.page} if event.page else {}),
            **fields,
        }
    return list(found.values())
