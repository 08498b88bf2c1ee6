"""The codes of a column with their words: answers in the order of the questionnaire, reasons for none last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...questionnaire.model import Option
from ..codebook.model import MISSING, Value
from .labels import label
from .shapes import Shape

UNASKED = ("skipped", "not_assigned", "not_routed", "not_reached")
ORDERED = frozenset({"scale", "number"})


def chosen(shape: Shape, points: Mapping[str, Option]) -> tuple[Value, ...]:
    """Return the codes of a column whose answers are among ``points``."""
    answers = [Value(id_, label(one)) for id_, one in points.items() if id_ not in MISSING]
    beside = [(id_, label(one)) for id_, one in points.items() if id_ in MISSING]
    beside += [(id_, label(one)) for id_, one in shape.specials.items() if id_ not in points]
    return (*answers, *without(beside))


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
    found = [_band(low, high - 1) for low, high in zip(starts, starts[1:], strict=False)]
    last = Value(f"{starts[-1]}+", f"{starts[-1]} or more", low=starts[-1])
    specials = [] if shape.rows else [(id_, label(one)) for id_, one in shape.specials.items()]
    specials = [(id_, label(one)) for id_, one in shape.specials.items()] or specials
    return (*found, last, *without(specials))


def _band(low: int, high: int) -> Value:
    code = str(low) if low == high else f"{low}-{high}"
    return Value(code, code.replace("-", " to "), low=low, high=high)
