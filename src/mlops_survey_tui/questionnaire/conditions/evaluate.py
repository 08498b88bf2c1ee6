"""From trees to closures: evaluation in three-valued logic (Kleene 1952), where None is unknown."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Collection
from typing import Any, Protocol


class Scope(Protocol):
    """What a closure reads while it is evaluated, for one loop item or none."""

    def answer(self, question: str, depth: int) -> Any:
        """Return the effective answer of a question (with ``value`` and ``special``), or None."""

    def answer_at(self, question: str, depth: int, item: str) -> Any:
        """Return the effective answer of a looped question for one item below the shared loops, or None."""

    def named(self, name: str) -> Any:
        """Return a named condition, computed value or draw, or None while unknown."""

    def field(self, loop: str, field: str) -> Any:
        """Return a field of the current item of a loop."""

    def system(self, name: str, field: str) -> Any:
        """Return a value that the engine or the manifest supplies."""


Evaluate = Callable[[Scope], Any]
Members = Callable[[str], Collection[str]]


def compile_tree(tree: list[Any], members: Members) -> Evaluate:
    """Compile a checked tree into a closure. ``members`` gives the option ids of a list, group or family."""
    return _BUILDERS[tree[0]](tree, members)


def compile_value(tree: list[Any], members: Members) -> Evaluate:
    """Compile a tree to the comparable value of what it yields: special answers read as missing."""
    if tree[0] == "answer":
        return _value_of_answer(tree[1], tree[2])
    get = compile_tree(tree, members)
    if tree[0] != "pass":
        return get

    def value(scope: Scope) -> Any:
        answer = get(scope)
        return None if answer is None or answer.special else answer.value

    return value


def _value_of_answer(question: str, depth: int) -> Evaluate:
    def value(scope: Scope) -> Any:
        answer = scope.answer(question, depth)
        return None if answer is None or answer.special else answer.value

    return value


def _const(tree: list[Any], members: Members) -> Evaluate:
    constant = _constant(tree)
    return lambda scope: constant


def _constant(tree: list[Any]) -> Any:
    return frozenset(tree[1]) if isinstance(tree[1], list) else tree[1]


def _answer(tree: list[Any], members: Members) -> Evaluate:
    _, question, depth = tree
    return lambda scope: scope.answer(question, depth)


def _pass(tree: list[Any], members: Members) -> Evaluate:
    _, (_, question, depth), item = tree
    return lambda scope: scope.answer_at(question, depth, item)


def _named(tree: list[Any], members: Members) -> Evaluate:
    name = tree[1]
    return lambda scope: scope.named(name)


def _field(tree: list[Any], members: Members) -> Evaluate:
    _, (kind, name), field = tree
    if kind == "loop":
        return lambda scope: scope.field(name, field)
    return lambda scope: scope.system(name, field)


def _row(tree: list[Any], members: Members) -> Evaluate:
    _, base, row, specials = tree
    get = compile_value(base, members)

    def cell(scope: Scope) -> Any:
        rows = get(scope)
        found = rows.get(row) if rows is not None else None
        return None if _special_of(found) in specials else found

    return cell


def _special_of(cell: Any) -> Any:
    """Return what may be a special answer in a cell; where a row takes several points it stands alone."""
    return cell[0] if isinstance(cell, list) and len(cell) == 1 else "" if isinstance(cell, dict | list) else cell


def _and(tree: list[Any], members: Members) -> Evaluate:
    parts = [compile_value(part, members) for part in tree[1:]]

    def conjunction(scope: Scope) -> bool | None:
        result: bool | None = True
        for part in parts:
            truth = part(scope)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return conjunction


def _or(tree: list[Any], members: Members) -> Evaluate:
    parts = [compile_value(part, members) for part in tree[1:]]

    def disjunction(scope: Scope) -> bool | None:
        result: bool | None = False
        for part in parts:
            truth = part(scope)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return disjunction


def _strict(function: Callable[..., Any]) -> Callable[[list[Any], Members], Evaluate]:
    """Build an operation that is unknown as soon as one operand is."""

    def build(tree: list[Any], members: Members) -> Evaluate:
        parts = [compile_value(part, members) for part in tree[1:]]
        if len(parts) == 2:
            left, right = parts
            if tree[2][0] == "const":
                if tree[1][0] == "answer":
                    return _answer_before_constant(function, tree[1], _constant(tree[2]))
                return _before_constant(function, left, _constant(tree[2]))
            if tree[1][0] == "const":
                return _behind_constant(function, _constant(tree[1]), right)

            def binary(scope: Scope) -> Any:
                first = left(scope)
                if first is None:
                    return None
                second = right(scope)
                return None if second is None else function(first, second)

            return binary

        def several(scope: Scope) -> Any:
            values = [part(scope) for part in parts]
            return None if None in values else function(*values)

        return several

    return build


def _answer_before_constant(function: Callable[..., Any], tree: list[Any], constant: Any) -> Evaluate:
    _, question, depth = tree

    def operation(scope: Scope) -> Any:
        answer = scope.answer(question, depth)
        if answer is None or answer.special or answer.value is None or constant is None:
            return None
        return function(answer.value, constant)

    return operation


def _before_constant(function: Callable[..., Any], left: Evaluate, constant: Any) -> Evaluate:
    def operation(scope: Scope) -> Any:
        value = left(scope)
        return None if value is None or constant is None else function(value, constant)

    return operation


def _behind_constant(function: Callable[..., Any], constant: Any, right: Evaluate) -> Evaluate:
    def operation(scope: Scope) -> Any:
        value = right(scope)
        return None if value is None or constant is None else function(constant, value)

    return operation


def _bounded(function: Callable[..., Any]) -> Callable[[list[Any], Members], Evaluate]:
    """Build arithmetic that is unknown where it has no finite result, as with a division by zero."""

    def finite(*values: Any) -> Any:
        try:
            result = function(*values)
            return result if math.isfinite(result) else None
        except (ZeroDivisionError, OverflowError):
            return None

    return _strict(finite)


def _not_true(tree: list[Any], members: Members) -> Evaluate:
    """Two-valued negation, for what skip_to and end make of an option: true unless it holds for certain."""
    part = compile_value(tree[1], members)
    return lambda scope: part(scope) is not True


def _if(tree: list[Any], members: Members) -> Evaluate:
    test, left, right = (compile_value(part, members) for part in tree[1:])

    def choose(scope: Scope) -> Any:
        truth = test(scope)
        return None if truth is None else left(scope) if truth else right(scope)

    return choose


def _answered(tree: list[Any], members: Members) -> Evaluate:
    part = compile_value(tree[1], members)
    return lambda scope: part(scope) is not None


def _special(tree: list[Any], members: Members) -> Evaluate:
    _, inner, name = tree
    if inner[0] == "row":
        base, row = compile_value(inner[1], members), inner[2]
        return lambda scope: _special_of((base(scope) or {}).get(row)) == name
    part = compile_tree(inner, members)
    return lambda scope: getattr(part(scope), "special", "") == name


def _count(tree: list[Any], members: Members) -> Evaluate:
    _, inner, subset = tree
    part = compile_tree(inner, members)
    within = frozenset(members(subset)) if subset else None

    def count(scope: Scope) -> int | None:
        answer = part(scope)
        special = getattr(answer, "special", "")
        if answer is None or special:
            return 0 if special == "none" else None
        value: Any = getattr(answer, "value", answer)
        return len(value) if within is None else sum(option in within for option in value)

    return count


def _rank(tree: list[Any], members: Members) -> Evaluate:
    _, inner, option = tree
    part = compile_value(inner, members)

    def rank(scope: Scope) -> int | None:
        ranked = part(scope)
        return ranked.index(option) + 1 if ranked is not None and option in ranked else None

    return rank


def _coalesce(tree: list[Any], members: Members) -> Evaluate:
    first, second = compile_value(tree[1], members), compile_value(tree[2], members)

    def coalesce(scope: Scope) -> Any:
        value = first(scope)
        return second(scope) if value is None else value

    return coalesce


def _as_number(value: Any) -> int | None:
    return int(value) if str(value).lstrip("-").isdigit() else None


_BUILDERS: dict[str, Callable[[list[Any], Members], Evaluate]] = {
    "const": _const,
    "answer": _answer,
    "pass": _pass,
    "named": _named,
    "field": _field,
    "row": _row,
    "and": _and,
    "or": _or,
    "not": _strict(operator.not_),
    "not_true": _not_true,
    "==": _strict(operator.eq),
    "!=": _strict(operator.ne),
    "<": _strict(operator.lt),
    "<=": _strict(operator.le),
    ">": _strict(operator.gt),
    ">=": _strict(operator.ge),
    "in": _strict(lambda element, container: element in container),
    "not in": _strict(lambda element, container: element not in container),
    "+": _bounded(operator.add),
    "-": _bounded(operator.sub),
    "*": _bounded(operator.mul),
    "/": _bounded(operator.truediv),
    "//": _bounded(operator.floordiv),
    "%": _bounded(operator.mod),
    "negative": _strict(operator.neg),
    "number": _strict(_as_number),
    "if": _if,
    "answered": _answered,
    "special": _special,
    "count": _count,
    "total": _strict(lambda rows: sum(rows.values())),
    "rank": _rank,
    "coalesce": _coalesce,
    "min": _strict(min),
    "max": _strict(max),
    "round": _strict(round),
}
