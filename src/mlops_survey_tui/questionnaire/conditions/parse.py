"""From the text of a condition to a checked tree of plain data.

A tree is a list ``[operation, *operands]`` that JSON can hold; ``conditions.evaluate`` compiles it once
into closures. Nothing of the text is ever executed by the host language.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from .types import NOTHING, NUMBER, TRUTH, WORDS, Choice, Choices, Fields, Numeric, Passes, Rows, Truth, Type, Words

MAXIMUM_LENGTH = 1000
MAXIMUM_DEPTH = 30
MAXIMUM_NUMBER = 10**12

Tree = list[Any]


class ConditionFault(Exception):  # noqa: N818
    """A condition that cannot be accepted: a code of the catalogue, and what is wrong."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
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


def parse(text: str | bool | int, names: Names) -> Expression:
    """Check one expression.

    Raises:
        ConditionFault: it cannot be read, uses something that is not allowed, or does not fit the types.
    """
    source = str(text).strip()
    if len(source) > MAXIMUM_LENGTH:
        raise ConditionFault("C309", f"{len(source)} characters, at most {MAXIMUM_LENGTH} are allowed")
    try:
        parsed = ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ConditionFault("C301", f"'{source}': {getattr(error, 'msg', error)}") from None
    return _Parser(names).visit(parsed.body, 0)


def parse_condition(text: str | bool | int, names: Names) -> Expression:
    """Check one expression that must be true, false or unknown.

    Raises:
        ConditionFault: as :func:`parse`, or its value is something else.
    """
    expression = parse(text, names)
    if not isinstance(expression.type, Truth):
        raise ConditionFault("C306", f"'{text}' is {expression.type.name}, a condition must be true or false")
    return expression


def _join(tree: Tree, type_: Type, *parts: Expression) -> Expression:
    reads: frozenset[str] = frozenset().union(*(part.reads for part in parts)) if parts else frozenset()
    return Expression(tree, type_, reads, max((part.order for part in parts), default=-1))


_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
}  # fmt: skip


