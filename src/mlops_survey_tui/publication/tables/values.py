"""The codes of a column with their words: answers in the order of the questionnaire, reasons for none last."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from ...proof.lint.bands import Band, bands_of
from ...questionnaire.offerings import Offered
from ..codebook.model import MISSING, Value
from .labels import label
from .shapes import Shape

UNASKED = ("skipped", "not_assigned", "not_routed", "not_reached")


def codes_of(shape: Shape) -> tuple[Value, ...]:
    """Return the codes of a question whose answer is one code."""
    if shape.kind == "number":
        return bands(shape)
    return points_of_scale(shape) if shape.kind == "scale" else chosen(shape, shape.options)


def chosen(shape: Shape, points: Offered) -> tuple[Value, ...]:
    """Return the codes of a column whose answers are among ``points``; options that are bands have their ends."""
    answers = [(id_, label(one)) for id_, one in points.items() if id_ not in MISSING]
    ends = dict(bands_of([words for _, words in answers]))
    beside = [(id_, label(one)) for id_, one in points.items() if id_ in MISSING]
    beside += [(id_, label(one)) for id_, one in shape.specials.items() if id_ not in points]
    values = (Value(*pair, low=_low(ends.get(at)), high=_high(ends.get(at))) for at, pair in enumerate(answers))
    return (*values, *without(beside))


def _low(band: Band | None) -> float | None:
    return band.low if band is not None and band.kind == "number" and math.isfinite(band.low) else None


def _high(band: Band | None) -> float | None:
    return band.high if band is not None and band.kind == "number" and math.isfinite(band.high) else None


def without(beside: list[tuple[str, str]]) -> Iterator[Value]:
    """Yield the reasons for a missing answer: those of the questionnaire with its words, then those of every one."""
    known = dict(beside)
    for id_, words in known.items():
        yield Value(id_, words, missing=id_ in MISSING)
    for id_ in UNASKED:
        if id_ not in known:
            yield Value(id_, MISSING[id_], missing=True)


def statuses(shape: Shape) -> tuple[Value, ...]:
    """Return the codes of a column that says why there is an answer or none."""
    beside = [(id_, label(one)) for id_, one in shape.specials.items()]
    return (Value("answered", "Answered"), *without(beside))


def points_of_scale(shape: Shape) -> tuple[Value, ...]:
    """Return the points of a scale that is a row of numbers with words at its ends."""
    settings = shape.question.settings
    low, high = int(settings["low"]), int(settings["high"])
    words = {low: settings.get("low_label"), high: settings.get("high_label")}
    points = [Value(str(at), f"{at} {words.get(at) or ''}".strip(), low=at, high=at) for at in range(low, high + 1)]
    return (*points, *without([(id_, label(one)) for id_, one in shape.specials.items()]))


def bands(shape: Shape) -> tuple[Value, ...]:
    """Return the bands of a number, written as :func:`intake.flattening.band_code` writes them."""
    starts = [int(start) for start in shape.question.settings["bands"]]
    found = [_band(low, high - 1) for low, high in pairwise(starts)]
    last = Value(f"{starts[-1]}+", f"{starts[-1]} or more", low=starts[-1])
    specials = [(id_, label(one)) for id_, one in shape.specials.items()]
    return (*found, last, *without(specials))


def coarse_bands(lowest: int, highest: int) -> tuple[Value, ...]:
    """Return bands for an exact number: they begin at 0, 1, 2, 5, 10, 20, 50 …, and the last one is open."""
    steps = (factor * 10**power for power in range(len(str(abs(highest)))) for factor in (1, 2, 5))
    starts = [lowest, *(step for step in (0, *steps) if lowest < step <= highest)]
    last = Value(f"{starts[-1]}+", f"{starts[-1]} or more", low=starts[-1])
    return (*(_band(low, high - 1) for low, high in pairwise(starts)), last)


def _band(low: int, high: int) -> Value:
    code = str(low) if low == high else f"{low}-{high}"
    return Value(code, code.replace("-", " to "), low=low, high=high)
