"""Questionnaires with translation files for tests: made up ones, and whole ones in words that nobody else uses."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from mlops_survey_tui.questionnaire.compiler.draft import read_draft
from mlops_survey_tui.questionnaire.errors import Fault, QuestionnaireInvalid, Report
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.translation.texts import Found, SourceText, texts_of
from tests.questionnaire.writing import QUESTIONS, write

LANGUAGE = "xx"
"""The language of made up translations."""
OPEN, CLOSE = "⟦", "⟧"

SMALL = {
    "survey.yaml": """
        id: small
        title: Small
        edition: first
        version: '1'
        sections:
        - id: only
          title: Only
          questions:
          - {kind: number, id: n1, text: How many?, sensitivity: none}
          - {kind: info, id: i1, text: "You have {n1|some} of {survey.title}.", help: Read., sensitivity: none}
          - kind: single
            id: q1
            text: Which?
            options: [{id: a, label: First}, {id: b, label: Second}]
            sensitivity: none
            special: [dont_know]
        """
}
"""A questionnaire of nine texts, one of them built in."""


def texts(folder: Path) -> dict[str, SourceText]:
    """Return all texts of a questionnaire."""
    report = Report(folder)
    draft = read_draft(folder, report)
    assert draft is not None, report.faults
    return texts_of(draft)


def translated_copy(
    name: str, folder: Path, change: Callable[[str], str] | None = None, language: str = LANGUAGE
) -> Path:
    """Return a copy of a shipped questionnaire with a translation of everything; by default each text in brackets."""
    copy = Path(shutil.copytree(QUESTIONS / name, folder / "copy", ignore=shutil.ignore_patterns("translations")))
    translate(copy, change or bracketed, language)
    return copy


def translate(folder: Path, change: Callable[[str], str], language: str = LANGUAGE) -> None:
    """Write a translation of everything into a questionnaire's folder."""

    def of(source: Found) -> str | list[str]:
        return change(source) if isinstance(source, str) else list(map(change, source))

    entries = {key: {"from": _plain(text.source), "text": of(text.source)} for key, text in texts(folder).items()}
    file = folder / "translations" / f"{language}.yaml"
    file.parent.mkdir()
    data = {"language": language, "texts": entries}
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _plain(source: Found) -> str | list[str]:
    return source if isinstance(source, str) else list(source)


def bracketed(text: str) -> str:
    """Put every run of words of a text into brackets, those behind the bar of a placeholder included."""
    parts = re.split(r"(\{\{|\}\}|\{[^{}]*\})", text)
    return "".join(_placeholder(part) if part.startswith("{") else _words(part) for part in parts)


def _placeholder(part: str) -> str:
    inner, bar, fallback = part.strip("{}").partition("|")
    return f"{{{inner}|{_words(fallback)}}}" if bar and part not in ("{{", "}}") else part


def _words(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}" if text.strip() and text not in ("}}", "{{") else text


def translation_faults(
    folder: Path, files: Mapping[str, str], language: str = LANGUAGE, words: Callable[[str], str] = str
) -> list[Fault]:
    """Return the faults of a questionnaire in a language, none if it is sound."""
    try:
        load(write(folder, files), language=language, built_in=words)
    except QuestionnaireInvalid as error:
        return error.faults
    return []
