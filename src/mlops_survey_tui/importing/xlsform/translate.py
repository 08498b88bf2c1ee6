"""From XPath to our conditions, keeping what XPath makes of empty answers.

XPath knows only true and false: an empty answer differs from every option and is neither more nor less than a number.
Here what touches a missing answer is unknown. So each expression is translated twice over: ``truth`` gives a condition
that holds exactly where XPath says true, or, for the opposite, exactly where it says false; negation never meets an
unknown. A ``total`` condition is never unknown, as ``x if condition else y`` needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from .. import symbols
from ..expressions import (
    ADD,
    FALSE,
    MIRRORED,
    MULTIPLY,
    OPPOSITE,
    SIGN,
    TRUE,
    Code,
    Untranslatable,
    answered,
    arithmetic,
    both,
    call,
    choose,
    compare,
    either,
    is_no_option,
    is_option,
    not_ticked,
    number,
    ticked,
    unanswered,
    words,
)
from ..symbols import Symbol
from .xpath import Bare, Binary, Call, Name, Negative, Node, Number, Self, Text, parse

COMPARISONS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
ARITHMETIC = {"+": "+", "-": "-", "*": "*", "div": "/", "mod": "%"}


class Scope(Protocol):
    """Where names are looked up."""

    def lookup(self, name: str) -> Symbol:
        """Return what a name stands for here.

        Raises:
            Untranslatable: it is unknown, was not carried over, or comes later.
        """

    def passes(self, name: str) -> list[Code]:
        """Return the answers of a question in each pass of its loop, from outside of it.

        Raises:
            Untranslatable: it is not asked in a loop, or in too many passes.
        """

    def position(self) -> Code:
        """Return the number of the current pass.

        Raises:
            Untranslatable: there is no loop here, or its passes have no numbers.
        """


@dataclass(frozen=True, slots=True)
class Value:
    """A value: its code and kind, what must be answered for it to exist, and its literal if it is one."""

    code: Code
    kind: str
    needs: tuple[Code, ...] = ()
    literal: str | None = None
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def numeric(self) -> float | None:
        """The literal as a number."""
        try:
            return float(self.literal) if self.literal is not None else None
        except ValueError:
            return None


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
            case Call(name, arguments) if name in _TRUTHS:
                return _TRUTHS[name](self, arguments, holds, total)
        return self._as_truth(self.value(node), holds, total)

    def _as_truth(self, value: Value, holds: bool, total: bool) -> Code:
        if value.literal is not None:
            yes = bool(value.numeric) if value.kind == symbols.NUMBER else value.literal != ""
            return TRUE if yes == holds else FALSE
        if value.kind == symbols.TRUTH:
            return value.code if holds else Code(f"not {value.code.at(4)}", 3)
        if value.kind == symbols.NUMBER:
            return self._guarded(compare(value.code, "!=" if holds else "==", number(0)), value.needs, holds, total)
        if not value.needs:
            return TRUE if holds else FALSE
        return both([answered(need) for need in value.needs]) if holds else either(list(map(unanswered, value.needs)))

    def _guarded(self, code: Code, needs: tuple[Code, ...], strict: bool, total: bool) -> Code:
        """Complete a comparison for empty answers: false there if ``strict``, else true."""
        if strict:
            return both([*map(answered, needs), code]) if total else code
        return either([code, *map(unanswered, needs)])

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
        if value.kind == symbols.NUMBER or (value.kind == symbols.CHOICE and _ids_are_values(value)):
            return Value(value.code, symbols.NUMBER, value.needs)
        raise Untranslatable(f"'{value.code.text}' is not a number")

    def _call(self, name: str, arguments: tuple[Node, ...]) -> Value:
        if name in _TRUTHS and name != "if":
            return Value(self.truth(Call(name, arguments), True, True), symbols.TRUTH)
        function = _VALUES.get(name)
        if function is None:
            raise Untranslatable(f"the function {name}()")
        return function(self, arguments)

    def _compare(self, symbol: str, left: Node, right: Node, holds: bool, total: bool) -> Code:
        rank = self._rank(symbol, left, right) or self._rank(MIRRORED[symbol], right, left)
        if rank is not None:
            return rank
        one, other = self.value(left), self.value(right)
        if one.literal is not None and other.literal is not None:
            return _constant(symbol, one, other)
        if one.literal is not None:
            one, other, symbol = other, one, MIRRORED[symbol]
        strict = (symbol != "!=") if symbol in ("==", "!=") else holds
        if other.literal is not None:
            return self._with_literal(one, symbol, other, strict, total)
        if symbols.TRUTH in (one.kind, other.kind):
            raise Untranslatable(f"'{one.code.text}' compared with '{other.code.text}'")
        return self._guarded_pair(one, symbol, other, strict, total)

    def _rank(self, symbol: str, left: Node, right: Node) -> Code | None:
        """Translate ``selected-at(${ranking}, 0) = 'a'``."""
        match left, right:
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
            return _emptiness(one, symbol)
        if one.kind == symbols.TRUTH:
            return _truth_literal(one, symbol, text)
        if one.kind == symbols.CHOICE:
            return self._guarded(_choice(one, symbol, literal), one.needs, strict, total)
        if one.kind in (symbols.CHOICES, symbols.RANKING):
            return self._guarded(_exactly(one, symbol, text), one.needs, strict, total)
        if one.kind == symbols.NUMBER:
            if literal.numeric is None:
                raise Untranslatable(f"the number '{one.code.text}' compared with '{text}'")
            return self._guarded(compare(one.code, symbol, number(literal.numeric)), one.needs, strict, total)
        if symbol not in ("==", "!="):
            raise Untranslatable(f"the text '{one.code.text}' compared ({symbol}) with '{text}'")
        return self._guarded(compare(one.code, symbol, words(text)), one.needs, strict, total)

    def _guarded_pair(self, one: Value, symbol: str, other: Value, strict: bool, total: bool) -> Code:
        kinds = {one.kind, other.kind}
        if symbol in ("==", "!="):
            if len(kinds) > 1 or not kinds <= {symbols.CHOICE, symbols.NUMBER, symbols.WORDS}:
                raise Untranslatable(f"'{one.code.text}' compared with '{other.code.text}'")
            return self._same(one, symbol, other, total)
        for value in (one, other):
            if value.kind != symbols.NUMBER and not (value.kind == symbols.CHOICE and _ids_are_values(value)):
                raise Untranslatable(f"'{value.code.text}' is not a number")
        return self._guarded(compare(one.code, symbol, other.code), one.needs + other.needs, strict, total)

    def _same(self, one: Value, symbol: str, other: Value, total: bool) -> Code:
        """Compare two answers; XPath takes two empty ones for the same."""
        code, needs = compare(one.code, symbol, other.code), one.needs + other.needs
        if not (one.needs and other.needs):
            return self._guarded(code, needs, symbol == "==", total)
        present, absent = list(map(answered, needs)), list(map(unanswered, needs))
        if symbol == "==":
            return either([both([*present, code]) if total else code, both(absent)])
        mixed = [both([present[0], absent[-1]]), both([absent[0], present[-1]])]
        return either([both([*present, code]) if total else code, *mixed])


def _ids_are_values(value: Value) -> bool:
    """Whether a choice counts as a number here, with the values that it has in the source."""
    return bool(value.options) and all(
        ids == (old,) and old.lstrip("-").isdigit() and str(int(old)) == old for old, ids in value.options.items()
    )


def _constant(symbol: str, one: Value, other: Value) -> Code:
    left, right = one.numeric, other.numeric
    if symbol in ("==", "!=") and (left is None or right is None or one.kind == other.kind == symbols.WORDS):
        same = one.literal == other.literal
        return TRUE if same == (symbol == "==") else FALSE
    if left is None or right is None:
        return FALSE
    holds = {"==": left == right, "!=": left != right, "<": left < right,
             "<=": left <= right, ">": left > right, ">=": left >= right}[symbol]  # fmt: skip
    return TRUE if holds else FALSE


def _emptiness(one: Value, symbol: str) -> Code:
    if symbol not in ("==", "!="):
        raise Untranslatable("an empty text compared by size")
    if one.kind == symbols.TRUTH or not one.needs:
        return FALSE if symbol == "==" else TRUE
    if symbol == "==":
        return either([unanswered(need) for need in one.needs])
    return both([answered(need) for need in one.needs])


def _truth_literal(one: Value, symbol: str, text: str) -> Code:
    known = {"true": True, "1": True, "false": False, "0": False}
    if symbol not in ("==", "!=") or text.lower() not in known:
        raise Untranslatable(f"'{one.code.text}' compared with '{text}'")
    return one.code if known[text.lower()] == (symbol == "==") else Code(f"not {one.code.at(4)}", 3)


def _choice(one: Value, symbol: str, literal: Value) -> Code:
    """Compare a choice with a value: as an id, or by size among the values that are numbers."""
    text = literal.literal or ""
    if symbol in ("==", "!="):
        ids = one.options.get(text, ())
        if not ids and literal.numeric is not None:
            ids = tuple(
                id_ for old, found in one.options.items() if _number_of(old) == literal.numeric for id_ in found
            )
        return is_option(one.code, ids) if symbol == "==" else is_no_option(one.code, ids)
    if literal.numeric is None:
        raise Untranslatable(f"'{one.code.text}' compared ({symbol}) with '{text}'")
    if _ids_are_values(one) and literal.numeric == int(literal.numeric):
        return compare(one.code, symbol, number(literal.numeric))
    met = [id_ for old, ids in one.options.items() for id_ in ids if _meets(old, symbol, literal.numeric)]
    return is_option(one.code, met)


def _number_of(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _meets(old: str, symbol: str, limit: float) -> bool:
    value = _number_of(old)
    if value is None:
        return False
    return {"<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit}[symbol]


def _exactly(one: Value, symbol: str, text: str) -> Code:
    """Compare all ticked options with a value, which XLSForm writes as one text with spaces."""
    if symbol not in ("==", "!=") or one.kind == symbols.RANKING:
        raise Untranslatable(f"'{one.code.text}' compared ({symbol}) with '{text}'")
    found = [one.options.get(part, ()) for part in text.split()]
    if not all(found):
        return FALSE if symbol == "==" else TRUE
    size = call("count", one.code)
    if symbol == "==":
        return both([*(ticked(one.code, ids) for ids in found), compare(size, "==", number(len(found)))])
    return either([*(not_ticked(one.code, ids) for ids in found), compare(size, "!=", number(len(found)))])


def _literal_of(node: Node, translator: Translator) -> str:
    value = translator.value(node)
    if value.literal is None:
        raise Untranslatable(f"an option that depends on '{value.code.text}'")
    return value.literal


def _selected(translator: Translator, arguments: tuple[Node, ...], holds: bool, total: bool) -> Code:
    if len(arguments) != 2:
        raise Untranslatable("selected() without two parts")
    subject = translator.value(arguments[0])
    if subject.literal is not None:
        found = _literal_of(arguments[1], translator) in subject.literal.split()
        return TRUE if found == holds else FALSE
    ids = subject.options.get(_literal_of(arguments[1], translator).strip(), ())
    if subject.kind in (symbols.CHOICES, symbols.RANKING):
        code = ticked(subject.code, ids) if holds else not_ticked(subject.code, ids)
    elif subject.kind == symbols.CHOICE:
        code = is_option(subject.code, ids) if holds else is_no_option(subject.code, ids)
    else:
        raise Untranslatable(f"selected() of '{subject.code.text}', which has no options")
    if code in (TRUE, FALSE):
        return code
    return translator._guarded(code, subject.needs, holds, total)


def _not(translator: Translator, arguments: tuple[Node, ...], holds: bool, total: bool) -> Code:
    if len(arguments) != 1:
        raise Untranslatable("not() without one part")
    return translator.truth(arguments[0], not holds, total)


def _boolean(translator: Translator, arguments: tuple[Node, ...], holds: bool, total: bool) -> Code:
    if len(arguments) != 1:
        raise Untranslatable("boolean() without one part")
    return translator.truth(arguments[0], holds, total)


def _if_truth(translator: Translator, arguments: tuple[Node, ...], holds: bool, total: bool) -> Code:
    if len(arguments) != 3:
        raise Untranslatable("if() without three parts")
    test, yes, no = arguments
    met = both([translator.truth(test, True, total), translator.truth(yes, holds, total)])
    return either([met, both([translator.truth(test, False, total), translator.truth(no, holds, total)])])


_TRUTHS: dict[str, Callable[[Translator, tuple[Node, ...], bool, bool], Code]] = {
    "not": _not,
    "selected": _selected,
    "boolean": _boolean,
    "boolean-from-string": _boolean,
    "if": _if_truth,
    "true": lambda translator, arguments, holds, total: TRUE if holds else FALSE,
    "false": lambda translator, arguments, holds, total: FALSE if holds else TRUE,
}


def _needs(*values: Value) -> tuple[Code, ...]:
    return tuple(dict.fromkeys(need for value in values for need in value.needs))


def _count_selected(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    subject = translator.value(_one(arguments, "count-selected"))
    if subject.kind not in (symbols.CHOICES, symbols.RANKING):
        raise Untranslatable(f"count-selected() of '{subject.code.text}'")
    count = call("count", subject.code)
    return Value(call("coalesce", count, number(0)) if subject.needs else count, symbols.NUMBER)


def _one(arguments: tuple[Node, ...], name: str) -> Node:
    if len(arguments) != 1:
        raise Untranslatable(f"{name}() with {len(arguments)} parts")
    return arguments[0]


def _if_value(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 3:
        raise Untranslatable("if() without three parts")
    test = translator.truth(arguments[0], True, True)
    yes, no = translator.value(arguments[1]), translator.value(arguments[2])
    if {yes.kind, no.kind} == {symbols.NUMBER, symbols.WORDS}:
        yes, no = _as_number(yes), _as_number(no)
    if yes.kind != no.kind or yes.kind not in (symbols.NUMBER, symbols.WORDS, symbols.TRUTH):
        raise Untranslatable(f"if() that gives '{yes.code.text}' or '{no.code.text}'")
    code = choose(test, yes.code, no.code)
    needs = (code,) if yes.needs or no.needs else ()
    return Value(code, yes.kind, needs)


def _as_number(value: Value) -> Value:
    return Value(number(value.numeric), symbols.NUMBER, literal=value.literal) if value.numeric is not None else value


def _coalesce(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 2:
        raise Untranslatable("coalesce() without two parts")
    first, second = translator.value(arguments[0]), translator.value(arguments[1])
    if first.kind == symbols.NUMBER:
        second = _as_number(second)
    if first.kind != second.kind or first.kind not in (symbols.NUMBER, symbols.WORDS, symbols.CHOICE):
        raise Untranslatable(f"coalesce() of '{first.code.text}' and '{second.code.text}'")
    code = call("coalesce", first.code, second.code)
    return Value(code, first.kind, (code,) if first.needs and second.needs else (), options=first.options)


def _same_number(name: str) -> Callable[[Translator, tuple[Node, ...]], Value]:
    def build(translator: Translator, arguments: tuple[Node, ...]) -> Value:
        return translator.number(_one(arguments, name))

    return build


def _round(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    value = translator.number(arguments[0]) if arguments else None
    places = translator.value(arguments[1]).numeric if len(arguments) == 2 else 0.0
    if value is None or places is None or not 0 <= places <= 6:
        raise Untranslatable("round() to a number of places that is not fixed")
    if not places:
        return Value(call("round", value.code), symbols.NUMBER, value.needs)
    factor = number(10 ** int(places))
    inner = call("round", arithmetic(value.code, "*", factor))
    return Value(arithmetic(inner, "/", factor), symbols.NUMBER, value.needs)


def _int(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    value = translator.number(_one(arguments, "int"))
    down = Code(f"{value.code.at(MULTIPLY)} // 1", MULTIPLY)
    up = Code(f"-(-{value.code.at(SIGN)} // 1)", SIGN)
    return Value(choose(compare(value.code, ">=", number(0)), down, up), symbols.NUMBER, value.needs)


def _floor(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    value = translator.number(_one(arguments, "floor"))
    return Value(Code(f"{value.code.at(MULTIPLY)} // 1", MULTIPLY), symbols.NUMBER, value.needs)


def _absolute(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    value = translator.number(_one(arguments, "abs"))
    negative = Code(f"-{value.code.at(SIGN)}", SIGN)
    return Value(call("max", value.code, negative), symbols.NUMBER, value.needs)


def _extreme(name: str) -> Callable[[Translator, tuple[Node, ...]], Value]:
    def build(translator: Translator, arguments: tuple[Node, ...]) -> Value:
        values = [translator.number(argument) for argument in arguments]
        if not 2 <= len(values) <= 8:
            raise Untranslatable(f"{name}() of {len(values)} values")
        return Value(call(name, *(value.code for value in values)), symbols.NUMBER, _needs(*values))

    return build


def _string(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    return translator.value(_one(arguments, "string"))


def _sum(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    node = _one(arguments, "sum")
    if not isinstance(node, Name):
        raise Untranslatable("sum() of an expression")
    parts = [call("coalesce", code, number(0)).text for code in translator.scope.passes(node.name)]
    return Value(Code(" + ".join(parts), ADD), symbols.NUMBER)


def _indexed(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (Name(name), _, Number(place)) if place >= 1:
            passes = translator.scope.passes(name)
            if place <= len(passes):
                symbol = translator.scope.lookup(name)
                code = passes[int(place) - 1]
                return Value(code, symbol.kind, (code,), options=symbol.options)
    raise Untranslatable("indexed-repeat() with a pass that is not fixed")


def _count_filled(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    counted = [choose(answered(translator.value(node).code), number(1), number(0)) for node in arguments]
    if not counted:
        raise Untranslatable("count-non-empty() of nothing")
    return Value(Code(" + ".join(f"({code.text})" for code in counted), ADD), symbols.NUMBER)


def _position(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    return Value(translator.scope.position(), symbols.NUMBER)


def _selected_at(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    raise Untranslatable("selected-at() outside of a comparison or of a repeat over what was selected")


_VALUES: dict[str, Callable[[Translator, tuple[Node, ...]], Value]] = {
    "count-selected": _count_selected,
    "if": _if_value,
    "coalesce": _coalesce,
    "number": _same_number("number"),
    "once": _string,
    "round": _round,
    "int": _int,
    "floor": _floor,
    "abs": _absolute,
    "min": _extreme("min"),
    "max": _extreme("max"),
    "string": _string,
    "sum": _sum,
    "indexed-repeat": _indexed,
    "count-non-empty": _count_filled,
    "position": _position,
    "selected-at": _selected_at,
}
