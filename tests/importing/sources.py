"""Surveys of other programs for tests: the files beside this one, and small ones written on the spot."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlops_survey_tui.importing.bring_in import Outcome, bring_in
from mlops_survey_tui.questionnaire.errors import Report as Faults
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.questionnaire.yaml_source import Allowance, read

FILES = Path(__file__).parent / "files"
ALL = [FILES / "household", *sorted(file for file in FILES.iterdir() if file.suffix in (".qsf", ".xlsx", ".csv"))]


@dataclass(frozen=True)
class Imported:
    """What came of an import, with the questionnaire and its questions as they are written."""

    outcome: Outcome
    questionnaire: Questionnaire
    questions: dict[str, dict[str, Any]]
    files: dict[str, Any]

    @property
    def told(self) -> str:
        """Everything that the report says, but notes."""
        return "\n".join(str(remark) for remark in self.outcome.report.remarks if not remark.note)

    @property
    def noted(self) -> str:
        """The notes of the report."""
        return "\n".join(str(remark) for remark in self.outcome.report.remarks if remark.note)


def imported(source: Path, target: Path) -> Imported:
    """Import a file into a folder that is not there yet, and check that the result passes the check."""
    outcome = bring_in(source, target)
    assert outcome.faults == ()
    files: dict[str, Any] = {}
    for file in sorted(target.rglob("*.yaml")):
        document = read(file, Faults(target), Allowance())
        assert document is not None
        files[file.relative_to(target).as_posix()] = document.data
        for line in file.read_text("utf-8").splitlines():
            assert len(line) <= 120 or max(map(len, line.split())) > 24
    sections = [data for name, data in files.items() if name.startswith("sections/")]
    questions = {question["id"]: question for section in sections for question in section["questions"]}
    return Imported(outcome, load(target), questions, files)


def form(folder: Path, survey: str, choices: str = "", settings: str = "") -> Path:
    """Write an XLSForm as CSV files into a folder; in the texts, cells stand between bars."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("survey", survey), ("choices", choices), ("settings", settings)):
        if text:
            rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
            lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def qualtrics(file: Path, questions: list[dict[str, Any]], flow: list[Any] | None = None, **blocks: Any) -> Path:
    """Write a .qsf file; without blocks, all questions stand in one."""
    if not blocks:
        blocks = {"Block": [question["QuestionID"] for question in questions]}
    listed = [
        {"Type": "Standard", "ID": f"BL_{name}", "Description": name,
         "BlockElements": [e if isinstance(e, dict) else {"Type": "Question", "QuestionID": e} for e in elements]}
        | ({"Options": options} if options else {})
        for name, (elements, options) in ((n, b if isinstance(b, tuple) else (b, None)) for n, b in blocks.items())
    ]  # fmt: skip
    flow = flow if flow is not None else [{"Type": "Block", "ID": block["ID"]} for block in listed]
    elements: list[dict[str, Any]] = [
        {"Element": "BL", "Payload": listed},
        {"Element": "FL", "Payload": {"Flow": flow}},
    ]
    elements += [{"Element": "SQ", "PrimaryAttribute": q["QuestionID"], "Payload": q} for q in questions]
    data = {"SurveyEntry": {"SurveyName": "A survey", "SurveyLanguage": "EN"}, "SurveyElements": elements}
    file.write_text(json.dumps(data), "utf-8")
    return file


def choice(qid: str, *labels: str, selector: str = "SAVR", **more: Any) -> dict[str, Any]:
    """Return a multiple choice question of Qualtrics."""
    choices = {str(number): {"Display": label} for number, label in enumerate(labels, 1)}
    return {
        "QuestionID": qid, "DataExportTag": qid.lower(), "QuestionText": qid, "QuestionType": "MC", "Selector": selector,
        "Choices": choices, "ChoiceOrder": list(choices), **more,
    }  # fmt: skip


def typed(qid: str, text: str = "", **more: Any) -> dict[str, Any]:
    """Return a text entry question of Qualtrics."""
    return {
        "QuestionID": qid, "DataExportTag": qid.lower(), "QuestionText": text or qid, "QuestionType": "TE",
        "Selector": "SL", **more,
    }  # fmt: skip


def leaf(left: str, operator: str, right: str | None = None, joined: str = "") -> dict[str, Any]:
    """Return one comparison of Qualtrics' logic."""
    data = {"LogicType": "Question", "LeftOperand": left, "Operator": operator, "Type": "Expression"}
    return data | ({"RightOperand": right} if right is not None else {}) | ({"Conjuction": joined} if joined else {})


def logic(*groups: list[dict[str, Any]], joined: str = "AndIf") -> dict[str, Any]:
    """Return a tree of Qualtrics' logic."""
    numbered = [{str(index): part for index, part in enumerate(group)} for group in groups]
    kinds = ["If", *[joined] * len(groups)]
    trees = {str(index): group | {"Type": kinds[index]} for index, group in enumerate(numbered)}
    return {**trees, "Type": "BooleanExpression"}
