"""Two real terminals, one database: what the moderator types arrives, and killing either side loses nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app

from .terminal import Terminal

pytestmark = pytest.mark.terminal
WORKSHOP = Path(__file__).parents[2] / "questions" / "examples" / "workshop"
PANEL = "\x1b[19~"
Opener = Callable[..., Terminal]
MARKERS = ("zebracode", "zebranote", "zebraprobe", "zebraask", "zebrasaid", "zebrapanel", "zebradraft")


def command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "mlops_survey_tui", "--data-dir", str(data), *arguments]


def output(data: Path, *arguments: str) -> str:
    found = CliRunner().invoke(app, ["--data-dir", str(data), *arguments])
    assert found.exit_code == 0, found.output
    return found.stdout


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    terminals: list[Terminal] = []

    def open_terminal(*arguments: str) -> Terminal:
        terminals.append(Terminal(command(tmp_path / "data", "moderate", *arguments)))
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.close()


def begun(opened: Opener, *arguments: str) -> Terminal:
    """Open the respondent's side, and go on to the first question after consent."""
    respondent = opened("--questions", str(WORKSHOP), *arguments)
    if "--notes" not in arguments:
        press(respondent, "Respondent's code", "zebracode\r")
        press(respondent, "▸ Yes: begin", "\r")
    press(respondent, "Start the survey", "\r")
    press(respondent, "May we keep", "1\r")
    respondent.wait_for("Did you take part?")
    return respondent


def press(terminal: Terminal, text: str, keys: str) -> None:
    """Wait for a text and for the end of the grace after it, then type."""
    terminal.wait_for(text)
    terminal.settle(0.2)
    for key in keys:
        terminal.send(key)


def wrote(console: Terminal, keys: str, text: str, seen: str) -> None:
    """Press keys one by one, type a text, give it, and wait for what comes of it."""
    for key in keys:
        console.send(key)
        console.settle(0.15)
    console.send(f"{text}\r")
    console.wait_for(seen)


def questions(data: Path) -> dict[str, Any]:
    found = json.loads(output(data, "clarity", "--format", "json"))
    return {one["id"]: one for one in found["questions"]}


def test_notes_arrive_in_the_report_and_nowhere_else(opened: Opener, tmp_path: Path) -> None:
    """Also the respondent's screen shows none of it, the panel once it is closed included."""
    data = tmp_path / "data"
    respondent = begun(opened)
    console = opened("--console")
    console.wait_for("attendance")
    wrote(console, "n", "zebranote", "The note is kept.")
    console.send("2")
    console.wait_for("Rated 2 of 5.")
    wrote(console, "p1", "zebraask\rzebrasaid", "The probe is kept.")
    assert not any(marker in respondent.text() for marker in MARKERS)
    press(respondent, "Did you take part?", "1\r")
    console.wait_for("Which workshops")
    wrote(console, "p1", "zebraprobe", "The probe is kept.")
    respondent.wait_for("Type to search")
    respondent.settle()
    before = respondent.text()
    respondent.send(PANEL)
    respondent.wait_for("Panel")
    wrote(respondent, "n", "zebrapanel", "The note is kept.")
    respondent.send(PANEL)
    respondent.wait_for("Type to search")
    respondent.settle()
    assert respondent.text() == before
    console.wait_for("zebrapanel")
    wrote(console, "n", "zebradra\x7fft", "The note is kept.")
    respondent.send("\x03\x03")
    assert respondent.exit_code() == 0
    console.send("\x03\x03")
    assert console.exit_code() == 0
    found = questions(data)
    assert [quote["text"] for quote in found["attendance"]["quotes"]] == ["zebranote", "zebrasaid"]
    assert [quote["text"] for quote in found["attended"]["quotes"]] == ["zebraprobe", "zebrapanel", "zebradrft"]
    assert found["attendance"]["rating"] == 2
    assert all(0 <= quote["on_page"] < 60 for one in found.values() for quote in one["quotes"])
    assert "zebracode" not in json.dumps(found)
    assert "zebracode" in output(data, "clarity", "--respondents")
    for terminal in (respondent, console):
        left = terminal.output[terminal.output.rfind(b"\x1b[?1049l") :]
        assert b"zebra" not in left
    exports(data)


def exports(data: Path) -> None:
    """Prove that no other output of the program has a word of the moderator in it."""
    name = json.loads(output(data, "responses", "export", "--mode", "moderated"))[0]["interview"]
    outputs = [
        output(data, "responses", "export", "--mode", "moderated", "--format", f) for f in ("json", "jsonl", "csv")
    ]
    outputs += [output(data, "responses", what) for what in ("list", "check")]
    outputs += [output(data, "responses", "show", name), output(data, "responses", "export")]
    script = data.parent / "recorded.yaml"
    outputs.append(output(data, "record", str(script), "--interview", name) + script.read_text())
    assert name in outputs[0]
    assert not any(marker in text for text in outputs for marker in (*MARKERS, "zebra"))


