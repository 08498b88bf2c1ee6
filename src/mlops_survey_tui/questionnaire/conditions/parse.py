"""From the text of a condition to a checked tree of plain data.

A tree is a list ``[operation, *operands]`` that JSON can hold; ``conditions.evaluate`` compiles it once
into closures. Nothing of the text is ever executed by the host language.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from typing import Any

from .alignment import align, check_option, either, is_value
from .expression import ConditionFault, Expression, Names, excerpt, join, suggest
from .tree import Tree
from .types import NUMBER, TRUTH, WORDS, Choice, Choices, Fields, Numeric, Passes, Rows, Truth, Words

MAXIMUM_LENGTH = 1000
MAXIMUM_DEPTH = 30
MAXIMUM_NUMBER = 10**12
_QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\"""", re.DOTALL)
_ODD = re.compile(r"[^\x00-\x7f]")
"""Signs that Python would take for the letters and digits that they look like."""


def parse(text: str | bool | float, names: Names) -> Expression:
    """Check one expression.

    Raises:
        ConditionFault: it cannot be read, uses something that is not allowed, or does not fit the types.
    """
    source = str(text).strip()
    if len(source) > MAXIMUM_LENGTH:
        raise ConditionFault("C309", f"{len(source)} characters, at most {MAXIMUM_LENGTH} are allowed")
    if not source.isascii() and (odd := _ODD.search(_QUOTED.sub("", source))):
        raise ConditionFault("C301", f"'{odd[0]}' (U+{ord(odd[0]):04X}) may only stand in quotes")
    try:
        parsed = _parsed(source)
    except RecursionError:
        raise ConditionFault("C309", f"'{source[:80]}' is read through too many steps") from None
    except (SyntaxError, ValueError, MemoryError) as error:
        raise ConditionFault("C301", f"'{source[:80]}': {getattr(error, 'msg', error)}") from None
    return _Parser(names).visit(parsed.body, 0)


def _parsed(source: str) -> ast.Expression:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Python finds odd in its own programs says nothing to authors
        return ast.parse(source, mode="eval")


