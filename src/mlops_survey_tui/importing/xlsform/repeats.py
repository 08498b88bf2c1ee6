"""Repeats as loops: over what was selected, over a fixed number of passes, or over as many as a number says."""

from __future__ import annotations

import re

from ..draft import Data, Origin, option, question
from ..expressions import Code, Untranslatable, call, compare, fitting, number
from ..symbols import CHOICES, NUMBER, RANKING, Symbol
from .choices import Wish
from .form import Form
from .scope import Loop
from .translate import Translator
from .tree import Group
from .xpath import Call, Name, Number, parse

MOST_PASSES, USUAL_PASSES = 30, 10
_SELECTED = re.compile(r"count-selected\(\s*\$\{([^}]+)\}\s*\)")


def loop_of(form: Form, group: Group, before: Data) -> tuple[Loop, Data]:
    """Return the loop that a repeat becomes, and how it is written.

    Where the form lets people add passes as they like, a question for their number goes to the section ``before``.
    """
    title = form.text(group.row) or group.row.get("name")
    if group.loop_list:
        try:
            return _over_list(form, group, title)
        except Untranslatable as error:
            form.report.lost(group.row.place("type"), group.row.get("type"), str(error), "one pass")
            return _numbered(form, group, title, 1, None)
    source = group.row.get("repeat_count").strip()
    if source:
        try:
            return _counted(form, group, title, source)
        except Untranslatable as error:
            form.report.lost(
                group.row.place("repeat_count"), source, str(error), "people say how many passes there are"
            )
    return _asked(form, group, title, before)


def _over_list(form: Form, group: Group, title: str) -> tuple[Loop, Data]:
    found = form.lists.get(group.loop_list, form.label)
    name = form.lists.use(found, Wish(group.row.get("name")))
    item = form.names.new(f"{group.row.get('name')}_item")
    ids = tuple(choice.id for choice in found.choices)
    count = number(len(ids))
    return Loop(item, item, ids, numbered=False, label=title, count=count), {
        "over": name,
        "as": item,
        "passes": len(ids),
    }


def _counted(form: Form, group: Group, title: str, source: str) -> tuple[Loop, Data]:
    node = parse(source)
    match node:
        case Number(value):
            count = int(value)
            if not 1 <= count <= MOST_PASSES:
                raise Untranslatable(f"{count} passes")
            return _numbered(form, group, title, count, None)
        case Call("count-selected", (Name(name),)):
            symbol = form.scope.lookup(name)
            if symbol.kind in (CHOICES, RANKING) and not symbol.loop:
                return _over_selected(form, group, title, name, symbol)
    code = Translator(form.scope).number(node)
    most, known = _most(form, code.code)
    if not known:
        form.report.lost(group.row.place("repeat_count"), source, "a loop has a fixed largest number of passes",
                         f"at most {most} passes")  # fmt: skip
    return _numbered(form, group, title, most, code.code)


def _over_selected(form: Form, group: Group, title: str, name: str, symbol: Symbol) -> tuple[Loop, Data]:
    item = form.names.new(f"{group.row.get('name')}_item")
    ids = tuple(id_ for found in symbol.options.values() for id_ in found)
    count = call("coalesce", call("count", symbol.code), number(0))
    loop = Loop(item, item, ids, numbered=False, source=name, label=title, count=count)
    return loop, {"over": {"from": symbol.code.text}, "as": item, "passes": min(3, max(1, len(ids)))}


def _most(form: Form, code: Code) -> tuple[int, bool]:
    """Return the largest number of passes, and whether the number asked for can never be larger."""
    for asked in form.draft.questions():
        if asked["id"] == code.text:
            most = asked.get("maximum") or asked.get("high") or 0
            if 1 <= most <= MOST_PASSES:
                return int(most), True
    return USUAL_PASSES, False


def _numbered(form: Form, group: Group, title: str, count: int, limit: Code | None) -> tuple[Loop, Data]:
    item = form.names.new(f"{group.row.get('name')}_item")
    ids = tuple(str(index) for index in range(1, count + 1))
    entries = [
        option(id_, id_, when=fitting(compare(limit, ">=", number(int(id_)))) if limit is not None else "")
        for id_ in ids
    ]
    passes = count if limit is None else min(3, count)
    asked = number(count)
    if limit is not None:
        asked = call("min", call("coalesce", limit, number(0)), number(count))
    return Loop(item, item, ids, label=title, count=asked), {"over": entries, "as": item, "passes": passes}


def _asked(form: Form, group: Group, title: str, before: Data) -> tuple[Loop, Data]:
    id_ = form.names.new(f"{group.row.get('name')}_count")
    text = f"How many are there: {title}?"
    before["questions"].append(question("number", id_, text, maximum=USUAL_PASSES, time={"recall": 2}))
    form.draft.origins[id_] = Origin(group.row.place(), "")
    form.order += 1
    form.report.lost(group.row.place("type"), f"repeat {group.row.get('name')}", "passes are not added one by one",
                     f"the question {id_} asks how many there are, at most {USUAL_PASSES}")  # fmt: skip
    form.scope.define(f"{group.row.get('name')}_count", Symbol(Code(id_), NUMBER, order=form.order))
    return _numbered(form, group, title, USUAL_PASSES, Code(id_))
