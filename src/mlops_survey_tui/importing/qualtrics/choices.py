"""The choices, statements and answers of a question: their ids, labels, conditions and order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..draft import Data, option
from ..expressions import FALSE, TRUE, Untranslatable, fitting
from ..names import OptionNames
from .document import Payload, mapping, numeric, truth, values, words
from .logic import condition, is_logic
from .study import Study

_SHUFFLED = "{~Randomized~}"


@dataclass(slots=True)
class Entries:
    """Options, rows or points: as they are written, and the ids that Qualtrics' keys stand for."""

    options: list[Data] = field(default_factory=list)
    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)


def entries_of(study: Study, qid: str, payload: Payload, name: str, codes: Any = None, prefix: str = "") -> Entries:
    """Return one field's choices in their order.

    Ids are the recoded values where these are unique, or else Qualtrics' own keys; ``prefix`` stands before them.
    """
    found = mapping(payload.get(name))
    keys = _ordered(found, payload.get("ChoiceOrder" if name == "Choices" else "AnswerOrder"))
    coded = mapping(codes)
    wanted = [words(coded.get(key)) or key for key in keys]
    usable = len(set(wanted)) == len(wanted) and all(numeric(value) is not None for value in wanted)
    names, entries = OptionNames(), Entries()
    for key, value in zip(keys, wanted, strict=True):
        id_ = names.new(prefix + (value if usable else key), key)
        entries.ids[key] = (id_,)
        entry = mapping(found[key]) if not isinstance(found[key], str) else {"Display": found[key]}
        written = _entry(study, qid, key, entry, id_)
        if written is not None:
            entries.options.append(written)
    return entries


def _ordered(found: Payload, order: Any) -> list[str]:
    """Return the keys in their stated order, keys that it does not name last, without carried choices."""
    stated = [words(key) for key in values(order)]
    keys = dict.fromkeys([*(key for key in stated if key in found), *found])
    return [key for key in keys if not _is_carried(key)]


def _is_carried(key: str) -> bool:
    return len(key) > 1 and key[0] == "x" and key[1:].isdigit()


def _entry(study: Study, qid: str, key: str, entry: Payload, id_: str) -> Data | None:
    label = study.label(qid, words(entry.get("Display")), words(entry.get("Display"))[:40] or f"({key})")
    when: str = ""
    if is_logic(entry.get("DisplayLogic")):
        try:
            code = condition(study, entry["DisplayLogic"])
            if code == FALSE:
                return None
            when = "" if code == TRUE else fitting(code)
        except Untranslatable as error:
            study.lost(qid, f"display logic of choice {key}", str(error), "it is always offered")
    if is_logic(entry.get("TextEntryValidation")) or words(mapping(entry.get("TextEntryValidation")).get("Type")):
        study.lost(qid, f"validation of the text beside choice {key}", "such words are not checked", "left out")
    typed = truth(entry.get("TextEntry"))
    return option(id_, label, exclusive=truth(entry.get("ExclusiveAnswer")), asks_text=typed, when=when)


def offered(study: Study, qid: str, id_: str, payload: Payload, entries: Entries) -> tuple[Any, str]:
    """Return a question's options as they are written, and their order."""
    randomization = mapping(payload.get("Randomization"))
    kind = words(randomization.get("Type"))
    if kind == "ScaleReversal":
        study.lost(qid, "the scale is turned round at random", "an order is fixed or shuffled", "it is not turned")
    if kind == "Advanced":
        _pin(study, qid, mapping(randomization.get("Advanced")), entries)
    subset = numeric(randomization.get("TotalRandSubset")) or 0
    if kind == "Subset" and 1 <= subset < len(entries.options):
        name = f"{id_}_choices"
        study.draft.lists[name] = {"title": id_, "order": "random", "options": list(entries.options)}
        return {"list": name, "show": int(subset)}, ""
    return entries.options, "random" if kind in ("All", "Subset", "Advanced") else ""


def _pin(study: Study, qid: str, advanced: Payload, entries: Entries) -> None:
    fixed = [words(key) for key in values(advanced.get("FixedOrder"))]
    last = max((index for index, key in enumerate(fixed) if key == _SHUFFLED), default=-1)
    pinned = {id_ for key in fixed[last + 1 :] for id_ in entries.ids.get(key, ())}
    for written in entries.options:
        if written["id"] in pinned and last >= 0:
            written["pinned"] = True
    if any(key != _SHUFFLED for key in fixed[: max(0, last)]):
        study.lost(qid, "choices that stay first or in the middle", "only the last can stay in place", "shuffled too")
    hidden = {id_ for key in values(advanced.get("Undisplayed")) for id_ in entries.ids.get(words(key), ())}
    if hidden:
        entries.options[:] = [written for written in entries.options if written["id"] not in hidden]
        study.lost(qid, f"{len(hidden)} choices that are never displayed", "they are never displayed", "left out")
