"""Questions of the kinds and sizes that keys are measured on, each in a section of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

SEARCHED, QUESTIONS, MATRICES = 560, 60, 40
"""Options to search in, questions to go through, matrices to show."""
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
    (folder / "survey.yaml").write_text(_HEAD + "\n".join(_lines()) + "\n", encoding="utf-8")


def _lines() -> Iterator[str]:
    for name, questions in _sections().items():
        yield f"  - id: {name}\n    title: {name.capitalize()}\n    questions:"
        for number, question in enumerate(questions):
            yield f"      - {{id: {name}_{number}, text: Question {number} of {name}, {question}, sensitivity: none}}"


def _sections() -> Mapping[str, list[str]]:
    grid = f"kind: matrix, rows: {entries(15)}, columns: {entries(7, 'Point')}"
    sets = "kind: maxdiff, sets: 6, per_set: 5, most: Most, least: Least"
    return {
        **{f"single_{size}": [f"kind: single, options: {entries(size)}"] for size in (10, 100, 1000)},
        "multi": [f"kind: multi, options: {entries(100)}"],
        "search": [f"kind: multi, searchable: true, options: {entries(SEARCHED, named=True)}"],
        "ranking": [f"kind: ranking, top: 3, options: {entries(100)}"],
        "maxdiff": [f"{sets}, options: {entries(15)}"],
        "allocation": [f"kind: allocation, total: 100, unit: percent, rows: {entries(100)}"],
        "number_grid": [f"kind: number_grid, minimum: 0, maximum: 99, rows: {entries(100)}"],
        "matrix": [grid],
        "scale": ["kind: scale, low: 0, high: 10, low_label: Never, high_label: Always"],
        "number": ["kind: number, minimum: 0, maximum: 99999999"],
        "words": ["kind: text"],
        "long_words": ["kind: long_text"],
        "next_10": [f"kind: single, options: {entries(10)}"] * QUESTIONS,
        "next_100": [f"kind: single, options: {entries(100)}"] * QUESTIONS,
        "grids": ["kind: text", grid] * MATRICES,
    }


def entries(count: int, word: str = "Option number", *, named: bool = False) -> str:
    """Return so many options as a list in YAML."""
    labels = (_name(number) if named else f"{word} {number}" for number in range(count))
    return "[" + ", ".join(f"{{id: o{number}, label: {label}}}" for number, label in enumerate(labels)) + "]"


def _name(number: int) -> str:
    """Return a name that can be searched for, another for each number."""
    parts = (_SYLLABLES[number // power % len(_SYLLABLES)] for power in (1, 8, 64))
    return f"{''.join(parts).capitalize()} {number}"
