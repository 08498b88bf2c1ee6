"""Display logic, branch logic and skip logic: trees of comparisons that become conditions.

Qualtrics knows only true and false, as XLSForm does: what was not answered is not selected, and differs from every
text. So each tree is translated to a condition that holds exactly where the tree is true, or exactly where it is false.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..expressions import (
    OPPOSITE,
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
    words,
)
from ..html_text import plain
from ..symbols import CHOICE, CHOICES, NOTHING, NUMBER, RANKING, WORDS, Symbol
from .document import Payload, items, mapping, numeric
from .document import words as text_of
from .study import Study

_LOCATOR = re.compile(r"q://(?P<qid>[^/]+)/(?P<what>[^/]+)(?:/(?P<rest>.*))?")
_OPERATORS = {
    "EqualTo": "==", "NotEqualTo": "!=", "GreaterThan": ">", "GreaterThanOrEqual": ">=", "LessThan": "<",
    "LessThanOrEqual": "<=", "Is": "==", "IsNot": "!=", "NumericEqualTo": "==",
}  # fmt: skip
Tell = Callable[[str, str], None]
"""Tells a part that was taken for true: what, why."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in both forms: where it is true, and where it is false."""

    holds: Code
    fails: Code


def is_logic(value: Any) -> bool:
    """Whether there is any logic."""
    return isinstance(value, dict | list) and any(isinstance(part, dict) for part in mapping(value).values())


def condition(study: Study, logic: Any, holds: bool = True, tell: Tell | None = None) -> Code:
    """Return the condition of a tree. With ``tell``, parts of a conjunction that cannot be said are left out of it.

    Raises:
        Untranslatable: it cannot be said.
    """
    groups = [part for key, part in mapping(logic).items() if isinstance(part, dict)]
    if not groups:
        raise Untranslatable("the logic is empty")
    parts = [(_joins_with_or(group, "Type"), _group(study, group, holds, tell)) for group in groups]
    return _joined(parts, holds)


def _group(study: Study, group: Payload, holds: bool, tell: Tell | None) -> Code:
    leaves = [leaf for leaf in items(group) if leaf.get("Type") == "Expression" or "LogicType" in leaf]
    if not leaves:
        raise Untranslatable("the logic is empty")
    joined_by_or = any(_joins_with_or(leaf, "Conjuction") for leaf in leaves[1:])
    lenient = tell if not joined_by_or else None
    return _joined([(_joins_with_or(leaf, "Conjuction"), _leaf(study, leaf, holds, lenient)) for leaf in leaves], holds)


def _joins_with_or(part: Payload, field: str) -> bool:
    word = text_of(part.get(field)) or text_of(part.get("Conjunction"))
    return word.lower() in ("or", "elseif", "orif")


def _joined(parts: list[tuple[bool, Code]], holds: bool) -> Code:
    """Join parts from left to right; "and" binds more than "or". The first part's own word does not count."""
    alternatives: list[list[Code]] = [[]]
    for index, (with_or, code) in enumerate(parts):
        if with_or and index:
            alternatives.append([])
        alternatives[-1].append(code)
    inner, outer = (both, either) if holds else (either, both)
    return outer([inner(codes) for codes in alternatives])


def _leaf(study: Study, leaf: Payload, holds: bool, tell: Tell | None) -> Code:
    try:
        return _expression(study, leaf, holds)
    except Untranslatable as error:
        if tell is None or not holds:
            raise
        tell(described(leaf), str(error))
        return TRUE


def described(leaf: Payload) -> str:
    """Return how an expression reads to people."""
    text = plain(text_of(leaf.get("Description")))[0].replace("\n", " ")
    return text[:200] or f"{text_of(leaf.get('LeftOperand'))} {text_of(leaf.get('Operator'))}"[:200]


def _expression(study: Study, leaf: Payload, holds: bool) -> Code:
    kind, operator = text_of(leaf.get("LogicType")), text_of(leaf.get("Operator")) or text_of(leaf.get("Condition"))
    if kind == "EmbeddedField":
        name = text_of(leaf.get("LeftOperand"))
        if name not in study.fields:
            raise Untranslatable(f"the embedded data {name} has no value here")
        return _value(study, study.fields[name], operator, leaf.get("RightOperand"), holds)
    if kind not in ("Question", ""):
        raise Untranslatable(f"{kind} is not known here")
    locator = text_of(leaf.get("LeftOperand")) or text_of(leaf.get("ChoiceLocator")) or text_of(leaf.get("Locator"))
    match = _LOCATOR.fullmatch(locator)
    if match is None:
        raise Untranslatable(f"the place {locator[:80]}")
    return located(study, match["qid"], match["what"], match["rest"] or "", operator, leaf.get("RightOperand"), holds)


