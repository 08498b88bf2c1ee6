"""Reads bands of numbers from labels: "2 to 4", "5–10", "under 10", "1,000 or more", "$1M to $5M",
"1 day to under 1 week".

Numbers are compared in one unit: seconds for times, bytes for sizes, the plain number for everything else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_DAY = 86_400.0
_MONTH = _DAY * 365.25 / 12
_TIMES: Mapping[str, float] = {
    "second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600, "day": _DAY, "week": 7 * _DAY,
    "month": _MONTH, "quarter": 3 * _MONTH, "year": 12 * _MONTH, "yr": 12 * _MONTH, "decade": 120 * _MONTH,
}  # fmt: skip
_SIZES: Mapping[str, float] = {"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "pb": 1e15, "eb": 1e18}
_MAGNITUDES: Mapping[str, float] = {
    "k": 1e3, "thousand": 1e3, "million": 1e6, "mn": 1e6, "mio": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12, "dozen": 12,
}  # fmt: skip
_WORD_NUMBERS: Mapping[str, int] = {
    "zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100,
}  # fmt: skip

_MONEY = r"(?:usd|eur|gbp|chf|us\$|[$€£¥])"
_NUMBER = r"\d+(?:[ ,']\d{3})*(?:\.\d+)?|\.\d+"
_AMOUNT = (
    rf"(?P<money@>{_MONEY})?\s*(?P<number@>{_NUMBER}|(?:{'|'.join(_WORD_NUMBERS)})(?=[\s-]|$))\s*"
    rf"(?P<magnitude@>(?:{'|'.join(sorted(_MAGNITUDES, key=len, reverse=True))})(?![a-z]))?\s*"
    rf"(?P<after@>%|percent\b|{_MONEY}|[a-z][a-z-]*)?"
)
_BELOW = r"(?:under|less than|fewer than|below|smaller than|younger than|up to but not including|<(?!=))"
_TO_CLOSED = r"(?:up to|at most|no more than|not more than|maximum|max|<=|≤)"
_ABOVE = r"(?:more than|over|above|greater than|older than|>(?!=))"
_FROM_CLOSED = r"(?:at least|from|minimum|no less than|>=|≥)"
_MORE = r"(?:or|and) (?:more|over|above|older|up|higher|longer|greater|upwards?)\b|\+|plus\b"
_LESS = r"(?:or|and) (?:less|fewer|under|below|younger|lower|shorter)\b"
_FILLER = re.compile(r"^(?:aged?|about|around|approximately|roughly|approx\.?|ca\.?|exactly|just|only|between|from)\s+")
_JOIN = (
    rf"\s*,?\s*(?:(?:-|–|—|−|to|and|until|through|but)\s*(?P<below>{_BELOW})?\s*(?P<upto>{_TO_CLOSED})?"
    rf"|(?P<just_below>{_BELOW})|(?P<just_upto>{_TO_CLOSED}))\s*"
)
_TAIL = r"(?:\s+[a-z][a-z'-]*){0,5}\.?$"

_FIRST, _SECOND = _AMOUNT.replace("@", "1"), _AMOUNT.replace("@", "2")
_RANGE = re.compile(rf"^(?P<above>{_ABOVE})?\s*{_FIRST}{_JOIN}{_SECOND}{_TAIL}")
_OPEN_UP = re.compile(rf"^(?:(?P<above>{_ABOVE})|(?P<from>{_FROM_CLOSED}))\s*{_FIRST}{_TAIL}")
_OPEN_DOWN = re.compile(rf"^(?:(?P<below>{_BELOW})|(?P<upto>{_TO_CLOSED}))\s*{_FIRST}{_TAIL}")
_OR_MORE = re.compile(rf"^{_FIRST}\s*(?:{_MORE}){_TAIL}")
_OR_LESS = re.compile(rf"^{_FIRST}\s*(?:{_LESS}){_TAIL}")
_EXACT = re.compile(rf"^{_FIRST}{_TAIL}")
_NOTHING = re.compile(r"^(?:none|nothing|zero|never|no [a-z-]+)(?: at all)?$")
_EVERYTHING = re.compile(r"^all(?: of (?:it|them))?$")
_UNIT_LAST = re.compile(rf"(?:{_MORE}|{_LESS})\s*(?P<unit>[a-z]+)")


@dataclass(frozen=True, slots=True)
class Band:
    """The values that a label stands for; ``step`` is the distance to the next value where limits are whole steps."""

    low: float
    high: float
    low_closed: bool
    high_closed: bool
    step: float
    kind: str = "number"
    unit: float = 1.0

    @property
    def is_range(self) -> bool:
        """Whether it holds more than one value."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class _Amount:
    value: float
    unit: float
    step: float
    kind: str
    bare: bool


