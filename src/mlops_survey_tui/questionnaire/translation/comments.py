"""The remarks in a translation file that YAML does not hand on, by the entry that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from ..yaml_source import Document

_FULL = re.compile(r"\s*#\s?(.*)")
_BEHIND = re.compile(r"[\s:,\]}]*\s#\s?(.*)")
_SCHEMA = "yaml-language-server:"


@dataclass(slots=True)
class Comments:
    """Remarks above everything, those of each entry by its key, and those below everything."""

    head: list[str] = field(default_factory=list)
    by_key: dict[str, list[str]] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)


def comments_of(document: Document) -> Comments:
    """Return the remarks of a file. One above an entry or inside it belongs to the entry."""
    lines = document.file.read_text(encoding="utf-8").splitlines()
    entries = list(_entries(document.root))
    start = min((key.start_mark.line for key, _ in _blocks(document.root)), default=len(lines))
    found = Comments()
    for number, text in sorted(_remarks(lines, document.root).items()):
        if not text.startswith(_SCHEMA):
            (found.head if number < start else _list_for(number, entries, found)).append(text)
    return found


def _list_for(number: int, entries: list[tuple[int, int, str]], found: Comments) -> list[str]:
    key = next((key for _, end, key in entries if number <= end), None)
    return found.tail if key is None else found.by_key.setdefault(key, [])


def _entries(root: yaml.Node | None) -> Iterator[tuple[int, int, str]]:
    """Yield first line, last line and key of every entry."""
    for _, block in _blocks(root):
        for key, value in _pairs(block):
            yield key.start_mark.line, _last_line(value), str(key.value)


def _blocks(root: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return [(name, block) for name, block in _pairs(root) if name.value in ("texts", "parked")]


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _last_line(node: yaml.Node) -> int:
    if isinstance(node.value, list) and node.value and not getattr(node, "flow_style", False):
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.line if node.end_mark.column else max(node.end_mark.line - 1, node.start_mark.line))


def _remarks(lines: list[str], root: yaml.Node | None) -> dict[int, str]:
    """Return by line what stands behind a ``#`` that is no part of a text."""
    covered: set[int] = set()
    found: dict[int, str] = {}
    for node in _nodes(root):
        start, end = node.start_mark, node.end_mark
        if isinstance(node, yaml.ScalarNode):
            covered.update(range(start.line + 1, end.line + (end.column > 0)))
        if end.line < len(lines) and (match := _BEHIND.fullmatch(lines[end.line][end.column :])) and end.column:
            found.setdefault(end.line, match.group(1))
    for number, line in enumerate(lines):
        if number not in covered and (match := _FULL.fullmatch(line)):
            found[number] = match.group(1)
    return found


def _nodes(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if node is None:
        return
    yield node
    for part in node.value if isinstance(node.value, list) else ():
        for child in part if isinstance(part, tuple) else (part,):
            yield from _nodes(child)
