"""Random well-typed expressions over random answers: the closures agree with a slow evaluator of the definition."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.questionnaire.language import DONT_KNOW, MEMBERS, NONE, value

from mlops_survey_tui.interview.answers import Answer

NUMBERS = st.one_of(st.integers(-3, 5), st.sampled_from([0.5, 2.5, 1e12]))
ABC = st.sampled_from("abc")
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "n": NUMBERS | st.just(DONT_KNOW),
        "k": NUMBERS,
        "q": ABC | st.just(DONT_KNOW),
        "p": ABC,
        "s": st.sampled_from("0123") | st.just(NONE),
        "m": st.lists(ABC, min_size=1, unique=True) | st.sampled_from([NONE, DONT_KNOW]),
        "r": st.lists(ABC, min_size=1, unique=True),
        "g": st.dictionaries(st.sampled_from("xy"), NUMBERS, min_size=1),
        "h": st.dictionaries(st.sampled_from("xy"), st.sampled_from(["0", "3", "dont_know"]), min_size=1),
        "named": st.booleans(),
    },
)

ATOMS = [
    "n",
    "k",
    "g.x",
    "g['y']",
    "total(g)",
    "count(m)",
    "count(m, 'some')",
    "count(g)",
    "rank(r, 'b')",
    "0",
    "2",
    "1.5",
]
NAMES = ["n", "q", "s", "m", "r", "g", "g.x", "h.y"]


def _extend(number: Any, truth: Any) -> tuple[Any, Any]:
    scales = st.sampled_from(["s", "h.x"])
    option = st.sampled_from(["q", "p", "'a'", "'b'", "coalesce(q, 'c')", "(q if named else p)"])
    numbers = st.one_of(
        st.sampled_from(ATOMS),
        st.tuples(number | scales, st.sampled_from(["+", "-", "*", "/", "//", "%"]), number | scales).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(st.sampled_from(["min", "max"]), number, number | scales).map("{0[0]}({0[1]}, {0[2]})".format),
        st.tuples(number, number).map("coalesce({0[0]}, {0[1]})".format),
        st.tuples(number, truth, number).map("({0[0]} if {0[1]} else {0[2]})".format),
        (number | scales).map("(-{})".format),
        number.map("round({})".format),
    )  # fmt: skip
    comparison = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    truths = st.one_of(
        st.sampled_from(["named", "True", "False"]),
        st.tuples(number | scales, comparison, number).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(number, comparison, scales, comparison, number).map("({0[0]} {0[1]} {0[2]} {0[3]} {0[4]})".format),
        st.tuples(option, st.sampled_from(["==", "!="]), option).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(option, st.sampled_from(["in", "not in"]), st.sampled_from(["m", "r", "('a', 'b')"])).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(truth, st.sampled_from(["and", "or", "==", "!="]), truth).map("({0[0]} {0[1]} {0[2]})".format),
        st.tuples(truth, truth, truth).map("({0[0]} if {0[1]} else {0[2]})".format),
        truth.map("(not {})".format),
        st.sampled_from(NAMES).map("answered({})".format),
        number.map("answered({})".format),
        st.tuples(st.sampled_from(NAMES), st.sampled_from(["none", "dont_know"])).map("special({0[0]}, '{0[1]}')".format),
    )  # fmt: skip
    return numbers, truths


def _expressions(depth: int) -> Any:
    number, truth = st.sampled_from(ATOMS), st.sampled_from(["named", "True", "False"])
    for _ in range(depth):
        number, truth = _extend(number, truth)
    return truth | number


Given = Mapping[str, Any]
KLEENE_AND = {(a, b): False if False in (a, b) else None if None in (a, b) else True for a in (True, False, None) for b in (True, False, None)}  # fmt: skip
KLEENE_OR = {(a, b): True if True in (a, b) else None if None in (a, b) else False for a in (True, False, None) for b in (True, False, None)}  # fmt: skip
OPERATORS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip


def slow(node: ast.AST, given: Given) -> Any:
    """Evaluate by the definition, node by node; None is unknown."""
    match node:
        case ast.Expression(body):
            return slow(body, given)
        case ast.Constant(found):
            return found
        case ast.Tuple(elts=items):
            return [slow(item, given) for item in items]
        case ast.Name(name):
            return _substance(given.get(name))
        case ast.Attribute(ast.Name(name), row) | ast.Subscript(ast.Name(name), ast.Constant(row)):
            found = (_substance(given.get(name)) or {}).get(row)
            return None if found == "dont_know" else found
        case ast.BoolOp(op, parts):
            table = KLEENE_AND if isinstance(op, ast.And) else KLEENE_OR
            result = slow(parts[0], given)
            for part in parts[1:]:
                result = table[result, slow(part, given)]
            return result
        case ast.UnaryOp(ast.Not(), part):
            return {True: False, False: True, None: None}[slow(part, given)]
        case ast.UnaryOp(ast.USub(), part):
            return _apply(lambda number, _: -number, slow(part, given), 0)
        case ast.IfExp(test, first, second):
            return {True: slow(first, given), False: slow(second, given), None: None}[slow(test, given)]
        case ast.BinOp(first, op, second):
            return _apply(OPERATORS[type(op)], slow(first, given), slow(second, given))
        case ast.Compare(first, ops, others):
            sides = [first, *others]
            pairs = zip(sides, ops, others, strict=False)
            truths = [_compare(op, slow(left, given), slow(right, given)) for left, op, right in pairs]
            return truths[0] if len(truths) == 1 else KLEENE_AND[truths[0], truths[1]]
        case ast.Call(ast.Name(name), arguments):
            return _call(name, arguments, given)
    raise AssertionError(ast.dump(node))


def _substance(answer: Any) -> Any:
    return None if isinstance(answer, Answer) else answer


def _number(found: Any) -> Any:
    return int(found) if isinstance(found, str) else found


def _apply(function: Callable[[Any, Any], Any], first: Any, second: Any) -> Any:
    if first is None or second is None:
        return None
    try:
        result = function(_number(first), _number(second))
    except (ZeroDivisionError, OverflowError):
        return None
    return result


def _compare(op: ast.cmpop, first: Any, second: Any) -> Any:
    if first is None or second is None:
        return None
    if isinstance(op, ast.In | ast.NotIn):
        return (first in second) is isinstance(op, ast.In)
    if isinstance(first, str) is not isinstance(second, str):
        first, second = _number(first), _number(second)
    return OPERATORS[type(op)](first, second)


def _call(name: str, arguments: list[ast.expr], given: Given) -> Any:
    first = arguments[0]
    found = slow(first, given)
    if name == "answered":
        return found is not None
    if name == "special":
        return _special(first, given) == ast.literal_eval(arguments[1])
    if name == "count":
        if _special(first, given) == "none":
            return 0
        within = MEMBERS[ast.literal_eval(arguments[1])] if arguments[1:] else None
        return None if found is None else sum(within is None or option in within for option in found)
    if name == "total":
        return None if found is None else sum(found.values())
    if name == "rank":
        option = ast.literal_eval(arguments[1])
        return found.index(option) + 1 if found is not None and option in found else None
    if name == "coalesce":
        return slow(arguments[1], given) if found is None else found
    functions: dict[str, Callable[..., Any]] = {"min": min, "max": max, "round": round}
    values = [_number(slow(argument, given)) for argument in arguments]
    return None if None in values else functions[name](*values)


def _special(node: ast.expr, given: Given) -> Any:
    match node:
        case ast.Name(name):
            answer = given.get(name)
            return answer.special if isinstance(answer, Answer) else ""
        case ast.Attribute(ast.Name(name), row):
            found = (_substance(given.get(name)) or {}).get(row)
            return found if isinstance(found, str) else ""
    raise AssertionError(ast.dump(node))


@settings(max_examples=800)
@given(_expressions(3), ANSWERS)
def test_closures_agree_with_the_definition(text: str, given: Given) -> None:
    assert value(text, **given) == slow(ast.parse(text, mode="eval"), given)


@given(_expressions(3))
def test_with_nothing_answered_nothing_fails(text: str) -> None:
    assert value(text) == slow(ast.parse(text, mode="eval"), {})
