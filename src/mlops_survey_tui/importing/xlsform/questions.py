"""One function for each type of row, found by registration: from a row to a question of ours."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ..draft import Data, option, question
from ..expressions import Code, Untranslatable
from ..symbols import CHOICE, CHOICES, NOTHING, NUMBER, RANKING, WORDS, Symbol
from .choices import Filter, Wish
from .form import Form
from .sheets import Row
from .translate import Translator
from .types import RowType
from .xpath import parse

WHOLE, EXACT = 0, 6
"""Digits after the point of integers and decimals."""


@dataclass(frozen=True, slots=True)
class Made:
    """A question, and what its name stands for in conditions."""

    data: Data
    symbol: Symbol


Convert = Callable[[Form, Row, RowType, str], Made]
CONVERT: dict[str, Convert] = {}


def register(*names: str) -> Callable[[Convert], Convert]:
    """Register the function that converts rows of these types."""

    def add(function: Convert) -> Convert:
        CONVERT.update(dict.fromkeys(names, function))
        return function

    return add


def base(form: Form, row: Row, kind: str, id_: str, **fields: Any) -> Data:
    """Return a question with what every row can say: text, help, whether it is required."""
    text = form.text(row) or form.text(row, "hint") or row.get("name") or id_
    hints = (form.text(row, "hint"), form.text(row, "guidance_hint"), fields.pop("help", ""))
    helps = [hint for hint in hints if hint and hint != text]
    help_text = "\n".join(helps)[:4000]
    return question(kind, id_, text, help=help_text, when=None, required=_required(form, row), **fields)


def _required(form: Form, row: Row) -> bool:
    written = row.get("required").strip().lower().replace(" ", "")
    if row.text("required_message", form.language):
        form.report.note(row.place("required_message"), "words for a missing answer", "they are the program's own here",
                         "left out")  # fmt: skip
    if written in ("", "no", "false", "false()", "0", "n"):
        return False
    if written in ("yes", "true", "true()", "1", "y"):
        return True
    form.lost(row, "required", row.get("required"), "a question is required or not", "it may be skipped")
    return False


def _symbol(id_: str, kind: str, form: Form, options: dict[str, tuple[str, ...]] | None = None) -> Symbol:
    return Symbol(Code(id_), kind, options or {}, form.order)


@register("text")
def _text(form: Form, row: Row, type_: RowType, id_: str) -> Made:
    several = "multiline" in row.get("appearance").lower() or "rows" in row.get("parameters").lower()
    return Made(base(form, row, "long_text" if several else "text", id_), _symbol(id_, WORDS, form))


@register("note")
def _note(form: Form, row: Row, type_: RowType, id_: str) -> Made:
    data = base(form, row, "info", id_)
    data.pop("required", None)
    return Made(data, _symbol(id_, NOTHING, form))


@register("integer", "decimal", "percentage")
def _number(form: Form, row: Row, type_: RowType, id_: str) -> Made:
    fields: Data = {"decimals": EXACT} if type_.name == "decimal" else {}
    if type_.name == "percentage":
        fields = {"minimum": 0, "maximum": 100}
    return Made(base(form, row, "number", id_, **fields), _symbol(id_, NUMBER, form))


_EXAMPLES = {
    "date": ("a date", "A date, as in 2026-01-31.", 10),
    "time": ("a time", "A time, as in 14:30.", 5),
    "datetime": ("a date and time", "A date and a time, as in 2026-01-31 14:30.", 16),
}


@register("date", "time", "datetime")
def _date(form: Form, row: Row, type_: RowType, id_: str) -> Made:
    what, example, length = _EXAMPLES[type_.name]
    form.lost(row, "type", what, "dates are not a kind of answer", "asked as a line of text with an example")
    return Made(base(form, row, "text", id_, help=example, max_chars=max(20, length)), _symbol(id_, WORDS, form))


@register("acknowledge")
def _acknowledge(form: Form, row: Row, type_: RowType, id_: str) -> Made:
    data = base(form, row, "single", id_, options=[option("ok", "OK")])
    return Made(data, _symbol(id_, CHOICE, form, {"OK": ("ok",), "ok": ("ok",)}))


@register("yes_no")
def _yes_no(form: Form, row: Row, type_: RowType, id_: str) -> Made:
    data = base(form, row, "single", id_, options=[option("yes", "Yes"), option("no", "No")])
    return Made(data, _symbol(id_, CHOICE, form, {"yes": ("yes",), "no": ("no",)}))


def _finite(said: str | float) -> float:
    """Return a number.

    Raises:
        ValueError: it is none, or has no end.
    """
    value = float(said)
    if not math.isfinite(value):
        raise ValueError(said)
    return value


@register("range")
def _range(form: Form, row: Row, type_: RowType, id_: str) -> Made:
    settings = parameters(row)
    try:
        start, end, step = (_finite(settings.get(name, usual)) for name, usual in _RANGE)
    except ValueError:
        form.lost(
            row, "parameters", row.get("parameters"), "start, end and step are not numbers", "any number is taken"
        )
        return Made(base(form, row, "number", id_, decimals=EXACT), _symbol(id_, NUMBER, form))
    whole = all(value == int(value) and abs(value) < 10**9 for value in (start, end, step))
    if whole and step == 1 and start in (0, 1) and 2 <= end <= 10:
        points: dict[str, tuple[str, ...]] = {str(point): (str(point),) for point in range(int(start), int(end) + 1)}
        return Made(base(form, row, "scale", id_, low=int(start), high=int(end)),
                    _symbol(id_, CHOICE, form, points))  # fmt: skip
    if step not in (1, 0.1, 0.01):
        form.lost(row, "parameters", f"step {step:g}", "numbers have no steps", "every number in between is taken")
    decimals = 0 if whole else min(6, max(len(f"{value:g}".partition(".")[2]) for value in (start, end, step)))
    low, high = (int(value) if value == int(value) else value for value in (min(start, end), max(start, end)))
    data = base(form, row, "number", id_, decimals=decimals) | {"minimum": low, "maximum": high}
    return Made(data, _symbol(id_, NUMBER, form))


_RANGE = (("start", "0"), ("end", "10"), ("step", "1"))


def parameters(row: Row) -> dict[str, str]:
    """Return the parameters of a row by name."""
    return {name.lower(): value for name, value in re.findall(r"(\w[\w-]*)\s*=\s*([^\s;,]+)", row.get("parameters"))}


@register("select_one", "select_multiple", "rank")
def _select(form: Form, row: Row, type_: RowType, id_: str) -> Made:
    found = form.lists.get(type_.list, form.label)
    options = found.options()
    settings = parameters(row)
    random = settings.get("randomize", "").lower() in ("true", "true()", "yes", "1")
    if "seed" in settings:
        form.report.note(row.place("parameters"), f"seed={settings['seed']}", "each interview has its own", "left out")
    wish = Wish(id_, _filter(form, row), random, form.scope.loop is not None)
    try:
        name = form.lists.use(found, wish)
    except Untranslatable as error:
        form.lost(row, "choice_filter", row.get("choice_filter"), str(error), "all choices are offered")
        name = form.lists.use(found, replace(wish, filter=None))
    kind, symbol_kind = _SELECTS[type_.name]
    special = ["other"] if type_.other and not any("other" in ids for ids in options.values()) else []
    if special:
        options["other"] = ("other",)
        form.scope.leave_out(f"{row.get('name')}_other", "its words are kept beside the option other")
    look = row.get("appearance").lower()
    searched = any(word in look for word in ("autocomplete", "search", "minimal")) and len(found.choices) > 12
    order = "random" if random and isinstance(name, list) else ""
    data = base(form, row, kind, id_, options=name, order=order, special=special, searchable=searched)
    return Made(data, _symbol(id_, symbol_kind, form, options))


_SELECTS = {"select_one": ("single", CHOICE), "select_multiple": ("multi", CHOICES), "rank": ("ranking", RANKING)}


def _filter(form: Form, row: Row) -> Filter | None:
    source = row.get("choice_filter")
    if not source:
        return None

    def offered(columns: Any) -> Code:
        return Translator(form.scope, None, columns).truth(node, True, False)

    try:
        node = parse(source)
    except Untranslatable as error:
        form.lost(row, "choice_filter", source, str(error), "all choices are offered")
        return None
    return offered
