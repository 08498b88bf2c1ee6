"""The reference of commands, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any, NamedTuple

from typer.main import get_command

from mlops_survey_tui.cli import app

_HEAD = """
# Commands

Made from the program by `make schema`; do not edit. `mlops-survey --help` says the same.

Results go to standard output, what is said about them to standard error. Exit codes: 0 done or saved, 1 a fault in
the program, 2 a wrong command line or no terminal to draw on, 3 the questionnaire has faults, 4 something could not
be read or stored, 129, 130 and 143 ended by a signal.
"""


class Command(NamedTuple):
    """One command with its context, as the library of the command line knows it."""

    path: str
    command: Any
    context: Any

    def parameters(self) -> list[tuple[str, str]]:
        """Return how each argument and option is written, and what it does."""
        records = [parameter.get_help_record(self.context) for parameter in self.command.get_params(self.context)]
        return [record for record in records if record is not None]


def commands() -> Iterator[Command]:
    """Yield every command, subcommands after the one they belong to."""
    yield from _with_subcommands(get_command(app), "mlops-survey", None)


def _with_subcommands(command: Any, name: str, parent: Any) -> Iterator[Command]:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    yield Command(context.command_path, command, context)
    for subname, subcommand in getattr(command, "commands", {}).items():
        yield from _with_subcommands(subcommand, subname, context)


def commands_page() -> str:
    """Return the page."""
    return "\n".join([cleandoc(_HEAD), *(line for command in commands() for line in _lines(command))]) + "\n"


def _lines(command: Command) -> Iterator[str]:
    usage = command.context.get_usage().removeprefix("Usage: ")
    yield from ("", f"## {command.path}", "", cleandoc(command.command.help or ""), "", "```", usage, "```", "")
    yield from ("| Argument or option | What it does |", "| --- | --- |")
    for written, effect in command.parameters():
        yield f"| `{_cell(written)}` | {_cell(effect)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")
