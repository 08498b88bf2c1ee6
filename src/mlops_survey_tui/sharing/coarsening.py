"""What numbers lose before they leave: exact numbers become bands, and parts of an earlier number become shares.

A questionnaire declares the bands of a question, so that every number on which the way through the survey depends
begins a band. Whoever receives a band can therefore walk the same way with any number in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from ..interview.answers import Answer
from ..questionnaire.model import Question

Band = dict[str, int]
"""``{"from": 2, "to": 10}``; the last band is open and has no ``to``."""
PERCENT = 100


def coarse(question: Question, answer: Answer) -> Any:
    """Return the value of an answer as it leaves: codes as they are, numbers as the questionnaire declares."""
    value, bands = answer.value, question.settings.get("bands")
    if question.shape == "number":
        return number_out(value, bands)
    if question.shape == "number_grid":
        return {row: number_out(number, bands) for row, number in value.items()}
    if leaves_as_percent(question):
        return shares(value)
    return value


def restored(question: Question, value: Any) -> Any:
    """Return an exact value that leads the same way as a coarse one."""
    if question.shape == "number":
        return number_in(value)
    if question.shape == "number_grid":
        return {row: number_in(number) for row, number in value.items()}
    return value


def leaves_as_percent(question: Question) -> bool:
    """Whether an allocation divides a number that the respondent gave, so that only shares of it leave."""
    total: list[Any] = question.settings.get("total") or ["const"]
    return question.shape == "allocation" and total[0] != "const" and not question.settings.get("exact_parts")


def number_out(number: float, bands: Sequence[int] | None) -> int | str | Band:
    """Return a number as it leaves: whole, as text with its decimals, or the band that it falls into.

    ``bands`` are the first numbers of all bands, rising; neighbours that differ by one are exact.
    """
    if not bands:
        return int(number) if float(number).is_integer() else str(number)
    at = max(1, bisect_right(bands, number))
    low = bands[at - 1]
    if at == len(bands):
        return {"from": low}
    high = bands[at] - 1
    return low if low == high else {"from": low, "to": high}


def number_in(number: int | str | Band) -> float:
    """Return a number that stands for one that left: of a band its last, of the open band its first."""
    if isinstance(number, dict):
        return number.get("to", number["from"])
    return float(number) if isinstance(number, str) else number


def shares(parts: Mapping[str, int]) -> dict[str, int]:
    """Return whole percents of parts that add up to 100, by largest remainder; what is not nothing stays at least 1.

    Without anything to divide all are 0.
    """
    whole = sum(parts.values())
    if not whole:
        return dict.fromkeys(parts, 0)
    floors = {name: max(PERCENT * part // whole, 1 if part else 0) for name, part in parts.items()}
    missing = PERCENT - sum(floors.values())
    by_remainder = sorted(parts, key=lambda name: (-(PERCENT * parts[name] % whole), name))
    for name in by_remainder[: max(0, missing)]:
        floors[name] += 1
    while sum(floors.values()) > PERCENT:
        floors[max(floors, key=lambda name: (floors[name], name))] -= 1
    return floors
