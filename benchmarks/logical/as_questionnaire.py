"""A logical survey as a questionnaire of this program, compiled from YAML like any other."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.model import Questionnaire

from .description import LETTERS, NUMBERS, Atom, Condition, LogicalSurvey, Piece, Pipe, Question, Section, label


def questionnaire_of(survey: LogicalSurvey) -> Questionnaire:
    """Compile a logical survey, and read it back as a respondent's program does from its cache."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "survey.yaml").write_text(yaml_of(survey), encoding="utf-8")
        return Questionnaire.from_json(compile_folder(Path(folder), f"logical{survey.size}").to_json())


def yaml_of(survey: LogicalSurvey) -> str:
    """Return a logical survey as the text of a survey.yaml."""
    head = {"id": "logical", "title": "Logical", "edition": "1", "version": "1"}
    return yaml.safe_dump({**head, "sections": [_section(section) for section in survey.sections]}, allow_unicode=True)


def _section(section: Section) -> dict[str, Any]:
    found: dict[str, Any] = {"id": section.id, "title": section.id.title()}
    if section.over:
        found["loop"] = {"over": {"from": section.over}, "as": f"item_of_{section.over}"}
    return {**found, "questions": [_question(question, section) for question in section.questions]}


def _question(question: Question, section: Section) -> dict[str, Any]:
    text = "".join(_piece(piece, section) for piece in question.title)
    found: dict[str, Any] = {"id": question.id, "kind": question.kind, "text": text, "sensitivity": "none"}
    if question.options:
        found["options"] = [{"id": option, "label": label(option)} for option in question.options]
    if question.kind == "number":
        found["minimum"], found["maximum"] = NUMBERS
    if question.kind == "text":
        found["max_chars"] = LETTERS
    if question.when is not None:
        found["when"] = condition_of(question.when)
    return found


def _piece(piece: Piece, section: Section) -> str:
    if isinstance(piece, str):
        return piece
    return f"{{{piece.question}|}}" if isinstance(piece, Pipe) else f"{{item_of_{section.over}.label}}"


def condition_of(condition: Condition) -> str:
    """Return a condition in this program's words."""
    return f" {condition.joined} ".join(_atom(atom) for atom in condition.atoms)


def _atom(atom: Atom) -> str:
    return {
        "is": f"{atom.question} == '{atom.value}'",
        "is_not": f"{atom.question} != '{atom.value}'",
        "has": f"'{atom.value}' in {atom.question}",
        "at_least": f"{atom.question} >= {atom.value}",
        "answered": f"answered({atom.question})",
    }[atom.operator]
