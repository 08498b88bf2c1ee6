"""Reads YAML with the line of every value, within limits that hostile files cannot pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from .errors import Report
from .limits import MAXIMUM_BYTES, MAXIMUM_DEPTH, MAXIMUM_VALUES

_TAG = "tag:yaml.org,2002:"
_TRUTH = f"{_TAG}bool"
_BUILT = frozenset(f"{_TAG}{name}" for name in ("null", "bool", "int", "float"))

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its plain data, and its syntax tree from which lines are looked up."""

    file: FilePath
    data: Any
    root: yaml.Node | None
    entries: dict[int, dict[str, tuple[int, yaml.Node]]] = field(default_factory=dict, repr=False)
    """Of each mapping that was looked into, by the identity of its node: the line and the value of every key."""
    brought: Mapping[Path, Place] = field(default_factory=dict, repr=False)
    """Values that were brought in from another file, by their path here: where they are written."""

    def line(self, path: Sequence[str | int] = ()) -> int:
        """Return the line (from 1) where the value at ``path``, or the nearest value around it, begins with its key."""
        node = self.root
        line = 1 if node is None else node.start_mark.line + 1
        for step in path:
            found = self._child(node, step)
            if found is not None:
                line, node = found
        return line

    def _child(self, node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
        if isinstance(node, yaml.MappingNode):
            return self._entries(node).get(str(step))
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            item: yaml.Node = node.value[step]
            return item.start_mark.line + 1, item
        return None

    def _entries(self, node: yaml.MappingNode) -> dict[str, tuple[int, yaml.Node]]:
        if id(node) not in self.entries:
            pairs = [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
            self.entries[id(node)] = {key.value: (key.start_mark.line + 1, value) for key, value in pairs}
        return self.entries[id(node)]


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
        """Report a fault here, or where the value was brought from."""
        origin = self.document.brought.get(self.real_path()) if self.document.brought else None
        if origin is not None:
            self.report.add(code, origin.document.file, origin.document.line(origin.path), message)
        else:
            self.report.add(code, self.document.file, self.document.line(self.path), message)

    def real_path(self) -> Path:
        """Return the path without steps into a list that is written as its only entry."""
        data, real = self.document.data, list[str | int]()
        for step in self.path:
            if isinstance(data, dict) and isinstance(step, int):
                continue
            real.append(step)
            if isinstance(data, dict):
                data = data.get(str(step))
            else:
                data = data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None
        return tuple(real)


class Allowance:
    """What all files of a questionnaire together may still hold, so that no file and no number of files is too much."""

    def __init__(self) -> None:
        self.bytes = MAXIMUM_BYTES
        self.values = MAXIMUM_VALUES
        self.refusals = 3

    def take_bytes(self, count: int) -> bool:
        """Spend bytes; return whether there were enough."""
        self.bytes -= count
        return self.bytes >= 0

    def give_back(self, values: int) -> None:
        """Let one file that was refused hide nothing in the others; many such files are not worth the time."""
        self.refusals -= 1
        if self.refusals >= 0:
            self.values = values

    def take_value(self, mark: Any, depth: int) -> None:
        """Spend one value at a depth.

        Raises:
            _TooMuch: there are too many values, or they are nested too deep.
        """
        self.values -= 1
        if self.values < 0:
            raise _TooMuch(mark, f"more than {MAXIMUM_VALUES:,} values in all files")
        if depth > MAXIMUM_DEPTH:
            raise _TooMuch(mark, f"nested deeper than {MAXIMUM_DEPTH} levels")


class _TooMuch(Exception):  # noqa: N818
    def __init__(self, mark: Any, reason: str) -> None:
        self.line = mark.line + 1
        super().__init__(reason)


class _Builder(yaml.constructor.SafeConstructor):
    """Builds plain data from nodes; a repeated alias costs as much as what it repeats, so none can explode."""

    def __init__(self, file: FilePath, report: Report, allowance: Allowance) -> None:
        super().__init__()
        self.file = file
        self.report = report
        self.allowance = allowance

    def build(self, node: yaml.Node, depth: int = 0) -> Any:
        self.allowance.take_value(node.start_mark, depth)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, depth + 1) for child in node.value]
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        """Read a value. As in YAML 1.2, yes, no, on and off are text (common option ids), as are dates and times."""
        not_a_truth = node.tag == _TRUTH and node.value.lower() not in ("true", "false")
        if node.tag not in _BUILT or not_a_truth or ":" in node.value:
            return node.value
        return self.yaml_constructors[node.tag](self, node)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.report.add("F102", self.file, line, "a key must be one word, not a list or a mapping")
                continue
            if key.value in data:
                self.report.add("F106", self.file, line, f"'{key.value}' stands twice in one mapping")
            data[key.value] = self.build(value, depth + 1)
        return data


class Documents:
    """Reads each file once; ``replace`` puts another document in its place for whoever reads it again."""

    def __init__(self) -> None:
        self._allowance = Allowance()
        self._documents: dict[FilePath, Document | None] = {}

    def read(self, file: FilePath, report: Report) -> Document | None:
        """Return a file; its faults are reported at the first time, and give None."""
        if file not in self._documents:
            self._documents[file] = read(file, report, self._allowance)
        return self._documents[file]

    def replace(self, document: Document) -> None:
        """Give this document from now on when its file is read."""
        self._documents[document.file] = document


def read(file: FilePath, report: Report, allowance: Allowance) -> Document | None:
    """Read one YAML file; faults go to the report and give None."""
    try:
        size = file.stat().st_size
        if not allowance.take_bytes(size):
            report.add("F103", file, 1, f"more than {MAXIMUM_BYTES // 1_000_000} MB in all files")
            return None
        content = file.read_bytes()
    except OSError as error:
        report.add("F101", file, 1, f"{file.name} cannot be read: {error.strerror}")
        return None
    return _parse(file, content, report, allowance)


def _parse(file: FilePath, content: bytes, report: Report, allowance: Allowance) -> Document | None:
    values = allowance.values
    try:
        text = content.decode("utf-8")
        _measure(text)
        root = yaml.compose(text, Loader=_LOADER)
        data = _Builder(file, report, allowance).build(root) if root is not None else None
    except UnicodeDecodeError as error:
        report.add("F102", file, content[: error.start].count(b"\n") + 1, "the file is not UTF-8 text")
    except _TooMuch as error:
        report.add("F103", file, error.line, str(error))
        allowance.give_back(values)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        report.add("F102", file, mark.line + 1 if mark else 1, problem)
    else:
        return Document(file, data, root)
    return None


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _measure(text: str) -> None:
    """Read a text event by event, which takes no memory, before anything is built from it.

    Raises:
        _TooMuch: there are too many values, or they are nested too deep.
    """
    allowance, depth = Allowance(), 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            allowance.take_value(event.start_mark, depth)
            depth += isinstance(event, yaml.CollectionStartEvent)
