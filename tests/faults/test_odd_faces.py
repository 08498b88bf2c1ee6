"""Odd lines, odd neighbours and odd ends beside the full screen: line by line, and at a moderator's console."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui import exit_codes
from mlops_survey_tui.store.opening import open_store
from tests.moderation.interviews import WORKSHOP, Live

PROGRAM = [sys.executable, "-m", "mlops_survey_tui"]
PIPE = subprocess.PIPE
MEGABYTE = 1 << 20


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def name(data: Path) -> str:
    """Return a moderated interview that was left at its first question."""
    with open_store(data) as store:
        live = Live(store)
        live.to_attendance()
        live.interviews.close()
    return live.name


@pytest.fixture
def console(data: Path, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give the console of the interview, as it runs where the locale is one of UTF-8 and not C's."""
    command = [*PROGRAM, "--data-dir", str(data), "moderate", "--console", name, "--plain"]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    process = subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment)
    yield process
    process.kill()
    process.communicate()


def heard(process: subprocess.Popen[bytes], text: str) -> None:
    """Read until a line with this text."""
    assert process.stdout is not None
    while line := process.stdout.readline().decode():
        if text in line:
            return
    raise AssertionError(f"{text!r} was not said")


def said(process: subprocess.Popen[bytes], line: bytes) -> None:
    assert process.stdin is not None
    process.stdin.write(line)
    process.stdin.flush()


def notes(data: Path, name: str) -> list[str]:
    with open_store(data) as store:
        return [str(one.data.get("text")) for one in store.moderation.observations(name)]


def test_bytes_that_are_no_text_do_not_keep_the_console_waiting(
    console: subprocess.Popen[bytes], data: Path, name: str
) -> None:
    _output, trouble = console.communicate(b"note caf\xff\nleave\n", timeout=20)
    assert (console.returncode, trouble) == (exit_codes.DONE, b"")
    assert notes(data, name) == ["caf\ufffd"]


def test_a_line_without_end_fills_no_memory_at_the_console_and_is_told_to_be_cut(
    console: subprocess.Popen[bytes], data: Path, name: str
) -> None:
    heard(console, "Did you take part?")
    said(console, b"note " + b"n" * (40 * MEGABYTE) + b"\n")
    heard(console, "longer than 2000 characters was cut off")
    heard(console, "The note is kept.")
    peak = Path(f"/proc/{console.pid}/status").read_text().partition("VmHWM:")[2].split()[0]
    assert int(peak) < 90 * 1024
    assert [len(text) for text in notes(data, name)] == [2000]


def test_a_number_behind_many_noughts_is_no_place_in_a_list(console: subprocess.Popen[bytes]) -> None:
    heard(console, "Did you take part?")
    output, trouble = console.communicate(b"probe 001" + b"0" * 5000 + b"\n00001\n77\nflag 00009\nleave\n", timeout=20)
    assert (console.returncode, trouble) == (exit_codes.DONE, b"")
    told = output.decode().splitlines()
    assert [line.split(maxsplit=1)[0] for line in told if line][-5:] == ["Give", "Rated", "This", "Give", "Left."]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_at_the_console_keeps_the_question_that_was_asked(
    console: subprocess.Popen[bytes], data: Path, name: str, number: signal.Signals
) -> None:
    heard(console, "Did you take part?")
    said(console, b"ask What made you stop?\n")
    heard(console, "Type it in one line.")
    time.sleep(0.05)
    console.send_signal(number)
    assert console.wait(10) == exit_codes.by_signal(number)
    with open_store(data) as store:
        kept = store.moderation.draft(name, "console")
    assert kept is not None
    assert kept.data["probe"] == "What made you stop?"


def test_nobody_left_to_hear_the_console_is_no_fault_of_the_program(console: subprocess.Popen[bytes]) -> None:
    heard(console, "Did you take part?")
    assert console.stdout is not None
    console.stdout.close()
    said(console, b"status\nstatus\n")
    assert console.wait(10) == exit_codes.DONE
    assert console.stderr is not None
    assert console.stderr.read() == b""


