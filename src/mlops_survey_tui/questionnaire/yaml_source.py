"""Reads YAML with the line of every value, within limits that hostile files cannot pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import yaml

from .errors import Report

MAXIMUM_BYTES = 4_000_000
MAXIMUM_NODES = 300_000
MAXIMUM_DEPTH = 40

_TEXT, _TRUTH = "tag:yaml.org,2002:str", "tag:yaml.org,2002:bool"

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its plain data, and its syntax tree from which lines are looked up."""

    file: FilePath
    data: Any
    root: yaml.Node | None

    def line(self, path: Sequence[str | int] = ()) -> int:
        """Return the line (from 1) of the value at ``path``, or of the nearest value around it."""
        node = self.root
        for step in path:
            node = _child(node, step) or node
        return node.start_mark.line + 1 if node is not None else 1


@dataclass(frozen=True, slots=True)
class Place:
    """A value's place in a file, from which faults are reported."""

    document: Document
    path: Path
    report: Report

    def at(self, *steps: str | int) -> Place:
        """Return the place of a value inside this one."""
        return Place(self.document, self.path + steps, self.report)

    def fault(self, code: str, message: str) -> None:
        """Report a fault here."""
        self.report.add(code, self.document.file, self.document.line(self.path), message)


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: yaml.Node = node.value[step]
        return item
    return None


class _TooMuch(Exception):  # noqa: N818
    def __init__(self, node: yaml.Node, reason: str) -> None:
        self.line = node.start_mark.line + 1
        super().__init__(reason)


class _Builder(yaml.constructor.SafeConstructor):
    """Builds plain data from nodes, counting every visit so that repeated aliases cannot explode."""

    def __init__(self, file: FilePath, report: Report) -> None:
        super().__init__()
        self.file = file
        self.report = report
        self.visits = 0

    def build(self, node: yaml.Node, depth: int = 0) -> Any:
        self.visits += 1
        if self.visits > MAXIMUM_NODES:
            raise _TooMuch(node, f"more than {MAXIMUM_NODES:,} values")
        if depth > MAXIMUM_DEPTH:
            raise _TooMuch(node, f"nested deeper than {MAXIMUM_DEPTH} levels")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, depth + 1) for child in node.value]
        if node.tag == _TEXT or (node.tag == _TRUTH and node.value.lower() not in ("true", "false")):
            return node.value  # as in YAML 1.2, yes, no, on and off are text: they are common option ids
        build = self.yaml_constructors.get(node.tag)
        return build(self, node) if build else node.value

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in data:
                self.report.add("F106", self.file, key.start_mark.line + 1, f"'{name}' stands twice in one mapping")
            data[name] = self.build(value, depth + 1)
        return data


def read(file: FilePath, report: Report) -> Document | None:
    """Read one YAML file; faults go to the report and give None."""
    try:
        content = file.read_bytes()
    except OSError as error:
        report.add("F101", file, 1, f"{file.name} cannot be read: {error.strerror}")
        return None
    if len(content) > MAXIMUM_BYTES:
        line = content[:MAXIMUM_BYTES].count(b"\n") + 1
        report.add("F103", file, line, f"the file is larger than {MAXIMUM_BYTES // 1_000_000} MB")
        return None
    return _parse(file, content, report)


def _parse(file: FilePath, content: bytes, report: Report) -> Document | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(content.decode("utf-8"), Loader=loader)
        data = _Builder(file, report).build(root) if root is not None else None
    except UnicodeDecodeError as error:
        report.add("F102", file, content[: error.start].count(b"\n") + 1, "the file is not UTF-8 text")
    except _TooMuch as error:
        report.add("F103", file, error.line, str(error))
    except RecursionError:
        report.add("F103", file, 1, f"nested deeper than {MAXIMUM_DEPTH} levels")
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        report.add("F102", file, mark.line + 1 if mark else 1, problem)
    else:
        return Document(file, data, root)
    return None
