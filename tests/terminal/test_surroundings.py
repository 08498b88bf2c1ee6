"""Odd environments and streams: the survey asks line by line, or says what it needs and ends with 2; no traceback."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.terminal
COFFEE = str(Path(__file__).resolve().parents[2] / "questions" / "examples" / "coffee")
TAKE, CHECK = ["--memory", "--questions", COFFEE], ["check", COFFEE]
C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def _run(arguments: list[str], streams: str = "", **environ: str) -> subprocess.CompletedProcess[bytes]:
    command = f"exec {shlex.join([sys.executable, '-m', 'mlops_survey_tui', *arguments])} {streams}"
    passed = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    environment = {**passed, "HOME": "/nonexistent", "TERM": "xterm-256color", "LANG": "C.UTF-8", **environ}
    return subprocess.run(
        ["sh", "-c", command], input=b"\n1\n", env=environment, capture_output=True, check=False, timeout=30
    )


@pytest.mark.parametrize(
    "environ",
    [
        {"TERM": "nonsense-256"},
        {"TERM": "\x1b[31m", "LANG": "\x1b[31m", "COLORFGBG": "\x1b", "MLOPS_SURVEY_THEME": "\x1b[31m"},
        {"LC_ALL": "xx_YY.invalid", "LANGUAGE": "\udcff"},
        {"LC_ALL": "de_DE.ISO-8859-1", "PYTHONIOENCODING": "latin-1", "MLOPS_SURVEY_LANG": "de"},
        {**C, "MLOPS_SURVEY_LANG": "de"},
        {"PYTHONIOENCODING": "ascii:strict", "COLUMNS": "abc", "LINES": "-5"},
        {"COLUMNS": "99999999999999", "LINES": "0", "NO_COLOR": "1", "FORCE_COLOR": "1"},
    ],
    ids=str,
)
def test_whatever_the_environment_says_it_asks_line_by_line(environ: dict[str, str]) -> None:
    done = _run(TAKE, **environ)
    assert done.returncode == 0, done.stderr
    assert b"1." in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("streams", "code"),
    [("<&-", 2), (">&-", 0), ("2>&-", 0), ("<&- >&- 2>&-", 2), ("2>/dev/full", 0), (">/dev/full", 4)],
)
def test_without_a_stream_the_survey_ends_in_good_order(streams: str, code: int) -> None:
    done = _run(TAKE, streams)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"fault in the program" not in done.stderr


@pytest.mark.parametrize(
    ("streams", "code"),
    [("<&- >&- 2>&-", 0), (">/dev/full", 4), (">/dev/full 2>/dev/full", 4), ("| true", 0)],
)
def test_without_a_stream_a_command_ends_in_good_order(streams: str, code: int) -> None:
    done = _run(CHECK, streams)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"ignored" not in done.stderr


def test_the_version_that_cannot_be_written_is_no_fault_of_the_program() -> None:
    done = _run(["--version"], ">/dev/full")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_what_a_locale_cannot_write_is_no_fault_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "survey.yaml").write_text("äö: 1\n", encoding="utf-8")
    for environ in ({**C}, {"PYTHONIOENCODING": "ascii:strict"}):
        done = _run(["check", str(tmp_path)], **environ)
        assert done.returncode == 3
        assert b"F104" in done.stdout
        assert b"Traceback" not in done.stderr


def test_a_database_never_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    done = _run(["--plain", "--data-dir", str(tmp_path / "data"), "--questions", COFFEE], ">&- 2>&-")
    assert done.returncode == 0
    content = (
        (tmp_path / "data" / "mlops-survey.db").read_bytes()
        if (tmp_path / "data" / "mlops-survey.db").exists()
        else b"SQLite"
    )
    assert content.startswith(b"SQLite")