def band_of(label: str) -> Band | None:
    """Return the band that a label names, or None where it names none."""
    text = _normal(label)
    if _NOTHING.match(text):
        return Band(0, 0, True, True, 1)
    for pattern, build in _FORMS:
        if found := pattern.match(text):
            return build(found)
    return None


def _normal(label: str) -> str:
    text = re.sub(r"\s*\([^)]*\)", "", label).replace("\u00a0", " ").strip().lower()
    text = re.sub(r"(?<=\d)-(?=(?:day|week|month|year|hour|minute)s?\b)", " ", text)
    while (shorter := _FILLER.sub("", text)) != text:
        text = shorter
    return text


def _band(low: float, high: float, low_closed: bool, high_closed: bool, amount: _Amount) -> Band:
    return Band(low, high, low_closed, high_closed, amount.step, amount.kind, amount.unit)


def _range(found: re.Match[str]) -> Band | None:
    low, high = _both(found)
    if low.value > high.value:
        return None
    open_end = found["below"] or found["just_below"]
    return _band(low.value, high.value, found["above"] is None, open_end is None, high)


def _or_more(found: re.Match[str]) -> Band:
    amount = _amount(found, "1")
    return _band(amount.value, math.inf, True, False, amount)


def _or_less(found: re.Match[str]) -> Band:
    amount = _amount(found, "1")
    return _band(-math.inf, amount.value, False, True, amount)


def _open_up(found: re.Match[str]) -> Band:
    amount = _amount(found, "1")
    return _band(amount.value, math.inf, found["above"] is None, False, amount)


def _open_down(found: re.Match[str]) -> Band:
    amount = _amount(found, "1")
    return _band(-math.inf, amount.value, False, found["below"] is None, amount)


def _exact(found: re.Match[str]) -> Band | None:
    amount = _amount(found, "1")
    if found["number1"] in ("a", "an") and (amount.kind != "time" or found.end("after1") != found.end()):
        return None
    return _band(amount.value, amount.value, True, True, amount)


_FORMS = (
    (_RANGE, _range),
    (_OR_MORE, _or_more),
    (_OR_LESS, _or_less),
    (_OPEN_UP, _open_up),
    (_OPEN_DOWN, _open_down),
    (_EXACT, _exact),
)


def _both(found: re.Match[str]) -> tuple[_Amount, _Amount]:
    """Return the two ends; one without unit or magnitude takes those of the other where that makes sense."""
    low, high = _amount(found, "1"), _amount(found, "2")
    scaled = low.value * high.unit
    if low.bare and high.unit != 1 and scaled <= high.value:
        low = _Amount(scaled, high.unit, low.step * high.unit, high.kind, False)
    elif high.bare and low.unit != 1 and high.value < low.value:
        high = _Amount(high.value * low.unit, low.unit, high.step * low.unit, low.kind, False)
    return low, high


