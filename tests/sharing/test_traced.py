"""Nothing leaves without a yes: proven from the system calls of a whole interview, not from the program's word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.interview.surveys import QUESTIONS
from tests.sharing.receiving import receiving

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
_OPENED = re.compile(r'open(?:at)?\((?:[^,"]*, )?"([^"]*)", ([A-Z_|]+)')
_CHANGED = re.compile(r'(?:mkdir|rename|unlink|link|symlink|chmod|truncate)(?:at2?|at)?\([^"]*"([^"]*)"')
_WRITES = ("O_WRONLY", "O_RDWR", "O_CREAT")
_HARMLESS = ("/dev/null", "/dev/tty", "/dev/urandom")


def traced(tmp_path: Path, folder: Path, typed: str) -> tuple[str, str]:
    """Take the survey line by line under strace; return what was said, and the calls."""
    trace = tmp_path / "trace"
    calls = "trace=network,open,openat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink"
    command = ["strace", "-f", "-qq", "-s", "4096", "-e", calls, "-o", str(trace), sys.executable, "-B", "-m"]
    command += [
        "mlops_survey_tui",
        "--plain",
        "--new",
        "--questions",
        str(folder),
        "--data-dir",
        str(tmp_path / "data"),
    ]
    environment = {**os.environ, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(
        command, input=typed, capture_output=True, text=True, timeout=120, env=environment, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout, trace.read_text()


def written_outside(calls: str, inside: Path) -> list[str]:
    """Return the files outside of a directory that were opened for writing, made, moved or removed."""
    opened = [path for path, mode in _OPENED.findall(calls) if any(flag in mode for flag in _WRITES)]
    changed = [*opened, *_CHANGED.findall(calls)]
    return [path for path in changed if not path.startswith((str(inside), *_HARMLESS))]


def survey(tmp_path: Path, collector: str) -> Path:
    """Return a copy of the questionnaire about coffee that names a collector."""
    folder = tmp_path / "coffee"
    shutil.copytree(QUESTIONS / "examples" / "coffee", folder)
    manifest = folder / "survey.yaml"
    manifest.write_text(f"{manifest.read_text()}\ncollector: {collector}\n")
    return folder


TEA = "1\n" + "1\n3\nWe drink tea.\ndone\n\nfinish\n"
"""Start, agree, tea only, a message, the thanks, the end."""


def test_an_interview_without_a_yes_connects_to_nothing_and_writes_nowhere_else(tmp_path: Path) -> None:
    with receiving() as receiver:
        said, calls = traced(tmp_path, survey(tmp_path, receiver.address), f"{TEA}no\nno\nshow\nno\n")
        assert "Nothing was sent" in said
        assert not re.findall(r"\b(?:socket|connect|sendto|sendmsg|bind)\(", calls)
        assert written_outside(calls, tmp_path / "data") == []
        assert not receiver.kept


def test_with_a_yes_the_same_program_connects_to_the_collector_alone(tmp_path: Path) -> None:
    """The check above can fail: with a yes there is a connection, and it is seen."""
    with receiving() as receiver:
        said, calls = traced(tmp_path, survey(tmp_path, receiver.address), f"{TEA}no\nno\nyes\n")
        assert "Sent, and accepted" in said
        assert {int(port) for port in re.findall(r"connect\(.*sin_port=htons\((\d+)\)", calls)} == {
            receiver.server_port
        }
        assert written_outside(calls, tmp_path / "data") == []
        assert receiver.kept