def located(study: Study, qid: str, what: str, rest: str, operator: str, right: Any, holds: bool) -> Code:
    """Return the condition of one comparison about a question.

    Raises:
        Untranslatable: it cannot be said.
    """
    asked = study.lookup(qid)
    if what in ("SelectableChoice", "SelectableAnswer"):
        if operator not in ("Selected", "NotSelected"):
            raise Untranslatable(f"{operator} of an option")
        return _selected(study, qid, what, rest, (operator == "Selected") == holds)
    if what == "SelectedChoicesCount" and asked.symbol.kind in (CHOICES, RANKING):
        count = Symbol(call("coalesce", call("count", asked.symbol.code), number(0)), NUMBER, never_empty=True)
        return _value(study, count, operator, right, holds)
    if what in ("ChoiceTextEntryValue", "ChoiceNumericEntryValue"):
        key = rest.partition("/")[0]
        subject = asked.parts.get(key) if key else asked.symbol
        if subject is None and asked.symbol.kind in (WORDS, NUMBER):
            subject = asked.symbol
        if subject is None:
            raise Untranslatable(f"words typed beside an option of {qid}")
        return _value(study, subject, operator, right, holds)
    raise Untranslatable(f"{what} {operator} of {qid}")


def _selected(study: Study, qid: str, what: str, rest: str, holds: bool) -> Code:
    asked = study.lookup(qid)
    steps = [step for step in re.split(r"[/~]", rest) if step]
    if not steps:
        raise Untranslatable(f"no option of {qid} is named")
    if asked.symbol.kind in (CHOICE, CHOICES, RANKING):
        return _option(asked.symbol, steps[0], holds)
    if len(steps) > 1 and asked.parts:
        row, column = (steps[1], steps[0]) if what == "SelectableAnswer" else (steps[0], steps[1])
        return _option(study.part(asked, row), column, holds)
    if asked.parts:
        found = [_option(part, steps[0], holds) for part in asked.parts.values() if steps[0] in part.options]
        if found:
            return either(found) if holds else both(found)
    raise Untranslatable(f"option {rest} of {qid}")


def _option(subject: Symbol, key: str, holds: bool) -> Code:
    ids = subject.options.get(key)
    if ids is None:
        raise Untranslatable(f"'{subject.code.text}' has no option {key}")
    if subject.kind == CHOICE:
        positive, negative = is_option(subject.code, ids), is_no_option(subject.code, ids)
    elif subject.kind in (CHOICES, RANKING):
        positive, negative = ticked(subject.code, ids), not_ticked(subject.code, ids)
    else:
        raise Untranslatable(f"'{subject.code.text}' has no options")
    return positive if holds else either([negative, unanswered(subject.code)])


def _value(study: Study, subject: Symbol, operator: str, right: Any, holds: bool) -> Code:
    if operator in ("Empty", "NotEmpty"):
        return _emptiness(subject, (operator == "Empty") == holds)
    symbol = _OPERATORS.get(operator)
    if symbol is None or subject.kind == NOTHING:
        raise Untranslatable(f"{operator or 'no comparison'} of '{subject.code.text}'")
    literal = _literal(study, subject, right, symbol)
    exact = symbol if holds else OPPOSITE[symbol]
    code = compare(subject.code, exact, literal)
    strict = exact == "==" if symbol in ("==", "!=") else holds
    return code if strict or subject.never_empty else either([code, unanswered(subject.code)])


def _literal(study: Study, subject: Symbol, right: Any, symbol: str) -> Code:
    text = text_of(right)
    piped = re.fullmatch(r"\$\{e://Field/([^}]+)\}", text.strip())
    if piped and piped[1] in study.fields and study.fields[piped[1]].kind == subject.kind:
        return study.fields[piped[1]].code
    if "${" in text:
        raise Untranslatable(f"a comparison with {text[:80]}")
    if subject.kind == NUMBER:
        value = numeric(right)
        if value is None:
            raise Untranslatable(f"the number '{subject.code.text}' compared with '{text[:80]}'")
        return number(value)
    if subject.kind != WORDS or symbol not in ("==", "!="):
        raise Untranslatable(f"'{subject.code.text}' compared ({symbol}) with '{text[:80]}'")
    return words(text)


def _emptiness(subject: Symbol, empty: bool) -> Code:
    if subject.never_empty and subject.kind == WORDS:
        return compare(subject.code, "==" if empty else "!=", words(""))
    return unanswered(subject.code) if empty else answered(subject.code)
