"""What checking an expression yields, and what it needs: names to look up, faults to raise."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any, Protocol

from .tree import Tree
from .types import Type


class ConditionFault(Exception):  # noqa: N818
    """A condition that cannot be accepted: a code of the catalogue, and what is wrong.

    ``others`` are further faults in parts that stand beside this one.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.others: list[ConditionFault] = []
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: its tree, the type of its value, the names it reads, and where it can stand.

    ``order`` is the position of the latest question it reads; it may only stand after that.
    """

    tree: Tree
    type: Type
    reads: frozenset[str] = field(default_factory=frozenset)
    order: int = -1


class Names(Protocol):
    """Where names are looked up."""

    def lookup(self, name: str) -> Expression:
        """Return what a name stands for.

        Raises:
            ConditionFault: the name is unknown, or stands for something later.
        """

    def members(self, name: str) -> frozenset[str]:
        """Return the option ids of a list, group or family.

        Raises:
            ConditionFault: there is no such list, group or family.
        """


def join(tree: Tree, type_: Type, *parts: Expression) -> Expression:
    reads: frozenset[str] = frozenset().union(*(part.reads for part in parts)) if parts else frozenset()
    return Expression(tree, type_, reads, max((part.order for part in parts), default=-1))


def excerpt(node: ast.AST) -> str:
    """Return the beginning of what a node was written as, for messages."""
    try:
        return ast.unparse(node)[:80]
    except RecursionError:
        return type(node).__name__


def suggest(word: str, candidates: Any) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, [str(candidate) for candidate in candidates], n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
