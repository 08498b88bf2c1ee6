"""What XPath itself says, as XForms read it: an evaluator to hold translations against."""

from __future__ import annotations

import math
from collections.abc import Mapping

from mlops_survey_tui.importing.xlsform.xpath import Binary, Call, Name, Negative, Node, Number, Text

Found = str | float | bool
Answers = Mapping[str, str | float]
"""Answers by name; a number that is missing is the empty text, ticked options stand in one text with spaces."""


def evaluate(node: Node, answers: Answers) -> Found:
    """Return what an expression is, given answers."""
    match node:
        case Number(value):
            return value
        case Text(value):
            return value
        case Name(name):
            return answers[name]
        case Negative(operand):
            return -_number(evaluate(operand, answers))
        case Binary("and", left, right):
            return _truth(evaluate(left, answers)) and _truth(evaluate(right, answers))
        case Binary("or", left, right):
            return _truth(evaluate(left, answers)) or _truth(evaluate(right, answers))
        case Binary(operator, left, right):
            return _operate(operator, evaluate(left, answers), evaluate(right, answers))
        case Call(name, arguments):
            return _call(name, [evaluate(argument, answers) for argument in arguments])
    raise AssertionError(node)


def holds(node: Node, answers: Answers) -> bool:
    """Return whether an expression is true, given answers."""
    return _truth(evaluate(node, answers))


def _truth(value: Found) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    return value != 0 and not math.isnan(value)


def _number(value: Found) -> float:
    try:
        return float(value)
    except ValueError:
        return math.nan


def _operate(operator: str, left: Found, right: Found) -> Found:
    if operator in ("=", "!="):
        if isinstance(left, str) and isinstance(right, str):
            same = left == right
        elif isinstance(left, bool) or isinstance(right, bool):
            same = _truth(left) == _truth(right)
        else:
            same = _number(left) == _number(right)
        return same == (operator == "=")
    one, other = _number(left), _number(right)
    comparisons = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}
    return comparisons[operator] if operator in comparisons else {"+": one + other, "-": one - other}[operator]


def _call(name: str, values: list[Found]) -> Found:
    match name, values:
        case "not", [value]:
            return not _truth(value)
        case "selected", [str(ticked), str(option)]:
            return option in ticked.split()
        case "count-selected", [str(ticked)]:
            return float(len(ticked.split()))
        case "if", [test, yes, no]:
            return yes if _truth(test) else no
        case "coalesce", [first, second]:
            return second if first == "" else first
        case "true", []:
            return True
        case "contains", [str(text), str(part)]:
            return part in text
        case "starts-with", [str(text), str(part)]:
            return text.startswith(part)
        case "string-length", [str(text)]:
            return float(len(text))
    raise AssertionError(name)
