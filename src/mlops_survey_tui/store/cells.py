"""Answers taken apart into the cells of a long table, by kind of question."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ..interview.answers import Answer


class Cell(NamedTuple):
    """One line of the table: what was said, where in the question, and the words typed beside it."""

    row: str = ""
    column: str = ""
    value: str | int | float = ""
    text: str = ""


def _choice(answer: Answer) -> Iterator[Cell]:
    """One option or number: itself. Several options: one line each."""
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    for value in values:
        yield Cell(value=value, text=_words_beside(answer, value))


def _ranks(answer: Answer) -> Iterator[Cell]:
    """One line a ranked option; the value is its rank, 1 for the best."""
    for rank, option in enumerate(answer.value, start=1):
        yield Cell(option, value=rank, text=_words_beside(answer, option))


def _rows(answer: Answer) -> Iterator[Cell]:
    """One line a cell; a row with several scales or marks has its scale or mark as column."""
    for row, value in answer.value.items():
        columns = value.items() if isinstance(value, Mapping) else [("", value)]
        for column, points in columns:
            for point in points if isinstance(points, list) else [points]:
                yield Cell(row, column, point, _words_beside(answer, point) or _words_beside(answer, row))


def _words(answer: Answer) -> Iterator[Cell]:
    yield Cell(text=str(answer.value))


def _words_beside(answer: Answer, option: object) -> str:
    return answer.texts.get(option, "") if isinstance(option, str) else ""


_CELLS: dict[str, Callable[[Answer], Iterator[Cell]]] = {
    "single": _choice,
    "multi": _choice,
    "scale": _choice,
    "number": _choice,
    "ranking": _ranks,
    "matrix": _rows,
    "maxdiff": _rows,
    "allocation": _rows,
    "number_grid": _rows,
    "text": _words,
    "long_text": _words,
}
"""How an answer is taken apart, by kind; a new kind is one line here."""


def cells_of(kind: str, answer: Answer | None) -> Iterator[Cell]:
    """Yield the cells of an answer; a question without one, or with a special answer, has one empty cell."""
    if answer is None or answer.special or answer.value is None:
        yield Cell(text=_all_words(answer))
    elif kind in _CELLS:
        yield from _CELLS[kind](answer)
    else:
        yield Cell(value=_json_text(answer.value), text=_all_words(answer))


def _all_words(answer: Answer | None) -> str:
    return "; ".join(answer.texts.values()) if answer else ""


def _json_text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
