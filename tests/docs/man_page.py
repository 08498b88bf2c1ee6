"""The manual page, from the commands, the keys, and the registries of variables and exit codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from mlops_survey_tui import __version__
from mlops_survey_tui.exit_codes import MEANINGS
from mlops_survey_tui.faces.actions import ACTIONS, RESPONDENT
from mlops_survey_tui.faces.keymap import Keymap

from .commands_page import Command, commands, headings, variables
from .examples import EXAMPLES

PATH = "man/mlops-survey.1"
_WIDTH = 72
_DATE = "2026-11-28"
"""Of the page's form: what it says comes from the program."""
_FILES = {
    "~/.local/share/mlops-survey": "The interviews, their backups and compiled questionnaires, on Linux; "
    "--data-dir and MLOPS_SURVEY_DATA_DIR name another place.",
    "~/.config/mlops-survey/keys.toml": "Your own keys, if you changed any; see mlops-survey keys.",
}
_ABOUT = (
    "A survey for the MLOps community, by the community. Without a command it takes the current edition: with screens "
    "in a terminal, and line by line with --plain, for screen readers, pipes, and terminals that cannot draw.",
    "Answers are saved as they are given, on this machine alone; only mlops-survey share sends them, if you agree. "
    "Leave at any moment; the next start offers to go on.",
    "Results go to standard output, what is said about them to standard error.",
)


def man_page() -> str:
    """Return the page as roff."""
    whole, *others = commands()
    lines = [
        f'.TH MLOPS\\-SURVEY 1 {_DATE} "mlops\\-survey {_roff(__version__)}" "User Commands"',
        ".nh",
        ".ad l",
        *_section("Name", [r"mlops\-survey \- take, test and write surveys in the terminal"]),
        *_section("Synopsis", _synopsis()),
        *_section("Description", _paragraphs(_ABOUT)),
        *_section("Options", _terms(whole.parameters())),
        *_section("Commands", _index()),
        *_section("Options of commands", (line for command in others for line in _command(command))),
        *_section("Keys", _keys()),
        *_section("Environment", _terms(variables().items())),
        *_section("Files", _terms(_FILES.items())),
        *_section("Exit status", _terms(MEANINGS.items())),
        *_section("Examples", _terms((line, effect) for examples in EXAMPLES.values() for line, effect in examples)),
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f".SH {title.upper()}"
    yield from lines


def _synopsis() -> Iterator[str]:
    yield r".B mlops\-survey"
    yield r"[\fIoptions\fR]"
    yield ".br"
    yield r".B mlops\-survey"
    yield r"\fIcommand\fR [\fIoptions\fR] [\fIarguments\fR]"


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for at, text in enumerate(texts):
        if at:
            yield ".PP"
        yield from _filled(text)


def _terms(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield names with what they mean beside them."""
    for name, effect in items:
        yield ".TP"
        yield rf"\fB{_roff(name)}\fR"
        yield from _filled(effect)


def _index() -> Iterator[str]:
    for heading, group in headings():
        yield f".SS {_roff(heading)}"
        yield from _terms((command.path.split()[1], _sentence(command)) for command in group)


def _sentence(command: Command) -> str:
    return command.help.split("\n\n")[0]


def _command(command: Command) -> Iterator[str]:
    yield f'.SS "{_roff(command.path)}"'
    yield rf"\fB{_roff(command.usage)}\fR"
    yield ".PP"
    yield from _paragraphs(command.help.split("\n\n"))
    yield from _terms(command.parameters())


def _keys() -> Iterator[str]:
    """Yield what keys do on every question; the help in the program names those of one kind of question too."""
    keymap = Keymap(RESPONDENT)
    hints = (keymap.hint(action.id, "") for action in ACTIONS.values() if action.group in RESPONDENT)
    yield from _paragraphs(["? or F1 shows the keys of a question while you answer it. They can be changed."])
    yield from _terms(dict.fromkeys((hint.keys, hint.help) for hint in hints))


def _filled(text: str) -> Iterator[str]:
    """Yield a paragraph in short lines; an empty one is a line that prints nothing."""
    lines = wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    yield from map(_roff, lines) if lines else (r"\&",)


def _roff(text: str) -> str:
    """Return a line as roff prints it: nothing in it is a command, and hyphens can be copied."""
    plain = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return rf"\&{plain}" if plain.startswith((".", "'")) else plain
