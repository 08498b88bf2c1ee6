"""Compiles a questionnaire in another language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...language import Lookup
from ..compiler.build import compile_draft
from ..compiler.draft import read_draft
from ..errors import QuestionnaireInvalid, Report
from ..model import Questionnaire
from ..records import to_data
from ..yaml_source import Documents
from .applying import outcome_labels, translate_apart, translate_documents
from .built_in import lookup_in
from .matching import Match, match
from .reading import Translation, file_of, read_translation
from .texts import texts_of

_OF_ITEMS, _OF_SURVEY = ("label", "help"), ("title", "contact")
"""Fields of loop items and of the survey that expressions can name, and that are other words in another language."""
_PLACEHOLDER = {"value", "fallback", "question"}


def compile_translation(
    folder: Path, source: Questionnaire, language: str, content_hash: str, built_in: Lookup
) -> Questionnaire:
    """Compile a questionnaire in a language; ``source`` is what its own language gives.

    Minutes are those of the source, so that chance and pace decide the same in every language.

    Raises:
        QuestionnaireInvalid: the translation has faults; the exception lists all of them.
    """
    report, documents = Report(folder), Documents()
    found = _matched(folder, source, language, report, documents, built_in)
    if found is None:
        raise QuestionnaireInvalid(report.faults)
    _check_conditions(source, found.translation)
    translate_documents(found, documents)
    draft = read_draft(folder, report, documents)
    if draft is not None:
        translate_apart(found, draft)
    translated = compile_draft(draft, report, content_hash)
    labels = outcome_labels(found)
    draws = tuple(replace(draw, labels=labels.get(draw.id, {})) for draw in translated.draws)
    return _as_source(replace(translated, draws=draws), source, language)


def match_translation(folder: Path, source: Questionnaire, language: str, built_in: Lookup | None = None) -> Match:
    """Compare a translation file with the questionnaire; faults that leave it usable are told when it is compiled.

    Raises:
        QuestionnaireInvalid: the file cannot be used at all; the exception lists its faults.
    """
    report = Report(folder)
    found = _matched(folder, source, language, report, Documents(), built_in or lookup_in(language))
    if found is None:
        raise QuestionnaireInvalid(report.faults)
    return found


def _matched(
    folder: Path, source: Questionnaire, language: str, report: Report, documents: Documents, built_in: Lookup
) -> Match | None:
    draft = read_draft(folder, report, documents)
    translation = read_translation(file_of(folder, language), report, source.language)
    return match(texts_of(draft), translation, built_in) if draft is not None and translation is not None else None


def _as_source(translated: Questionnaire, source: Questionnaire, language: str) -> Questionnaire:
    questions = tuple(
        replace(question, seconds=source.question_by_id[question.id].seconds) for question in translated.questions
    )
    return replace(
        translated,
        questions=questions,
        estimate_minutes=source.estimate_minutes,
        language=language,
        translated_from=source.content_hash,
    )


def _check_conditions(source: Questionnaire, translation: Translation) -> None:
    """Report conditions that read labels: they would decide otherwise in another language."""
    data = to_data(source)
    parts = [part for field in ("computed", "draws", "sections", "questions") for part in data.get(field, ())]
    for part in (*parts, *data.get("lists", {}).values()):
        if any(map(_is_translated, _expressions(part))):
            message = f"a condition or value of '{part['id']}' reads a label, help or title, which is translated"
            translation.place.at("language").fault("X706", message)


def _expressions(data: Any) -> Iterator[list[Any]]:
    """Yield every list in a compiled part that may be an expression, but for what is written out in texts."""
    if isinstance(data, dict):
        if not data.keys() >= _PLACEHOLDER:
            for value in data.values():
                yield from _expressions(value)
    elif isinstance(data, list):
        yield data
        for value in data if data[:1] != ["const"] else ():
            yield from _expressions(value)


def _is_translated(tree: list[Any]) -> bool:
    match tree:
        case ["field", ["loop", _], field]:
            return field in _OF_ITEMS
        case ["field", ["system", "survey"], field]:
            return field in _OF_SURVEY
    return False
