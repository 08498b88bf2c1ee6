"""Questionnaires that no author means to write: the fault says the line, and what to do, in few words."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from typer.main import get_command

from mlops_survey_tui.cli import app
from mlops_survey_tui.questionnaire.errors import CATALOGUE, QuestionnaireInvalid
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.shipped import SHIPPED

COFFEE = SHIPPED / "examples" / "coffee"
TITLE, MINUTES = b"title: How do you take your coffee?", b"median: 6"


def _fault(folder: Path, old: bytes, new: bytes) -> tuple[int, str, str]:
    """Return line, code and message of the only fault of a questionnaire in which something was written otherwise."""
    text = (COFFEE / "survey.yaml").read_bytes()
    assert old in text
    (folder / "survey.yaml").write_bytes(text.replace(old, new, 1))
    with pytest.raises(QuestionnaireInvalid) as caught:
        load(folder)
    (fault,) = caught.value.faults
    return fault.line, fault.code, fault.message


@pytest.mark.parametrize(("character", "named"), [(b"\0", "U+0000"), (b"\x1b[31m", "U+001B"), (b"\x7f", "U+007F")])
def test_a_control_character_is_named_with_its_line(tmp_path: Path, character: bytes, named: str) -> None:
    line, code, message = _fault(tmp_path, TITLE, TITLE + character)
    assert (line, code) == (7, "F102")
    assert message.startswith(named)
    assert "position" not in message


@pytest.mark.parametrize("number", [b"9" * 5000, b"0x_", b"0b_"])
def test_what_looks_like_a_number_and_is_none_is_named_with_its_line(tmp_path: Path, number: bytes) -> None:
    line, code, message = _fault(tmp_path, MINUTES, b"median: " + number)
    assert (line, code) == (13, "F102")
    assert "put it in quotes" in message
    assert "sys." not in message


def test_the_same_beside_an_anchor_which_is_read_another_way(tmp_path: Path) -> None:
    assert _fault(tmp_path, MINUTES, b"median: &m " + b"9" * 5000)[:2] == (13, "F102")


def test_a_key_of_any_length_does_not_flood_the_terminal(tmp_path: Path) -> None:
    line, code, message = _fault(tmp_path, TITLE, TITLE + b"\n? " + b"k" * 200_000 + b"\n: 1")
    assert (line, code) == (8, "F104")
    assert len(message) < 1100


@pytest.mark.parametrize("content", [b"", b"# nothing yet\n", b"- a\n", b"hello"])
def test_a_file_that_holds_no_fields_is_told_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "survey.yaml").write_bytes(content)
    with pytest.raises(QuestionnaireInvalid, match=r"survey\.yaml:1: .*fields are needed here"):
        load(tmp_path)


def test_a_file_whose_name_is_no_text_is_no_fault(tmp_path: Path) -> None:
    folder = tmp_path / "workshop"
    shutil.copytree(SHIPPED / "examples" / "workshop", folder)
    try:
        (folder / "sections" / os.fsdecode(b"odd\xff.yaml")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert load(folder).content_hash != load(SHIPPED / "examples" / "workshop").content_hash


def test_no_remedy_names_a_file_that_only_the_sources_have() -> None:
    assert [code for code, (_, remedy) in CATALOGUE.items() if "docs/" in remedy] == []


def test_faults_without_end_do_not_flood_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "survey.yaml").write_text("".join(f"a{number}: 1\n" for number in range(5000)), encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        get_command(app).main(["check", str(tmp_path)], prog_name="mlops-survey")
    said = capfd.readouterr()
    assert left.value.code == 3
    assert said.out.count("F104") == 1000
    assert re.search(r"… and 400\d more", said.err)
    assert re.search(r"500\d faults in ", said.err)
