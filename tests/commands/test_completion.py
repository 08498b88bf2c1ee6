"""Shells complete commands, options and ids, in real shells; nothing is written, and no text of an author is obeyed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.commands.completing import SOURCES, source_of
from mlops_survey_tui.commands.completion import INSTALL, Shell
from mlops_survey_tui.store.opening import open_store
from tests.terminal.terminal import Terminal

COFFEE = Path(__file__).resolve().parents[2] / "questions" / "examples" / "coffee"
PROGRAMS = Path(sys.executable).parent


def _complete(line: str, shell: str = "bash", **environ: str) -> subprocess.CompletedProcess[str]:
    """Ask as a shell asks, for the end of a line."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1), "_TYPER_COMPLETE_ARGS": line}
    asked = {
        **os.environ,
        **environ,
        **words,
        "_MLOPS_SURVEY_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    return subprocess.run(
        [sys.executable, "-m", "mlops_survey_tui"], env=asked, capture_output=True, text=True, timeout=60, check=True
    )


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("mlops-survey resp", ["responses"]),
        ("mlops-survey --theme d", ["dark"]),
        ("mlops-survey responses export --format js", ["json", "jsonl"]),
        (f"mlops-survey --questions {COFFEE} --section h", ["habits"]),
        (f"mlops-survey preview {COFFEE} --at c", ["consent", "cups", "care"]),
        (f"mlops-survey design --questions {COFFEE} q", ["qualities"]),
        (f"mlops-survey --questions {COFFEE} --lang d", ["de"]),
        ("mlops-survey --channel c", ["community"]),
    ],
)
def test_values_are_completed(line: str, offered: list[str]) -> None:
    assert _complete(line).stdout.split() == offered


def test_ids_of_interviews_are_completed(tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    stored = ["simulate", "--count", "2", "--questions", str(COFFEE), "--store", "--data-dir", data]
    assert CliRunner().invoke(app, stored).exit_code == 0
    listed = CliRunner().invoke(app, ["responses", "list", "--data-dir", data]).stdout.splitlines()[1:]
    names = [line.split()[0] for line in listed]
    assert len(names) == 2
    assert _complete("mlops-survey responses show ", MLOPS_SURVEY_DATA_DIR=data).stdout.split() == names
    assert _complete(f"mlops-survey --data-dir {data} --resume ").stdout.split() == names


def test_completing_neither_waits_for_a_database_nor_mends_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    open_store(data).close()
    database = data / "interviews.sqlite3"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        assert _complete("mlops-survey responses show ", MLOPS_SURVEY_DATA_DIR=str(data)).stdout.split() == []
        assert time.monotonic() - begun < 4
    database.write_bytes(b"x" * 10_000)
    before = sorted(data.rglob("*"))
    done = _complete("mlops-survey responses show ", MLOPS_SURVEY_DATA_DIR=str(data))
    assert (done.stdout.split(), done.stderr) == ([], "")
    assert sorted(data.rglob("*")) == before
    assert database.read_bytes() == b"x" * 10_000


@pytest.mark.parametrize(
    "line", ["--resume ", "responses show ", "--section ", "--questions nowhere --section ", "--version "]
)
def test_completing_writes_nothing_and_says_nothing_of_what_is_missing(line: str) -> None:
    home = Path(os.environ["HOME"])
    done = _complete(f"mlops-survey {line}")
    assert done.stderr == ""
    assert list(home.rglob("*")) == []


HOSTILE = """
id: hostile
title: Hostile
edition: "1"
version: "1.0"
status: draft
consent: consent
target_minutes: {median: 1, longest: 2}
sections:
  - id: all
    title: 'x\\$(touch MARK)`touch MARK`"; touch MARK; '''' [/red] [bold](touch MARK) $HOME'
    questions:
      - {id: consent, kind: single, text: "May we?", required: true, sensitivity: none,
         options: [{id: "yes", label: "Yes"}, {id: "no", label: "No", end: discard}]}
"""


def _hostile(folder: Path) -> Path:
    (folder / "survey").mkdir()
    (folder / "survey" / "survey.yaml").write_text(HOSTILE, encoding="utf-8")
    return folder / "survey"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_texts_of_authors_reach_no_shell_as_code(shell: str, tmp_path: Path) -> None:
    done = _complete(f"mlops-survey --questions {_hostile(tmp_path)} --section ", shell)
    assert "all" in done.stdout
    text = done.stdout.removeprefix("_arguments '*: :((").removesuffix("))'\n")
    assert not set(text) & set("$`\\;()[]<>&|'")


def test_every_source_is_used_and_every_id_has_one() -> None:
    parameters = list(_parameters(get_command(app)))
    used = [source for parameter in parameters if (source := source_of(parameter))]
    assert set(SOURCES.values()) <= set(used)
    lacking = {"--section", "--resume", "--channel", "--lang"} & {
        name for parameter in parameters for name in parameter.opts if source_of(parameter) is None
    }
    assert lacking == set()


def _parameters(command: Any) -> Iterator[Any]:
    yield from command.params
    for subcommand in getattr(command, "commands", {}).values():
        yield from _parameters(subcommand)


@pytest.mark.parametrize("shell", Shell)
def test_the_script_says_how_it_is_installed(shell: Shell) -> None:
    done = CliRunner().invoke(app, ["completion", shell.value])
    assert done.exit_code == 0
    *script, last = done.stdout.splitlines()
    assert last == f"# {INSTALL[shell]}"
    assert any("_MLOPS_SURVEY_COMPLETE" in line for line in script)


@pytest.fixture
def shell() -> Iterator[Callable[..., Terminal]]:
    """Starts shells in a terminal, with the program of this environment."""
    started: list[Terminal] = []

    def start(name: str, *options: str) -> Terminal:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed")
        environ = {"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "PS1": "> ", "HOME": os.environ["HOME"]}
        started.append(Terminal([path, *options], environ, width=120))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("name", "options", "prepare"),
    [
        ("bash", ("--norc", "--noprofile"), ""),
        ("zsh", ("-f", "-i"), "autoload -Uz compinit; compinit -D; "),
    ],
)
def test_a_line_typed_in_a_shell_is_completed(
    shell: Callable[..., Terminal], name: str, options: tuple[str, ...], prepare: str
) -> None:
    terminal = shell(name, *options)
    terminal.settle()
    terminal.send(f'{prepare}eval "$(mlops-survey completion {name})"; clear; echo rea""dy\r')
    terminal.wait_for("ready")
    for typed, completed in (
        ("mlops-survey compl", "mlops-survey completion"),
        (f"mlops-survey --questions {COFFEE} --section hab", "--section habits"),
    ):
        terminal.send(typed)
        terminal.wait_for(typed[-20:])
        terminal.send("\t")
        terminal.wait_for(completed)
        terminal.send("\x15")
    assert "command not found" not in terminal.text()


def test_fish_completes_with_descriptions() -> None:
    fish = shutil.which("fish")
    if fish is None:
        pytest.skip("fish is not installed")
    ask = f'mlops-survey completion fish | source; complete -C "mlops-survey --questions {COFFEE} --section "'
    environ = {**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}"}
    done = subprocess.run(
        [fish, "--no-config", "-c", ask], env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    assert {"welcome\tWelcome", "habits\tYour cups"} <= set(done.stdout.splitlines())