def parse_condition(text: str | bool | float, names: Names) -> Expression:
    """Check one expression that must be true, false or unknown.

    Raises:
        ConditionFault: as :func:`parse`, or its value is something else.
    """
    expression = parse(text, names)
    if not isinstance(expression.type, Truth):
        raise ConditionFault("C306", f"'{text}' is {expression.type.name}, a condition must be true or false")
    return expression


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
            raise ConditionFault("C302", f"'{excerpt(node)}' ({type(node).__name__}) is not part of the language")
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
            case Rows(rows, value, specials, cells):
                if rows and member not in rows:
                    raise ConditionFault("C308", f"no row '{member}'{suggest(member, rows)}")
                return join(["row", base.tree, member, sorted(specials)], cells.get(member, value), base)
            case Passes(items, value):
                if items and member not in items:
                    raise ConditionFault("C308", f"no loop item '{member}'{suggest(member, items)}")
                return join(["pass", base.tree, member], value, base)
            case Fields(fields):
                if member not in fields:
                    raise ConditionFault("C303", f"no field '{member}'{suggest(member, fields)}")
                return join(["field", base.tree, member], fields[member], base)
        raise ConditionFault("C306", f"'.{member}' asked of {base.type.name}")

    def boolean(self, node: ast.BoolOp, depth: int) -> Expression:
        parts, faults = list[Expression](), list[ConditionFault]()
        for value in node.values:
            try:
                parts.append(self._truth(value, depth))
            except ConditionFault as fault:
                faults += [fault, *fault.others]
        if faults:
            faults[0].others = faults[1:]
            raise faults[0]
        return join(["and" if isinstance(node.op, ast.And) else "or", *(part.tree for part in parts)], TRUTH, *parts)

    def _truth(self, node: ast.AST, depth: int) -> Expression:
        part = self.visit(node, depth)
        if not isinstance(part.type, Truth):
            raise ConditionFault("C306", f"'{excerpt(node)}' is {part.type.name}, not true or false")
        return part

    def unary(self, node: ast.UnaryOp, depth: int) -> Expression:
        if isinstance(node.op, ast.Not):
            part = self._truth(node.operand, depth)
            return join(["not", part.tree], TRUTH, part)
        if isinstance(node.op, ast.USub):
            part = self.number(node.operand, depth)
            return join(["negative", part.tree], NUMBER, part)
        raise ConditionFault("C302", f"'{excerpt(node)}' is not part of the language")

    def number(self, node: ast.AST, depth: int) -> Expression:
        """Visit a node that must be a number; a choice whose ids are all numbers counts as one."""
        part = self.visit(node, depth)
        if isinstance(part.type, Numeric):
            return part
        if isinstance(part.type, Choice) and part.type.numeric:
            return join(["number", part.tree], NUMBER, part)
        raise ConditionFault("C306", f"'{excerpt(node)}' is {part.type.name}, not a number")

    def arithmetic(self, node: ast.BinOp, depth: int) -> Expression:
        operation = _ARITHMETIC.get(type(node.op))
        if operation is None:
            raise ConditionFault("C302", f"the operator in '{excerpt(node)}' is not part of the language")
        left, right = self.number(node.left, depth), self.number(node.right, depth)
        return join([operation, left.tree, right.tree], NUMBER, left, right)

    def conditional(self, node: ast.IfExp, depth: int) -> Expression:
        test = self._truth(node.test, depth)
        left, right = self.visit(node.body, depth), self.visit(node.orelse, depth)
        if type(left.type) is not type(right.type) or not is_value(left):
            raise ConditionFault("C306", f"'{excerpt(node)}' gives {left.type.name} or {right.type.name}")
        return join(["if", test.tree, left.tree, right.tree], either(left, right), test, left, right)

    def compare(self, node: ast.Compare, depth: int) -> Expression:
        operands = [node.left, *node.comparators]
        parts = [
            self._comparison(left, operator, right, depth)
            for left, operator, right in zip(operands, node.ops, operands[1:], strict=False)
        ]
        return parts[0] if len(parts) == 1 else join(["and", *(part.tree for part in parts)], TRUTH, *parts)

    def _comparison(self, left: ast.AST, operator: ast.cmpop, right: ast.AST, depth: int) -> Expression:
        symbol = _COMPARISONS.get(type(operator))
        if symbol is None:
            raise ConditionFault("C302", "'is' is not part of the language; use ==, answered(...) or special(...)")
        if symbol in ("in", "not in"):
            return self._membership(left, symbol, right, depth)
        first, second = self.visit(left, depth), self.visit(right, depth)
        first, second = align(first, second, symbol), align(second, first, symbol)
        return join([symbol, first.tree, second.tree], TRUTH, first, second)

    def _membership(self, left: ast.AST, symbol: str, right: ast.AST, depth: int) -> Expression:
        element = self.visit(left, depth)
        if isinstance(right, ast.Tuple | ast.List | ast.Set):
            parts = [align(self.visit(item, depth), element, "==") for item in right.elts]
            if any(part.tree[0] != "const" for part in parts):
                raise ConditionFault("C302", f"'{excerpt(right)}' may hold only quoted ids and numbers")
            for part in parts:
                align(element, part, "==")
            return join([symbol, align(element, parts[0], "==").tree if parts else element.tree,
                          ["const", [part.tree[1] for part in parts]]], TRUTH, element)  # fmt: skip
        container = self.visit(right, depth)
        if not isinstance(container.type, Choices):
            raise ConditionFault("C306", f"'{excerpt(right)}' is {container.type.name}, 'in' needs a set of options")
        check_option(element, container.type.options)
        if not isinstance(element.type, Choice | Words):
            raise ConditionFault("C306", f"'{excerpt(left)}' is {element.type.name}, not an option")
        return join([symbol, element.tree, container.tree], TRUTH, element, container)

    def call(self, node: ast.Call, depth: int) -> Expression:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS or node.keywords:
            raise ConditionFault("C302", f"'{excerpt(node.func)}' is no function of the language: {_function_names()}")
        return FUNCTIONS[node.func.id](self, node, depth)


