"""Questions of the sizes that keys are measured on, each in a section of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SINGLE_OPTIONS, SEARCHED_OPTIONS, MATRIX_ROWS, MATRIX_COLUMNS, QUESTIONS = 100, 560, 15, 7, 60
_SYLLABLES = ("ka", "lo", "mi", "ter", "vex", "dra", "sun", "pol")
_HEAD = """id: keys
title: Keys
edition: "1"
version: "1"
sections:
"""


def write(folder: Path) -> None:
    """Write the questionnaire into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "survey.yaml").write_text(_HEAD + "\n".join(_sections()) + "\n", encoding="utf-8")


def _sections() -> Iterator[str]:
    yield from _section("single", [f"kind: single, id: one, text: Choose one, options: {_entries(SINGLE_OPTIONS)}"])
    searched = _entries(SEARCHED_OPTIONS, named=True)
    yield from _section("search", [f"kind: multi, id: many, text: Search, searchable: true, options: {searched}"])
    grid = f"rows: {_entries(MATRIX_ROWS)}, columns: {_entries(MATRIX_COLUMNS, 'Point')}"
    yield from _section("matrix", [f"kind: matrix, id: grid, text: Rate each, {grid}"])
    questions = (
        f"kind: single, id: q{n}, text: Question number {n}, options: {_entries(10)}" for n in range(QUESTIONS)
    )
    yield from _section("next", list(questions))


def _section(name: str, questions: list[str]) -> Iterator[str]:
    yield f"  - id: {name}\n    title: {name.capitalize()}\n    questions:"
    for question in questions:
        yield f"      - {{{question}, sensitivity: none}}"


def _entries(count: int, word: str = "Option", named: bool = False) -> str:
    labels = (_name(number) if named else f"{word} {number}" for number in range(count))
    return "[" + ", ".join(f"{{id: o{number}, label: {label}}}" for number, label in enumerate(labels)) + "]"


def _name(number: int) -> str:
    """Return a name that can be searched for, another for each number."""
    parts = (_SYLLABLES[number // power % len(_SYLLABLES)] for power in (1, 8, 64))
    return f"{''.join(parts).capitalize()} {number}"
