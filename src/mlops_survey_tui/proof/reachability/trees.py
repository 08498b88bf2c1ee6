"""From the tree of an expression to its value as literals, in three-valued logic as in ``conditions.evaluate``.

What cannot be said exactly gets literals that nothing is said about, so every interview has its place in the formula,
and what the formula excludes is impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Protocol

from ...questionnaire.conditions.tree import Tree
from .arithmetic import compared, computed, hull
from .formula import FALSE, TRUE, Formula
from .sums import counted_of, total_of
from .values import (
    ANY,
    MISSING,
    Given,
    Interval,
    Opaque,
    Several,
    Single,
    Table,
    Value,
    constant,
    fails,
    holds,
    single,
    truth,
)  # fmt: skip

MOST_PAIRS = 4_000
"""Combinations of two values that are told apart; beyond, the result is open."""


@dataclass(frozen=True, slots=True)
class Place:
    """From where names are seen: the loop items around, and the fields of each by the loop's name."""

    path: tuple[str, ...] = ()
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


ROOT = Place()


class Names(Protocol):
    """What the names in expressions stand for."""

    @property
    def formula(self) -> Formula:
        """The formula that conditions become part of."""

    @property
    def count_limit(self) -> int:
        """The numbers up to which counts are told apart."""

    def value(self, tree: Tree, place: Place) -> Value:
        """Return the value of one of the questionnaire's expressions, made once for each place."""

    def limit_of(self, question: str) -> float:
        """Return the largest number that conditions compare with answers to a question."""

    def given(self, question: str, path: tuple[str, ...]) -> Given:
        """Return what is said on a page."""

    def named(self, name: str, place: Place) -> Value:
        """Return a named condition, value or draw."""

    def system(self, name: str, field: str) -> Value:
        """Return a value that the engine or the manifest supplies."""

    def members(self, name: str) -> Collection[str]:
        """Return the option ids of a list, group or family."""


def value_of(names: Names, tree: Tree, place: Place) -> Value:
    """Return the value of an expression; special answers read as missing."""
    return _BUILDERS[tree[0]](names, tree, place)


def holds_in(names: Names, tree: Tree | None, place: Place) -> int:
    """Return the literal under which a condition is true; one that is absent always is."""
    return TRUE if tree is None else holds(names.value(tree, place))


def given_of(names: Names, tree: Tree, place: Place) -> Given:
    """Return the whole answer that an expression stands for."""
    if tree[0] == "answer":
        return names.given(tree[1], place.path[: tree[2]])
    if tree[0] == "pass":
        _, (_, question, depth), item = tree
        return names.given(question, (*place.path[:depth], item))
    return Given(value_of(names, tree, place))


def _answer(names: Names, tree: Tree, place: Place) -> Value:
    return given_of(names, tree, place).value


def _const(names: Names, tree: Tree, place: Place) -> Value:
    return constant(tree[1])


def _named(names: Names, tree: Tree, place: Place) -> Value:
    return names.named(tree[1], place)


def _field(names: Names, tree: Tree, place: Place) -> Value:
    _, (kind, name), wanted = tree
    if kind == "loop":
        found = place.fields.get(name, {}).get(wanted)
        return constant(None if found is None else str(found))
    return names.system(name, wanted)


def _row(names: Names, tree: Tree, place: Place) -> Value:
    _, base, row, specials = tree
    table = value_of(names, base, place)
    found = table.rows.get(row, MISSING) if isinstance(table, Table) else MISSING
    return without(names.formula, found, specials)


def without(formula: Formula, value: Value, ids: Iterable[str]) -> Value:
    """Return a value of a cell as missing where it is one of the special answers."""
    ids = set(ids)
    if isinstance(value, Single) and ids & value.cells.keys():
        return single(formula, {key: literal for key, literal in value.cells.items() if key not in ids})
    if isinstance(value, Several) and ids & value.members.keys():
        members = {key: literal for key, literal in value.members.items() if key not in ids}
        return Several(members, formula.any_of(members.values()))
    return value


def _and(names: Names, tree: Tree, place: Place) -> Value:
    parts = [value_of(names, part, place) for part in tree[1:]]
    formula = names.formula
    return truth(formula, formula.both(*map(holds, parts)), formula.any_of(map(fails, parts)))


