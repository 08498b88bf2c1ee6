"""From XPath to our conditions, keeping what XPath makes of empty answers.

XPath knows only true and false: an empty answer differs from every option and is neither more nor less than a number.
Here what touches a missing answer is unknown. So each expression is translated twice over: ``truth`` gives a condition
that holds exactly where XPath says true, or, for the opposite, exactly where it says false; negation never meets an
unknown. A ``total`` condition is never unknown, as ``x if condition else y`` needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from .. import symbols
from ..expressions import (
    FALSE,
    MIRRORED,
    OPPOSITE,
    SIGN,
    TRUE,
    Code,
    Untranslatable,
    answered,
    arithmetic,
    both,
    choose,
    compare,
    either,
    number,
    unanswered,
    words,
)
from ..symbols import Symbol
from .functions import TRUTHS, VALUES
from .values import Value, choice, constant, emptiness, exactly, guarded, ids_are_values, truth_literal
from .xpath import Bare, Binary, Call, Name, Negative, Node, Number, Self, Text, parse

COMPARISONS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
ARITHMETIC = {"+": "+", "-": "-", "*": "*", "div": "/", "mod": "%"}


_LENGTHS: dict[tuple[str, float], bool] = {
    ("==", 0): True,
    ("<", 1): True,
    ("<=", 0): True,
    (">", 0): False,
    (">=", 1): False,
    ("!=", 0): False,
}
"""What a length of text says about there being any."""


class Scope(Protocol):
    """Where names are looked up."""

    def lookup(self, name: str) -> Symbol:
        """Return what a name stands for here.

        Raises:
            Untranslatable: it is unknown, was not carried over, or comes later.
        """

    def passes(self, name: str) -> list[Symbol]:
        """Return the answers of a question in each pass of its loop, from outside of it.

        Raises:
            Untranslatable: it is not asked in a loop, or in too many passes.
        """

    def pass_count(self, name: str) -> Code:
        """Return how many passes a repeat has.

        Raises:
            Untranslatable: it is no repeat.
        """

    def position(self) -> Code:
        """Return the number of the current pass.

        Raises:
            Untranslatable: there is no loop here, or its passes have no numbers.
        """


class Translator:
    """Translates the expressions of one row. ``own`` is the question itself, for ``.``; ``columns`` are a choice's."""

    def __init__(self, scope: Scope, own: Symbol | None = None, columns: Mapping[str, str] | None = None) -> None:
        self.scope, self.own, self.columns = scope, own, columns

    def condition(self, source: str, holds: bool = True, total: bool = False) -> Code:
        """Return a condition that holds exactly where an expression is true, or false if not ``holds``."""
        return self.truth(parse(source), holds, total)

    def truth(self, node: Node, holds: bool, total: bool) -> Code:
        """Translate a node in a place where XPath wants true or false."""
        match node:
            case Binary(("and" | "or") as operator, left, right):
                parts = [self.truth(left, holds, total), self.truth(right, holds, total)]
                return both(parts) if (operator == "and") == holds else either(parts)
            case Binary(operator, left, right) if operator in COMPARISONS:
                return self._compare(COMPARISONS[operator] if holds else OPPOSITE[COMPARISONS[operator]],
                                     left, right, holds, total)  # fmt: skip
            case Call(name, arguments) if name in TRUTHS:
                return TRUTHS[name](self, arguments, holds, total)
        return self._as_truth(self.value(node), holds, total)

    def _as_truth(self, value: Value, holds: bool, total: bool) -> Code:
        if value.literal is not None:
            yes = bool(value.numeric) if value.kind == symbols.NUMBER else value.literal != ""
            return TRUE if yes == holds else FALSE
        if value.kind == symbols.TRUTH:
            return value.code if holds else Code(f"not {value.code.at(4)}", 3)
        if value.kind == symbols.NUMBER:
            return guarded(compare(value.code, "!=" if holds else "==", number(0)), value.needs, holds, total)
        if not value.needs:
            return TRUE if holds else FALSE
        return both([answered(need) for need in value.needs]) if holds else either(list(map(unanswered, value.needs)))

    def value(self, node: Node) -> Value:
        """Translate a node that yields a value."""
        match node:
            case Number(value):
                return Value(number(value), symbols.NUMBER, literal=f"{value:g}" if value < 1e15 else str(value))
            case Text(value):
                return Value(words(value), symbols.WORDS, literal=value)
            case Name(name):
                return self._named(self.scope.lookup(name))
            case Bare(name):
                return self._bare(name)
            case Self():
                if self.own is None:
                    raise Untranslatable("'.' outside of a constraint")
                return Value(self.own.code, self.own.kind, (), options=self.own.options)
            case Negative(operand):
                inner = self.number(operand)
                literal = f"-{inner.literal}" if inner.literal is not None else None
                return Value(Code(f"-{inner.code.at(SIGN)}", SIGN), symbols.NUMBER, inner.needs, literal)
            case Binary(operator, left, right) if operator in ARITHMETIC:
                one, other = self.number(left), self.number(right)
                code = arithmetic(one.code, ARITHMETIC[operator], other.code)
                return Value(code, symbols.NUMBER, one.needs + other.needs)
            case Binary():
                return Value(self.truth(node, True, True), symbols.TRUTH)
            case Call(name, arguments):
                return self._call(name, arguments)
        raise Untranslatable("an expression of an unknown form")

    def _named(self, symbol: Symbol) -> Value:
        if symbol.kind == symbols.NOTHING:
            raise Untranslatable(f"'{symbol.code.text}' can only be shown, not compared")
        needs = () if symbol.never_empty or symbol.kind == symbols.TRUTH else (symbol.code,)
        return Value(symbol.code, symbol.kind, needs, options=symbol.options)

    def _bare(self, name: str) -> Value:
        if self.columns is None:
            return self._named(self.scope.lookup(name))
        literal = self.columns.get(name, "")
        return Value(words(literal), symbols.WORDS, literal=literal)

    def number(self, node: Node) -> Value:
        """Translate a node that must be a number.

        Raises:
            Untranslatable: it is not one.
        """
        value = self.value(node)
        if value.numeric is not None:
            return Value(number(value.numeric), symbols.NUMBER, literal=value.literal)
        if value.kind == symbols.TRUTH:
            return Value(choose(value.code, number(1), number(0)), symbols.NUMBER)
        if value.kind == symbols.NUMBER or (value.kind == symbols.CHOICE and ids_are_values(value)):
            return Value(value.code, symbols.NUMBER, value.needs)
        raise Untranslatable(f"'{value.code.text}' is not a number")

    def _call(self, name: str, arguments: tuple[Node, ...]) -> Value:
        if name in TRUTHS and name != "if":
            return Value(self.truth(Call(name, arguments), True, True), symbols.TRUTH)
        function = VALUES.get(name)
        if function is None:
            raise Untranslatable(f"the function {name}()")
        return function(self, arguments)

    def _compare(self, symbol: str, left: Node, right: Node, holds: bool, total: bool) -> Code:
        known = self._known(symbol, left, right, total) or self._known(MIRRORED[symbol], right, left, total)
        if known is not None:
            return known
        one, other = self.value(left), self.value(right)
        if one.literal is not None and other.literal is not None:
            return constant(symbol, one, other)
        if one.literal is not None:
            one, other, symbol = other, one, MIRRORED[symbol]
        strict = (symbol != "!=") if symbol in ("==", "!=") else holds
        if other.literal is not None:
            return self._with_literal(one, symbol, other, strict, total)
        if one.kind == symbols.TRUTH and other.code in (TRUE, FALSE):
            return truth_literal(one, symbol, other.code.text)
        if symbols.TRUTH in (one.kind, other.kind):
            raise Untranslatable(f"'{one.code.text}' compared with '{other.code.text}'")
        return self._guarded_pair(one, symbol, other, strict, total)

    def _known(self, symbol: str, left: Node, right: Node, total: bool) -> Code | None:
        """Translate ``selected-at(${ranking}, 0) = 'a'``, and ``string-length(${text}) > 0``."""
        match left, right:
            case Call("string-length", (subject,)), Number(length):
                empty = _LENGTHS.get((symbol, length))
                return None if empty is None else self.truth(subject, not empty, total)
            case Call("selected-at", (Name(name), Number(place))), Text(value) if symbol in ("==", "!="):
                found = self.scope.lookup(name)
                ids = found.options.get(value, ())
                if found.kind == symbols.RANKING and ids:
                    rank = Code(f"rank({found.code.text}, {words(ids[0]).text})")
                    same = compare(rank, "==", number(place + 1))
                    differs = either([compare(rank, "!=", number(place + 1)), unanswered(rank)])
                    return same if symbol == "==" else differs
        return None

    def _with_literal(self, one: Value, symbol: str, literal: Value, strict: bool, total: bool) -> Code:
        text = literal.literal or ""
        if text == "" and literal.kind == symbols.WORDS:
            return emptiness(one, symbol)
        if one.kind == symbols.TRUTH:
            return truth_literal(one, symbol, text)
        if one.kind == symbols.CHOICE:
            return guarded(choice(one, symbol, literal), one.needs, strict, total)
        if one.kind in (symbols.CHOICES, symbols.RANKING):
            return guarded(exactly(one, symbol, text), one.needs, strict, total)
        if one.kind == symbols.NUMBER:
            if literal.numeric is None:
                raise Untranslatable(f"the number '{one.code.text}' compared with '{text}'")
            return guarded(compare(one.code, symbol, number(literal.numeric)), one.needs, strict, total)
        if symbol not in ("==", "!="):
            raise Untranslatable(f"the text '{one.code.text}' compared ({symbol}) with '{text}'")
        return guarded(compare(one.code, symbol, words(text)), one.needs, strict, total)

    def _guarded_pair(self, one: Value, symbol: str, other: Value, strict: bool, total: bool) -> Code:
        kinds = {one.kind, other.kind}
        if symbol in ("==", "!="):
            if len(kinds) > 1 or not kinds <= {symbols.CHOICE, symbols.NUMBER, symbols.WORDS}:
                raise Untranslatable(f"'{one.code.text}' compared with '{other.code.text}'")
            return self._same(one, symbol, other, total)
        for value in (one, other):
            if value.kind != symbols.NUMBER and not (value.kind == symbols.CHOICE and ids_are_values(value)):
                raise Untranslatable(f"'{value.code.text}' is not a number")
        return guarded(compare(one.code, symbol, other.code), one.needs + other.needs, strict, total)

    def _same(self, one: Value, symbol: str, other: Value, total: bool) -> Code:
        """Compare two values; XPath takes two empty answers for the same, but not two results that are no numbers."""
        code, needs = compare(one.code, symbol, other.code), one.needs + other.needs
        if one.needs != (one.code,) or other.needs != (other.code,):
            return guarded(code, needs, symbol == "==", total)
        present, absent = list(map(answered, needs)), list(map(unanswered, needs))
        if symbol == "==":
            return either([both([*present, code]) if total else code, both(absent)])
        mixed = [both([present[0], absent[-1]]), both([absent[0], present[-1]])]
        return either([both([*present, code]) if total else code, *mixed])
