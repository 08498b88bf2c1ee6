"""One function for each type of question, found by registration: from a payload to questions of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..draft import Data, question
from ..expressions import Code, Untranslatable
from ..symbols import CHOICE, CHOICES, NOTHING, NUMBER, RANKING, WORDS, Symbol
from .carrying import carried, with_carried
from .choices import Entries, entries_of, offered
from .document import Payload, mapping, numeric, words
from .study import Asked, Study, row_code

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


@register("DB")
def _info(study: Study, qid: str, payload: Payload) -> Made:
    id_ = study.tag(qid, payload)
    if words(payload.get("Selector")) in ("GRB", "FLB", "PTB"):
        study.lost(qid, "a picture or file", "texts are plain", "left out")
    return [question("info", id_, stem(study, qid, payload))], Asked(id_, Symbol(Code(id_), NOTHING), kind="info")


@register("MC")
def _choice(study: Study, qid: str, payload: Payload) -> Made:
    selector = words(payload.get("Selector"))
    if selector == "NPS":
        return _recommendation(study, qid, payload)
    several = selector in ("MAVR", "MAHR", "MACOL", "MSB") or words(payload.get("SubSelector")) == "MultipleAnswer"
    id_ = study.tag(qid, payload)
    entries, options, order = _options(study, qid, id_, payload)
    for key, ids in entries.ids.items():
        if ids[0] != key:
            study.report.renamed(qid, f"choice {key}", f"{id_}/{ids[0]}")
    limits = _limits(study, qid, payload, len(entries.options)) if several else {}
    kind = ("multi", CHOICES) if several else ("single", CHOICE)
    fields = {"options": options, "order": order, **limits}
    data = question(
        kind[0], id_, stem(study, qid, payload), when=None, required=required(study, qid, payload), **fields
    )
    if selector in ("DL", "SB") and len(entries.options) > 20:
        data["searchable"] = True
    _grouped(study, qid, payload)
    return [data], Asked(id_, Symbol(Code(id_), kind[1], entries.ids), kind=kind[0])


def _grouped(study: Study, qid: str, payload: Payload) -> None:
    if mapping(payload.get("ChoiceGroups")):
        study.lost(qid, "groups of choices", "own options have no groups", "the choices stand in one list")


def _options(study: Study, qid: str, id_: str, payload: Payload) -> tuple[Entries, Any, str]:
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


def _limits(study: Study, qid: str, payload: Payload, count: int) -> Data:
    said = settings(payload)
    kind = words(said.get("Type"))
    found: Data = {}
    for name, field in (("MinChoices", "minimum"), ("MaxChoices", "maximum")):
        value = numeric(said.get(name))
        if kind in (name, "ChoiceRange", "ChoicesRange", "Range") and value is not None and 1 <= value <= 10_000:
            found[field] = min(int(value), count) if field == "minimum" and count else int(value)
    return found


def _recommendation(study: Study, qid: str, payload: Payload) -> Made:
    labels = [study.label(qid, words(mapping(label).get("Display")), "") for label in
              mapping(payload.get("ColumnLabels")).values()]  # fmt: skip
    id_ = study.tag(qid, payload)
    ends = {"low_label": labels[0], "high_label": labels[-1]} if len(labels) > 1 else {}
    data = question("scale", id_, stem(study, qid, payload), when=None, required=required(study, qid, payload),
                    high=10, **ends)  # fmt: skip
    points = {str(point): (str(point),) for point in range(11)}
    return [data], Asked(id_, Symbol(Code(id_), CHOICE, points), kind="scale")


@register("RO")
def _ranking(study: Study, qid: str, payload: Payload) -> Made:
    id_ = study.tag(qid, payload)
    entries, options, order = _options(study, qid, id_, payload)
    data = question("ranking", id_, stem(study, qid, payload), when=None, required=required(study, qid, payload),
                    options=options, order=order)  # fmt: skip
    parts = {key: Symbol(Code(f"rank({id_}, '{ids[0]}')"), NUMBER) for key, ids in entries.ids.items() if len(ids) == 1}
    return [data], Asked(id_, Symbol(Code(id_), RANKING, entries.ids), parts, "ranking")


@register("CS")
def _constant_sum(study: Study, qid: str, payload: Payload) -> Made:
    id_ = study.tag(qid, payload)
    entries, options, order = _options(study, qid, id_, payload)
    said = settings(payload)
    total = numeric(said.get("ChoiceTotal")) if words(said.get("Type")) not in ("", "None") else None
    fields: Data = {"rows": options, "order": order}
    kind = "number_grid"
    if total is not None and total == int(total) and total >= 1:
        kind, fields["total"] = "allocation", int(total) if total != 100 else None
    data = question(kind, id_, stem(study, qid, payload), when=None, required=required(study, qid, payload), **fields)
    return [data], Asked(id_, Symbol(Code(id_), NOTHING), _rows(id_, entries, NUMBER), kind)


@register("Slider")
def _slider(study: Study, qid: str, payload: Payload) -> Made:
    said, id_ = mapping(payload.get("Configuration")), study.tag(qid, payload)
    entries, options, order = _options(study, qid, id_, payload)
    low, high = numeric(said.get("CSSliderMin")) or 0, numeric(said.get("CSSliderMax"))
    if words(payload.get("Selector")) == "STAR":
        low, high = 0, numeric(said.get("StarCount")) or numeric(mapping(payload).get("StarCount")) or 5
    high = 100 if high is None else high
    low, high = min(low, high), max(low, high)
    decimals = min(6, int(max(0, numeric(said.get("NumDecimals")) or 0)))
    if str(said.get("NotApplicable")).lower() in ("true", "1"):
        study.lost(qid, "“not applicable” beside each slider", "numbers have no such box", "a row may stay empty")
    labels = [study.label(qid, words(mapping(label).get("Display")), "") for label in
              mapping(payload.get("Labels")).values()]  # fmt: skip
    fields: Data = {"minimum": _plain(low), "maximum": _plain(high), "decimals": decimals}
    if len(entries.options) == 1 and isinstance(options, list) and len(options) == 1:
        return _one_slider(study, qid, payload, id_, entries, fields, labels)
    if any(labels):
        study.lost(qid, f"labels of the slider: {', '.join(labels)[:150]}", "rows of numbers have none", "left out")
    data = question("number_grid", id_, stem(study, qid, payload), when=None, required=required(study, qid, payload),
                    rows=options, order=order) | fields  # fmt: skip
    return [data], Asked(id_, Symbol(Code(id_), NOTHING), _rows(id_, entries, NUMBER), "number_grid")


def _one_slider(
    study: Study, qid: str, payload: Payload, id_: str, entries: Entries, fields: Data, labels: list[str]
) -> Made:
    """Make a scale or a number of a slider with one row, whose label joins the text."""
    row = entries.options[0]["label"]
    text = stem(study, qid, payload)
    text = text if not row.strip("() 0123456789") else f"{text}\n{row}"
    low, high = fields["minimum"], fields["maximum"]
    must = required(study, qid, payload)
    symbol_parts = dict.fromkeys(entries.ids, Symbol(Code(id_), NUMBER))
    if low in (0, 1) and 2 <= high <= 10 and high == int(high) and not fields["decimals"]:
        ends = {"low_label": labels[0], "high_label": labels[-1]} if len(labels) > 1 else {}
        data = question("scale", id_, text[:4000], when=None, required=must, low=int(low), high=int(high), **ends)
    else:
        if any(labels):
            study.lost(qid, f"labels of the slider: {', '.join(labels)[:150]}", "numbers have none", "left out")
        data = question("number", id_, text[:4000], when=None, required=must) | fields
    return [data], Asked(id_, Symbol(Code(id_), NUMBER), symbol_parts, data["kind"])


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _rows(
    id_: str, entries: Entries, kind: str, options: dict[str, tuple[str, ...]] | None = None
) -> dict[str, Symbol]:
    """Return what each row of a question is called in conditions."""
    return {
        key: Symbol(row_code(id_, ids[0]), kind, options or {}) for key, ids in entries.ids.items() if key[0] != "x"
    }


@register("TE")
def _text(study: Study, qid: str, payload: Payload) -> Made:
    if words(payload.get("Selector")) == "FORM" and mapping(payload.get("Choices")):
        return _form(study, qid, payload)
    id_ = study.tag(qid, payload)
    said = settings(payload)
    content = words(said.get("ContentType")) if words(said.get("Type")) == "ContentType" else ""
    text, must = stem(study, qid, payload), required(study, qid, payload)
    if content == "ValidNumber":
        return _typed_number(id_, text, must, mapping(said.get("ValidNumber")))
    if content and content != "TextOnly":
        study.lost(qid, f"only {content} is accepted", "words are not checked", "any words are accepted")
    kind = "long_text" if words(payload.get("Selector")) in ("ML", "ESTB") else "text"
    data = question(kind, id_, text, when=None, required=must, max_chars=_length(study, qid, said))
    return [data], Asked(id_, Symbol(Code(id_), WORDS), kind=kind)


def _typed_number(id_: str, text: str, must: bool, limits: Payload) -> Made:
    low, high = numeric(limits.get("Min")), numeric(limits.get("Max"))
    decimals = numeric(limits.get("NumDecimals"))
    fields: Data = {"decimals": min(6, max(0, int(decimals))) if decimals is not None else 6}
    fields |= {"minimum": _plain(low)} if low is not None else {}
    fields |= {"maximum": _plain(high)} if high is not None else {}
    data = question("number", id_, text, when=None, required=must) | fields
    return [data], Asked(id_, Symbol(Code(id_), NUMBER), kind="number")


def _length(study: Study, qid: str, said: Payload) -> int | None:
    """Return the limit on characters; a least number of them is told."""
    kind = words(said.get("Type"))
    least = numeric(said.get("MinChars")) or numeric(said.get("CharRangeMin"))
    if least and kind in ("MinChar", "CharRange", "CharacterRange"):
        study.lost(qid, f"at least {least:g} characters", "texts have only an upper limit", "not checked")
    most = numeric(said.get("TotalChars")) or numeric(said.get("MaxChars")) or numeric(said.get("CharRangeMax"))
    if most is None or kind in ("", "None", "MinChar") or not 1 <= most <= 4000:
        return None
    return int(most)


def _form(study: Study, qid: str, payload: Payload) -> Made:
    """Make one line of text of each field of a form; the form's own text stands before each."""
    entries = entries_of(study, qid, payload, "Choices")
    text, must = stem(study, qid, payload), required(study, qid, payload)
    id_ = words(payload.get("DataExportTag")) or qid
    made, parts = list[Data](), dict[str, Symbol]()
    labels = {written["id"]: written for written in entries.options}
    for key, (field,) in entries.ids.items():
        if field not in labels:
            continue
        name = study.names.new(f"{id_}_{field}", qid)
        study.report.renamed(qid, f"{id_}_{key}", name)
        made.append(question("text", name, f"{text}\n{labels[field]['label']}"[:4000],
                             when=labels[field].get("when"), required=must))  # fmt: skip
        parts[key] = Symbol(Code(name), WORDS)
    if not made:
        raise Untranslatable("the form has no fields")
    return made, Asked(made[0]["id"], Symbol(Code(made[0]["id"]), WORDS), parts, "text")


from . import matrices  # noqa: E402  (registers itself)

__all__ = ["CONVERT", "NOT_ASKED_HERE", "TECHNICAL", "matrices"]
