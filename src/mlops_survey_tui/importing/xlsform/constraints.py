"""Constraints: limits where they are limits, checks that refuse an answer where they are more."""

from __future__ import annotations

import math
from collections.abc import Callable

from ..draft import Data
from ..expressions import Untranslatable, fitting
from ..symbols import Symbol
from .form import Form, conjuncts
from .sheets import Row
from .xpath import Binary, Call, Node, Number, Self, parse

DEFAULT_MESSAGE = "This answer does not fit. Please check it."
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
Limit = Callable[[Data, str, float], bool]
"""Sets a limit from an operator and a number; says whether it could."""


def constrain(form: Form, row: Row, question: Data, own: Symbol) -> None:
    """Carry a row's constraint over to its question."""
    source = row.get("constraint")
    if not source:
        return
    try:
        parts = conjuncts(parse(source))
    except Untranslatable as error:
        form.lost(row, "constraint", source, str(error), "not checked")
        return
    rest = [part for part in parts if not _limited(question, part)]
    message = form.text(row, "constraint_message")
    if message and len(rest) < len(parts):
        form.report.note(row.place("constraint_message"), message[:80], "limits have words of their own",
                         "shown for the other parts of the constraint" if rest else "left out")  # fmt: skip
    kept: list[Node] = []
    for part in rest:
        try:
            fitting(form.refused([*kept, part], own))
            kept.append(part)
        except Untranslatable as error:
            form.lost(row, "constraint", source, str(error), "this part is not checked")
    if kept:
        when = fitting(form.refused(kept, own))
        if when != "False":
            question["checks"] = [{"when": when, "message": message or DEFAULT_MESSAGE, "hard": True}]


def _limited(question: Data, part: Node) -> bool:
    """Set the limit that a part of a constraint is; return whether it is one."""
    match part:
        case Binary(operator, subject, Number(value)):
            pass
        case Binary(operator, Number(value), subject) if operator in _MIRRORED:
            operator = _MIRRORED[operator]
        case _:
            return False
    limit = _LIMITS.get((question["kind"], _measure(subject)))
    return limit is not None and limit(question, operator, value)


def _measure(subject: Node) -> str:
    match subject:
        case Self():
            return "value"
        case Call("string-length", (Self(),)):
            return "length"
        case Call("count-selected", (Self(),)):
            return "count"
        case Call("number", (Self(),)):
            return "value"
    return ""


def _number(question: Data, operator: str, value: float) -> bool:
    whole = not question.get("decimals")
    if not whole and operator in ("<", ">"):
        return False
    low = {">": math.floor(value) + 1, ">=": math.ceil(value)} if whole else {">=": value}
    high = {"<": math.ceil(value) - 1, "<=": math.floor(value)} if whole else {"<=": value}
    return _narrow(question, low.get(operator), high.get(operator))


def _narrow(question: Data, low: float | None, high: float | None) -> bool:
    if low is None and high is None:
        return False
    if abs(low or high or 0) > 10**12:
        return False
    if low is not None:
        question["minimum"] = _plain(max(low, question["minimum"]) if "minimum" in question else low)
    if high is not None:
        question["maximum"] = _plain(min(high, question["maximum"]) if "maximum" in question else high)
    return True


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _length(question: Data, operator: str, value: float) -> bool:
    """Set the largest length; an exact one is a limit too, but its lower side stays to be told."""
    most = {"<": math.ceil(value) - 1, "<=": math.floor(value), "=": math.floor(value)}.get(operator, 0)
    if not 1 <= most <= 4000:
        return False
    question["max_chars"] = min(most, question.get("max_chars", most))
    return operator != "="


def _count(question: Data, operator: str, value: float) -> bool:
    low = {">": math.floor(value) + 1, ">=": math.ceil(value), "=": int(value)}.get(operator)
    high = {"<": math.ceil(value) - 1, "<=": math.floor(value), "=": int(value)}.get(operator)
    if (high is not None and high < 1) or (low is not None and low < 0) or (operator == "=" and value != int(value)):
        return False
    return _narrow(question, low, high)


_LIMITS: dict[tuple[str, str], Limit] = {
    ("number", "value"): _number,
    ("text", "length"): _length,
    ("long_text", "length"): _length,
    ("multi", "count"): _count,
}
"""By the kind of question and what is measured."""
