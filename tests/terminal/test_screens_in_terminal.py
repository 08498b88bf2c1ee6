"""Colours as the terminal and the respondent want them, and input that no program should trip over."""

from __future__ import annotations

import base64
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping

import pytest

from .terminal import PROGRAM, Terminal

pytestmark = pytest.mark.terminal
Opener = Callable[[Mapping[str, str]], Terminal]
QUESTION, ATTRIBUTES = b"\x1b]11;?\x1b\\\x1b[c", b"\x1b[?62;4c"
WHITE, BLACK = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;rgb:0000/0000/0000\x07"
LIGHT, DARK = "fbfaf7", "14181f"
"""The grounds of the two themes."""


@pytest.fixture
def opened() -> Iterator[Opener]:
    terminals: list[Terminal] = []

    def open_terminal(environ: Mapping[str, str]) -> Terminal:
        terminals.append(Terminal([sys.executable, str(PROGRAM)], {"COLORTERM": "truecolor", **environ}))
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.close()


def _asked(terminal: Terminal) -> None:
    begun = time.monotonic()
    while QUESTION not in terminal.output:
        assert time.monotonic() - begun < 10
        terminal.read(0.01)


def _ground(terminal: Terminal) -> str:
    terminal.wait_for("Start the survey")
    terminal.settle(0.1)
    return str(terminal.screen.buffer[12][2].bg)


@pytest.mark.parametrize(
    ("answer", "ground"), [(WHITE, LIGHT), (BLACK, DARK), (b"", DARK), (b"\x1b]11;nonsense\x1b\\", DARK)]
)
def test_the_background_that_the_terminal_tells_decides_on_the_theme(
    opened: Opener, answer: bytes, ground: str
) -> None:
    terminal = opened({})
    _asked(terminal)
    terminal.send(answer + ATTRIBUTES)
    assert _ground(terminal) == ground


def test_keys_typed_while_the_terminal_is_asked_are_not_lost(opened: Opener) -> None:
    terminal = opened({"POSITION": "5"})
    _asked(terminal)
    terminal.send(b"ab" + BLACK + "é日".encode() + ATTRIBUTES)
    terminal.wait_for("abé日")
    assert terminal.output.count(b"rgb:") == 0, "the answer was echoed"


def test_an_answer_that_comes_too_late_presses_no_key(opened: Opener) -> None:
    terminal = opened({"POSITION": "1"})
    terminal.wait_for("Which role")
    terminal.send(WHITE + ATTRIBUTES)
    terminal.send("2")
    terminal.wait_for("2 ● ML engineer")
    assert terminal.text().count("●") == 1


@pytest.mark.parametrize(
    ("environ", "ground"),
    [
        ({"COLORFGBG": "0;15"}, LIGHT),
        ({"MLOPS_SURVEY_THEME": "light"}, LIGHT),
        ({"MLOPS_SURVEY_THEME": "contrast", "COLORFGBG": "0;15"}, "000000"),
    ],
)
def test_who_says_the_theme_is_not_asked(opened: Opener, environ: dict[str, str], ground: str) -> None:
    terminal = opened(environ)
    assert _ground(terminal) == ground
    assert b"\x1b]11" not in terminal.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_the_terminal_is_asked_leaves_it_as_it_was(opened: Opener, number: signal.Signals) -> None:
    terminal = opened({})
    _asked(terminal)
    terminal.signal(number)
    assert terminal.exit_code() == 128 + number
    assert terminal.echoed


def _colours(output: bytes) -> set[str]:
    """Return all parameters in the output that would set a colour."""
    found = set()
    for sequence in re.findall(rb"\x1b\[([\d;:]*)m", output):
        for parameter in re.split(rb"[;:]", sequence):
            if 30 <= int(parameter or 0) <= 107:
                found.add(sequence.decode())
    return found


def test_no_color_writes_no_colour_and_shows_cursor_choice_and_field(opened: Opener) -> None:
    terminal = opened({"NO_COLOR": "1", "POSITION": "1"})
    terminal.wait_for("Which role")
    terminal.send("2")
    terminal.wait_for("▸ 2 ● ML engineer")
    row = next(y for y, line in enumerate(terminal.screen.display) if "▸" in line)
    assert terminal.screen.buffer[row][10].reverse
    assert not terminal.screen.buffer[row + 1][10].reverse
    terminal.send("\x03")
    terminal.wait_for("! Press Ctrl+C again")
    assert _colours(terminal.output) == set()
    assert all(cell.fg == cell.bg == "default" for line in terminal.screen.buffer.values() for cell in line.values())


def test_an_empty_no_color_asks_for_nothing(opened: Opener) -> None:
    terminal = opened({"NO_COLOR": "", "COLORFGBG": "0;15"})
    assert _ground(terminal) == LIGHT


def test_ascii_can_be_asked_for_where_the_locale_has_more(opened: Opener) -> None:
    terminal = opened({"MLOPS_SURVEY_ASCII": "1"})
    terminal.wait_for("> Start the survey")
    assert terminal.text().isascii()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (b"a\xffb", "a�b"),
        (b"caf\xe9!", "caf�!"),
        (b"\x1b[200~a\xed\xa0\x80b\x00c\x1b[201~", "a���b"),
        ("日".encode()[:2] + b"x", "�x"),
    ],
)
def test_bytes_that_are_no_text_are_shown_and_the_next_key_is_answered(opened: Opener, sent: bytes, shown: str) -> None:
    terminal = opened({"POSITION": "5"})
    terminal.wait_for("What is missing?")
    terminal.send(sent)
    terminal.wait_for(shown)
    terminal.send("Z")
    terminal.wait_for("Z_")
    terminal.send("\x03\x03")
    assert terminal.exit_code() == 0


def test_a_terminal_of_another_encoding_is_read_in_it(opened: Opener) -> None:
    terminal = opened({"POSITION": "5", "PYTHONIOENCODING": "latin-1"})
    terminal.wait_for("What is missing?")
    terminal.send(b"caf\xe9!")
    terminal.settle()
    terminal.send("\x03\x03")
    assert terminal.exit_code() == 0
    assert b"ENTERED 5" in terminal.output


def test_options_of_the_command_choose_theme_and_characters() -> None:
    command = [sys.executable, "-m", "mlops_survey_tui", "--memory", "--theme", "mono", "--ascii"]
    terminal = Terminal(command, {"COLORTERM": "truecolor", "MLOPS_SURVEY_THEME": "light"})
    try:
        terminal.wait_for("> Start the survey")
        assert terminal.text().isascii()
        assert _colours(terminal.output) == set()
        assert b"\x1b]11" not in terminal.output
    finally:
        terminal.close()


def test_the_terminal_itself_is_asked_to_copy(opened: Opener) -> None:
    terminal = opened({"POSITION": "1"})
    terminal.wait_for("Which role")
    terminal.send("y")
    terminal.wait_for("Copied: the question and your answer so far, if your terminal allows it.")
    (data,) = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", terminal.output)
    assert base64.b64decode(data).decode().startswith("Which role best describes your current job?\n\nPick the one")
