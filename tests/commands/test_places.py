"""Where the command would write when the environment or the shell names no place: never where nobody meant it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_survey_tui.commands.groups import _PLACES
from mlops_survey_tui.store.paths import data_directory

COFFEE = str(Path(__file__).resolve().parents[2] / "questions" / "examples" / "coffee")


def run(
    arguments: list[str], folder: Path, environ: dict[str, str], given: bytes = b"\n1\n"
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder with nothing else in the environment."""
    command = [sys.executable, "-m", "mlops_survey_tui", *arguments]
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm", **environ}
    return subprocess.run(
        command, input=given, env=environment, cwd=folder, capture_output=True, check=False, timeout=30
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


@pytest.mark.parametrize("words", [["{}", ""], ["{}", "  "], ["{}="]], ids=["next", "blanks", "joined"])
@pytest.mark.parametrize("option", _PLACES)
def test_a_place_that_is_empty_is_not_the_current_directory(
    option: str, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    from typer.main import get_command

    from mlops_survey_tui.cli import app

    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit) as left:
        get_command(app).main(["responses", "export", *(word.format(option) for word in words)])
    assert left.value.code == 2
    assert f"{option} names no place" in capsys.readouterr().err
    assert [*folder.iterdir()] == []


def test_a_survey_told_to_write_nowhere_does_not_begin(folder: Path) -> None:
    done = run(["--data-dir", "", "--questions", COFFEE], folder, {"HOME": str(folder.parent / "home")})
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"--data-dir names no place" in done.stderr
    assert [*folder.iterdir()] == []


def test_a_variable_that_is_blank_names_no_place() -> None:
    own = data_directory(None, {})
    assert data_directory(None, {"MLOPS_SURVEY_DATA_DIR": "  "}) == own
    assert data_directory(Path("  "), {}) == own


@pytest.mark.parametrize("home", ["/dev/null", "/proc"])
def test_a_home_in_which_nothing_can_be_kept_is_said_before_the_first_question(home: str, folder: Path) -> None:
    done = run(["--plain", "--questions", COFFEE], folder, {"HOME": home})
    assert done.returncode == 4
    assert done.stdout == b""
    assert b"--data-dir" in done.stderr
    assert b"--memory" in done.stderr
    assert [*folder.iterdir()] == []


def test_a_data_home_that_is_a_file_is_said_before_the_first_question(folder: Path) -> None:
    (folder.parent / "file").write_text("")
    done = run(["--plain"], folder, {"HOME": str(folder), "XDG_DATA_HOME": str(folder.parent / "file")})
    assert done.returncode == 4
    assert done.stdout == b""
    assert [*folder.iterdir()] == []


def test_in_memory_it_is_said_first_and_nothing_is_written(folder: Path) -> None:
    done = run(["--plain", "--memory", "--questions", COFFEE], folder, {"HOME": "/dev/null"})
    assert done.returncode == 0
    assert b"memory only" in done.stdout.partition(b"1.")[0]
    assert [*folder.iterdir()] == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-be", "cp037", "utf-7", "idna"])
def test_an_encoding_that_no_terminal_speaks_is_not_spoken(encoding: str, folder: Path) -> None:
    done = run(["check", COFFEE], folder, {"HOME": str(folder), "PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert b"questions:" in done.stdout