def _amount(found: re.Match[str], which: str) -> _Amount:
    written, after = found[f"number{which}"], found[f"after{which}"] or ""
    number = float(_WORD_NUMBERS[written]) if written in _WORD_NUMBERS else float(re.sub(r"[ ,']", "", written))
    decimals = len(written.partition(".")[2]) if written not in _WORD_NUMBERS else 0
    magnitude = _MAGNITUDES.get(found[f"magnitude{which}"] or "", 1.0)
    if last := _UNIT_LAST.search(found.string, found.end(f"after{which}" if after else f"number{which}")):
        after = after or last["unit"]
    name = after if after in _TIMES or after in _SIZES else after.removesuffix("s")
    unit, kind = 1.0, "number"
    if name in _TIMES:
        unit, kind = _TIMES[name], "time"
    elif name in _SIZES:
        unit, kind = _SIZES[name], "size"
    elif after in ("%", "percent"):
        kind = "percent"
    elif found[f"money{which}"] or re.fullmatch(_MONEY, after):
        kind = "money"
    whole = magnitude * unit
    bare = magnitude == 1 and kind in ("number", "money")
    return _Amount(number * whole, whole, unit if magnitude > 1 else 10.0**-decimals * unit, kind, bare)


def bands_of(labels: Sequence[str]) -> list[tuple[int, Band]]:
    """Return the bands among labels with their indexes; none where the labels are not a list of bands.

    A list of bands has at least three, makes up most of the labels, and holds a range.
    """
    found = [(index, band) for index, label in enumerate(labels) if (band := band_of(label)) is not None]
    if any(band.kind == "percent" for _, band in found):
        whole = Band(100, 100, True, True, 1, "percent")
        found += [(index, whole) for index, label in enumerate(labels) if _EVERYTHING.match(_normal(label))]
    enough = len(found) >= 3 and len(found) >= 0.6 * len(labels)
    if not enough or not any(band.is_range for _, band in found):
        return []
    return _in_one_unit(_above_zero(found))


def _above_zero(found: list[tuple[int, Band]]) -> list[tuple[int, Band]]:
    """Where a label stands for zero, let "under ..." begin above it."""
    if not any(band.low == band.high == 0 for _, band in found):
        return found
    return [
        (index, replace(band, low=0.0, low_closed=False) if band.low == -math.inf and band.high > 0 else band)
        for index, band in found
    ]


def _in_one_unit(found: list[tuple[int, Band]]) -> list[tuple[int, Band]]:
    """Give plain numbers the unit that stands beside the others ("18 to 24 years",
    "65 or over"); none if it differs."""
    kinds = {band.kind for _, band in found} - {"number"}
    units = {band.unit for _, band in found if band.kind in ("time", "size")}
    plain = [band for _, band in found if band.kind == "number" and (band.is_range or band.low)]
    if len(kinds) > 1 or (plain and len(units) > 1):
        return []
    if not plain or not units:
        return found
    (unit,) = units
    return [(index, _scaled(band, unit) if band.kind == "number" else band) for index, band in found]


def _scaled(band: Band, unit: float) -> Band:
    return replace(band, low=band.low * unit, high=band.high * unit, step=band.step * unit, unit=unit)


def overlap(first: Band, second: Band) -> bool:
    """Whether some value stands in both bands."""
    low, high = sorted((first, second), key=lambda band: (band.low, band.high))
    if math.isclose(low.high, high.low, rel_tol=1e-9, abs_tol=1e-12):
        return low.high_closed and high.low_closed
    return high.low < low.high


def gap(first: Band, second: Band) -> bool:
    """Whether some value lies between two neighbouring bands, the lower one first.

    Between bands of whole steps ("1 to 2", "3 to 5") there is nothing to miss.
    """
    if math.isclose(first.high, second.low, rel_tol=1e-9, abs_tol=1e-12):
        return not (first.high_closed or second.low_closed)
    if second.low < first.high:
        return False
    whole = first.high_closed and second.low_closed
    return not (whole and second.low - first.high <= first.step * (1 + 1e-6))


def in_order(found: list[tuple[int, Band]]) -> list[tuple[int, Band]]:
    """Return bands from the lowest to the highest."""
    return sorted(found, key=lambda pair: (pair[1].low, pair[1].high))


def neighbours(found: list[tuple[int, Band]]) -> list[tuple[tuple[int, Band], tuple[int, Band]]]:
    """Return each band with the next higher one."""
    return list(pairwise(in_order(found)))
