"""The first moments of the command: what is shown before Textual is there is what Textual shows, and keys count."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .terminal import MOUSE_ON, Terminal

pytestmark = pytest.mark.terminal
Opener = Callable[..., Terminal]
KITTY = b"\x1b[>25u"
"""What Textual, and only Textual, writes when it takes the terminal over."""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    terminals: list[Terminal] = []

    def open_survey(*arguments: str, width: int = 80, height: int = 24, **environ: str) -> Terminal:
        home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
        command = [sys.executable, "-m", "mlops_survey_tui", *arguments]
        terminals.append(Terminal(command, home | environ, width, height))
        return terminals[-1]

    yield open_survey
    for terminal in terminals:
        terminal.close()


def cells(terminal: Terminal) -> list[list[tuple[object, ...]]]:
    """Return every cell of the screen with its colours and weight, once all that was written is read."""
    terminal.read(0.02)
    return terminal.cells()


def drawn_by_textual(terminal: Terminal) -> list[list[tuple[object, ...]]]:
    """Return the cells once Textual has painted its first screen."""
    while MOUSE_ON not in terminal.output:
        terminal.read()
    terminal.settle()
    return cells(terminal)


def left(terminal: Terminal) -> None:
    """Leave from the welcome screen."""
    terminal.send("\x03")
    terminal.wait_for("Press Ctrl+C again")
    terminal.send("\x03")
    assert terminal.exit_code() == 0
    assert terminal.is_restored()


@pytest.mark.parametrize(
    ("width", "height", "environ"),
    [(80, 24, {}), (120, 40, {"COLORTERM": "truecolor"}), (40, 12, {}), (100, 30, {"NO_COLOR": "1"})],
)
def test_textual_paints_the_same_cells_and_the_next_start_shows_them_at_once(
    opened: Opener, width: int, height: int, environ: dict[str, str]
) -> None:
    terminal = opened(width=width, height=height, **environ)
    terminal.wait_for("help")
    terminal.read(0.02)
    before = terminal.cells_before(KITTY)
    assert "help" in "".join(str(cell[0]) for cell in before[-1])
    assert drawn_by_textual(terminal) == before
    left(terminal)
    again = opened(width=width, height=height, **environ)
    again.wait_for("help")
    at_once = again.output.partition(b"\x1b]11;?")[0]
    assert b"help" in at_once
    again.read(0.02)
    assert again.cells_before(KITTY) == before
    assert drawn_by_textual(again) == before


def test_keys_typed_before_anything_is_loaded_are_acted_on_in_order(opened: Opener) -> None:
    terminal = opened()
    terminal.wait_for("help")
    left(terminal)
    again = opened()
    again.send("\x1b[B\x1b[A\r")
    again.wait_for("Do you agree")


def test_leaving_an_interview_keeps_the_welcome_that_offers_it(opened: Opener) -> None:
    terminal = opened()
    terminal.wait_for("Start the survey")
    terminal.send("\r")
    terminal.wait_for("Do you agree")
    terminal.settle()
    terminal.send("1\r")
    terminal.wait_for("best describes your paid work")
    left(terminal)
    again = opened()
    again.wait_for("Go on with")
    assert b"Go on with" in again.output.partition(b"\x1b]11;?")[0]
    before = cells(again)
    assert drawn_by_textual(again) == before


def test_what_has_changed_since_is_not_shown_as_it_was(opened: Opener, tmp_path: Path) -> None:
    kept = tmp_path / "data" / "mlops-survey" / "first-screen"
    terminal = opened(MLOPS_SURVEY_RAFFLE_PASSPHRASE="never written down")
    terminal.wait_for("help")
    left(terminal)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert b"never written down" not in kept.read_bytes()
    for change in ({"LANG": "de_DE.UTF-8"}, {"COLORTERM": "truecolor"}, {"MLOPS_SURVEY_ASCII": "1"}):
        other = opened(**change)
        other.wait_for("?")
        assert b"\x1b[2;1H" not in other.output.partition(b"\x1b]11;?")[0]
        other.close()
    kept.chmod(0o666)
    planted = opened()
    planted.wait_for("help")
    assert b"\x1b[2;1H" not in planted.output.partition(b"\x1b]11;?")[0]


def test_a_refusal_is_read_on_the_terminal_as_it_was_found(opened: Opener, tmp_path: Path) -> None:
    terminal = opened()
    terminal.wait_for("help")
    left(terminal)
    backups = tmp_path / "data" / "mlops-survey" / "locks"
    for file in backups.iterdir():
        file.unlink()
    backups.rmdir()
    backups.write_text("in the way")
    refused = opened()
    assert refused.exit_code() == 4
    assert b"help" in refused.output.partition(b"\x1b[?1049l")[0]
    assert refused.is_restored()
    assert b"--memory" in refused.output.partition(b"\x1b[?1049l")[2]


@pytest.mark.parametrize("moment", [b"\x1b[?1049h", b"\x1b]11;?", KITTY], ids=["taken", "asked", "Textual"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1])
def test_a_signal_in_the_first_moment_gives_the_terminal_back(
    opened: Opener, number: signal.Signals, moment: bytes
) -> None:
    terminal = opened()
    terminal.wait_for("help")
    left(terminal)
    again = opened()
    while moment not in again.output:
        again.read(0.001)
    again.signal(number)
    assert again.exit_code() == 128 + number
    assert again.is_restored()


def _other_copies(kept: Path) -> Iterator[Callable[[], object]]:
    """Yield what else can be in the place of the screen that was kept."""
    good = kept.read_bytes()
    yield lambda: kept.write_bytes(good.replace(b"survey.yaml", b"survey\xff\x00.yaml"))
    yield lambda: kept.write_bytes(good[:-40] + b"\x1b]0;no\x07" + good[-33:])
    yield lambda: os.mkfifo(kept, 0o600)
    yield lambda: os.mkfifo(f"{kept}.new", 0o600)
    yield kept.mkdir


def test_whatever_is_in_the_place_of_the_kept_screen_is_passed_over(opened: Opener, tmp_path: Path) -> None:
    kept = tmp_path / "data" / "mlops-survey" / "first-screen"
    terminal = opened()
    terminal.wait_for("help")
    left(terminal)
    for make in _other_copies(kept):
        kept.unlink(missing_ok=True)
        make()
        other = opened()
        other.wait_for("help")
        assert b"\x1b[2;1H" not in other.output.partition(b"\x1b]11;?")[0]
        left(other)


@pytest.mark.parametrize("seen", [b"\x1b[?1049h", b"help", MOUSE_ON])
def test_suspended_at_any_moment_it_gives_the_terminal_back_and_takes_it_again(opened: Opener, seen: bytes) -> None:
    terminal = opened()
    terminal.wait_for("help")
    left(terminal)
    again = opened()
    while seen not in again.output:
        again.read(0.001)
    again.signal(signal.SIGTSTP)
    while again.state() != "T":
        again.read(0.01)
    again.read(0.1)
    assert again.is_restored()
    again.screen.reset()
    again.signal(signal.SIGCONT)
    again.wait_for("Start the survey")
    drawn_by_textual(again)
    left(again)


def test_a_stop_that_nobody_announced_leaves_the_terminal_to_be_restored(opened: Opener) -> None:
    terminal = opened()
    terminal.wait_for("help")
    drawn_by_textual(terminal)
    terminal.signal(signal.SIGSTOP)
    while terminal.state() != "T":
        terminal.read(0.01)
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("Start the survey")
    terminal.settle()
    left(terminal)
