"""Reads a .qsf file, whose shape Qualtrics does not document, and trusts nothing in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...plain_json import plain_json
from ...questionnaire.plain_file import read_plain
from ..failure import ImportFailure
from ..html_text import without_controls

MAXIMUM_BYTES, MAXIMUM_QUESTIONS = 20_000_000, 2_000
DEEPEST_FLOW = 30
Payload = dict[str, Any]
_USED = re.compile(r'e:\\?/\\?/Field\\?/([^}"\\]{1,300})\}|"LeftOperand"\s{0,9}:\s{0,9}"([^"\\]{1,300})"')


@dataclass(slots=True)
class Document:
    """The parts of a survey: questions by QID, blocks by id, the flow, and what else is in the file by its code."""

    name: str
    language: str
    questions: dict[str, Payload] = field(default_factory=dict)
    blocks: dict[str, Payload] = field(default_factory=dict)
    flow: list[Payload] = field(default_factory=list)
    others: dict[str, list[Payload]] = field(default_factory=dict)
    options: Payload = field(default_factory=dict)
    used: frozenset[str] = frozenset()
    """Embedded data that something in the file reads."""
    assigned: dict[str, bool] = field(default_factory=dict)
    """Whether each field of embedded data is set to numbers alone, anywhere."""


def read_document(file: Path) -> Document:
    """Read a .qsf file.

    Raises:
        ImportFailure: it cannot be read, or is no survey.
    """
    text = _text(file)
    try:
        data = plain_json(text)
    except ValueError as error:
        raise ImportFailure(f"{file.name} is no readable JSON: {error}"[:300]) from None
    if not isinstance(data, dict) or not isinstance(data.get("SurveyElements"), list):
        raise ImportFailure(f"{file.name} is no Qualtrics survey: it has no SurveyElements; export it as .qsf again")
    entry = mapping(data.get("SurveyEntry"))
    language = words(entry.get("SurveyLanguage")).lower().replace("_", "-")
    document = Document(words(entry.get("SurveyName")) or file.stem, language or "en", used=_used(text))
    for element in data["SurveyElements"]:
        if isinstance(element, dict):
            _add(document, element)
    _assigned(document, document.flow, 0)
    if not document.questions:
        raise ImportFailure(f"{file.name} has no questions in it")
    if len(document.questions) > MAXIMUM_QUESTIONS:
        raise ImportFailure(f"{file.name} has more than {MAXIMUM_QUESTIONS:,} questions")
    return document


def _text(file: Path) -> str:
    try:
        content = read_plain(file, MAXIMUM_BYTES + 1)
        if len(content) > MAXIMUM_BYTES:
            raise ImportFailure(f"{file.name} is larger than {MAXIMUM_BYTES // 1_000_000} MB")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFailure(f"{file.name} is not UTF-8 text (byte {error.start})") from None
    except OSError as error:
        raise ImportFailure(f"{file.name} cannot be read: {error.strerror}") from None


def _add(document: Document, element: Payload) -> None:
    code, payload = words(element.get("Element")), element.get("Payload")
    if code == "SQ" and isinstance(payload, dict):
        qid = words(payload.get("QuestionID")) or words(element.get("PrimaryAttribute"))
        if qid:
            document.questions.setdefault(qid, payload)
    elif code == "BL":
        for block in values(payload):
            if isinstance(block, dict) and words(block.get("ID")):
                document.blocks.setdefault(words(block["ID"]), block)
    elif code == "FL":
        document.flow = items(mapping(payload).get("Flow"))
    elif code == "SO":
        document.options = mapping(payload)
    else:
        document.others.setdefault(code, []).append(element)


def _used(text: str) -> frozenset[str]:
    return frozenset(name for names in _USED.findall(text) for name in names if name)


def _assigned(document: Document, flow: list[Payload], depth: int) -> None:
    for element in flow:
        for entry in items(element.get("EmbeddedData")):
            name, number = words(entry.get("Field")), numeric(entry.get("Value"))
            document.assigned[name] = document.assigned.get(name, True) and number is not None
        if depth < DEEPEST_FLOW:
            _assigned(document, items(element.get("Flow")), depth + 1)


def mapping(value: Any) -> Payload:
    """Return a mapping, or an empty one for anything else; lists become mappings from their positions."""
    if isinstance(value, list):
        return {str(number): item for number, item in enumerate(value)}
    return {str(key): item for key, item in value.items()} if isinstance(value, dict) else {}


def values(value: Any) -> Iterator[Any]:
    """Yield what a list or a mapping holds."""
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def items(value: Any) -> list[Payload]:
    """Return the mappings that a list or a mapping holds."""
    return [item for item in values(value) if isinstance(item, dict)]


def words(value: Any) -> str:
    """Return a value as text; '' for nothing and for what is no single value."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else ""


def truth(value: Any) -> bool:
    """Return whether a value says yes, in any of the ways that these files say it."""
    return words(value).strip().lower() in ("true", "on", "yes", "1")


def numeric(value: Any) -> float | None:
    """Return a value as a number; None if it is none, or too large."""
    text = words(value).strip().replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) <= 10**12 else None