def test_an_interview_that_was_deleted_is_told_at_the_console(
    console: subprocess.Popen[bytes], data: Path, name: str
) -> None:
    heard(console, "Did you take part?")
    said(console, b"ask What made you stop?\n")
    heard(console, "Type it in one line.")
    with open_store(data) as store:
        store.delete(name)
    heard(console, f"Interview {name} was deleted.")
    console.communicate(b"it was late\nleave\n", timeout=20)
    assert console.returncode == exit_codes.DONE
    assert not any(b"made you stop" in path.read_bytes() for path in data.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0000000019\nsave\n", "Type a number from 1 to"),
        ("\n1\n1\nreview\n0000000019\nsave\n", "Type a number from 1 to 3"),
    ],
    ids=["welcome", "review"],
)
def test_a_number_with_many_noughts_is_refused_line_by_line(data: Path, typed: str, said: str) -> None:
    command = [*PROGRAM, "--plain", "--data-dir", str(data), "--questions", str(WORKSHOP)]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (exit_codes.DONE, "")
    assert said in done.stdout


def test_a_line_without_end_fills_no_memory_line_by_line(data: Path) -> None:
    command = [*PROGRAM, "--plain", "--data-dir", str(data), "--questions", str(WORKSHOP)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE) as process:
        said(process, b"\n1\n" + b"1" * (40 * MEGABYTE) + b"\n1\n")
        heard(process, "Did you take part?")
        heard(process, "Which workshops")
        peak = Path(f"/proc/{process.pid}/status").read_text().partition("VmHWM:")[2].split()[0]
        said(process, b"save\n")
        process.communicate(timeout=20)
    assert int(peak) < 90 * 1024
    assert process.returncode == exit_codes.DONE


def test_words_are_known_at_the_console_however_their_letters_are_written(data: Path, name: str) -> None:
    command = [*PROGRAM, "--data-dir", str(data), "moderate", "--console", name, "--plain", "--lang", "de"]
    typed = "fru\u0308her\nSP\u00c4TER\n\uff4e\uff4f\uff54\uff49\uff5a zu lang\ntake   back\nzuru\u0308cknehmen\n"
    done = subprocess.run(command, input=typed.encode(), capture_output=True, timeout=20, check=False)
    assert done.returncode == exit_codes.DONE
    assert "nicht bekannt" not in done.stdout.decode()


def test_an_unclear_answer_is_no_consent_to_notes_and_neither_is_the_rest_of_a_long_code(data: Path) -> None:
    command = [*PROGRAM, "moderate", "--plain", "--data-dir", str(data), "--questions", str(WORKSHOP)]
    typed = "c" * 20_000 + "yes\nperhaps\nNo\n\n1\nsave\n"
    done = subprocess.run(command, input=typed, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (exit_codes.DONE, "")
    assert done.stdout.count("May notes and quotes be kept?") == 2
    with open_store(data) as store:
        (session,) = store.moderation.sessions()
    assert (session.respondent, session.notes) == ("c" * 40, False)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--plain", "--seed"], exit_codes.USAGE, "no text"),
        (["simulate", "--seed"], exit_codes.USAGE, "no text"),
        (["record", "x.yaml", "--seed"], exit_codes.USAGE, "no text"),
        (["moderate", "--plain", "--respondent"], exit_codes.USAGE, "no text"),
        (["responses", "show"], exit_codes.STORAGE, "no interview"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else None,
)
def test_bytes_that_are_no_text_on_the_command_line_are_not_told_as_damage(
    data: Path, name: str, words: list[str], code: int, told: str
) -> None:
    command = [*PROGRAM, *words, os.fsdecode(b"\xff")]
    environment = os.environ | {"MLOPS_SURVEY_DATA_DIR": str(data)}
    done = subprocess.run(command, input=b"\n1\n1\n", capture_output=True, env=environment, timeout=20, check=False)
    assert done.returncode == code
    assert told in done.stderr.decode()
