"""Every rule finds its fault at the right line, and leaves its near miss alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mlops_survey_tui.proof.lint.acceptance import Finding
from mlops_survey_tui.proof.lint.rules import RULES
from mlops_survey_tui.proof.lint.run import explained, lint
from mlops_survey_tui.questionnaire.errors import QuestionnaireInvalid
from tests.questionnaire.cases import CASES as CASES_OF_FAULTS
from tests.questionnaire.writing import QUESTIONS, SHIPPED, complete, write

from .cases import CASES, Case, Files, agreement, grid

_MARK = "#!"


def found(folder: Path, files: Files, code: str) -> Counter[tuple[str, int]]:
    """Return file and line of what a rule finds."""
    findings = lint(write(folder, files))
    return Counter((finding.file, finding.line) for finding in findings if finding.code == code)


def expected(files: Files) -> Counter[tuple[str, int]]:
    """Return file and line of every mark."""
    return Counter(
        (name, number)
        for name, text in files.items()
        for number, line in enumerate(complete(name, text).splitlines(), 1)
        if line.endswith(_MARK)
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code} {case.name}" for case in CASES])
def test_the_fault_is_found_at_its_line(case: Case, tmp_path: Path) -> None:
    marks = expected(case.fault)
    assert marks
    assert found(tmp_path, case.fault, case.code) == marks


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code} {case.name}" for case in CASES])
def test_the_near_miss_is_left_alone(case: Case, tmp_path: Path) -> None:
    assert found(tmp_path, case.near_miss, case.code) == Counter()


def test_every_rule_has_a_case_and_an_explanation() -> None:
    assert {case.code for case in CASES} == set(RULES)
    for code, one in RULES.items():
        assert one.title in explained(code.lower())
        assert all(part.endswith((".", ")")) for part in (one.what, one.why, one.remedy)), code
    assert explained("Z9") == ""


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_questionnaires_have_nothing_left_to_mend(name: str) -> None:
    left = [finding for finding in lint(QUESTIONS / name) if not finding.accepted and finding.level != "I"]
    assert list(map(str, left)) == []


def test_a_stop_can_become_a_warning_and_a_warning_a_stop(tmp_path: Path) -> None:
    def levels(files: Files, code: str) -> list[str]:
        return [str(finding.level) for finding in lint(write(tmp_path, files)) if finding.code == code]

    assert levels(grid(8), "B1") == ["W"]
    assert levels(grid(11), "B1") == ["E"]
    assert levels(agreement("It is not good|It works"), "W3") == ["E"]
    assert levels(agreement("It is the data, not the model|It works"), "W3") == ["W"]


def test_findings_are_sorted_and_told_once(tmp_path: Path) -> None:
    findings: list[Finding] = lint(QUESTIONS / "2026")
    assert findings == sorted(set(findings))


def test_a_title_can_say_that_capitalised_words_are_brands(tmp_path: Path) -> None:
    def codes(title: str) -> list[str]:
        options = "[{id: g, label: Garmin}, {id: f, label: Fitbit}, {id: p, label: Polar}, {id: s, label: Suunto}]"
        question = "{kind: single, id: q, text: Which?, options: watches, sensitivity: none}"
        lists = f"lists: {{watches: {{title: {title}, order: alpha, options: {options}}}}}\n"
        text = f"{lists}sections:\n- id: s\n  title: S\n  questions:\n  - {question}\n"
        return [finding.code for finding in lint(write(tmp_path, {"survey.yaml": text})) if finding.code == "N1"]

    assert codes("Brands of watches") == ["N1"]
    assert codes("Kinds of watches") == []


@pytest.mark.parametrize("code", CASES_OF_FAULTS)
def test_files_with_faults_are_examined_as_far_as_they_can_be_read(code: str, tmp_path: Path) -> None:
    for number, files in enumerate(CASES_OF_FAULTS[code]):
        folder = write(tmp_path / str(number), files)
        try:
            findings = lint(folder)
        except QuestionnaireInvalid:
            assert code in ("F101", "F102", "F103", "F104"), "only a manifest that cannot be read is not examined"
        else:
            assert any(finding.stops for finding in findings)
