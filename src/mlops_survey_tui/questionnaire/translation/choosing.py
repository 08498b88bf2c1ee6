"""Chooses the language of a sitting: the one asked for, or one of the environment, or the questionnaire's own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ... import language
from ...language import _
from ..errors import QuestionnaireInvalid
from ..load import load
from ..model import Questionnaire
from .languages import VARIABLE, fitting, name_of, translations, wished


class UnknownLanguage(Exception):  # noqa: N818
    """Neither the questionnaire nor the program has the language that was asked for."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The questionnaire in the language of the sitting, the languages that it has, that one first, and a remark."""

    questionnaire: Questionnaire
    languages: tuple[str, ...]
    notice: str = ""


def speak_beforehand(folder: Path, wish: str = "", environ: Mapping[str, str] = os.environ) -> None:
    """Have the program speak the language that will likely be used, for what it says before anything is read."""
    wish = wish or environ.get(VARIABLE, "")
    found = fitting([wish] if wish else wished(environ), (language.SOURCE, *translations(folder)))
    language.use(found or wish or language.SOURCE)


def in_language(
    folder: Path,
    source: Questionnaire,
    cache: Path | None = None,
    wish: str = "",
    environ: Mapping[str, str] = os.environ,
) -> Chosen:
    """Return the questionnaire in the language to use, and have the program speak it; ``source`` is untranslated.

    Raises:
        UnknownLanguage: there is no such language.
        QuestionnaireInvalid: the translation that was asked for has faults.
    """
    languages = (source.language, *(code for code in translations(folder) if code != source.language))
    wish = wish or environ.get(VARIABLE, "")
    if not wish:
        return _by_environment(folder, source, cache, languages, environ)
    found = fitting([wish.replace("_", "-")], languages)
    if found:
        return _shown(load(folder, cache, found) if found != source.language else source, languages)
    if language.use(wish):
        notice = _("This questionnaire is not there in {language}; only the words of the program are.")
        return Chosen(source, _first(source.language, languages), notice.format(language=name_of(wish)))
    known = ", ".join(f"{code} ({name_of(code)})" for code in languages)
    raise UnknownLanguage(_("There is no language {language}. Languages: {known}").format(language=wish, known=known))


def _by_environment(
    folder: Path, source: Questionnaire, cache: Path | None, languages: tuple[str, ...], environ: Mapping[str, str]
) -> Chosen:
    """Return what the environment likes; a translation with faults, which nobody asked for, keeps nobody out."""
    found = fitting(wished(environ), languages) or source.language
    if found == source.language:
        return _shown(source, languages)
    try:
        return _shown(load(folder, cache, found), languages)
    except QuestionnaireInvalid:
        language.use(source.language)
        notice = _("The translation into {language} has faults and is not used.").format(language=name_of(found))
        return Chosen(source, _first(source.language, languages), notice)


def _shown(questionnaire: Questionnaire, languages: tuple[str, ...]) -> Chosen:
    language.use(questionnaire.language)
    return Chosen(questionnaire, _first(questionnaire.language, languages))


def _first(code: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    return (code, *(other for other in languages if other != code))
