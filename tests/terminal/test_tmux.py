"""The survey inside tmux: detach and attach, the shell and back, another size, and a server that is killed."""

from __future__ import annotations

import base64
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.faces.tui.scripts import LABELS

from .terminal import PROGRAM, Terminal

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]
COFFEE = Path(__file__).resolve().parents[2] / "questions" / "examples" / "coffee"
SMALL = f"{shlex.quote(sys.executable)} {shlex.quote(str(PROGRAM))}"


class Tmux:
    """A tmux server of its own, seen through terminals that are attached to it."""

    def __init__(self, folder: Path, settings: str = "") -> None:
        self._socket, self._settings = folder / "socket", folder / "tmux.conf"
        self._settings.write_text(f"set -g status off\n{settings}\n")
        self._profile = folder / "profile"
        self._profile.write_text("PS1='SHELL '\n")
        self.terminals: list[Terminal] = []

    def command(self, *arguments: str) -> list[str]:
        """Return a command line for this server."""
        return ["tmux", "-S", str(self._socket), "-f", str(self._settings), *arguments]

    def run(self, *arguments: str) -> str:
        """Give the server a command and return what it says."""
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False, timeout=10)
        return done.stdout

    def open(self, *arguments: str, environ: Mapping[str, str] | None = None, width: int = 80) -> Terminal:
        """Attach a terminal."""
        self.terminals.append(Terminal(self.command(*arguments), environ, width=width))
        return self.terminals[-1]

    def shell(self, command: str, **environ: str) -> Terminal:
        """Open a shell in a new session and run a command in it."""
        terminal = self.open("new-session", "sh", environ={"ENV": str(self._profile), **environ})
        terminal.wait_for("SHELL")
        terminal.send(f"{command}\r")
        return terminal

    def close(self) -> None:
        """End the server and its terminals."""
        self.run("kill-server")
        for terminal in self.terminals:
            terminal.close()


@pytest.fixture
def server() -> Iterator[Callable[..., Tmux]]:
    """Start servers, each with a socket whose path is short enough."""
    folder = Path(tempfile.mkdtemp(prefix="survey-"))
    started: list[Tmux] = []

    def start(settings: str = "") -> Tmux:
        started.append(Tmux(folder, settings))
        return started[-1]

    yield start
    for tmux in started:
        tmux.close()
    shutil.rmtree(folder)


Server = Callable[..., Tmux]


def test_detached_and_attached_again_at_another_size_it_goes_on(server: Server) -> None:
    tmux = server()
    first = tmux.shell(SMALL, POSITION="1")
    first.wait_for("Which role")
    first.send("2")
    first.wait_for("2 ● ML engineer")
    tmux.run("detach-client")
    assert first.exit_code() == 0
    again = tmux.open("attach-session", width=60)
    again.wait_for("2 ● ML engineer")
    again.wait_for("? help")
    again.send("3")
    again.wait_for("3 ● Platform engineer")
    assert max(len(line.rstrip()) for line in again.screen.display) <= 60


def test_suspended_to_the_shell_and_back(server: Server) -> None:
    terminal = server().shell(SMALL, POSITION="5")
    terminal.wait_for("What is missing?")
    terminal.send("kept")
    terminal.wait_for("kept")
    terminal.send("\x1a")
    terminal.wait_for("Stopped")
    terminal.send("stty -a | tr ' ' '\\n' | grep -x -e echo -e icanon | tr '\\n' .\r")
    terminal.wait_for("icanon.echo.")
    terminal.send("fg\r")
    terminal.wait_for("What is missing?")
    terminal.send(" more")
    terminal.wait_for("kept more")


def test_many_sizes_of_the_window_end_with_a_whole_screen(server: Server) -> None:
    tmux = server()
    terminal = tmux.shell(SMALL, POSITION="1")
    terminal.wait_for("Which role")
    sizes = [(1 + step * 37 % 150, 1 + step * 17 % 50) for step in range(100)]
    resizes = [part for width, height in sizes for part in ("resize-window", "-x", str(width), "-y", str(height), ";")]
    tmux.run(*resizes, "resize-window", "-x", "80", "-y", "24")
    terminal.wait_for("Which role best describes your current job?")
    terminal.wait_for("? help")
    terminal.send("2")
    terminal.wait_for("2 ● ML engineer")


def test_a_killed_server_ends_the_survey_and_loses_nothing(server: Server, tmp_path: Path) -> None:
    survey = [sys.executable, "-m", "mlops_survey_tui", "--data-dir", str(tmp_path / "data")]
    survey += ["--questions", str(COFFEE)]
    tmux = server()
    terminal = tmux.shell(f"echo $$ > {tmp_path / 'pid'}; exec {shlex.join(survey)}")
    for shown, keys in (("Start the survey", "\r"), ("May we keep", "1\r"), ("What do you drink", "1\r")):
        terminal.wait_for(shown)
        terminal.settle(0.2)
        terminal.send(keys)
    terminal.wait_for("How many cups")
    terminal.settle(0.2)
    terminal.send("3")
    terminal.wait_for("│3_")
    process, begun = Path("/proc") / (tmp_path / "pid").read_text().strip(), time.monotonic()
    tmux.run("kill-server")
    while process.exists() and "Z" not in (process / "stat").read_text().rpartition(")")[2].split()[:1]:
        assert time.monotonic() - begun < 5, "the survey outlived its terminal"
        time.sleep(0.02)
    again = Terminal(survey)
    try:
        again.wait_for("Go on with")
        again.settle(0.2)
        again.send("\r")
        again.wait_for("How many cups")
        again.wait_for("│3_")
    finally:
        again.close()


def test_copied_through_tmux_as_it_is_set_by_itself(server: Server) -> None:
    terminal = server().shell(SMALL, POSITION="1")
    terminal.wait_for("Which role")
    terminal.send("2")
    terminal.wait_for("2 ● ML engineer")
    terminal.send("y")
    terminal.wait_for("Copied: the question and your answer so far, through tmux.")
    terminal.settle(0.1)
    (data,) = re.findall(rb"\x1b\]52;[a-z]*;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)", terminal.output)
    text = base64.b64decode(data).decode()
    assert text.startswith("Which role best describes your current job?")
    assert "2 ● ML engineer" in text


@pytest.mark.parametrize(("settings", "ground"), [("", "14181f"), ("set -g window-style bg=#ffffff", "fbfaf7")])
def test_tmux_tells_the_background_or_nothing_and_leaves_no_trace(server: Server, settings: str, ground: str) -> None:
    tmux = server(f"{settings}\nset -g default-terminal tmux-256color\nset -as terminal-features ',*:RGB'")
    terminal = tmux.shell(f"COLORTERM=truecolor {SMALL}", POSITION="1")
    terminal.wait_for("Which role")
    terminal.settle(0.1)
    assert terminal.screen.buffer[20][2].bg == ground
    assert "rgb:" not in terminal.text()
    assert "●" not in terminal.text()


def test_right_to_left_and_wide_texts_keep_their_columns(server: Server) -> None:
    tmux = server()
    program = Path(__file__).with_name("scripts_program.py")
    terminal = tmux.shell(f"{shlex.quote(sys.executable)} {shlex.quote(str(program))}")
    terminal.wait_for("left to place")
    shown = tmux.run("capture-pane", "-p").split("\n")
    rows = [line.rstrip() for line in shown if "░" in line]
    assert len(rows) == len(LABELS)
    assert all(row.endswith("░   0") for row in rows), "a row was pushed out of the window"
    assert all(label in "\n".join(rows) for label in LABELS.values())
