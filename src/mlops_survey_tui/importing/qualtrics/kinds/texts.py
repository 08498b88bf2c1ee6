"""Texts to read, and texts and numbers to type."""

from __future__ import annotations

from ...draft import Data, question
from ...expressions import Code, Untranslatable
from ...symbols import NOTHING, NUMBER, WORDS, Symbol
from ..choices import entries_of
from ..document import Payload, mapping, numeric, words
from ..study import Asked, Study
from .base import Made, plain_number, register, required, settings, stem


@register("DB")
def _info(study: Study, qid: str, payload: Payload) -> Made:
    id_ = study.tag(qid, payload)
    if words(payload.get("Selector")) in ("GRB", "FLB", "PTB"):
        study.lost(qid, "a picture or file", "texts are plain", "left out")
    return [question("info", id_, stem(study, qid, payload))], Asked(id_, Symbol(Code(id_), NOTHING), kind="info")


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
    fields |= {"minimum": plain_number(low)} if low is not None else {}
    fields |= {"maximum": plain_number(high)} if high is not None else {}
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