def _or(names: Names, tree: Tree, place: Place) -> Value:
    parts = [value_of(names, part, place) for part in tree[1:]]
    formula = names.formula
    return truth(formula, formula.any_of(map(holds, parts)), formula.both(*map(fails, parts)))


def _not(names: Names, tree: Tree, place: Place) -> Value:
    part = value_of(names, tree[1], place)
    return truth(names.formula, fails(part), holds(part))


def _not_true(names: Names, tree: Tree, place: Place) -> Value:
    part = holds(value_of(names, tree[1], place))
    return truth(names.formula, -part, part)


def _comparison(names: Names, tree: Tree, place: Place) -> Value:
    left, right = (value_of(names, part, place) for part in tree[1:])
    if not (isinstance(left, Single) and isinstance(right, Single)):
        return MISSING if MISSING in (left, right) else _unsure(names, left, right)
    formula = names.formula
    both = formula.both(left.present, right.present)
    if len(left.cells) * len(right.cells) > MOST_PAIRS:
        return _open_truth(formula, both)
    true: list[int] = []
    open_: list[int] = []
    for (one, first), (other, second) in product(left.cells.items(), right.cells.items()):
        outcome = compared(tree[0], one, other)
        if outcome is not False:
            (open_ if outcome is None else true).append(formula.both(first, second))
    holds_ = [*true, formula.both(formula.any_of(open_), formula.new())] if open_ else true
    certain = formula.any_of(holds_)
    return truth(formula, certain, formula.both(both, -certain))


def _unsure(names: Names, *parts: Value) -> Value:
    """Return a truth value of which only is known where it is unknown."""
    return _open_truth(names.formula, names.formula.both(*(part.present for part in parts)))


def _open_truth(formula: Formula, present: int) -> Value:
    guess = formula.new()
    return truth(formula, formula.both(present, guess), formula.both(present, -guess))


def _in(names: Names, tree: Tree, place: Place) -> Value:
    element, container = (value_of(names, part, place) for part in tree[1:])
    if not (isinstance(element, Single) and isinstance(container, Several)):
        return MISSING if MISSING in (element, container) else _unsure(names, element, container)
    formula = names.formula
    inside, open_ = [], []
    for value, literal in element.cells.items():
        if isinstance(value, Interval):
            if any(compared("==", value, member) is None for member in container.members):
                open_.append(literal)
        else:
            inside.append(formula.both(literal, container.members.get(value, FALSE)))
    if open_:
        inside.append(formula.both(formula.any_of(open_), formula.new()))
    true = formula.both(formula.any_of(inside), container.present)
    false = formula.both(element.present, container.present, -true)
    return truth(formula, false, true) if tree[0] == "not in" else truth(formula, true, false)


def _computed(names: Names, tree: Tree, place: Place) -> Value:
    parts = [value_of(names, part, place) for part in tree[1:]]
    if not all(isinstance(part, Single) for part in parts):
        return MISSING if MISSING in parts else Single({ANY: (p := _all(names, parts))}, p)
    return combined(names.formula, [part for part in parts if isinstance(part, Single)], tree[0])


def _all(names: Names, parts: Iterable[Value]) -> int:
    return names.formula.both(*(part.present for part in parts))


def combined(formula: Formula, parts: list[Single], operation: str) -> Single:
    """Return the result of an operation over all combinations of values, or open where these are too many."""
    size = 1
    for part in parts:
        size *= max(1, len(part.cells))
    if size > MOST_PAIRS:
        present = formula.both(*(part.present for part in parts))
        spans = [hull(*part.cells) for part in parts]
        result = computed(operation, *spans)
        return Single({ANY if result is None else result: present}, present)
    cells: dict[Any, list[int]] = {}
    for combination in product(*(part.cells.items() for part in parts)):
        result = computed(operation, *(value for value, _ in combination))
        if result is not None:
            cells.setdefault(result, []).append(formula.both(*(literal for _, literal in combination)))
    return single(formula, {value: formula.any_of(literals) for value, literals in cells.items()})


def _number(names: Names, tree: Tree, place: Place) -> Value:
    part = value_of(names, tree[1], place)
    if not isinstance(part, Single):
        return part
    cells = {int(key): literal for key, literal in part.cells.items() if str(key).lstrip("-").isdigit()}
    return single(names.formula, cells)


