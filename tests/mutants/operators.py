"""The changes: what each kind of syntax is changed to, as text in its place. The operators are those that are usual.

A condition is turned round, a comparison moved by its edge or turned, ``and`` and ``or`` change places, so do the signs of
arithmetic; numbers grow by one, truth values turn, texts become empty; what is returned becomes nothing, and a
statement that only has an effect is left out.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

_COMPARED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_COMPUTED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_TURNED = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)


def _comparison(node: ast.Compare) -> Iterator[str]:
    for place, operator in enumerate(node.ops):
        changed = [*node.ops[:place], _COMPARED[type(operator)](), *node.ops[place + 1 :]]
        yield _text(ast.Compare(node.left, changed, node.comparators))


def _junction(node: ast.BoolOp) -> Iterator[str]:
    yield _text(ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values))


def _arithmetic(node: ast.BinOp) -> Iterator[str]:
    if (other := _COMPUTED.get(type(node.op))) is not None:
        yield _text(ast.BinOp(node.left, other(), node.right))


def _sign(node: ast.UnaryOp) -> Iterator[str]:
    if isinstance(node.op, ast.Not | ast.USub | ast.Invert):
        yield _text(node.operand)


def _constant(node: ast.Constant) -> Iterator[str]:
    if isinstance(node.value, bool):
        yield str(not node.value)
    elif isinstance(node.value, int | float):
        yield repr(node.value + 1)
    elif isinstance(node.value, str | bytes):
        yield repr(type(node.value)()) if node.value else "'changed'" if isinstance(node.value, str) else "b'changed'"


def _returned(node: ast.Return) -> Iterator[str]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield "return None"


def _branch(node: ast.If | ast.While | ast.IfExp | ast.comprehension) -> Iterator[tuple[ast.expr, str]]:
    for test in node.ifs if isinstance(node, ast.comprehension) else [node.test]:
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], _TURNED)) and not (
            isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        ):
            yield test, _text(ast.UnaryOp(ast.Not(), test))


def _effect(node: ast.stmt) -> Iterator[str]:
    stands_alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await)
    stored = isinstance(node, ast.Assign) and not any(
        isinstance(target, ast.Name | ast.Tuple) for target in node.targets
    )
    if stands_alone or stored or isinstance(node, ast.AugAssign | ast.Raise | ast.Break | ast.Continue | ast.Delete):
        yield "pass"


_OPERATORS: tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], Callable[..., Iterator[str]]], ...] = (
    (ast.Compare, _comparison),
    (ast.BoolOp, _junction),
    (ast.BinOp, _arithmetic),
    (ast.UnaryOp, _sign),
    (ast.Constant, _constant),
    (ast.Return, _returned),
    (ast.stmt, _effect),
)


def changes(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield what may stand in the place of a node or of its condition: the place, and the other text."""
    if isinstance(node, ast.If | ast.While | ast.IfExp | ast.comprehension):
        yield from _branch(node)
    for kind, operator in _OPERATORS:
        if isinstance(node, kind) and isinstance(node, ast.expr | ast.stmt):
            for text in operator(node):
                yield node, text


def _text(node: ast.expr) -> str:
    return f"({ast.unparse(ast.fix_missing_locations(node))})"
