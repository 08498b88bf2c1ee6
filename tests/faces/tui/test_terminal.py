"""What is decided about the terminal before Textual is loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mlops_survey_tui.faces.terminal import needs_ascii, obstacle


@pytest.mark.parametrize(
    ("environ", "encoding", "ascii_only"),
    [
        ({"LANG": "en_US.UTF-8"}, "utf-8", False),
        ({}, "utf-8", False),
        ({"LC_CTYPE": "C.UTF-8"}, "utf-8", False),
        ({"LC_ALL": "C"}, "utf-8", True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8", True),
        ({"LANG": "de_DE.ISO-8859-1"}, "utf-8", True),
        ({"LANG": "en_US.UTF-8"}, "iso8859-1", True),
        ({"LANG": "en_US.UTF-8", "MLOPS_SURVEY_ASCII": "1"}, "utf-8", True),
        ({"LANG": "en_US.UTF-8", "MLOPS_SURVEY_ASCII": "off"}, "utf-8", False),
    ],
)
def test_ascii_glyphs_for_locales_without_utf8(environ: dict[str, str], encoding: str, ascii_only: bool) -> None:
    assert needs_ascii(environ, encoding) is ascii_only


def test_a_dumb_terminal_is_an_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.isatty", lambda _: True)
    assert "TERM=dumb" in obstacle({"TERM": "dumb"})
    assert "is not set" in obstacle({})
    assert obstacle({"TERM": "xterm-256color"}) == ""


def test_a_pipe_is_an_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.isatty", lambda descriptor: descriptor != 1)
    assert "standard output is not one" in obstacle({"TERM": "xterm"})


def test_without_a_terminal_the_exit_code_is_2_and_textual_is_not_loaded() -> None:
    program = (
        "import sys\n"
        "from tests.faces.tui.fakes import FakeSession, PAGES, start_with\n"
        "from mlops_survey_tui.faces.tui.run import run\n"
        "code = run(start_with(FakeSession(PAGES)))\n"
        "print('textual' in sys.modules)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "False\n")
    assert "draws on a terminal" in done.stderr
