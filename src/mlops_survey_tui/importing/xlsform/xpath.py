"""Reads the expressions of XLSForms: XPath 1.0, with ``${name}`` for questions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from ..expressions import Untranslatable

LONGEST, DEEPEST, MOST_JOINED = 10_000, 60, 300


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """``${name}``, or the last step of a path; ``written`` is how it stood there."""

    name: str
    written: str


@dataclass(frozen=True, slots=True)
class Bare:
    """A word by itself: a column of the choices in a choice filter, a child elsewhere."""

    name: str


@dataclass(frozen=True, slots=True)
class Self:
    """``.``: the question itself."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and an operator."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus before an operand."""

    operand: Node


Node = Number | Text | Name | Bare | Self | Call | Binary | Negative

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<name>\$\{[^}]*\})
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<text>"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’)
    |(?P<word>[^\W\d](?:[\w.-]*\w)?(?::(?=[^\W\d])[^\W\d](?:[\w.-]*\w)?)?)
    |(?P<symbol>!=|<=|>=|//|\.\.|::|[=<>+*/|().,\[\]@-])
    )""",
    re.VERBOSE | re.UNICODE,
)
_TOKEN_KINDS = ("name", "number", "text", "word", "symbol")
_OPERATOR_WORDS = frozenset({"and", "or", "div", "mod"})
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_DASHES = str.maketrans({"–": "-", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="})


def parse(source: str) -> Node:
    """Read an expression.

    Raises:
        Untranslatable: it cannot be read.
    """
    if len(source) > LONGEST:
        raise Untranslatable(f"it has more than {LONGEST:,} characters")
    parser = _Parser(_tokens(source))
    node = parser.level(0, 0)
    if parser.kind != "end":
        raise Untranslatable(f"'{parser.text}' stands where nothing should follow")
    return node


def _tokens(source: str) -> list[tuple[str, str]]:
    tokens, position = list[tuple[str, str]](), 0
    source = source.translate(_DASHES).rstrip()
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise Untranslatable(f"'{source[position : position + 20].strip()}' is not XPath")
        kind = next(kind for kind in _TOKEN_KINDS if match.group(kind) is not None)
        tokens.append((kind, match.group(kind)))
        position = match.end()
    return [*tokens, ("end", "the end")]


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.position = tokens, 0

    @property
    def kind(self) -> str:
        return self.tokens[self.position][0]

    @property
    def text(self) -> str:
        return self.tokens[self.position][1]

    def take(self) -> str:
        text = self.text
        self.position = min(self.position + 1, len(self.tokens) - 1)
        return text

    def expect(self, symbol: str) -> None:
        if self.kind != "symbol" or self.text != symbol:
            raise Untranslatable(f"'{symbol}' is missing before {self.text}")
        self.take()

    def level(self, level: int, depth: int) -> Node:
        if depth > DEEPEST:
            raise Untranslatable(f"it is nested deeper than {DEEPEST} levels")
        if level == len(_LEVELS):
            return self.sign(depth + 1)
        node = self.level(level + 1, depth + 1 if level == 0 else depth)
        joined = 0
        while self._operator() in _LEVELS[level]:
            operator = self._operator()
            self.take()
            joined += 1
            if joined > MOST_JOINED:
                raise Untranslatable(f"it joins more than {MOST_JOINED} parts")
            node = Binary(operator, node, self.level(level + 1, depth + 1 if level == 0 else depth))
        return node

    def _operator(self) -> str:
        if self.kind == "word":
            return self.text.lower() if self.text.lower() in _OPERATOR_WORDS else ""
        return self.text if self.kind == "symbol" else ""

    def sign(self, depth: int) -> Node:
        if self.kind == "symbol" and self.text == "-":
            self.take()
            if depth > DEEPEST:
                raise Untranslatable(f"it is nested deeper than {DEEPEST} levels")
            return Negative(self.sign(depth + 1))
        return self.operand(depth)

    def operand(self, depth: int) -> Node:
        reader = _OPERANDS.get(self.kind)
        if reader is None:
            raise Untranslatable("it ends in the middle")
        return reader(self, depth)

    def symbol(self, depth: int) -> Node:
        if self.text == "(":
            self.take()
            node = self.level(0, depth + 1)
            self.expect(")")
            return node
        if self.text in (".", "..", "/", "//", "@", "*"):
            return self.path("")
        raise Untranslatable(f"'{self.text}' stands where a value should")

    def word(self, depth: int) -> Node:
        word = self.take()
        if self.kind == "symbol" and self.text == "(":
            call = Call(word.lower(), self.arguments(depth))
            return self.path(word) if self._continues() else call
        return self.path(word) if self._continues() else Bare(word)

    def arguments(self, depth: int) -> tuple[Node, ...]:
        self.expect("(")
        found: list[Node] = []
        while not (self.kind == "symbol" and self.text == ")"):
            if found:
                self.expect(",")
            found.append(self.level(0, depth + 1))
        self.take()
        return tuple(found)

    def _continues(self) -> bool:
        return self.kind == "symbol" and self.text in ("/", "//", "[", "::")

    def path(self, begun: str) -> Node:
        """Read a path and return what its last step names; a path with a condition in brackets stays unread."""
        steps = [begun] if begun else []
        while self.kind == "symbol" and self.text in (".", "..", "/", "//", "[", "::", "@", "*"):
            if self.text == "[":
                raise Untranslatable("a path with a condition in brackets")
            steps.append(self.take())
            if steps[-1] in ("/", "//", "::", "@") and self.kind in ("word", "name"):
                steps.append(self.take())
        written = "".join(steps)
        if written == ".":
            return Self()
        last = steps[-1].removeprefix("${").removesuffix("}")
        if last in ("/", "//", ".", "*", "@", "::"):
            raise Untranslatable(f"the path {written}")
        return Name(last, written)

    def name(self, depth: int) -> Node:
        written = self.take()
        node = Name(written[2:-1].strip().rpartition("#")[2], written)
        if self._continues():
            raise Untranslatable(f"a path behind {written}")
        return node


def _number(parser: _Parser, depth: int) -> Node:
    value = float(parser.take())
    if math.isinf(value):
        raise Untranslatable("a number without end")
    return Number(value)


def _text(parser: _Parser, depth: int) -> Node:
    return Text(parser.take()[1:-1])


_OPERANDS: dict[str, Callable[[_Parser, int], Node]] = {
    "name": _Parser.name,
    "number": _number,
    "text": _text,
    "word": _Parser.word,
    "symbol": _Parser.symbol,
}