class _Parser:
    def __init__(self, names: Names) -> None:
        self.names = names

    def visit(self, node: ast.AST, depth: int) -> Expression:
        if depth > MAXIMUM_DEPTH:
            raise ConditionFault("C309", f"nested deeper than {MAXIMUM_DEPTH} levels")
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise ConditionFault("C302", f"'{ast.unparse(node)}' ({type(node).__name__}) is not part of the language")
        return handler(self, node, depth + 1)

    def constant(self, node: ast.Constant, depth: int) -> Expression:
        value = node.value
        if isinstance(value, bool):
            return Expression(["const", value], TRUTH)
        if isinstance(value, int | float) and abs(value) <= MAXIMUM_NUMBER:
            return Expression(["const", value], NUMBER)
        if isinstance(value, str):
            return Expression(["const", value], WORDS)
        raise ConditionFault("C302", f"the value {str(value)[:40]} is not allowed")

    def name(self, node: ast.Name, depth: int) -> Expression:
        return self.names.lookup(node.id)

    def attribute(self, node: ast.Attribute, depth: int) -> Expression:
        return self._member(self.visit(node.value, depth), node.attr)

    def subscript(self, node: ast.Subscript, depth: int) -> Expression:
        if not (isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)):
            raise ConditionFault("C302", "only a quoted id may stand in square brackets")
        return self._member(self.visit(node.value, depth), node.slice.value)

    def _member(self, base: Expression, member: str) -> Expression:
        match base.type:
            case Rows(rows, value, specials):
                if rows and member not in rows:
                    raise ConditionFault("C308", f"no row '{member}'{_suggest(member, rows)}")
                return _join(["row", base.tree, member, sorted(specials)], value, base)
            case Passes(items, value):
                if items and member not in items:
                    raise ConditionFault("C308", f"no loop item '{member}'{_suggest(member, items)}")
                return _join(["pass", base.tree, member], value, base)
            case Fields(fields):
                if member not in fields:
                    raise ConditionFault("C303", f"no field '{member}'{_suggest(member, fields)}")
                return _join(["field", base.tree, member], fields[member], base)
        raise ConditionFault("C306", f"'.{member}' asked of {base.type.name}")

    def boolean(self, node: ast.BoolOp, depth: int) -> Expression:
        parts = [self._truth(value, depth) for value in node.values]
        return _join(["and" if isinstance(node.op, ast.And) else "or", *(part.tree for part in parts)], TRUTH, *parts)

    def _truth(self, node: ast.AST, depth: int) -> Expression:
        part = self.visit(node, depth)
        if not isinstance(part.type, Truth):
            raise ConditionFault("C306", f"'{ast.unparse(node)}' is {part.type.name}, not true or false")
        return part

    def unary(self, node: ast.UnaryOp, depth: int) -> Expression:
        if isinstance(node.op, ast.Not):
            part = self._truth(node.operand, depth)
            return _join(["not", part.tree], TRUTH, part)
        if isinstance(node.op, ast.USub):
            part = self.number(node.operand, depth)
            return _join(["negative", part.tree], NUMBER, part)
        raise ConditionFault("C302", f"'{ast.unparse(node)}' is not part of the language")

    def number(self, node: ast.AST, depth: int) -> Expression:
        """Visit a node that must be a number; a choice whose ids are all numbers counts as one."""
        part = self.visit(node, depth)
        if isinstance(part.type, Numeric):
            return part
        if isinstance(part.type, Choice) and part.type.numeric:
            return _join(["number", part.tree], NUMBER, part)
        raise ConditionFault("C306", f"'{ast.unparse(node)}' is {part.type.name}, not a number")

    def arithmetic(self, node: ast.BinOp, depth: int) -> Expression:
        operation = _ARITHMETIC.get(type(node.op))
        if operation is None:
            raise ConditionFault("C302", f"the operator in '{ast.unparse(node)}' is not part of the language")
        left, right = self.number(node.left, depth), self.number(node.right, depth)
        return _join([operation, left.tree, right.tree], NUMBER, left, right)

    def conditional(self, node: ast.IfExp, depth: int) -> Expression:
        test = self._truth(node.test, depth)
        left, right = self.visit(node.body, depth), self.visit(node.orelse, depth)
        if type(left.type) is not type(right.type):
            raise ConditionFault("C306", f"'{ast.unparse(node)}' gives {left.type.name} or {right.type.name}")
        return _join(["if", test.tree, left.tree, right.tree], left.type, test, left, right)

    def compare(self, node: ast.Compare, depth: int) -> Expression:
        operands = [node.left, *node.comparators]
        parts = [
            self._comparison(left, operator, right, depth)
            for left, operator, right in zip(operands, node.ops, operands[1:], strict=False)
        ]
        return parts[0] if len(parts) == 1 else _join(["and", *(part.tree for part in parts)], TRUTH, *parts)

    def _comparison(self, left: ast.AST, operator: ast.cmpop, right: ast.AST, depth: int) -> Expression:
        symbol = _COMPARISONS.get(type(operator))
        if symbol is None:
            raise ConditionFault("C302", "'is' is not part of the language; use ==, answered(...) or special(...)")
        if symbol in ("in", "not in"):
            return self._membership(left, symbol, right, depth)
        first, second = self.visit(left, depth), self.visit(right, depth)
        first, second = _align(first, second, symbol), _align(second, first, symbol)
        return _join([symbol, first.tree, second.tree], TRUTH, first, second)

    def _membership(self, left: ast.AST, symbol: str, right: ast.AST, depth: int) -> Expression:
        element = self.visit(left, depth)
        if isinstance(right, ast.Tuple | ast.List | ast.Set):
            parts = [_align(self.visit(item, depth), element, "==") for item in right.elts]
            if any(part.tree[0] != "const" for part in parts):
                raise ConditionFault("C302", f"'{ast.unparse(right)}' may hold only quoted ids and numbers")
            for part in parts:
                _align(element, part, "==")
            return _join([symbol, _align(element, parts[0], "==").tree if parts else element.tree,
                          ["const", [part.tree[1] for part in parts]]], TRUTH, element)  # fmt: skip
        container = self.visit(right, depth)
        if not isinstance(container.type, Choices):
            raise ConditionFault("C306", f"'{ast.unparse(right)}' is {container.type.name}, 'in' needs a set of options")
        _check_option(element, container.type.options)
        if not isinstance(element.type, Choice | Words):
            raise ConditionFault("C306", f"'{ast.unparse(left)}' is {element.type.name}, not an option")
        return _join([symbol, element.tree, container.tree], TRUTH, element, container)

    def call(self, node: ast.Call, depth: int) -> Expression:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS or node.keywords:
            raise ConditionFault("C302", f"'{ast.unparse(node.func)}' is no function of the language: {_function_names()}")
        return FUNCTIONS[node.func.id](self, node, depth)


def _align(part: Expression, other: Expression, symbol: str) -> Expression:
    """Check that ``part`` can be compared with ``other``; a numeric choice becomes a number beside one."""
    ordering = symbol not in ("==", "!=")
    match part.type, other.type:
        case Choice(numeric=True), Numeric():
            return _join(["number", part.tree], NUMBER, part)
        case Choice(options), Words() if not ordering:
            _check_option(other, options)
            return part
        case Words(), Choice(options) if not ordering:
            _check_option(part, options)
            return part
        case (Numeric(), Numeric()) | (Numeric(), Choice(numeric=True)):
            return part
        case (Choice(), Choice()) | (Words(), Words()) | (Truth(), Truth()) if not ordering:
            return part
        case Choice(numeric=True), Choice(numeric=True):
            return _join(["number", part.tree], NUMBER, part)
    raise ConditionFault("C306", f"{part.type.name} compared ({symbol}) with {other.type.name}")


