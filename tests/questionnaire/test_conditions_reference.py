"""Random well-typed expressions over random answers: the closures agree with a slow evaluator of the definition."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.interview.answers import Answer
from tests.questionnaire.language import DONT_KNOW, MEMBERS, NONE, value

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
PAIR = "('a', 'b')"
COMPARISONS = ["==", "!=", "<", "<=", ">", ">="]


class Writer:
    """Writes well-typed expressions, all forms about equally often."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def number(self, depth: int) -> str:
        """Return an expression that yields a number."""
        if depth == 0:
            return self.random.choice(ATOMS)
        a, b, t = self.number(depth - 1), self.number(depth - 1), self.truth(depth - 1)
        operation = self.random.choice(["+", "-", "*", "/", "//", "%"])
        forms = [
            f"({self.numeric(a)} {operation} {self.numeric(b)})", f"min({a}, {self.numeric(b)})", f"max({a}, {b}, {self.numeric(b)})",
            f"coalesce({a}, {b})", f"coalesce({a}, s)", f"({a} if {t} else {b})", f"(-{self.numeric(a)})", f"round({a})", a,
        ]  # fmt: skip
        return self.random.choice(forms)

    def numeric(self, other: str) -> str:
        """Return a numbered scale, which counts as a number beside one, or the other expression."""
        return self.random.choice([other, other, "s", "h.x"])

    def option(self) -> str:
        """Return an expression that yields one option."""
        return self.random.choice(["q", "p", "'a'", "'b'", "coalesce(q, 'c')", "(q if named else p)"])

    def truth(self, depth: int) -> str:
        """Return a condition."""
        if depth == 0:
            return self.random.choice(["named", "True", "False", "(n > 0)", "(q == 'a')"])
        a, b, t, u, v = *(self.number(depth - 1) for _ in "ab"), *(self.truth(depth - 1) for _ in "tuv")
        first, second = self.random.choice(COMPARISONS), self.random.choice(COMPARISONS)
        logic, more = self.random.choice(["and", "or"]), self.random.choice(["and", "or"])
        forms = [
            f"({self.numeric(a)} {first} {b})", f"({a} {first} {self.numeric(b)} {second} {a})", f"({t} {logic} {u} {more} {v})",
            f"({t} {logic} {u})", f"(not {t})", f"({t} {self.random.choice(['==', '!='])} {u})", f"({t} if {u} else {v})",
            f"({self.option()} {self.random.choice(['==', '!='])} {self.option()})",
            f"({self.option()} {self.random.choice(['in', 'not in'])} {self.random.choice(['m', 'r', PAIR])})",
            f"answered({self.random.choice([a, *NAMES])})",
            f"special({self.random.choice(NAMES)}, '{self.random.choice(['none', 'dont_know'])}')",
        ]  # fmt: skip
        return self.random.choice(forms)


def some_answers(random: Random) -> dict[str, Any]:
    """Return answers to some of the questions."""

    def number() -> float:
        return random.choice([-3, -1, 0, 1, 2, 3, 5, 0.5, 2.5, 1e12])

    def options() -> list[str]:
        return random.sample("abc", random.randint(1, 3))

    answers = {
        "n": random.choice([number(), DONT_KNOW]),
        "k": number(),
        "q": random.choice(["a", "b", "c", DONT_KNOW]),
        "p": random.choice("abc"),
        "s": random.choice(["0", "1", "3", NONE]),
        "m": random.choice([options(), options(), NONE, DONT_KNOW]),
        "r": options(),
        "g": {row: number() for row in random.choice(["x", "y", "xy"])},
        "h": {row: random.choice(["0", "3", "dont_know"]) for row in random.choice(["x", "y", "xy"])},
        "named": random.random() < 0.5,
    }
    return {name: answer for name, answer in answers.items() if random.random() < 0.7}


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
        other = slow(arguments[1], given)
        return found if found is not None else _number(other) if str(other).isdigit() else other
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
@given(st.integers(0, 2**64))
def test_closures_agree_with_the_definition(seed: int) -> None:
    random = Random(seed)
    writer = Writer(random)
    text = writer.truth(3) if random.random() < 0.7 else writer.number(3)
    definition = ast.parse(text, mode="eval")
    assert value(text) == slow(definition, {}), text
    for _ in range(4):
        given = some_answers(random)
        assert value(text, **given) == slow(definition, given), (text, given)
