"""Shows how what was expected and what came differ, so that the difference is seen at a glance."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher, ndiff
from typing import Any

from .expectations import Verdict


def told(verdict: Verdict) -> Iterator[str]:
    """Yield the lines that tell of a verdict that did not hold."""
    yield verdict.what
    if isinstance(verdict.expected, list) and isinstance(verdict.got, list) and _are_plain(verdict.got):
        yield from (f"  {line}" for line in ndiff(_lines(verdict.expected), _lines(verdict.got)) if line[0] != "?")
        return
    expected, got = _written(verdict.expected), _written(verdict.got)
    yield f"  expected  {expected}"
    yield f"  got       {got}"
    if isinstance(verdict.expected, str) and isinstance(verdict.got, str) and (at := _first_difference(expected, got)):
        yield f"            {' ' * at}^"


def _are_plain(values: list[Any]) -> bool:
    return all(isinstance(value, str | int | float) for value in values)


def _lines(values: list[Any]) -> list[str]:
    return [str(value) for value in values]


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _first_difference(expected: str, got: str) -> int:
    """Return where two texts part, 0 where they have little in common."""
    alike = SequenceMatcher(None, expected, got, autojunk=False).ratio() > 0.5
    common = next((at for at, (one, other) in enumerate(zip(expected, got, strict=False)) if one != other), None)
    return (common if common is not None else min(len(expected), len(got))) if alike else 0
