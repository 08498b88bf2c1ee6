"""The manual page is sound, whole and current, and commands, examples, variables and exit codes are told everywhere."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from typer.main import get_command

from mlops_survey_tui import exit_codes
from mlops_survey_tui.cli import app
from mlops_survey_tui.commands.groups import GROUPS, grouped
from mlops_survey_tui.environment import VARIABLES

from .commands_page import Command, commands, commands_page, variables
from .examples import EXAMPLES
from .man_page import man_page
from .markdown import PROJECT

_NO_VARIABLES = {"MLOPS_SURVEY_COMPLETE"}
"""Set by shells, not by people."""


@pytest.mark.parametrize("checker", [["mandoc", "-Tlint"], ["groff", "-ww", "-K", "utf8", "-man", "-Tutf8"]])
def test_programs_that_show_manuals_find_no_fault(checker: list[str], tmp_path: Path) -> None:
    if which(checker[0]) is None:
        pytest.skip(f"{checker[0]} is not installed")
    page = tmp_path / "mlops-survey.1"
    page.write_text(man_page(), encoding="utf-8")
    done = subprocess.run([*checker, str(page)], capture_output=True, text=True, timeout=60, check=False)
    said = done.stderr if checker[0] == "groff" else done.stdout + done.stderr
    assert [line for line in said.splitlines() if "longer than 80 bytes" not in line] == []


def test_the_manual_names_every_command_option_variable_and_code() -> None:
    text = re.sub(r"\\f.|\\&", "", man_page()).replace(r"\-", "-")
    for command in commands():
        assert command.path in text
        assert [
            name for one in command.command.params for name in one.opts if name[0] == "-" and name not in text
        ] == []
    assert [name for name in (*variables(), *exit_codes.MEANINGS) if name not in text] == []
    assert "\n.SH KEYS\n" in text


@pytest.mark.parametrize("line", [line for examples in EXAMPLES.values() for line, _ in examples])
def test_examples_can_be_given(line: str) -> None:
    command: Any = get_command(app)
    context, (name, *rest) = None, shlex.split(line)
    while True:
        helped = "--help" in rest and not hasattr(command, "commands")
        context = command.make_context(name, list(rest), parent=context, resilient_parsing=helped or "--help" in rest)
        rest = [*getattr(context, "_protected_args", ()), *context.args]
        if not hasattr(command, "commands") or not rest:
            return
        name, *rest = rest
        command = command.commands[name]


def test_examples_stand_by_their_commands() -> None:
    paths = {command.path for command in commands()}
    assert EXAMPLES.keys() <= paths
    assert [path for path, examples in EXAMPLES.items() if any(not line.startswith(path) for line, _ in examples)] == []
    placed = {f"mlops-survey {name}" for group in GROUPS.values() for name in group}
    assert placed - EXAMPLES.keys() == set(), "give an example"


def test_every_command_has_its_place_in_the_help() -> None:
    """New commands stand under the last heading until somebody says whom they are for."""
    names = {command.path.split()[1] for command in commands() if command.path.count(" ") == 1}
    placed = [name for group in GROUPS.values() for name in group]
    assert set(placed) <= names
    assert len(placed) == len(set(placed))
    assert [name for _, group in grouped(["new", *names]) for name in group].count("new") == 1


def test_variables_in_the_code_are_in_the_registry_and_none_else() -> None:
    texts = [
        file.read_text(encoding="utf-8") for file in (PROJECT / "src").rglob("*.py") if file.name != "environment.py"
    ]
    used = {name for text in texts for name in re.findall(r"MLOPS_SURVEY_[A-Z_]+", text)} - _NO_VARIABLES
    assert {name for name in variables() if name.startswith("MLOPS")} == used, "say in environment.py what it does"


def test_every_exit_code_has_a_meaning() -> None:
    codes = {str(value) for name, value in vars(exit_codes).items() if name.isupper() and isinstance(value, int)}
    assert codes <= exit_codes.MEANINGS.keys()


def test_help_is_plain_text_that_names_the_plain_face_first() -> None:
    whole, *others = commands()
    text = whole.command.get_help(whole.context)
    assert re.search(r"Options:\n  (--\w+)", text)[1] == "--plain"  # type: ignore[index]
    assert text.index("For respondents:") < text.index("For moderators:") < text.index("For authors:")
    for command in (whole, *others):
        assert not re.search(r"\[/?(bold|red|green|dim|cyan)\]|\x1b", _help(command))


def _help(command: Command) -> str:
    return str(command.command.get_help(command.context))


def test_the_reference_tells_variables_codes_and_examples() -> None:
    page = commands_page()
    assert [name for name in VARIABLES if f"`{name.split(', ')[0]}`" not in page] == []
    assert "## Exit codes" in page
    assert [line for examples in EXAMPLES.values() for line, _ in examples if line not in page] == []
