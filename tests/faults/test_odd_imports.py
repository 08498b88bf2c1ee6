"""How an import of a spoilt file ends: with 3, in few words, and with what to do; other reasons keep their own code."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from typer.main import get_command

from mlops_survey_tui.cli import app


def _import(words: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        get_command(app).main(["import", *words], prog_name="mlops-survey")
    assert isinstance(left.value.code, int)
    return left.value.code, "".join(capfd.readouterr())


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ["form.xlsx", "form.csv", "form.qsf"])
def test_a_file_that_is_none_has_faults(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path(name).write_bytes(b"\xff\x00 no form")
    code, told = _import([name], capfd)
    assert code == 3
    assert name in told


def test_a_workbook_without_its_parts_is_told_with_what_to_do(capfd: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile("form.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    code, told = _import(["form.xlsx"], capfd)
    assert code == 3
    assert told.startswith("form.xlsx is no readable workbook (")
    assert told.endswith("; save it as .xlsx again\n")


def test_names_of_columns_without_end_do_not_flood_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    Path("form.csv").write_text(",".join("x" * 30_000 + str(number) for number in range(30)) + "\na\n")
    code, told = _import(["form.csv"], capfd)
    assert code == 3
    assert len(told) < 1200


def test_a_condition_without_end_does_not_flood_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    Path("form.csv").write_text(f"type,name,label,relevant\ntext,a,A?,{'(' * 30_000}\n")
    assert len(_import(["form.csv", "--out", "out"], capfd)[1]) < 5000


def test_what_is_no_fault_of_the_file_keeps_its_code(capfd: pytest.CaptureFixture[str]) -> None:
    Path("form.csv").write_text("type,name,label\ntext,a,A?\n")
    Path("full").mkdir()
    (Path("full") / "file").touch()
    assert _import(["form.csv", "--out", "full"], capfd)[0] == 2
    assert _import(["none.csv"], capfd)[0] == 2


def test_personas_with_faults_are_a_file_with_faults(capfd: pytest.CaptureFixture[str]) -> None:
    Path("personas.yaml").write_text("personas: [1")
    with pytest.raises(SystemExit) as left:
        get_command(app).main(["simulate", "--count", "1", "--persona", "personas.yaml"], prog_name="mlops-survey")
    assert left.value.code == 3
    assert "personas.yaml:2" in "".join(capfd.readouterr())
