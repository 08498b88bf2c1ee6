"""The reference of commands, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import cleandoc
from typing import Any, NamedTuple

from typer.main import get_command

from mlops_survey_tui.cli import app
from mlops_survey_tui.commands.groups import grouped
from mlops_survey_tui.environment import VARIABLES
from mlops_survey_tui.exit_codes import MEANINGS

from .examples import EXAMPLES

_HEAD = """
# Commands

Made from the program by `make schema`; do not edit. `mlops-survey --help` and `man mlops-survey` say the same.

Results go to standard output, what is said about them to standard error.
"""


class Command(NamedTuple):
    """One command with its context, as the library of the command line knows it."""

    path: str
    command: Any
    context: Any

    def parameters(self) -> list[tuple[str, str]]:
        """Return how each argument and option is written, and what it does."""
        shown = [one for one in self.command.get_params(self.context) if not getattr(one, "hidden", False)]
        records = [parameter.get_help_record(self.context) for parameter in shown]
        return [record for record in records if record is not None]

    @property
    def usage(self) -> str:
        """How it is written."""
        return " ".join(str(self.context.get_usage()).removeprefix("Usage: ").split())

    @property
    def help(self) -> str:
        """What it does: a sentence, and more where there is more to say."""
        return cleandoc(self.command.help or "")


def commands() -> Iterator[Command]:
    """Yield every command in the order of the help, subcommands after the one they belong to."""
    yield from _with_subcommands(get_command(app), "mlops-survey", None)


def _with_subcommands(command: Any, name: str, parent: Any) -> Iterator[Command]:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    yield Command(context.command_path, command, context)
    visible = {name: one for name, one in getattr(command, "commands", {}).items() if not one.hidden}
    names = [one for _, group in grouped(list(visible)) for one in group] if parent is None else list(visible)
    for subname in names:
        yield from _with_subcommands(visible[subname], subname, context)


def headings() -> Iterator[tuple[str, list[Command]]]:
    """Yield the commands below the program itself as help groups them."""
    found = {command.path: command for command in commands() if command.path.count(" ") == 1}
    for heading, names in grouped([path.split()[1] for path in found]):
        yield heading, [found[f"mlops-survey {name}"] for name in names]


def variables() -> dict[str, str]:
    """Return every environment variable with what it does: those of the registry, then those of single options."""
    of_options = {
        parameter.envvar: f"As {parameter.opts[0]} of {command.path}."
        for command in commands()
        for parameter in command.command.params
        if isinstance(parameter.envvar, str)
    }
    return {**VARIABLES, **{name: effect for name, effect in of_options.items() if name not in VARIABLES}}


def commands_page() -> str:
    """Return the page."""
    lines = [cleandoc(_HEAD), *_index(), *(line for command in commands() for line in _lines(command))]
    lines += _table("Environment variables", "Variable", variables())
    lines += _table("Exit codes", "Code", MEANINGS)
    return "\n".join(lines) + "\n"


def _index() -> Iterator[str]:
    for heading, group in headings():
        yield from ("", f"**{heading}**", "")
        for command in group:
            sentence = command.help.split("\n\n")[0].replace("\n", " ")
            yield f"* [{command.path.split()[1]}](#{command.path.replace(' ', '-')}): {sentence}"


def _lines(command: Command) -> Iterator[str]:
    yield from ("", f"## {command.path}", "", command.help, "", "```", command.usage, "```", "")
    yield from ("| Argument or option | What it does |", "| --- | --- |")
    for written, effect in command.parameters():
        yield f"| `{_cell(written)}` | {_cell(effect)} |"
    if examples := EXAMPLES.get(command.path):
        longest = max(len(line) for line, _ in examples)
        yield from ("", "```", *(f"{line:<{longest}}  # {effect}" for line, effect in examples), "```")


def _table(title: str, column: str, rows: Mapping[str, str]) -> Iterator[str]:
    yield from ("", f"## {title}", "", f"| {column} | What it means |", "| --- | --- |")
    for name, effect in rows.items():
        yield f"| {', '.join(f'`{part}`' for part in name.split(', '))} | {_cell(effect)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")
