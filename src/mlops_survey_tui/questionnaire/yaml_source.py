"""Reads YAML with the line of every value, within limits that hostile files cannot pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

import yaml

from .errors import Report
from .limits import MAXIMUM_BYTES
from .plain_file import read_plain
from .yaml_building import LOADER, TooMuch, build
from .yaml_building import Allowance as Allowance

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One file: its plain data, and its text, from which lines are looked up."""

    file: FilePath
    data: Any
    text: str = field(repr=False)
    entries: dict[int, dict[str, tuple[int, yaml.Node]]] = field(default_factory=dict, repr=False)
    """Of each mapping that was looked into, by the identity of its node: the line and the value of every key."""
    brought: Mapping[Path, Place] = field(default_factory=dict, repr=False)
    """Values that were brought in from another file, by their path here: where they are written."""

    @cached_property
    def root(self) -> yaml.Node | None:
        """The syntax tree, made when somebody asks for a line: where there are no faults hardly anybody does."""
        root: yaml.Node | None = yaml.compose(self.text, Loader=LOADER)
        return root

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
        content = read_plain(file, max(0, allowance.bytes) + 1)
    except OSError as error:
        report.add("F101", file, 1, f"{file.name} cannot be read: {error.strerror}")
        return None
    if not allowance.take_bytes(len(content)):
        report.add("F103", file, 1, f"more than {MAXIMUM_BYTES // 1_000_000} MB in all files")
        return None
    return _parse(file, content, report, allowance)


def _parse(file: FilePath, content: bytes, report: Report, allowance: Allowance) -> Document | None:
    values = allowance.values
    try:
        text = content.decode("utf-8")
        data = build(text, file, report, allowance)
    except UnicodeDecodeError as error:
        report.add("F102", file, content[: error.start].count(b"\n") + 1, "the file is not UTF-8 text")
    except TooMuch as error:
        report.add("F103", file, error.line, str(error))
        allowance.give_back(values)
    except yaml.reader.ReaderError:
        report.add("F102", file, *_unprintable(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        report.add("F102", file, mark.line + 1 if mark else 1, problem)
    else:
        return Document(file, data, text)
    return None


def _unprintable(text: str) -> tuple[int, str]:
    """Return the line of the first character that YAML does not take, and what it is."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if found is None:
        return 1, "a character that may not stand in YAML"
    line = text.count("\n", 0, found.start()) + 1
    return line, f"U+{ord(found[0]):04X}, a control character; take it out, or write it as an escape in double quotes"
