"""Legends as HTML, which breaks into lines by itself: a small picture of each shape and what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..charts import Key
from ..charts.drawing import safe
from .markup import element, listed


def legend(keys: Sequence[Key]) -> str:
    """Return the legend as a list; without keys, nothing."""
    return listed("ul", (_picture(key) + element("span", safe(_said(key))) for key in keys), class_="legend")


def _said(key: Key) -> str:
    return f"{key.letter} {key.label}" if key.letter else key.label


def _picture(key: Key) -> str:
    inside = _SHAPES.get(key.shape, _box)(key.style)
    return f'<svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true" focusable="false">{inside}</svg>'


def _box(style: str) -> str:
    return f'<rect class="{style}" x="1" y="1" width="16" height="12" rx="1.5"/>'


def _dot(style: str) -> str:
    return f'<circle class="{style}" cx="9" cy="7" r="5"/>'


def _diamond(style: str) -> str:
    return f'<path class="{style}" d="M9 1L15 7L9 13L3 7Z"/>'


def _ring(style: str) -> str:
    return f'<circle class="{style} hollow" cx="9" cy="7" r="4.5"/>'


def _interval(style: str) -> str:
    return f'<path class="{style}" d="M1 7H17M1 4v6M17 4v6"/>'


def _line(style: str) -> str:
    return f'<line class="{style} stroke" x1="1" y1="7" x2="17" y2="7"/>'


def _dashes(style: str) -> str:
    return f'<line class="{style}" x1="1" y1="7" x2="17" y2="7"/>'


def _arrow(style: str) -> str:
    return f'<line class="way" x1="1" y1="7" x2="12" y2="7"/><path class="{style}" d="M17 7L10 3.5V10.5Z"/>'


_SHAPES: dict[str, Callable[[str], str]] = {
    "box": _box,
    "dot": _dot,
    "diamond": _diamond,
    "ring": _ring,
    "interval": _interval,
    "line": _line,
    "dashes": _dashes,
    "arrow": _arrow,
}
