"""Whether a value has the shape that a kind's answers have (see ``interview.answers``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ....interview.page import Page
from ...states.matrix import is_nested

Fits = Callable[[Page, Any], bool]


def has_shape(page: Page, value: Any) -> bool:
    """Return whether a value could be one of the page's kind, whatever it names; no value always could."""
    return value is None or _SHAPES[page.shape](page, value)


def _text(page: Page, value: Any) -> bool:
    return isinstance(value, str)


def _ids(page: Page, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(id_, str) for id_ in value)


def _number(page: Page, value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _rows_of(fits: Fits) -> Fits:
    """Return whether a value has something that fits for each row."""

    def rows(page: Page, value: Any) -> bool:
        return isinstance(value, dict) and all(fits(page, cell) for cell in value.values())

    return rows


def _points(page: Page, value: Any) -> bool:
    return _ids(page, value) if page.multiple else isinstance(value, str)


def _cells(page: Page, value: Any) -> bool:
    return _rows_of(_points)(page, value) if is_nested(page) else _points(page, value)


_SHAPES: Mapping[str, Fits] = {
    "info": lambda page, value: False,
    "single": _text,
    "scale": _text,
    "multi": _ids,
    "ranking": _ids,
    "matrix": _rows_of(_cells),
    "maxdiff": _rows_of(_rows_of(_text)),
    "allocation": _rows_of(_number),
    "number": _number,
    "number_grid": _rows_of(_number),
    "text": _text,
    "long_text": _text,
}
