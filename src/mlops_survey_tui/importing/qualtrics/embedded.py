"""Embedded data: values that the flow sets, which become named values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..expressions import Code, Untranslatable, both, call, choose, fitting, number, words
from ..symbols import CHOICE, CHOICES, NUMBER, TRUTH, WORDS, Symbol
from .document import Payload, items, numeric
from .document import words as text_of
from .study import Study

_RANDOM = re.compile(r"\$\{rand://int/(-?\d{1,15}):(-?\d{1,15})\}")
_ANSWER = re.compile(r"\$\{q://([^/}]+)/(ChoiceTextEntryValue|ChoiceGroup/SelectedChoices|ChoiceNumericEntryValue)"
                     r"(?:/([^}]+))?\}")  # fmt: skip
_FIELD = re.compile(r"\$\{e://Field/([^}]+)\}")


def assign(study: Study, element: Payload, conditions: Sequence[Code]) -> None:
    """Carry out what one element of the flow sets, under the conditions of the branches around it."""
    for entry in items(element.get("EmbeddedData")):
        name, value = text_of(entry.get("Field")), text_of(entry.get("Value"))
        if not name:
            continue
        place = f"embedded data {name}"
        if name not in study.document.used:
            if value:
                study.report.note(
                    place, f"set to {value[:80]}", "nothing that was carried over could use it", "left out"
                )
            continue
        if not value or text_of(entry.get("Type")) == "Recipient":
            study.report.lost(place, "a value", "it comes from outside of the survey", "left out")
            continue
        try:
            study.fields[name] = _symbol(study, name, value, conditions)
        except Untranslatable as error:
            study.report.lost(place, f"set to {value[:80]}", str(error), "left out")


def _symbol(study: Study, name: str, value: str, conditions: Sequence[Code]) -> Symbol:
    if "${" in value or "$e{" in value:
        if conditions:
            raise Untranslatable("a value from elsewhere, set only in a branch")
        return _from_elsewhere(study, name, value)
    before = study.fields.get(name)
    if not conditions:
        wanted = numeric(value) is not None and study.document.assigned.get(name, True)
        kind, literal = (NUMBER, number(numeric(value) or 0)) if wanted else (WORDS, words(value))
        code = literal
    else:
        kind = before.kind if before is not None else WORDS
        if kind not in (NUMBER, WORDS):
            raise Untranslatable("it had a value of another kind")
        literal = number(numeric(value) or 0) if kind == NUMBER else words(value)
        old = before.code if before is not None else words("")
        code = call("coalesce", choose(both(conditions), literal, old), old)
    id_ = study.names.new(name, "field")
    study.report.renamed(f"embedded data {name}", name, id_)
    study.draft.computed(id_, fitting(code))
    return Symbol(Code(id_), kind, never_empty=True)


def _from_elsewhere(study: Study, name: str, value: str) -> Symbol:
    random = _RANDOM.fullmatch(value.strip())
    if random:
        low, high = sorted((int(random[1]), int(random[2])))
        id_ = study.names.new(name, "number")
        study.draft.draw(id_, {"number": [low, high]})
        return Symbol(Code(id_), NUMBER, never_empty=True)
    field = _FIELD.fullmatch(value.strip())
    if field and field[1] in study.fields:
        return study.fields[field[1]]
    answer = _ANSWER.fullmatch(value.strip())
    if answer is None:
        raise Untranslatable("a value put together from elsewhere")
    asked = study.lookup(answer[1])
    symbol = asked.parts.get(answer[3], asked.symbol) if answer[3] else asked.symbol
    if symbol.kind not in (WORDS, NUMBER, CHOICE, CHOICES, TRUTH):
        raise Untranslatable(f"{value[:80]} has no single value")
    return symbol
