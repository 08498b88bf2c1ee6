"""The functions of XPath and XLSForm that our language can say, found by their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .. import symbols
from ..expressions import (
    ADD,
    FALSE,
    MULTIPLY,
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
)
from .values import Value, guarded
from .xpath import Name, Node, Number

if TYPE_CHECKING:
    from .translate import Translator

Truth = Callable[["Translator", tuple[Node, ...], bool, bool], Code]
"""Translates a call where true or false is wanted: with its arguments, whether it should hold, and be total."""


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
    if subject.kind not in (symbols.CHOICE, symbols.CHOICES, symbols.RANKING):
        raise Untranslatable(f"selected() of '{subject.code.text}', which has no options")
    code = _among(subject, ids, holds)
    return code if code in (TRUE, FALSE) else guarded(code, subject.needs, holds, total)


def _part_of_option(test: Callable[[str, str], bool], several: bool) -> Truth:
    """Build a test of the text of options: it holds for those whose value meets it."""

    def build(translator: Translator, arguments: tuple[Node, ...], holds: bool, total: bool) -> Code:
        if len(arguments) != 2:
            raise Untranslatable("a test of a text without two parts")
        subject, part = translator.value(arguments[0]), _literal_of(arguments[1], translator)
        kinds = (symbols.CHOICE, symbols.CHOICES) if several else (symbols.CHOICE,)
        if subject.kind not in kinds or not part or " " in part:
            raise Untranslatable(f"a part of the text '{subject.code.text}'")
        ids = [id_ for old, found in subject.options.items() if test(old, part) for id_ in found]
        code = _among(subject, ids, holds)
        return code if code in (TRUE, FALSE) else guarded(code, subject.needs, holds, total)

    return build


def _among(subject: Value, ids: Sequence[str], holds: bool) -> Code:
    if subject.kind == symbols.CHOICE:
        return is_option(subject.code, ids) if holds else is_no_option(subject.code, ids)
    return ticked(subject.code, ids) if holds else not_ticked(subject.code, ids)


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


TRUTHS: dict[str, Truth] = {
    "contains": _part_of_option(lambda value, part: part in value, several=True),
    "starts-with": _part_of_option(str.startswith, several=False),
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
    passes = translator.scope.passes(node.name)
    if passes[0].kind != symbols.NUMBER:
        raise Untranslatable(f"sum() of '{node.name}', which is no number")
    parts = [call("coalesce", symbol.code, number(0)).text for symbol in passes]
    return Value(Code(" + ".join(parts), ADD), symbols.NUMBER)


def _count(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    node = _one(arguments, "count")
    if not isinstance(node, Name):
        raise Untranslatable("count() of an expression")
    return Value(translator.scope.pass_count(node.name), symbols.NUMBER)


def _indexed(translator: Translator, arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (Name(name), _, Number(place)) if place >= 1:
            passes = translator.scope.passes(name)
            if place <= len(passes):
                found = passes[int(place) - 1]
                return Value(found.code, found.kind, (found.code,), options=found.options)
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


VALUES: dict[str, Callable[[Translator, tuple[Node, ...]], Value]] = {
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
    "count": _count,
    "indexed-repeat": _indexed,
    "count-non-empty": _count_filled,
    "position": _position,
    "selected-at": _selected_at,
}
