"""An interview is recorded in a real terminal, backs and all, and the script replays to the same."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui.rehearsal.script.reading import read_script

from .terminal import Terminal

pytestmark = pytest.mark.terminal
COFFEE = Path(__file__).resolve().parents[2] / "questions" / "examples" / "coffee"
PROGRAM = [sys.executable, "-m", "mlops_survey_tui"]
GRACE = 0.17


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def _press(terminal: Terminal, shown: str, *keys: str) -> None:
    terminal.wait_for(shown, 15)
    time.sleep(GRACE)
    for key in keys:
        terminal.send(key)
        terminal.settle(0.03)


def test_whatever_the_respondent_does_is_in_the_script(terminals: list[Terminal], tmp_path: Path) -> None:
    out = tmp_path / "recorded.yaml"
    terminal = Terminal(
        [*PROGRAM, "record", str(out), "--questions", str(COFFEE), "--seed", "pty"], width=80, height=24
    )
    terminals.append(terminal)
    _press(terminal, "recorded as a script", "\r")
    _press(terminal, "May we keep", "1", "\r")
    _press(terminal, "What do you drink", "1", "\r")
    _press(terminal, "How many cups", "3", "\x1b")
    _press(terminal, "What do you drink", "2", "\r")
    _press(terminal, "How many cups", "\x7f", "2", "\r")
    terminal.wait_for("Where do you drink")
    terminal.send("\x03")
    terminal.wait_for("Ctrl+C again")
    terminal.send("\x03")
    assert terminal.exit_code() == 0
    spec = read_script(out).spec
    verbs = [step.verbs()[0] for step in spec.steps or ()]
    assert "back" in verbs
    assert verbs[-1] == "pause"
    assert spec.expect is not None
    assert spec.expect.answers == {"consent": "yes", "drinks": "both", "cups": 2}
    done = subprocess.run([*PROGRAM, "replay", str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    refused = subprocess.run([*PROGRAM, "record", str(out)], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "already" in refused.stderr


def test_a_place_that_cannot_be_written_is_told_before_the_first_question(tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "recorded.yaml"
    told = subprocess.run([*PROGRAM, "record", str(out)], capture_output=True, text=True, check=False)
    assert told.returncode == 4
    assert f"{out}: No such file or directory" in told.stderr


def test_an_interview_whose_place_is_taken_meanwhile_is_kept_elsewhere(
    terminals: list[Terminal], tmp_path: Path
) -> None:
    out = tmp_path / "recorded.yaml"
    terminal = Terminal([*PROGRAM, "record", str(out), "--questions", str(COFFEE)], {"TMPDIR": str(tmp_path)})
    terminals.append(terminal)
    _press(terminal, "recorded as a script", "\r")
    _press(terminal, "May we keep", "1", "\r")
    terminal.wait_for("What do you drink")
    out.write_text("precious")
    terminal.send("\x03\x03")
    assert terminal.exit_code() == 4
    assert out.read_text() == "precious"
    (kept,) = tmp_path.glob("mlops-survey-*/recorded.yaml")
    spec = read_script(kept).spec
    assert spec.expect is not None
    assert spec.expect.answers == {"consent": "yes"}
    assert subprocess.run([*PROGRAM, "replay", str(kept)], capture_output=True, check=False).returncode == 0


def test_where_no_interview_could_be_held_nobody_is_said_to_have_declined(tmp_path: Path) -> None:
    told = subprocess.run(
        [*PROGRAM, "record", str(tmp_path / "x.yaml")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert "is not one" in told.stderr
    assert "agreed" not in told.stderr
