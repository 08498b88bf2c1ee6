"""Findings are accepted with a reason, by what they concern or by what is around it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.proof.lint.run import lint
from tests.questionnaire.writing import faults, write

RUNNER = CliRunner()

QUESTION = "- {kind: matrix, id: q1, text: How?, rows: things, columns: [{id: g, label: Good}, {id: b, label: Bad}], sensitivity: none%s}"


def survey(
    option: str = "", group: str = "", things: str = "", question: str = "", section: str = "", top: str = ""
) -> str:
    """Return a questionnaire with an item that joins two things, and what each part around it accepts."""
    return f"""
    {top}
    lists:
      things:
        title: Things
        {things}
        groups:
        - id: some
          title: Some
          {group}
          options:
          - {{id: a, label: Fast and cheap{option}}}
    sections:
    - id: only
      title: Only
      {section}
      questions:
      {QUESTION % question}
    """


ALLOW = 'allow: {W2: "one idea"}'


@pytest.mark.parametrize(
    "text",
    [
        survey(option=f", {ALLOW}"),
        survey(group=ALLOW),
        survey(things=ALLOW),
        survey(question=f", {ALLOW}"),
        survey(section=ALLOW),
        survey(top=ALLOW),
    ],
    ids=["option", "group", "list", "question", "section", "survey"],
)
def test_whatever_is_around_can_accept(text: str, tmp_path: Path) -> None:
    findings = [finding for finding in lint(write(tmp_path, {"survey.yaml": text})) if finding.code in ("W2", "A1")]
    assert [(finding.code, finding.reason) for finding in findings] == [("W2", "one idea")]


def test_nothing_accepts_what_stands_elsewhere(tmp_path: Path) -> None:
    other = QUESTION.replace("q1", "q2").replace("things", "[{id: r, label: Row}]") % f", {ALLOW}"
    text = survey() + f"  {other}\n"
    findings = [finding for finding in lint(write(tmp_path, {"survey.yaml": text})) if finding.code in ("W2", "A1")]
    assert sorted((finding.code, finding.accepted) for finding in findings) == [("A1", False), ("W2", False)]


@pytest.mark.parametrize(
    "allow", ['allow: {W2: ""}', "allow: {W2: ' '}", "allow: [W2]", 'allow: {nothing: "a reason"}']
)
def test_a_reason_is_needed(allow: str, tmp_path: Path) -> None:
    assert [fault.code for fault in faults(tmp_path, survey(question=f", {allow}"))] == ["F104"]


def _number(more: str = "") -> str:
    question = f"- {{kind: number, id: n1, text: How many?, sensitivity: none{more}}}"
    return f"sections:\n- id: only\n  title: Only\n  questions:\n  {question}\n"


def test_the_command_stops_at_what_is_not_accepted(tmp_path: Path) -> None:
    folder = str(write(tmp_path, {"survey.yaml": _number()}))
    checked = RUNNER.invoke(app, ["check", folder, "--lint"])
    assert checked.exit_code == 3
    assert "survey.yaml:5: M5 E No way out" in checked.stdout
    assert "1 E" in checked.stderr
    write(tmp_path, {"survey.yaml": _number(', allow: {M5: "it is asked of those who know"}')})
    checked = RUNNER.invoke(app, ["check", folder, "--lint"])
    assert (checked.exit_code, checked.stdout) == (0, "")


def test_json_tells_what_is_accepted_too(tmp_path: Path) -> None:
    folder = write(tmp_path, {"survey.yaml": _number(', allow: {M5: "it is known"}')})
    (finding,) = json.loads(RUNNER.invoke(app, ["check", str(folder), "--lint", "--json"]).stdout)
    assert (finding["code"], finding["level"], finding["line"]) == ("M5", "E", 5)
    assert (finding["accepted"], finding["reason"]) == (True, "it is known")


def test_faults_of_the_files_are_findings_among_others(tmp_path: Path) -> None:
    text = _number().replace("How many?", "How many and how much?, when: nothing > 1")
    codes = [finding.code for finding in lint(write(tmp_path, {"survey.yaml": text}))]
    assert codes == ["C303", "M5", "W2"]


def test_a_folder_without_a_questionnaire_has_its_fault(tmp_path: Path) -> None:
    checked = RUNNER.invoke(app, ["check", str(tmp_path), "--lint"])
    assert checked.exit_code == 3
    assert "F101" in checked.stdout


def test_rules_and_faults_are_explained() -> None:
    explained = RUNNER.invoke(app, ["check", "--explain", "w2"])
    assert explained.exit_code == 0
    assert "W2 (W) Two things in one" in explained.stdout
    assert "unknown list" in RUNNER.invoke(app, ["check", "--explain", "I202"]).stdout
    unknown = RUNNER.invoke(app, ["check", "--explain", "Z1"])
    assert unknown.exit_code == 2
