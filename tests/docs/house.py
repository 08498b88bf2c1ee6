"""The house as the code has it: its rooms with their layers and sizes, and which imports which."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .markdown import PROJECT

PACKAGE = "mlops_survey_tui"
SOURCE = PROJECT / "src" / PACKAGE
_ROUND = 1_000
"""Lines are told by the thousand, so that the picture changes when the house does and not with every line."""
Imports = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Room:
    """A package or module right under the top: the first sentence of its docstring, and how many lines it has.

    ``layer`` counts from the top; rooms that stand in no layer are the ground, which all may use.
    """

    name: str
    sentence: str
    lines: int
    layer: int | None

    @property
    def size(self) -> str:
        """The lines in words."""
        thousands = round(self.lines / _ROUND)
        return f"{thousands * _ROUND:,} lines" if thousands else "few lines"


@cache
def layers() -> tuple[tuple[str, ...], ...]:
    """Return the rooms by layer, from the top, as the contract of imports in ``pyproject.toml`` has them."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    (rows,) = (one["layers"] for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return tuple(tuple(name.strip().removeprefix(f"{PACKAGE}.") for name in row.split("|")) for row in rows)


@cache
def rooms() -> tuple[Room, ...]:
    """Return all rooms, the upper layers first, the ground last."""
    placed = {name: (layer, at) for layer, names in enumerate(layers()) for at, name in enumerate(names)}
    found = sorted({name for file in _files() if (name := _room_of(file))})
    found.sort(key=lambda name: placed.get(name, (len(placed), 0)))
    return tuple(_room(name, placed[name][0] if name in placed else None) for name in found)


@cache
def imports() -> Imports:
    """Return for each room the rooms whose code it imports, at any time; imports for types alone do not count."""
    names = {room.name for room in rooms()}
    found: dict[str, set[str]] = {name: set() for name in names}
    for file in _files():
        if name := _room_of(file):
            found[name].update(_imported(ast.parse(file.read_text(encoding="utf-8")), _module_of(file)))
    return {name: frozenset((targets & names) - {name}) for name, targets in found.items()}


def telling(found: Imports) -> Iterator[tuple[str, str]]:
    """Yield the imports that do not follow from others: from a room to one that none of its others leads to."""
    for name, targets in found.items():
        beyond = {far for target in targets for far in reached(found, target)}
        yield from ((name, target) for target in sorted(targets - beyond))


def reached(found: Imports, name: str) -> frozenset[str]:
    """Return the rooms that imports lead to from a room, in any number of steps."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        new = found[waiting.pop()] - seen
        seen |= new
        waiting += new
    return frozenset(seen)


def _files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def _module_of(file: Path) -> tuple[str, ...]:
    """Return the package that a file's relative imports start from."""
    return file.relative_to(SOURCE).parent.parts


def _room_of(file: Path) -> str:
    inside = file.relative_to(SOURCE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem.replace("__init__", "")


def _room(name: str, layer: int | None) -> Room:
    head = SOURCE / name / "__init__.py"
    head = head if head.is_file() else SOURCE / f"{name}.py"
    said = ast.get_docstring(ast.parse(head.read_text(encoding="utf-8"))) or ""
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in _files() if _room_of(file) == name)
    return Room(name, " ".join(said.split("\n\n")[0].split()).split(". ")[0].rstrip("."), lines, layer)


def _imported(tree: ast.AST, package: tuple[str, ...]) -> Iterator[str]:
    """Yield the names right under the top that a module imports from."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom):
            path = (*package[: len(package) - node.level + 1], *(node.module or "").split(".")) if node.level else ()
            named = [*filter(None, path)] or ([alias.name for alias in node.names] if node.level else [])
            yield from named if not any(path) else named[:1]
        yield from _imported(node, package)
