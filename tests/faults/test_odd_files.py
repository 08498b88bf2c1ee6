"""Surveys of other programs that nobody means to write: an import of them ends soon, with 0 or 3 and in few words."""

from __future__ import annotations

import csv
import json
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from mlops_survey_tui.cli import app
from mlops_survey_tui.importing.html_text import plain

BLOCK = {"Type": "Block", "ID": "BL_1"}
LONG = 60_000


def _import(file: str, capfd: pytest.CaptureFixture[str]) -> str:
    """Import a file, which may have faults but neither ends in a traceback nor takes long; return what was said."""
    began = time.monotonic()
    with pytest.raises(SystemExit) as left:
        get_command(app).main(["import", file, "--out", "out"], prog_name="mlops-survey")
    assert left.value.code in (0, 3)
    assert time.monotonic() - began < 10
    return "".join(capfd.readouterr())


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _qualtrics(text: str = "What?", flow: Sequence[Any] = (BLOCK,), **fields: Any) -> str:
    """Write a survey of one question; return its file."""
    options = fields.pop("Options", {})
    choices = fields.pop("Choices", {"1": {"Display": "A"}, "2": {"Display": "B"}})
    question = {"QuestionID": "QID1", "QuestionText": text, "QuestionType": "MC", "Selector": "SAVR"}
    element = {"Type": "Question", "QuestionID": "QID1"}
    block = {"ID": "BL_1", "Type": "Default", "Description": "B", "BlockElements": [element], "Options": options}
    elements = [
        {"Element": "BL", "Payload": [block]},
        {"Element": "FL", "Payload": {"Flow": list(flow)}},
        {"Element": "SQ", "PrimaryAttribute": "QID1", "Payload": {**question, "Choices": choices}},
    ]
    survey = {"SurveyEntry": {"SurveyName": "S", "SurveyLanguage": "EN"}, "SurveyElements": elements}
    Path("survey.qsf").write_text(json.dumps(survey), encoding="utf-8")
    return "survey.qsf"


def _form(row: Mapping[str, str], *more: Mapping[str, str]) -> str:
    """Write a form as CSV; return its file."""
    with Path("form.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerows([row, *more])
    return "form.csv"


@pytest.mark.parametrize("part", ["e://Field/", "${e://Field/", "<a ", "<!--", "$e{", "${q://QID1/ "])
def test_texts_that_begin_something_without_end_are_read_in_one_go(
    part: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "passes" in _import(_qualtrics(part * (LONG * 3 // len(part))), capfd)


def test_marks_that_end_no_tag_are_letters_like_others() -> None:
    assert plain("<b>3 < 4</b>")[0] == "3 < 4"
    assert plain("<p>x" + " <a" * 200 + "</p>")[0] == "x" + " <a" * 200


def test_a_random_number_of_thousands_of_digits_is_no_number(capfd: pytest.CaptureFixture[str]) -> None:
    value = {"Field": "x", "Type": "Custom", "Value": "${rand://int/" + "9" * 5000 + ":1}"}
    data = {"Type": "EmbeddedData", "EmbeddedData": [value]}
    assert "embedded data x" in _import(_qualtrics("Say ${e://Field/x}", [data, BLOCK]), capfd)


def test_digits_that_count_nothing_name_no_field_of_a_loop(capfd: pytest.CaptureFixture[str]) -> None:
    lines = {"1": {"1": "a", "²": "b", "9" * 5000: "c"}, "²": {"1": "x"}}
    options = {"Looping": "Static", "LoopingOptions": {"Static": lines}}
    _import(_qualtrics(Options=options), capfd)


def test_a_field_set_thousands_of_times_and_tens_of_thousands_of_choices(capfd: pytest.CaptureFixture[str]) -> None:
    sets = [{"Type": "EmbeddedData", "EmbeddedData": [{"Field": "x", "Value": str(n)}]} for n in range(10_000)]
    _import(_qualtrics("Say ${e://Field/x}", [*sets, BLOCK]), capfd)
    assert "F103" in _import(_qualtrics(Choices={str(n): {"Display": f"C{n}"} for n in range(20_000)}), capfd)


def test_a_report_without_end_does_not_flood_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    sets = [{"Field": f"f{n}", "Value": "1"} for n in range(20_000)]
    told = _import(_qualtrics(flow=[{"Type": "EmbeddedData", "EmbeddedData": sets}, BLOCK]), capfd)
    assert "… and 19000 more; --json tells all of them" in told


@pytest.mark.parametrize("value", ["9" * 400, "9*" * 2000 + "9", "'1e999'", ". = 1 or " * 900 + ". = 2"])
@pytest.mark.parametrize("column", ["relevant", "constraint", "repeat_count"])
def test_numbers_and_sums_without_end_in_a_form(column: str, value: str, capfd: pytest.CaptureFixture[str]) -> None:
    kind = "begin repeat" if column == "repeat_count" else "integer"
    row = {"type": kind, "name": "b", "label": "B?", column: value}
    _import(_form(row, {"type": "text", "name": "c", "label": "C?"}, {"type": "end repeat"}), capfd)


def test_a_range_of_what_is_no_number_takes_any(capfd: pytest.CaptureFixture[str]) -> None:
    row = {"type": "range", "name": "b", "label": "B?", "parameters": "start=nan end=inf step=1"}
    assert "start, end and step are not numbers" in _import(_form(row), capfd)


def test_choices_that_only_look_like_numbers(capfd: pytest.CaptureFixture[str]) -> None:
    Path("choices.csv").write_text("list_name,name,label\nl,²,A\nl," + "9" * 5000 + ",B\nl,1e999,C\n", encoding="utf-8")
    rows = [{"type": "text", "name": "c", "label": "C?", "relevant": f"${{b}} {how}"} for how in ("> 1", "= '1e999'")]
    Path("survey.csv").write_bytes(
        Path(_form({"type": "select_one l", "name": "b", "label": "B?", "relevant": ""}, *rows)).read_bytes()
    )
    _import("survey.csv", capfd)


@pytest.mark.parametrize(("part", "mark"), [("xl/sharedStrings.xml", "<si><t>a</t></si>"), ("xl/styles.xml", "<xf/>")])
def test_a_workbook_of_more_marks_than_a_form_is_refused(
    part: str, mark: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile("form.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, f"<x>{mark * 700_000}</x>")
    assert "save its sheets in a new workbook" in _import("form.xlsx", capfd)
