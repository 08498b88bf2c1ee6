"""What each command loads: a respondent does not wait for what only authors need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal

from .processes import DUMP, packages_after

DUMP_NOTHING = """
import sys
from mlops_survey_tui.faces.keymap.locating import keymap_wished
keymap_wished()
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""
"""Looks for a file of keys where there is none, and prints which of the modules named were loaded."""
_COMMAND = "import sys; sys.argv = {argv!r}\nfrom mlops_survey_tui.__main__ import main\nmain()"


def _command(*arguments: str) -> str:
    return _COMMAND.format(argv=["mlops-survey", *arguments])


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--version"], {"typer", "textual", "rich", "pydantic", "yaml", "sqlite3", "sqlite_utils"}),
        (["--help"], {"textual", "pydantic", "yaml", "sqlite3", "sqlite_utils"}),
        (["responses", "--help"], {"textual", "yaml", "sqlite3", "sqlite_utils"}),
        (["collect", "--help"], {"textual", "yaml", "sqlite3", "starlette", "uvicorn", "asyncpg"}),
        (["check"], {"textual", "sqlite3", "sqlite_utils"}),
        (["analyse", "maxdiff", "--help"], {"textual", "yaml", "sqlite3", "numpy", "duckdb"}),
        (["raffle", "--help"], {"textual", "yaml", "sqlite3", "cryptography", "starlette", "uvicorn"}),
        (["responses", "list"], {"cryptography", "starlette", "uvicorn"}),
        (["responses", "list"], {"textual", "yaml"}),
        (["report", "--help"], {"textual", "yaml", "sqlite3", "duckdb", "numpy", "pandas"}),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], unwanted: set[str]) -> None:
    assert packages_after(_command(*arguments)) & unwanted == set()


@pytest.mark.terminal
def test_the_survey_is_painted_without_typer_pydantic_yaml_and_sqlite_utils(tmp_path: Path) -> None:
    first = _packages_of_a_sitting(tmp_path)
    assert "pydantic" in first, "the first start compiles the questionnaire"
    assert _packages_of_a_sitting(tmp_path) & {"typer", "pydantic", "yaml", "sqlite_utils", "gettext"} == set()


def _packages_of_a_sitting(directory: Path) -> frozenset[str]:
    """Start the bare command on a terminal, look at the welcome and at one question, leave."""
    modules = directory / "modules.json"
    environ = {"MLOPS_SURVEY_DATA_DIR": str(directory / "data"), "MODULES": str(modules)}
    terminal = Terminal([sys.executable, "-c", DUMP + _command()], environ)
    try:
        terminal.wait_for("Start the survey")
        terminal.settle()
        terminal.send("\r")
        terminal.wait_for("Esc back")
        terminal.send("\x03")
        terminal.wait_for("Press Ctrl+C again")
        terminal.send("\x03")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()
    return frozenset(name.partition(".")[0] for name in json.loads(modules.read_text()))


def test_without_a_file_of_keys_nothing_is_loaded_to_read_one(tmp_path: Path) -> None:
    modules = "mlops_survey_tui.faces.keymap.reading", "tomllib", "difflib"
    look = "import os; os.environ['XDG_CONFIG_HOME'] = {home!r}\n" + DUMP_NOTHING
    code = look.format(home=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", code, *modules], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == []


def test_the_shell_is_answered_although_the_bare_command_skips_the_command_line_library() -> None:
    """Shells ask for completion by running the command without arguments."""
    asked = {"_MLOPS_SURVEY_COMPLETE": "complete_bash", "COMP_WORDS": "mlops-survey resp", "COMP_CWORD": "1"}
    command = [sys.executable, "-m", "mlops_survey_tui"]
    done = subprocess.run(command, env={**os.environ, **asked}, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["responses"]


@pytest.mark.parametrize(
    "modules",
    [
        "mlops_survey_tui.interview.session",
        "mlops_survey_tui.questionnaire.load, mlops_survey_tui.questionnaire.compiler",
        "mlops_survey_tui.interview.kinds, mlops_survey_tui.interview.outcome",
        "mlops_survey_tui.rehearsal.driver, mlops_survey_tui.rehearsal.replies",
    ],
)
def test_the_engine_loads_no_screen_and_no_database(modules: str) -> None:
    assert packages_after(f"import {modules}") & {"textual", "rich", "typer", "sqlite3", "sqlite_utils"} == set()


@pytest.mark.parametrize("module", ["interview.session", "questionnaire.model", "faces.states", "store.opening"])
def test_what_runs_for_a_respondent_knows_no_format(module: str) -> None:
    assert packages_after(f"import mlops_survey_tui.{module}") & {"pydantic", "yaml"} == set()