def _if(names: Names, tree: Tree, place: Place) -> Value:
    test, left, right = (value_of(names, part, place) for part in tree[1:])
    return _merged(names.formula, ((holds(test), left), (fails(test), right)))


def _coalesce(names: Names, tree: Tree, place: Place) -> Value:
    first, second = (value_of(names, part, place) for part in tree[1:])
    return _merged(names.formula, ((first.present, first), (-first.present, second)))


def _merged(formula: Formula, choices: Iterable[tuple[int, Value]]) -> Value:
    """Return the value of the one choice whose literal holds."""
    cells: dict[Any, list[int]] = {}
    members: dict[str, list[int]] = {}
    present = []
    for guard, value in choices:
        present.append(formula.both(guard, value.present))
        if isinstance(value, Single):
            for key, literal in value.cells.items():
                cells.setdefault(key, []).append(formula.both(guard, literal))
        elif isinstance(value, Several):
            for id_, literal in value.members.items():
                members.setdefault(id_, []).append(formula.both(guard, literal))
    if members:
        return Several({id_: formula.any_of(found) for id_, found in members.items()}, formula.any_of(present))
    if cells:
        return single(formula, {key: formula.any_of(found) for key, found in cells.items()})
    return Opaque(formula.any_of(present))


def _answered(names: Names, tree: Tree, place: Place) -> Value:
    present = value_of(names, tree[1], place).present
    return truth(names.formula, present, -present)


def _special(names: Names, tree: Tree, place: Place) -> Value:
    _, inner, name = tree
    if inner[0] == "row":
        table = value_of(names, inner[1], place)
        cell = table.rows.get(inner[2], MISSING) if isinstance(table, Table) else MISSING
        chosen = cell.of(name) if isinstance(cell, Single) else FALSE
        chosen = cell.members.get(name, FALSE) if isinstance(cell, Several) else chosen
    else:
        chosen = given_of(names, inner, place).specials.get(name, FALSE)
    return truth(names.formula, chosen, -chosen)


def _count(names: Names, tree: Tree, place: Place) -> Value:
    _, inner, subset = tree
    given, formula = given_of(names, inner, place), names.formula
    within = set(names.members(subset)) if subset else None
    value = given.value
    if isinstance(value, Table):
        counted = [cell.present for row, cell in value.rows.items() if within is None or row in within]
    elif isinstance(value, Several):
        counted = [literal for id_, literal in value.members.items() if within is None or id_ in within]
    else:
        counted = []
    return counted_of(formula, counted, value.present, given.specials.get("none", FALSE), names.count_limit)


def _total(names: Names, tree: Tree, place: Place) -> Value:
    table = value_of(names, tree[1], place)
    if not isinstance(table, Table):
        return MISSING
    limit = max((names.limit_of(part[1]) for part in _answers_in(tree[1])), default=0)
    cells = [cell for cell in table.rows.values() if isinstance(cell, Single)]
    return total_of(names.formula, cells, table.present, limit)


def _answers_in(tree: Tree) -> Iterable[Tree]:
    while tree[0] not in ("answer", "pass"):
        tree = tree[1]
    yield tree if tree[0] == "answer" else tree[1]


def _rank(names: Names, tree: Tree, place: Place) -> Value:
    _, inner, option = tree
    ranks = given_of(names, inner, place).ranks
    return single(names.formula, {rank: literal for (id_, rank), literal in ranks.items() if id_ == option})


Builder = Callable[[Names, Tree, Place], Value]
_BUILDERS: dict[str, Builder] = {
    "const": _const,
    "answer": _answer,
    "pass": _answer,
    "named": _named,
    "field": _field,
    "row": _row,
    "and": _and,
    "or": _or,
    "not": _not,
    "not_true": _not_true,
    "in": _in,
    "not in": _in,
    "number": _number,
    "if": _if,
    "answered": _answered,
    "special": _special,
    "count": _count,
    "total": _total,
    "rank": _rank,
    "coalesce": _coalesce,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), _comparison),
    **dict.fromkeys(("+", "-", "*", "/", "//", "%", "negative", "min", "max", "round"), _computed),
}
