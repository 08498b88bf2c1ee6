"""Builds plain data from YAML in one pass over its parser's events, within limits that hostile files cannot pass.

A document with anchors, written tags or keys that are no words takes the longer way over a tree of nodes, which must
be measured first: repeated aliases could make it explode.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any

import yaml

from .errors import Report
from .limits import MAXIMUM_BYTES, MAXIMUM_DEPTH, MAXIMUM_VALUES

_TAG = "tag:yaml.org,2002:"
_TRUTH = f"{_TAG}bool"
_BUILT = frozenset(f"{_TAG}{name}" for name in ("null", "bool", "int", "float"))
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
            TooMuch: there are too many values, or they are nested too deep.
        """
        self.values -= 1
        if self.values < 0:
            raise TooMuch(mark, f"more than {MAXIMUM_VALUES:,} values in all files")
        if depth > MAXIMUM_DEPTH:
            raise TooMuch(mark, f"nested deeper than {MAXIMUM_DEPTH} levels")


class TooMuch(Exception):  # noqa: N818
    """A file holds more than an allowance; ``line`` is where, from 1."""

    def __init__(self, mark: Any, reason: str) -> None:
        self.line = mark.line + 1
        super().__init__(reason)


def build(text: str, file: FilePath, report: Report, allowance: Allowance) -> Any:
    """Return the data of a text that holds one document; keys that stand twice in a mapping are reported.

    Raises:
        yaml.YAMLError: it is not valid YAML, or a number in it cannot be read.
        TooMuch: it holds more than the allowance.
    """
    try:
        builder = _OfEvents(text)
        data = builder.document()
        if builder.values > allowance.values:
            raise _NotPlain
    except _NotPlain:
        _measure(text)
        root = yaml.compose(text, Loader=LOADER)
        return _OfNodes(file, report, allowance).build(root) if root is not None else None
    allowance.values -= builder.values
    for line, key in builder.repeated:
        report.add("F106", file, line, f"'{key}' stands twice in one mapping")
    return data


class _NotPlain(Exception):  # noqa: N818
    """A document has what only the way over a tree of nodes can build, or tell the line of."""


class _OfEvents:
    """Builds the data of a plain document while it is parsed; ``values`` counts those that are no keys."""

    def __init__(self, text: str) -> None:
        self.values = 0
        self.repeated: list[tuple[int, str]] = []
        self._parser = LOADER(text)
        self._next: Callable[[], Any] = self._parser.get_event
        self._take = Allowance().take_value
        self._known: dict[str, Any] = {}

    def document(self) -> Any:
        """Return the data; nothing where there is no document."""
        try:
            self._next()
            if isinstance(self._next(), yaml.StreamEndEvent):
                return None
            data = self._value(self._next(), 0)
            self._next()
            if not isinstance(self._next(), yaml.StreamEndEvent):
                raise _NotPlain
            return data
        finally:
            self._parser.dispose()

    def _value(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
            raise _NotPlain
        self._take(event.start_mark, depth)
        self.values += 1
        if kind is yaml.ScalarEvent:
            return self._plain(event.value, event.start_mark) if event.implicit[0] else event.value
        return self._mapping(depth + 1) if kind is yaml.MappingStartEvent else self._sequence(depth + 1)

    def _sequence(self, depth: int) -> list[Any]:
        items = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._value(event, depth))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent or event.anchor is not None or event.tag is not None:
                raise _NotPlain
            key = event.value
            mark: Any = event.start_mark
            self._take(mark, depth)
            if key in data:
                self.repeated.append((mark.line + 1, key))
            data[key] = self._value(self._next(), depth)
        return data

    def _plain(self, text: str, mark: Any) -> Any:
        """Return what an unquoted word means; the same word means the same everywhere."""
        if text not in self._known:
            tag = self._parser.resolve(yaml.ScalarNode, text, (True, False))
            self._known[text] = _meaning(self._parser, yaml.ScalarNode(tag, text, mark))
        return self._known[text]


def _meaning(constructor: Any, node: yaml.Node) -> Any:
    """Read a value. As in YAML 1.2, yes, no, on and off are text (common option ids), as are dates and times.

    Raises:
        yaml.MarkedYAMLError: it looks like a number, and is none, or has thousands of digits.
    """
    not_a_truth = node.tag == _TRUTH and node.value.lower() not in ("true", "false")
    if node.tag not in _BUILT or not_a_truth or ":" in node.value:
        return node.value
    try:
        return constructor.yaml_constructors[node.tag](constructor, node)
    except ValueError:
        what = f"{node.value[:20]} looks like a number, and is none that can be read; put it in quotes if it is text"
        raise yaml.MarkedYAMLError(problem=what, problem_mark=node.start_mark) from None


class _OfNodes(yaml.constructor.SafeConstructor):
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
        return _meaning(self, node)

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


def _measure(text: str) -> None:
    """Read a text event by event, which takes no memory, before anything is built from it.

    Raises:
        TooMuch: there are too many values, or they are nested too deep.
    """
    allowance, depth = Allowance(), 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            allowance.take_value(event.start_mark, depth)
            depth += isinstance(event, yaml.CollectionStartEvent)
