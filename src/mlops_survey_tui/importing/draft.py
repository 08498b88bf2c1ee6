"""A questionnaire while it is made: the plain data of its files, and where each question comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a question comes from: its place in words, and its key in the report."""

    place: str
    key: str


@dataclass(slots=True)
class Draft:
    """The files of a questionnaire as plain data; the manifest lists neither sections nor lists yet."""

    manifest: Data
    sections: list[Data] = field(default_factory=list)
    lists: dict[str, Data] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    """By the id of a question."""

    def computed(self, name: str, expression: str | float, condition: bool = False) -> None:
        """Define a named value, or a named condition."""
        self.manifest.setdefault("conditions" if condition else "computed", {})[name] = expression

    def draw(self, name: str, spec: Data) -> None:
        """Define a draw."""
        self.manifest.setdefault("draws", {})[name] = spec

    def questions(self) -> list[Data]:
        """Return all questions, in order."""
        return [question for section in self.sections for question in section["questions"]]


def manifest(id_: str, title: str, version: str, language: str) -> Data:
    """Return a manifest with what every survey needs. The edition is empty of meaning until its author names one."""
    return {
        "id": id_,
        "title": title or id_,
        "edition": "1",
        "version": version or "1.0",
        "language": language or "en",
        "status": "draft",
    }


def question(kind: str, id_: str, text: str, **fields: Any) -> Data:
    """Return a question; empty fields are left out, and sensitivity follows from what is typed.

    Sensitivity is only a beginning: words are ``free_text``, everything else is ``none`` until its author says more.
    """
    data: Data = {"id": id_, "kind": kind, "text": text}
    data |= {name: value for name, value in fields.items() if value not in (None, "", [], False)}
    data["sensitivity"] = _sensitivity(data)
    return data


def _sensitivity(data: Data) -> str:
    if data["kind"] in ("text", "long_text"):
        return "free_text"
    entries = [entry for name in ("options", "rows", "columns") for entry in _entries(data.get(name))]
    typed = any(isinstance(entry, dict) and entry.get("asks_text") for entry in entries)
    return "free_text_other" if typed or "other" in data.get("special", ()) else "none"


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def option(id_: str, label: str, **fields: Any) -> Data:
    """Return an option, row or point; empty fields are left out."""
    return {"id": id_, "label": label} | {k: v for k, v in fields.items() if v not in (None, "", [], False)}


_FIRST = ("id", "kind", "text", "help", "loop", "when", "required")
_LAST = ("checks", "time", "sensitivity")
_ZERO = ("minimum", "decimals", "low")
"""Fields that are zero unless said otherwise."""


def arranged(question: Data) -> Data:
    """Return a question with its fields in the order in which authors read them."""
    middle = [name for name in question if name not in _FIRST and name not in _LAST]
    names = (name for name in (*_FIRST, *middle, *_LAST) if name in question)
    return {name: question[name] for name in names if name not in _ZERO or question[name] != 0}


def _carry_sensitivity(draft: Draft) -> None:
    """Let questions whose options are carried from typed words be as sensitive as these."""
    known: dict[str, str] = {}
    for question in draft.questions():
        entries = [entry for name in ("options", "rows") for entry in _entries(question.get(name))]
        sources = {entry["from"] for entry in entries if isinstance(entry, dict) and "from" in entry}
        if question["sensitivity"] == "none" and any(known.get(source) == "free_text_other" for source in sources):
            question["sensitivity"] = "free_text_other"
        known[question["id"]] = question["sensitivity"]


def arrange(draft: Draft) -> None:
    """Put the fields of all sections and questions in order."""
    _carry_sensitivity(draft)
    for section in draft.sections:
        questions = [arranged(question) for question in section.pop("questions")]
        head = {name: section[name] for name in ("id", "title", "when", "loop") if name in section}
        section.clear()
        section |= head | {"questions": questions}
