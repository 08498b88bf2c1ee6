"""Answers shells that ask what could stand at the cursor: also ids of sections, questions, interviews and lists.

Shells read the answers as words of their own language, and questionnaires are written by anybody: so only ids are
offered, and of their texts only what no shell obeys. Nothing is written, and nothing is said of what is wrong.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from typer._completion_classes import completion_init
from typer.completion import shell_complete
from typer.main import get_command

from .. import exit_codes

if TYPE_CHECKING:
    from typer import Typer

    from ..questionnaire.model import Questionnaire

PROGRAM, VARIABLE = "mlops-survey", "_MLOPS_SURVEY_COMPLETE"
_WORD = re.compile(r"\w[\w.-]*")
_OBEYED = re.compile(r"[^\w ,.?!–-]+")
_LONGEST = 60


class Offer(NamedTuple):
    """A value that could stand at the cursor, and what it is; it is of none of the kinds that shells know."""

    value: str
    help: str
    type: str = "plain"


class Given(NamedTuple):
    """What stands on the line already: values of options and arguments by name, and all words."""

    values: Mapping[str, Any]
    words: tuple[str, ...] = ()

    def path(self, *names: str) -> Path | None:
        """Return the first folder or file that was given by one of these names."""
        found = (self.values.get(name) for name in names)
        return next((Path(value) for value in found if isinstance(value, str | Path) and value), None)

    def questions(self) -> Path:
        """Return the folder of the questionnaire that is meant, by default the current edition.

        What stands before an option without its value yet is known by its words alone.
        """
        from ..questionnaire.load import current_edition

        word = next((Path(word) for word in self.words if (Path(word) / "survey.yaml").is_file()), None)
        return self.path("questions", "folder") or word or current_edition()


Source = Callable[[Given], Iterable[tuple[str, str]]]
"""Gives the values that could be meant, each with what it is."""


def complete(app: Typer, instruction: str) -> int:
    """Print what a shell asks for, such as ``complete_bash``; return the exit code.

    What no shell asks, such as a cursor that stands at no word, has no answer.
    """
    completion_init()
    command = get_command(app)
    _attach(command)
    try:
        return shell_complete(command, {}, PROGRAM, VARIABLE, instruction)
    except (KeyError, ValueError):
        return exit_codes.USAGE


def _attach(command: Any) -> None:
    """Let every option and argument that has a source of values, in all commands, be completed from it."""
    for parameter in command.params:
        source = source_of(parameter)
        if source is not None:
            parameter.shell_complete = _completer(source)
    for subcommand in getattr(command, "commands", {}).values():
        _attach(subcommand)


def source_of(parameter: Any) -> Source | None:
    """Return where the values of an option or argument come from: by its name, else by what help calls its value."""
    metavar = (parameter.metavar or "").strip("[].")
    return next((SOURCES[name] for name in (*parameter.opts, parameter.name, metavar) if name in SOURCES), None)


def _completer(source: Source) -> Callable[[Any, str], list[Offer]]:
    def offers(context: Any, incomplete: str) -> list[Offer]:
        given: dict[str, Any] = {}
        while context is not None:
            given = {**context.params, **{name: value for name, value in given.items() if value}}
            context = context.parent
        words = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
        return list(_offers(source(Given(given, tuple(words.split()))), incomplete))

    return offers


def _offers(found: Iterable[tuple[str, str]], incomplete: str) -> Iterator[Offer]:
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..store.errors import StorageError

    with suppress(QuestionnaireInvalid, StorageError, OSError):
        for value, text in found:
            if value.startswith(incomplete) and _WORD.fullmatch(value):
                yield Offer(value, _OBEYED.sub(" ", text)[:_LONGEST].strip())


def _questionnaire(given: Given) -> Questionnaire:
    """Return the questionnaire that the line names, as it was compiled before if it was."""
    from ..questionnaire.load import kept, load
    from ..store.paths import data_directory

    folder = given.questions()
    return kept(folder, data_directory(given.path("data_dir")).root / "cache") or load(folder)


def _sections(given: Given) -> Iterator[tuple[str, str]]:
    for section in _questionnaire(given).sections:
        yield section.id, _first(section.title)


def _questions(given: Given) -> Iterator[tuple[str, str]]:
    for question in _questionnaire(given).questions:
        yield question.id, _first(question.text.variants[0].text if question.text.variants else "")


def _lists(given: Given) -> Iterator[tuple[str, str]]:
    for name, listed in _questionnaire(given).lists.items():
        yield name, f"{len(listed.options)} entries"


def _channels(given: Given) -> Iterator[tuple[str, str]]:
    for code in _questionnaire(given).channels:
        yield code, ""


def _languages(given: Given) -> Iterator[tuple[str, str]]:
    from ..questionnaire.translation.languages import translations

    for code in dict.fromkeys(("en", *translations(given.questions()))):
        yield code, ""


def _interviews(given: Given) -> Iterator[tuple[str, str]]:
    from ..store.opening import look_into

    store = look_into(given.path("data_dir"))
    if store is not None:
        with store:
            for one in store.list():
                yield one.id, f"{one.title}, {one.answers} answers, {one.status}"


def _first(text: Any) -> str:
    """Return a text on one line."""
    return " ".join(str(text).split())


SOURCES: Mapping[str, Source] = {
    "--section": _sections,
    "--resume": _interviews,
    "interview": _interviews,
    "interviews": _interviews,
    "--console": _interviews,
    "--at": _questions,
    "QUESTION": _questions,
    "LIST": _lists,
    "--channel": _channels,
    "--lang": _languages,
}
"""Where values come from, by an option, by the name of an argument, or by what help calls a value."""
