"""Files that are damaged, hostile or something else: a clear error, and nothing is written."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mlops_survey_tui.importing.bring_in import bring_in
from mlops_survey_tui.importing.failure import ImportFailure
from tests.importing.sources import FILES, form, imported


def _refused(source: Path, tmp_path: Path, *words: str) -> None:
    target = tmp_path / "target" / "out"
    with pytest.raises(ImportFailure) as caught:
        bring_in(source, target)
    for word in words:
        assert word in str(caught.value)
    assert not target.exists()
    assert not list(tmp_path.glob("target/.import*"))


def _file(tmp_path: Path, name: str, content: bytes) -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"not a zip", "no .xlsx workbook"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 60, "no .xlsx workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        ("a.xml", b"<h:html/>", "import the XLSForm"),
        ("a.docx", b"PK", "cannot be imported"),
        ("a.csv", b"", "no sheet 'survey'"),
        ("a.csv", b"type,name\ntext,a\x00b\n", "NUL"),
        ("a.csv", b"type,name\ntext,\xff\xfe\n", "UTF-8"),
        ("a.csv", b"name,label\na,A\n", "lacks the column 'type'"),
        ("a.csv", b'type,name\ntext,"' + b"a" * 200_000, "no readable CSV"),
        ("a.csv", b"type,name\ngeopoint,a\n", "positions are not asked"),
        ("a.csv", b"type,name\n" + b"text,a\n" * 20_001, "too large"),
        ("a.qsf", b"", "no readable JSON"),
        ("a.qsf", b"[" * 100_000, "no readable JSON"),
        ("a.qsf", b"1" * 5_000, "no readable JSON"),
        ("a.qsf", b"[]", "no SurveyElements"),
        ("a.qsf", b'{"SurveyElements": []}', "no questions"),
        ("a.qsf", b"\xff", "UTF-8"),
        ("a.qsf", b" " * 20_000_001, "larger than 20 MB"),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    _refused(_file(tmp_path, name, content), tmp_path, words)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 101_000_000)
    _refused(bomb, tmp_path, "would unpack")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types><broken>")
    _refused(other, tmp_path, "no readable workbook")


def _workbook(file: Path, **sheets: Sequence[Any]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file


def test_sheets_of_other_names_are_named_in_the_error(tmp_path: Path) -> None:
    book = _workbook(tmp_path / "a.xlsx", questions=[["type", "name"], ["text", "a"]], choices=[["list_name", "name"]])
    _refused(book, tmp_path, "no sheet 'survey'", "choices")


def test_choices_without_their_column_are_refused(tmp_path: Path) -> None:
    book = _workbook(
        tmp_path / "a.xlsx", survey=[["type", "name"], ["text", "a"]], choices=[["name", "label"], ["a", "A"]]
    )
    _refused(book, tmp_path, "choices lacks the column 'list_name'")


def test_formulas_without_a_result_are_told(tmp_path: Path) -> None:
    rows = [["type", "name", "label"], ["text", "a", '="A" & "B"'], ["integer", "b", 3.0], ["text", "c", True]]
    found = imported(_workbook(tmp_path / "a.xlsx", Survey=rows), tmp_path / "out")
    assert "Survey row 2 column 3: the formula" in found.told
    assert [question["text"] for question in found.questions.values()] == ["a", "3", "TRUE"]


def test_missing_files_and_empty_folders_are_refused(tmp_path: Path) -> None:
    _refused(tmp_path / "nowhere.xlsx", tmp_path, "does not exist")
    (tmp_path / "empty").mkdir()
    _refused(tmp_path / "empty", tmp_path, "no sheet 'survey'")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(ImportFailure, match="is not empty"):
        bring_in(FILES / "specify_other.csv", tmp_path / "out")
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert imported(FILES / "specify_other.csv", tmp_path / "out").questions


def test_control_characters_and_half_characters_do_not_come_through(tmp_path: Path) -> None:
    survey = form(tmp_path / "form", "| type | name | label |\n| text | a | x\x1b[31m\x07y |")
    assert imported(survey, tmp_path / "one").questions["a"]["text"] == "x[31my"
    data = json.loads((FILES / "kinds.qsf").read_text("utf-8"))
    data["SurveyElements"][-1]["Payload"]["QuestionText"] = "half \ud83d and \u202e turned"
    source = _file(tmp_path, "a.qsf", json.dumps(data).encode())
    assert imported(source, tmp_path / "two").questions["q1"]["text"] == "half and \u202e turned"


def test_texts_that_are_too_long_are_shortened_and_told(tmp_path: Path) -> None:
    found = imported(
        form(tmp_path / "form", f"| type | name | label |\n| note | a | {'word ' * 1000} |"), tmp_path / "out"
    )
    assert len(found.questions["a"]["text"]) <= 4000
    assert "a text of" in found.told