def _check_option(element: Expression, options: frozenset[str]) -> None:
    if element.tree[0] == "const" and options and element.tree[1] not in options:
        raise ConditionFault("C304", f"no option '{element.tree[1]}'{_suggest(str(element.tree[1]), options)}")


def _suggest(word: str, candidates: Any) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, [str(candidate) for candidate in candidates], n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


suggest = _suggest


def _function_names() -> str:
    return ", ".join(sorted(FUNCTIONS))


def _arguments(node: ast.Call, least: int, most: int) -> list[ast.expr]:
    if not least <= len(node.args) <= most:
        raise ConditionFault("C302", f"'{ast.unparse(node)}' needs {least}{f' to {most}' if most > least else ''} arguments")
    return node.args


def _quoted(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ConditionFault("C302", f"'{ast.unparse(node)}' must be a quoted id")


def _answered(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    (argument,) = _arguments(node, 1, 1)
    part = parser.visit(argument, depth)
    return _join(["answered", part.tree], TRUTH, part)


def _special(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    argument, name = _arguments(node, 2, 2)
    part = parser.visit(argument, depth)
    known = parser.names.members("special_answers")
    if _quoted(name) not in known:
        raise ConditionFault("C304", f"no special answer '{_quoted(name)}'{_suggest(_quoted(name), known)}")
    return _join(["special", part.tree, _quoted(name)], TRUTH, part)


def _count(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    argument, *rest = _arguments(node, 1, 2)
    part = parser.visit(argument, depth)
    if not isinstance(part.type, Choices | Rows):
        raise ConditionFault("C306", f"'{ast.unparse(argument)}' is {part.type.name}; count needs options or rows")
    if rest:
        parser.names.members(_quoted(rest[0]))
    return _join(["count", part.tree, _quoted(rest[0]) if rest else ""], NUMBER, part)


def _total(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    (argument,) = _arguments(node, 1, 1)
    part = parser.visit(argument, depth)
    if not (isinstance(part.type, Rows) and isinstance(part.type.value, Numeric)):
        raise ConditionFault("C306", f"'{ast.unparse(argument)}' is {part.type.name}; total needs numbers in rows")
    return _join(["total", part.tree], NUMBER, part)


def _rank(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    argument, option = _arguments(node, 2, 2)
    part = parser.visit(argument, depth)
    if not isinstance(part.type, Choices):
        raise ConditionFault("C306", f"'{ast.unparse(argument)}' is {part.type.name}; rank needs a ranking")
    _check_option(Expression(["const", _quoted(option)], WORDS), part.type.options)
    return _join(["rank", part.tree, _quoted(option)], NUMBER, part)


def _coalesce(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    first, second = (parser.visit(argument, depth) for argument in _arguments(node, 2, 2))
    aligned = _align(first, second, "==")
    return _join(["coalesce", aligned.tree, second.tree], aligned.type, first, second)


def _extreme(name: str) -> Callable[[_Parser, ast.Call, int], Expression]:
    def build(parser: _Parser, node: ast.Call, depth: int) -> Expression:
        parts = [parser.number(argument, depth) for argument in _arguments(node, 2, 8)]
        return _join([name, *(part.tree for part in parts)], NUMBER, *parts)

    return build


def _round(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    part = parser.number(_arguments(node, 1, 1)[0], depth)
    return _join(["round", part.tree], NUMBER, part)


FUNCTIONS: dict[str, Callable[[_Parser, ast.Call, int], Expression]] = {
    "answered": _answered,
    "special": _special,
    "count": _count,
    "total": _total,
    "rank": _rank,
    "coalesce": _coalesce,
    "min": _extreme("min"),
    "max": _extreme("max"),
    "round": _round,
}

_HANDLERS: dict[type[ast.AST], Callable[[_Parser, Any, int], Expression]] = {
    ast.Constant: _Parser.constant,
    ast.Name: _Parser.name,
    ast.Attribute: _Parser.attribute,
    ast.Subscript: _Parser.subscript,
    ast.BoolOp: _Parser.boolean,
    ast.UnaryOp: _Parser.unary,
    ast.BinOp: _Parser.arithmetic,
    ast.IfExp: _Parser.conditional,
    ast.Compare: _Parser.compare,
    ast.Call: _Parser.call,
}

__all__ = ["FUNCTIONS", "NOTHING", "ConditionFault", "Expression", "Names", "Tree", "parse", "parse_condition", "suggest"]
