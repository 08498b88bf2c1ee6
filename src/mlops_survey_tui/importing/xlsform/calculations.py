"""Calculated rows: named values and conditions, texts put together, the item of a repeat, or nothing."""

from __future__ import annotations

import re

from .. import symbols
from ..expressions import Code, Untranslatable, fitting
from ..symbols import Symbol
from ..wording import FALLBACK, written
from .form import Form
from .sheets import Row
from .translate import Translator
from .values import Value
from .xpath import Call, Name, Node, Text, parse

_ITEM = re.compile(r"selected-at\(\s*\$\{([^}]+)\}\s*,\s*(?:position\(\.\.\)\s*-\s*1|\$\{[^}]+\})\s*\)")


def calculate(form: Form, row: Row) -> None:
    """Define what the name of a calculated row stands for, or tell why it stands for nothing."""
    name, source = row.get("name"), row.get("calculation") or row.get("default")
    if not name:
        form.report.lost(row.place("name"), f"the calculation {source[:80]}", "it has no name", "left out")
        return
    try:
        form.scope.define(name, _item(form, source) or _symbol(form, row, source))
    except Untranslatable as error:
        form.report.lost(row.place("calculation"), f"{name} = {source[:200]}", str(error), "left out")
        form.scope.leave_out(name, str(error))


def _item(form: Form, source: str) -> Symbol | None:
    """Return the item of a repeat over what was selected, if that is what is calculated."""
    loop, match = form.scope.loop, _ITEM.fullmatch(source.strip())
    if loop is None or match is None or loop.source != match[1]:
        return None
    options = form.scope.symbols[loop.source].options
    code = Code(f"{loop.item}.id")
    return Symbol(code, symbols.CHOICE, options, form.order, loop.key, True, f"{{{loop.item}.label}}", loop.item)


def _symbol(form: Form, row: Row, source: str) -> Symbol:
    node = parse(source)
    pieces = _pieces(form, node)
    if pieces:
        return Symbol(Code(row.get("name")), symbols.NOTHING, pieces=pieces, loop=_loop(form))
    value = Translator(form.scope).value(node)
    if value.kind not in (symbols.NUMBER, symbols.WORDS, symbols.TRUTH, symbols.CHOICE):
        raise Untranslatable(f"'{value.code.text}' is no single value")
    if form.scope.loop is not None:
        return _named(form, value, value.code, _loop(form))
    id_ = form.names.new(row.get("name"))
    form.report.renamed(row.place("name"), row.get("name"), id_)
    text = fitting(value.code)
    number = value.numeric if value.kind == symbols.NUMBER else None
    form.draft.computed(id_, text if number is None else _plain(number), value.kind == symbols.TRUTH)
    return _named(form, value, Code(id_), "")


def _loop(form: Form) -> str:
    loop = form.scope.nested or form.scope.loop
    return loop.key if loop else ""


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _named(form: Form, value: Value, code: Code, loop: str) -> Symbol:
    never_empty = not value.needs
    return Symbol(code, value.kind, value.options, form.order, loop, never_empty)


def _pieces(form: Form, node: Node) -> str:
    """Return what stands in texts for a calculation that only puts texts together; '' for any other."""
    match node:
        case Call("concat", arguments):
            return "".join(_part(form, argument) for argument in arguments)
        case Call("jr:choice-name", (_, Text(choice))):
            name = choice.strip().removeprefix("${").removesuffix("}").strip()
            return written(form.scope.lookup(name))
    return ""


def _part(form: Form, node: Node) -> str:
    match node:
        case Text(text):
            return text.replace("{", "{{").replace("}", "}}")
        case Name(name):
            return written(form.scope.lookup(name))
        case Call("string", (inner,)):
            return _part(form, inner)
    pieces = _pieces(form, node)
    if pieces:
        return pieces
    value = Translator(form.scope).value(node)
    if value.kind == symbols.TRUTH:
        raise Untranslatable("a condition inside of concat()")
    return f"{{{fitting(value.code)}|{FALLBACK}}}"
