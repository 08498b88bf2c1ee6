"""A logical survey as JSON for SurveyJS (``survey-core``), with the means that its manual names for each feature.

A loop is a dynamic panel that shares its value with the checkbox question it runs over (``valuePropertyName``).
``chosen`` is a function that ``benchmarks/peers/surveyjs.cjs`` registers: ``contains`` does not look into such values.
"""

from __future__ import annotations

from typing import Any

from .description import LETTERS, NUMBERS, Atom, Condition, LogicalSurvey, Piece, Pipe, Question, label


def json_of(survey: LogicalSurvey) -> dict[str, Any]:
    """Return what SurveyJS makes a survey of."""
    looped_over = {section.over for section in survey.sections if section.over}
    elements: list[dict[str, Any]] = []
    for section in survey.sections:
        found = [_question(question) for question in section.questions]
        if section.over:
            found = [{"type": "paneldynamic", "name": section.id, "valueName": section.over, "templateElements": found}]
        elements += found
    for element in elements:
        if element["name"] in looped_over:
            element |= {"valuePropertyName": "item", "valueName": element["name"]}
    return {"clearInvisibleValues": "onHidden", "elements": elements}


def _question(question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": question.id,
        "title": "".join(map(_piece, question.title)),
        **_KINDS[question.kind],
    }
    if question.options:
        found["choices"] = [{"value": option, "text": label(option)} for option in question.options]
    if question.when is not None:
        found["visibleIf"] = _condition(question.when)
    return found


_KINDS: dict[str, dict[str, Any]] = {
    "single": {"type": "radiogroup"},
    "multi": {"type": "checkbox"},
    "number": {"type": "text", "inputType": "number", "min": NUMBERS[0], "max": NUMBERS[1]},
    "text": {"type": "text", "maxLength": LETTERS},
}


def _piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    return f"{{{_name(piece.question, piece.inside)}}}" if isinstance(piece, Pipe) else "{panel.item}"


def _name(question: str, inside: bool) -> str:
    return f"panel.{question}" if inside else question


def _condition(condition: Condition) -> str:
    return f" {condition.joined} ".join(f"({_atom(atom)})" for atom in condition.atoms)


def _atom(atom: Atom) -> str:
    name = f"{{{_name(atom.question, atom.inside)}}}"
    return {
        "is": f"{name} = '{atom.value}'",
        "is_not": f"{name} notempty and {name} <> '{atom.value}'",
        "has": f"chosen({name}, '{atom.value}')",
        "at_least": f"{name} >= {atom.value}",
        "answered": f"{name} notempty",
    }[atom.operator]
