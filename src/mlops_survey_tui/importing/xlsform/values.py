"""Values of XPath expressions in our language, and comparisons of them with literals."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .. import symbols
from ..expressions import (
    FALSE,
    TRUE,
    Code,
    Untranslatable,
    answered,
    both,
    call,
    compare,
    either,
    is_no_option,
    is_option,
    not_ticked,
    number,
    ticked,
    unanswered,
)

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""A whole number as Python writes it."""


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
        return _number_of(self.literal) if self.literal is not None else None


def guarded(code: Code, needs: tuple[Code, ...], strict: bool, total: bool) -> Code:
    """Complete a comparison for empty answers: false there if ``strict``, else true."""
    if strict:
        return both([*map(answered, needs), code]) if total else code
    return either([code, *map(unanswered, needs)])


def ids_are_values(value: Value) -> bool:
    """Whether a choice counts as a number here, with the values that it has in the source."""
    return bool(value.options) and all(ids == (old,) and _WHOLE.fullmatch(old) for old, ids in value.options.items())


def constant(symbol: str, one: Value, other: Value) -> Code:
    """Compare two literals."""
    left, right = one.numeric, other.numeric
    if symbol in ("==", "!=") and (left is None or right is None or one.kind == other.kind == symbols.WORDS):
        same = one.literal == other.literal
        return TRUE if same == (symbol == "==") else FALSE
    if left is None or right is None:
        return FALSE
    holds = {"==": left == right, "!=": left != right, "<": left < right,
             "<=": left <= right, ">": left > right, ">=": left >= right}[symbol]  # fmt: skip
    return TRUE if holds else FALSE


def emptiness(one: Value, symbol: str) -> Code:
    """Compare a value with the empty text, which asks whether there is an answer."""
    if symbol not in ("==", "!="):
        raise Untranslatable("an empty text compared by size")
    if one.kind == symbols.TRUTH or not one.needs:
        return FALSE if symbol == "==" else TRUE
    if symbol == "==":
        return either([unanswered(need) for need in one.needs])
    return both([answered(need) for need in one.needs])


def truth_literal(one: Value, symbol: str, text: str) -> Code:
    """Compare a condition with true, false, 1 or 0."""
    known = {"true": True, "1": True, "false": False, "0": False}
    if symbol not in ("==", "!=") or text.lower() not in known:
        raise Untranslatable(f"'{one.code.text}' compared with '{text}'")
    return one.code if known[text.lower()] == (symbol == "==") else Code(f"not {one.code.at(4)}", 3)


def choice(one: Value, symbol: str, literal: Value) -> Code:
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
    if ids_are_values(one) and literal.numeric == int(literal.numeric):
        return compare(one.code, symbol, number(literal.numeric))
    met = [id_ for old, ids in one.options.items() for id_ in ids if _meets(old, symbol, literal.numeric)]
    return is_option(one.code, met)


def _number_of(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _meets(old: str, symbol: str, limit: float) -> bool:
    value = _number_of(old)
    if value is None:
        return False
    return {"<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit}[symbol]


def exactly(one: Value, symbol: str, text: str) -> Code:
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
