"""Brings the translation file of a questionnaire up to date with its texts."""

from __future__ import annotations

import re
from pathlib import Path

from ...language import Lookup
from ..compiler.draft import read_draft
from ..errors import QuestionnaireInvalid, Report
from ..format.translations import TranslationFile
from ..model import Questionnaire
from .built_in import lookup_in
from .reading import file_of, read_translation
from .texts import SourceText, texts_of
from .writing import written

_SCHEMA = re.compile(r"# yaml-language-server: \$schema=(\S*)survey\.schema\.json")


def updated(folder: Path, source: Questionnaire, language: str, built_in: Lookup | None = None) -> str:
    """Return what a translation file should hold now. Words that the program itself has in the language are left out.

    Raises:
        QuestionnaireInvalid: the file cannot be read in full, so that writing it anew would lose translations.
    """
    report, file = Report(folder), file_of(folder, language)
    draft = read_draft(folder, report)
    translation = read_translation(file, report, source.language) if file.exists() else None
    if draft is None or report.faults:
        raise QuestionnaireInvalid(report.faults)
    known = translation.spec if translation is not None else TranslationFile(language=language)
    words = built_in or lookup_in(language)
    texts = {key: text for key, text in texts_of(draft).items() if key in known.texts or not _has_words(text, words)}
    return written(language, texts, translation, _schema(folder))


def _has_words(text: SourceText, words: Lookup) -> bool:
    return text.built_in and isinstance(text.source, str) and words(text.source) != text.source


def _schema(folder: Path) -> str:
    """Return where the schema of translation files is, if the manifest says where its own is."""
    with (folder / "survey.yaml").open(encoding="utf-8") as stream:
        found = _SCHEMA.match(stream.readline())
    if found is None:
        return ""
    place = found.group(1)
    away = "" if "://" in place or place.startswith("/") else "../"
    return f"{away}{place}translation.schema.json"
