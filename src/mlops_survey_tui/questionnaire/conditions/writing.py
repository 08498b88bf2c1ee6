"""From a checked tree back to the text of a condition, as a person would write it."""

from __future__ import annotations

from collections.abc import Callable
from keyword import iskeyword

from .tree import Tree

_IF, _OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _SIGNED, _ATOM = range(9)
"""How tightly operations bind, by Python's rules."""


def written(tree: Tree) -> str:
    """Return a condition's text; parsing it gives the tree again.

    What ``skip_to`` and ``end`` make of an option has no operator of its own in the language; it is written as the
    condition that comes to the same.
    """
    return _write(tree)[0]


def _write(tree: Tree) -> tuple[str, int]:
    """Return the text of a tree and how tightly its outermost operation binds."""
    return _WRITERS[tree[0]](tree)


def _within(tree: Tree, least: int) -> str:
    """Return the text of an operand, in brackets where it binds less tightly than it must."""
    text, binding = _write(tree)
    return text if binding >= least else f"({text})"


def _const(tree: Tree) -> tuple[str, int]:
    value = tree[1]
    return (repr(tuple(value)) if isinstance(value, list) else repr(value)), _ATOM


def _name(tree: Tree) -> tuple[str, int]:
    return tree[1], _ATOM


def _member(tree: Tree) -> tuple[str, int]:
    base, member = _within(tree[1], _ATOM), tree[2]
    plain = member.isidentifier() and not iskeyword(member)
    return (f"{base}.{member}" if plain else f"{base}[{member!r}]"), _ATOM


def _number(tree: Tree) -> tuple[str, int]:
    """Return the operand alone: a choice beside a number counts as one without being told."""
    return _write(tree[1])


def _many(word: str, binding: int) -> Callable[[Tree], tuple[str, int]]:
    def write(tree: Tree) -> tuple[str, int]:
        return f" {word} ".join(_within(part, binding + 1) for part in tree[1:]), binding

    return write


def _before(sign: str, binding: int) -> Callable[[Tree], tuple[str, int]]:
    return lambda tree: (f"{sign}{_within(tree[1], binding)}", binding)


def _between(left: int, right: int, binding: int) -> Callable[[Tree], tuple[str, int]]:
    return lambda tree: (f"{_within(tree[1], left)} {tree[0]} {_within(tree[2], right)}", binding)


def _if(tree: Tree) -> tuple[str, int]:
    _, test, left, right = tree
    return f"{_within(left, _OR)} if {_within(test, _OR)} else {_within(right, _IF)}", _IF


def _call(tree: Tree) -> tuple[str, int]:
    arguments = [repr(part) if isinstance(part, str) else written(part) for part in tree[1:] if part != ""]
    return f"{tree[0]}({', '.join(arguments)})", _ATOM


def _not_true(tree: Tree) -> tuple[str, int]:
    operation, left, right = tree[1]
    question = next(part for part in (left, right) if part[0] == "answer")
    negated = [{"==": "!=", "in": "not in"}[operation], left, right]
    return _write(["or", negated, ["not", ["answered", question]]])


_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=", "in", "not in")
_FUNCTIONS = ("answered", "special", "count", "total", "rank", "coalesce", "min", "max", "round")

_WRITERS: dict[str, Callable[[Tree], tuple[str, int]]] = {
    "const": _const,
    **dict.fromkeys(("answer", "passes", "named", "loop", "system"), _name),
    **dict.fromkeys(("row", "pass", "field"), _member),
    "number": _number,
    "and": _many("and", _AND),
    "or": _many("or", _OR),
    "not": _before("not ", _NOT),
    "not_true": _not_true,
    **dict.fromkeys(_COMPARISONS, _between(_SUM, _SUM, _COMPARED)),
    **dict.fromkeys(("+", "-"), _between(_SUM, _PRODUCT, _SUM)),
    **dict.fromkeys(("*", "/", "//", "%"), _between(_PRODUCT, _SIGNED, _PRODUCT)),
    "negative": _before("-", _SIGNED),
    "if": _if,
    **dict.fromkeys(_FUNCTIONS, _call),
}
