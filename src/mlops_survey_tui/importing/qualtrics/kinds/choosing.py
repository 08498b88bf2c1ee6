"""Multiple choice, net promoter and rank order."""

from __future__ import annotations

from ...draft import Data, question
from ...expressions import Code
from ...symbols import CHOICE, CHOICES, NUMBER, RANKING, Symbol
from ..document import Payload, mapping, numeric, words
from ..study import Asked, Study
from .base import Made, options_of, register, required, settings, stem


@register("MC")
def _choice(study: Study, qid: str, payload: Payload) -> Made:
    selector = words(payload.get("Selector"))
    if selector == "NPS":
        return _recommendation(study, qid, payload)
    several = selector in ("MAVR", "MAHR", "MACOL", "MSB") or words(payload.get("SubSelector")) == "MultipleAnswer"
    id_ = study.tag(qid, payload)
    entries, options, order = options_of(study, qid, id_, payload)
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
    entries, options, order = options_of(study, qid, id_, payload)
    data = question("ranking", id_, stem(study, qid, payload), when=None, required=required(study, qid, payload),
                    options=options, order=order)  # fmt: skip
    parts = {key: Symbol(Code(f"rank({id_}, '{ids[0]}')"), NUMBER) for key, ids in entries.ids.items() if len(ids) == 1}
    return [data], Asked(id_, Symbol(Code(id_), RANKING, entries.ids), parts, "ranking")