def _function_names() -> str:
    return ", ".join(sorted(FUNCTIONS))


def _arguments(node: ast.Call, least: int, most: int) -> list[ast.expr]:
    if not least <= len(node.args) <= most:
        count = f"{least} to {most}" if most > least else str(least)
        raise ConditionFault("C302", f"'{excerpt(node)}' needs {count} arguments")
    return node.args


def _quoted(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ConditionFault("C302", f"'{excerpt(node)}' must be a quoted id")


def _answered(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    (argument,) = _arguments(node, 1, 1)
    part = parser.visit(argument, depth)
    if not is_value(part):
        raise ConditionFault("C306", f"'{excerpt(argument)}' is {part.type.name}; name one of them")
    return join(["answered", part.tree], TRUTH, part)


def _special(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    argument, name = _arguments(node, 2, 2)
    part = parser.visit(argument, depth)
    if part.tree[0] not in ("answer", "pass", "row"):
        raise ConditionFault("C306", f"'{excerpt(argument)}' is no question or row; only these have special answers")
    known = parser.names.members("special_answers")
    if _quoted(name) not in known:
        raise ConditionFault("C304", f"no special answer '{_quoted(name)}'{suggest(_quoted(name), known)}")
    return join(["special", part.tree, _quoted(name)], TRUTH, part)


def _count(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    argument, *rest = _arguments(node, 1, 2)
    part = parser.visit(argument, depth)
    if not isinstance(part.type, Choices | Rows):
        raise ConditionFault("C306", f"'{excerpt(argument)}' is {part.type.name}; count needs options or rows")
    if rest:
        parser.names.members(_quoted(rest[0]))
    return join(["count", part.tree, _quoted(rest[0]) if rest else ""], NUMBER, part)


def _total(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    (argument,) = _arguments(node, 1, 1)
    part = parser.visit(argument, depth)
    if not (isinstance(part.type, Rows) and isinstance(part.type.value, Numeric)):
        raise ConditionFault("C306", f"'{excerpt(argument)}' is {part.type.name}; total needs numbers in rows")
    return join(["total", part.tree], NUMBER, part)


def _rank(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    argument, option = _arguments(node, 2, 2)
    part = parser.visit(argument, depth)
    if not isinstance(part.type, Choices):
        raise ConditionFault("C306", f"'{excerpt(argument)}' is {part.type.name}; rank needs a ranking")
    check_option(Expression(["const", _quoted(option)], WORDS), part.type.options)
    return join(["rank", part.tree, _quoted(option)], NUMBER, part)


def _coalesce(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    first, second = (parser.visit(argument, depth) for argument in _arguments(node, 2, 2))
    first, second = align(first, second, "=="), align(second, first, "==")
    return join(["coalesce", first.tree, second.tree], either(first, second), first, second)


def _extreme(name: str) -> Callable[[_Parser, ast.Call, int], Expression]:
    def build(parser: _Parser, node: ast.Call, depth: int) -> Expression:
        parts = [parser.number(argument, depth) for argument in _arguments(node, 2, 8)]
        return join([name, *(part.tree for part in parts)], NUMBER, *parts)

    return build


def _round(parser: _Parser, node: ast.Call, depth: int) -> Expression:
    part = parser.number(_arguments(node, 1, 1)[0], depth)
    return join(["round", part.tree], NUMBER, part)


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

__all__ = ["FUNCTIONS", "ConditionFault", "Expression", "Names", "Tree", "parse", "parse_condition", "suggest"]
