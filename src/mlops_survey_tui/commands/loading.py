"""Loading a questionnaire for a command: faults are printed, and the command ends with 3."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .. import exit_codes
from .printing import put_first, say

if TYPE_CHECKING:
    from ..questionnaire.model import Questionnaire


def loaded(folder: Path | None, language: str = "") -> Questionnaire:
    """Return the questionnaire in a folder, by default the current edition, in a language, by default its own.

    Raises:
        typer.Exit: it has faults, which were printed.
    """
    from ..questionnaire.load import current_edition, load

    folder = folder or current_edition()
    with told(folder):
        return load(folder, language=language)


def speak(folder: Path | None, language: str) -> None:
    """Have the program speak the language in which a questionnaire is to be shown, if one is asked for.

    Raises:
        typer.Exit: the questionnaire does not have it, which was said with the languages that it has.
    """
    from ..language import use
    from ..questionnaire.load import current_edition
    from ..questionnaire.translation.languages import translations

    folder = folder or current_edition()
    languages = translations(folder)
    if language and language not in languages and language != _own_language(folder):
        say(f"{folder} is not translated into {language}. Languages: {', '.join([_own_language(folder), *languages])}")
        raise typer.Exit(exit_codes.USAGE)
    if language:
        use(language)


def _own_language(folder: Path) -> str:
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..questionnaire.load import load

    try:
        return load(folder).language
    except QuestionnaireInvalid:
        return ""


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Print the faults of a questionnaire that show up in between, and end the command with 3."""
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..questionnaire.shipped import SHIPPED

    try:
        yield
    except QuestionnaireInvalid as error:
        put_first(error.faults)
        say(f"{len(error.faults)} fault{'s' if len(error.faults) > 1 else ''} in {folder}")
        if not folder.exists():
            say(f"The questionnaires that come with the program are in {SHIPPED}.")
        raise typer.Exit(exit_codes.INVALID) from None
