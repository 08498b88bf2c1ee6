"""Constant sums and sliders."""

from __future__ import annotations

from ...draft import Data, question
from ...expressions import Code
from ...symbols import NOTHING, NUMBER, Symbol
from ..choices import Entries
from ..document import Payload, mapping, numeric, words
from ..study import Asked, Study
from .base import Made, options_of, plain_number, register, required, rows_of, settings, stem


@register("CS")
def _constant_sum(study: Study, qid: str, payload: Payload) -> Made:
    id_ = study.tag(qid, payload)
    entries, options, order = options_of(study, qid, id_, payload)
    said = settings(payload)
    total = numeric(said.get("ChoiceTotal")) if words(said.get("Type")) not in ("", "None") else None
    fields: Data = {"rows": options, "order": order}
    kind = "number_grid"
    if total is not None and total == int(total) and total >= 1:
        kind, fields["total"] = "allocation", int(total) if total != 100 else None
    data = question(kind, id_, stem(study, qid, payload), when=None, required=required(study, qid, payload), **fields)
    return [data], Asked(id_, Symbol(Code(id_), NOTHING), rows_of(id_, entries, NUMBER), kind)


@register("Slider")
def _slider(study: Study, qid: str, payload: Payload) -> Made:
    said, id_ = mapping(payload.get("Configuration")), study.tag(qid, payload)
    entries, options, order = options_of(study, qid, id_, payload)
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
    fields: Data = {"minimum": plain_number(low), "maximum": plain_number(high), "decimals": decimals}
    if len(entries.options) == 1 and isinstance(options, list) and len(options) == 1:
        return _one_slider(study, qid, payload, id_, entries, fields, labels)
    if any(labels):
        study.lost(qid, f"labels of the slider: {', '.join(labels)[:150]}", "rows of numbers have none", "left out")
    data = question("number_grid", id_, stem(study, qid, payload), when=None, required=required(study, qid, payload),
                    rows=options, order=order) | fields  # fmt: skip
    return [data], Asked(id_, Symbol(Code(id_), NOTHING), rows_of(id_, entries, NUMBER), "number_grid")


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
