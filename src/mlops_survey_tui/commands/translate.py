"""`mlops-survey translate`: translation files written and brought up to date, and what they lack."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Annotated

import typer

from .. import exit_codes
from .loading import loaded, told
from .printing import put, say
from .translations import status_line

Language = Annotated[
    str | None, typer.Option("--lang", metavar="CODE", help="The language, by its code, such as de or pt-BR.")
]


def translate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a questionnaire.")],
    lang: Language = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write here, and leave the questionnaire's own file as it is."),
    ] = None,
    status: Annotated[
        bool, typer.Option("--status", help="Write nothing; say of each language how much is translated.")
    ] = False,
) -> None:
    """Write a questionnaire's translation file, or bring it up to date; what is translated already is kept."""
    from ..questionnaire.translation.languages import is_code

    if lang is not None and not is_code(lang):
        raise typer.BadParameter(f"'{lang}' is no code of a language; write it as de or pt-BR")
    if status:
        _status(folder, lang)
    elif lang is None:
        raise typer.BadParameter("--lang is needed, or --status")
    else:
        _update(folder, lang, out)


def _status(folder: Path, lang: str | None) -> None:
    from ..questionnaire.translation.compiling import match_translation
    from ..questionnaire.translation.languages import translations

    source = loaded(folder)
    languages = [lang] if lang is not None else translations(folder)
    for language in languages:
        with told(folder):
            put(status_line(match_translation(folder, source, language)))
    if not languages:
        say(f"{folder} has no translations. Begin one with: mlops-survey translate {folder} --lang CODE")


def _update(folder: Path, lang: str, out: Path | None) -> None:
    from ..questionnaire.translation.compiling import match_translation
    from ..questionnaire.translation.reading import file_of
    from ..questionnaire.translation.updating import updated

    source = loaded(folder)
    if lang == source.language:
        say(f"The questionnaire itself is in '{lang}': there is nothing to translate.")
        raise typer.Exit(exit_codes.USAGE)
    own = file_of(folder, lang)
    target = out or own
    with told(folder):
        text = updated(folder, source, lang)
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        say(f"{target} is up to date.")
    else:
        _write(target, text)
        say(f"The translation is in {target}.")
    if target == own:
        with told(folder):
            put(status_line(match_translation(folder, source, lang)))


def _write(target: Path, text: str) -> None:
    """Write a file in one step, so that what was there is lost at no moment."""
    try:
        if not target.name:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        beside = target.with_name(f".{target.name}.new")
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        say(f"{target} cannot be written: {error.strerror}")
        raise typer.Exit(exit_codes.STORAGE) from None
