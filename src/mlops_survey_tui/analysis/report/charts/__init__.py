"""The charts of the yearly report, one file a form: figures in, SVG out, with nothing that has to be fetched.

Another form is one file with ``draw(result, width)`` and one line in ``FORMS``.
"""

from __future__ import annotations

from typing import Protocol

from ..results import (
    ALLOCATION,
    BARS,
    CHANGE,
    COUNTS,
    CROSS,
    LIKERT,
    NUMBERS,
    PLACES,
    QUADRANT,
    SCORES,
    STAGES,
    Result,
)
from . import allocation, bars, change, counts, cross, likert, numbers, places, quadrant, scores, stages
from .drawing import NARROW, WIDE, Drawing, Key
from .sentences import sentence

__all__ = ["FORMS", "NARROW", "WIDE", "Draw", "Drawing", "Key", "draw", "sentence"]


class Draw(Protocol):
    """Draws a result, in a picture of a width in pixels."""

    def __call__(self, result: Result, width: float = WIDE) -> Drawing: ...


FORMS: dict[str, Draw] = {
    BARS: bars.draw,
    COUNTS: counts.draw,
    LIKERT: likert.draw,
    QUADRANT: quadrant.draw,
    SCORES: scores.draw,
    ALLOCATION: allocation.draw,
    CHANGE: change.draw,
    STAGES: stages.draw,
    PLACES: places.draw,
    NUMBERS: numbers.draw,
    CROSS: cross.draw,
}


def draw(result: Result, width: float = WIDE) -> Drawing:
    """Draw a result in the form that it has; a form that nobody draws yet gets bars."""
    return FORMS.get(result.form, bars.draw)(result, width)
