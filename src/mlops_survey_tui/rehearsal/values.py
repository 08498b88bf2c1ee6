"""Answers as scripts write them: ids or labels, in the shape of the kind of question.

What cannot be found among the choices of a page stays as it was written, so that a script can also give a bad answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..interview.answers import EMPTY, Answer
from ..interview.page import Choice, Page
from ..questionnaire.by_kind import by_kind_if_any

_FULL = frozenset({"value", "special", "texts"})
Read = Callable[[Page, Any], Any]


def read_answer(page: Page, written: Any) -> Answer:
    """Return the answer that a script's value means on a page.

    Texts take a special answer only in full (``{special: ID}``), since every word could be meant literally.
    """
    if written is None:
        return EMPTY
    if isinstance(written, Mapping) and written and set(written) <= _FULL:
        return _full(page, written)
    if isinstance(written, str) and page.shape not in ("text", "long_text"):
        special = find(page.specials, written)
        if special and not find(page.options, written):
            return Answer(special=special)
    return Answer(_value(page, written))


def _full(page: Page, written: Mapping[str, Any]) -> Answer:
    words = written.get("texts")
    beside = words.items() if isinstance(words, Mapping) else ()
    texts = {named(page.choices(), option): str(said) for option, said in beside}
    special = named(page.specials, written["special"]) if written.get("special") else ""
    value = None if written.get("value") is None else _value(page, written["value"])
    return Answer(value, special, texts)


def _value(page: Page, written: Any) -> Any:
    read = by_kind_if_any(_READ, page)
    return read(page, written) if read is not None else written


def find(choices: Iterable[Choice], written: Any) -> str:
    """Return the id of the choice that goes by an id or a label, or ''."""
    choices, text = list(choices), str(written)
    wanted = " ".join(text.split()).casefold()
    by_id = (choice.id for choice in choices if choice.id == text)
    by_label = (choice.id for choice in choices if " ".join(choice.label.split()).casefold() == wanted)
    return next(by_id, "") or next(by_label, "")


def named(choices: Iterable[Choice], written: Any) -> str:
    """Return the id of the choice that goes by an id or a label; what is unknown stays as it is."""
    return find(choices, written) or str(written)


def _option(page: Page, written: Any) -> Any:
    return named(page.options, written) if isinstance(written, str | int | float) else written


def _options(page: Page, written: Any) -> Any:
    listed = written if isinstance(written, list | tuple) else [written]
    return [named(page.options, one) for one in listed]


def _words(page: Page, written: Any) -> Any:
    """Take a number that stands without quotes for what it says."""
    return str(written) if isinstance(written, int | float) and not isinstance(written, bool) else written


def _rows(page: Page, written: Any) -> Any:
    if not isinstance(written, Mapping):
        return written
    return {named(page.all_rows, row): value for row, value in written.items()}


def _matrix(page: Page, written: Any) -> Any:
    rows = _rows(page, written)
    if not isinstance(rows, Mapping):
        return written
    nested = len(page.scales) > 1 or any(scale.id for scale in page.scales)
    return {row: _scales(page, cell) if nested else _points(page, 0, cell) for row, cell in rows.items()}


def _scales(page: Page, cell: Any) -> Any:
    if not isinstance(cell, Mapping):
        return cell
    numbers = {scale.id: number for number, scale in enumerate(page.scales)}
    return {name: _points(page, numbers[name], points) if name in numbers else points for name, points in cell.items()}


def _points(page: Page, scale: int, cell: Any) -> Any:
    points = page.scales[scale].points if page.scales else ()
    if isinstance(cell, list | tuple):
        return [named(points, one) for one in cell]
    return [named(points, cell)] if page.multiple else named(points, cell)


def _maxdiff(page: Page, written: Any) -> Any:
    if not isinstance(written, Mapping):
        return written
    return {
        str(number): {mark: named(page.options, option) for mark, option in marks.items()}
        if isinstance(marks, Mapping)
        else marks
        for number, marks in written.items()
    }


_READ: dict[str, Read] = {
    "single": _option,
    "scale": _option,
    "multi": _options,
    "ranking": _options,
    "matrix": _matrix,
    "maxdiff": _maxdiff,
    "allocation": _rows,
    "number_grid": _rows,
    "text": _words,
    "long_text": _words,
}


def write_answer(answer: Answer | None, kind: str = "") -> Any:
    """Return an answer as a script writes it, as short as it can be; :func:`read_answer` gives it back."""
    if answer is None or answer.is_empty:
        return None
    data = answer.to_data()
    ambiguous = isinstance(answer.value, Mapping) and set(answer.value) <= _FULL
    if set(data) == {"value"} and not ambiguous:
        return answer.value
    if set(data) == {"special"} and kind not in ("text", "long_text", ""):
        return answer.special
    return data
