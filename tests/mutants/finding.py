"""Every mutant of a file: one change in one place, by which the text differs and nothing else.

Left out is what has no effect when the program runs, or is not for tests to hold: docstrings and annotations, decorators,
the parts of formatted texts, the wording that people read, and what only a type checker sees.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from .operators import changes

_WORDING = ("_", "mark", "plural", "in_context", "mark_in")
_FOR_TYPES = ("cast", "TypeVar", "NewType", "Literal")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where syntax stands: the names of the functions and classes around it, and whether one is a function."""

    names: tuple[str, ...] = ()
    inside: bool = False

    def entered(self, node: ast.AST, child: ast.AST) -> Scope:
        """Return the scope of a child; defaults of parameters belong to what is around a function."""
        if isinstance(child, ast.arguments):
            return self
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return Scope((*self.names, node.name), self.inside or not isinstance(node, ast.ClassDef))
        return Scope(self.names, True) if isinstance(node, ast.Lambda) else self


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one file.

    Attributes:
        file: path in the checkout.
        lines: first and last line of what is changed.
        start, end: its place in the file, in bytes.
        text: what stands there instead.
        where: the function or class that it is in; empty outside of them.
        inside: whether it is in a function; elsewhere it runs when the module is loaded.
        was, becomes: the changed lines as they were and as they are, for people.
    """

    file: str
    lines: tuple[int, int]
    start: int
    end: int
    text: str
    where: str
    inside: bool
    was: str
    becomes: str

    def of(self, source: bytes) -> bytes:
        """Return the file with the change."""
        return source[: self.start] + self.text.encode() + source[self.end :]


def mutants(file: str, source: bytes) -> list[Mutant]:
    """Return the mutants of a file, each of them once."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: dict[tuple[int, int, str], Mutant] = {}
    for node, scope in _nodes(ast.parse(source), Scope()):
        for place, text in changes(node):
            mutant = _mutant(file, source, starts, place, text, scope)
            found.setdefault((mutant.start, mutant.end, mutant.text), mutant)
    return list(found.values())


def _mutant(file: str, source: bytes, starts: list[int], place: ast.expr | ast.stmt, text: str, scope: Scope) -> Mutant:
    first, last = place.lineno, place.end_lineno or place.lineno
    start, end = starts[first - 1] + place.col_offset, starts[last - 1] + (place.end_col_offset or 0)
    before, after = source[starts[first - 1] : start].decode(), source[end : starts[last]].decode()
    was, becomes = (" ".join(f"{before}{part}{after}".split()) for part in (source[start:end].decode(), text))
    return Mutant(file, (first, last), start, end, text, ".".join(scope.names), scope.inside, was, becomes)


def _nodes(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.AST, Scope]]:
    """Yield the nodes that may be changed, each with where it is."""
    for child in ast.iter_child_nodes(node):
        if _left_out(node, child):
            continue
        below = scope.entered(node, child)
        yield child, below
        yield from _nodes(child, below)


def _left_out(parent: ast.AST, child: ast.AST) -> bool:
    if child in getattr(parent, "decorator_list", ()) or child is getattr(parent, "annotation", None):
        return True
    if child is getattr(parent, "returns", None) and isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if isinstance(child, ast.JoinedStr | ast.Import | ast.ImportFrom):
        return True
    if isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Name) and child.targets[0].id == "__all__":
        return True
    called = child.func if isinstance(child, ast.Call) else child.value if isinstance(child, ast.Subscript) else None
    return isinstance(called, ast.Name) and called.id in _WORDING + _FOR_TYPES
