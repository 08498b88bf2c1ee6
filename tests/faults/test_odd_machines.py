"""A machine that does to the survey what nobody expects: the real program, in a terminal."""

from __future__ import annotations

import os
import re
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from mlops_survey_tui.store.opening import open_store
from tests.store.sitting import COFFEE
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal
Opener = Callable[..., Terminal]
PROGRAM = [sys.executable, "-m", "mlops_survey_tui", "--questions", str(COFFEE)]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    terminals: list[Terminal] = []

    def open_survey(before: str = "", *options: str, **environ: str) -> Terminal:
        """Start the survey, after something that a shell does."""
        command = (
            ["/bin/sh", "-c", f"{before}; exec {shlex.join([*PROGRAM, *options])}"] if before else [*PROGRAM, *options]
        )
        terminals.append(
            Terminal(command, {"HOME": str(tmp_path), "MLOPS_SURVEY_DATA_DIR": str(_data(tmp_path)), **environ})
        )
        return terminals[-1]

    yield open_survey
    for terminal in terminals:
        terminal.close()


def _data(folder: Path) -> Path:
    return folder / "data"


def _entries(folder: Path) -> list[str]:
    """Return the kinds of the entries of the only interview."""
    with open_store(_data(folder), read_only=True) as store:
        (listed,) = store.list()
        return [event.kind.value for event in store.events(listed.id)]


def _at_a_question(terminal: Terminal) -> None:
    terminal.wait_for("Start the survey")
    terminal.send("\r")
    terminal.wait_for("May we keep")
    terminal.settle(0.2)
    terminal.send("1\r")
    terminal.wait_for("What do you drink")


@pytest.mark.parametrize("number", [signal.SIGUSR1, signal.SIGALRM, signal.SIGXCPU, signal.SIGABRT])
def test_a_signal_that_is_no_request_to_end_gives_the_terminal_back_too(
    opened: Opener, tmp_path: Path, number: signal.Signals
) -> None:
    terminal = opened()
    _at_a_question(terminal)
    terminal.signal(number)
    assert terminal.exit_code() == 128 + number
    assert terminal.is_restored()
    assert _entries(tmp_path)[-1] == "paused"


def test_a_signal_that_is_to_be_ignored_is_ignored(opened: Opener) -> None:
    terminal = opened("trap '' USR1")
    terminal.wait_for("Start the survey")
    terminal.signal(signal.SIGUSR1)
    _at_a_question(terminal)


def _take_the_rest_of_memory(terminal: Terminal) -> None:
    """Let the program have no more memory than it has."""
    import resource

    status = Path(f"/proc/{terminal.process.pid}/status").read_text()
    found = re.search(r"VmSize:\s+(\d+) kB", status)
    assert found is not None
    size = int(found[1]) * 1024
    resource.prlimit(terminal.process.pid, resource.RLIMIT_AS, (size, size))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limit is not heeded")
def test_a_signal_where_no_thread_can_be_started_ends_it_as_elsewhere(opened: Opener, tmp_path: Path) -> None:
    terminal = opened()
    _at_a_question(terminal)
    _take_the_rest_of_memory(terminal)
    terminal.signal(signal.SIGTERM)
    assert terminal.exit_code() == 143
    assert terminal.is_restored()
    assert _entries(tmp_path)[-1] == "paused"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COLUMNS", "9" * 5000),
        ("TEXTUAL_COLOR_SYSTEM", "none"),
        ("TEXTUAL_DRIVER", "nowhere:Driver"),
        ("TEXTUAL_DEBUG", "1"),
    ],
)
def test_what_the_environment_wishes_of_libraries_ends_nothing_and_logs_no_key(
    opened: Opener, tmp_path: Path, name: str, value: str
) -> None:
    terminal = opened(f"cd {shlex.quote(str(tmp_path))}", **{name: value})
    _at_a_question(terminal)
    terminal.send("\x03\x03")
    assert terminal.exit_code() == 0
    assert not (tmp_path / "keys.log").exists()


def test_the_next_key_after_a_flood_is_not_behind_all_of_it(opened: Opener) -> None:
    """It was answered after a quarter of a minute."""
    terminal = opened()
    _at_a_question(terminal)
    terminal.settle(0.5)
    flood = Thread(target=os.write, args=(terminal.process.child_fd, b"x" * 60_000))
    flood.start()
    while flood.is_alive():
        terminal.read(0.02)
    terminal.send("?")
    assert terminal.wait_for("Close the help") < 9
