"""Texts with placeholders: ``{expression}`` and ``{expression|fallback}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .conditions.parse import ConditionFault, Expression, Names, parse
from .conditions.types import Choice, Choices, Fields, Numeric, Rows, Words
from .model import Template

NO_WORDS: Mapping[str, Mapping[str, str]] = {}
_PIECES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|([{}])")


def compile_template(
    text: str,
    names: Names,
    always_known: frozenset[str] = frozenset(),
    field_words: Mapping[str, Mapping[str, str]] = NO_WORDS,
) -> tuple[Template, Expression]:
    """Compile a text; the second value carries what its placeholders read.

    A placeholder without a fallback is accepted only if it reads no answer. ``field_words`` has by name of a loop
    item's field what is written out in place of its values.

    Raises:
        ConditionFault: a placeholder cannot be read, is unknown, or may be empty.
    """
    parts: list[Any] = []
    reads: frozenset[str] = frozenset()
    order, last = -1, 0
    for match in _PIECES.finditer(text):
        parts.append(text[last : match.start()])
        last = match.end()
        if match.group(2):
            raise ConditionFault("T401", f"a single '{match.group(2)}' in: {text[:80]}")
        if match.group(1) is None:
            parts.append(match.group(0)[0])
            continue
        part, expression = _placeholder(match.group(1), names, always_known)
        if expression.tree[0] == "field" and (words := field_words.get(expression.tree[2])):
            part["words"] = dict(words)
        parts.append(part)
        reads |= expression.reads
        order = max(order, expression.order)
    parts.append(text[last:])
    return _simplify(parts), Expression(["const", ""], Words(), reads, order)


def placeholders(text: str) -> frozenset[str]:
    """Return what the placeholders of a text name, without the words that stand for what is missing."""
    inner = (match.group(1) for match in _PIECES.finditer(text))
    return frozenset(" ".join(source.partition("|")[0].split()) for source in inner if source is not None)


def _simplify(parts: list[Any]) -> Template:
    kept: list[Any] = []
    for part in parts:
        if isinstance(part, str) and kept and isinstance(kept[-1], str):
            kept[-1] += part
        elif part != "":
            kept.append(part)
    if not kept:
        return ""
    return kept[0] if len(kept) == 1 and isinstance(kept[0], str) else kept


def _placeholder(source: str, names: Names, always_known: frozenset[str]) -> tuple[dict[str, Any], Expression]:
    inner, bar, fallback = source.partition("|")
    if not inner.strip():
        raise ConditionFault("T401", "an empty placeholder {}")
    expression = parse(inner.strip(), names)
    if not isinstance(expression.type, Numeric | Words | Choice | Choices):
        kind = expression.type.name
        hint = "; name one of its fields" if isinstance(expression.type, Fields | Rows) else ""
        raise ConditionFault("T401", f"'{inner.strip()}' is {kind} and cannot be written out{hint}")
    if not bar and expression.reads - always_known:
        raise ConditionFault("T402", f"'{inner.strip()}' has no value for somebody who did not answer")
    return {"value": expression.tree, "fallback": fallback, "question": _labelled(expression)}, expression


def _labelled(expression: Expression) -> str:
    """Return the question whose labels stand for the ids that the expression yields, or ''."""
    if not isinstance(expression.type, Choice | Choices):
        return ""
    tree = expression.tree
    while tree[0] == "row":
        tree = tree[1]
    if tree[0] in ("answer", "named"):
        return str(tree[1])
    return str(tree[1][1]) if tree[0] == "pass" else ""