def test_either_side_may_be_killed_at_any_time(opened: Opener, tmp_path: Path) -> None:
    data = tmp_path / "data"
    respondent = begun(opened, "--notes", "--respondent", "R-2")
    console = opened("--console")
    console.wait_for("attendance")
    name = console.text().split("Console ")[1].split()[0]
    wrote(console, "n", "a whole note", "The note is kept.")
    console.send("n")
    console.wait_for("Enter keep")
    console.send("half ty")
    console.settle(0.5)
    console.signal(signal.SIGKILL)
    respondent.signal(signal.SIGKILL)
    respondent = opened("--questions", str(WORKSHOP), "--resume", name)
    respondent.wait_for("Did you take part?")
    console = opened("--console", name)
    console.wait_for("half ty")
    console.send("ped\r")
    console.wait_for("The note is kept.")
    press(respondent, "Did you take part?", "1\r")
    respondent.wait_for("Which workshops")
    respondent.signal(signal.SIGKILL)
    assert [quote["text"] for quote in questions(data)["attendance"]["quotes"]] == ["a whole note", "half typed"]
    assert "damaged" not in output(data, "responses", "check")


def test_the_panel_opens_and_closes_while_nothing_can_be_stored(opened: Opener, tmp_path: Path) -> None:
    respondent = begun(opened, "--notes")
    (tmp_path / "data").rename(tmp_path / "away")
    (tmp_path / "data").touch()
    for shown in ("Panel", "Did you take part?", "Panel"):
        respondent.send(PANEL)
        respondent.wait_for(shown)
        respondent.settle(0.1)
    (tmp_path / "data").unlink()
    (tmp_path / "away").rename(tmp_path / "data")
    respondent.wait_for("attendance")
    wrote(respondent, "n", "kept", "The note is kept.")
    respondent.send("\x03\x03")
    assert respondent.exit_code() == 0


def test_the_console_follows_line_by_line_through_pipes(opened: Opener, tmp_path: Path) -> None:
    data = tmp_path / "data"
    respondent = begun(opened, "--notes")
    console = subprocess.Popen(
        command(data, "moderate", "--console", "--plain"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert console.stdin is not None
    assert console.stdout is not None
    heard: list[str] = []

    def listen(text: str) -> None:
        while not any(text in line for line in heard):
            line = console.stdout.readline()  # type: ignore[union-attr]  # it is a pipe
            assert line, heard
            heard.append(line)

    listen("Did you take part?")
    console.stdin.write("note by voice\n4\nflag 1\nclock\n")
    console.stdin.flush()
    listen("The clock: stopped.")
    press(respondent, "Did you take part?", "1\r")
    listen("Answer: Yes, in person")
    listen("Probe 1: Which ones did you leave early?")
    console.stdin.write("probe 1 the long ones\nleave\n")
    console.stdin.close()
    assert console.wait(20) == 0
    respondent.close()
    found = questions(data)
    assert [quote["text"] for quote in found["attendance"]["quotes"]] == ["by voice"]
    assert (found["attendance"]["rating"], found["attendance"]["flags"]["unclear"]) == (4, 1)
    assert [quote["text"] for quote in found["attended"]["quotes"]] == ["the long ones"]


def test_it_is_gone_on_with_by_its_own_command_and_deleted_with_its_notes(opened: Opener, tmp_path: Path) -> None:
    data = tmp_path / "data"
    respondent = begun(opened, "--notes", "--respondent", "zebracode")
    respondent.send("\x03\x03")
    assert respondent.exit_code() == 0
    name = respondent.output.partition(b"mlops-survey moderate --resume ")[2].decode().split()[0]
    other = Terminal(command(data, "--questions", str(WORKSHOP), "--resume", name))
    other.wait_for("cannot be opened")
    other.wait_for("modes are never mixed")
    other.close()
    assert json.loads(output(data, "responses", "export")) == []
    found = CliRunner().invoke(app, ["--data-dir", str(data), "responses", "delete", name, "--yes"])
    assert "0 observation(s) of its moderator" in found.stderr
    assert not any(b"zebracode" in path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_the_respondents_side_goes_line_by_line_too(tmp_path: Path) -> None:
    """The moderator's two questions come first, and what they leave of the input is the survey's."""
    data = tmp_path / "data"
    found = subprocess.run(
        command(data, "moderate", "--plain", "--questions", str(WORKSHOP)),
        input="R-9\nyes\n1\n1\n1\nsave\n", capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    held = json.loads(output(data, "clarity", "--format", "json", "--respondents"))["held"]
    assert [(one["respondent"], one["notes"]) for one in held] == [("R-9", True)]
