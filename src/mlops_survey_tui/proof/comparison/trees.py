"""Conditions and texts in a form in which those that come to the same are equal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...questionnaire.conditions.tree import Tree
from ...questionnaire.conditions.writing import written
from ...questionnaire.model import Questionnaire, Template, Texts

_MOST_PARTS = 20_000
NOT_TRUE = "not_true"
"""The operation that ``skip_to`` and ``end`` of an option become."""


def conjuncts(tree: Tree | None) -> list[Tree]:
    """Return the parts of a condition that must all hold."""
    if tree is None:
        return []
    return [part for inner in tree[1:] for part in conjuncts(inner)] if tree[0] == "and" else [tree]


def own_conditions(*trees: Tree | None) -> list[Tree]:
    """Return what conditions ask for together, without what jumps made of options."""
    return [part for tree in trees for part in conjuncts(tree) if part[0] != NOT_TRUE]


def jumps(*trees: Tree | None) -> list[Tree]:
    """Return what options of earlier questions hide by ``skip_to`` or ``end``."""
    return [part for tree in trees for part in conjuncts(tree) if part[0] == NOT_TRUE]


def jump_of(tree: Tree) -> tuple[str, str]:
    """Return the question and the option that a jump starts from."""
    _, left, right = tree[1]
    answer, option = (left, right) if left[0] == "answer" else (right, left)
    return str(answer[1]), str(option[1])


def together(trees: list[Tree]) -> Tree | None:
    """Return one condition for several that must all hold."""
    if len(trees) < 2:
        return trees[0] if trees else None
    return ["and", *trees]


def canonical(tree: Any, questionnaire: Questionnaire | None = None) -> Any:
    """Return a tree so that conditions that come to the same, by order or by form, are equal.

    With a questionnaire, named conditions and values are replaced by what they stand for.
    """
    if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
        return tree
    if tree[0] == "const":
        return tree
    if questionnaire is not None and tree[0] == "named":
        found = next((one.tree for one in questionnaire.computed if one.id == tree[1]), None)
        if found is not None:
            return canonical(found, questionnaire)
    parts = [canonical(part, questionnaire) for part in tree[1:]]
    return _FORMS.get(tree[0], _plain)(tree[0], parts)


def _plain(operation: str, parts: list[Any]) -> Any:
    return [operation, *parts]


def _flat(operation: str, parts: list[Any]) -> Any:
    flat = [inner for part in parts for inner in (part[1:] if part[0] == operation else [part])]
    unique = {json.dumps(part, sort_keys=True): part for part in flat}
    ordered = [unique[key] for key in sorted(unique)]
    return ordered[0] if len(ordered) == 1 else [operation, *ordered]


def _one_of(operation: str, parts: list[Any]) -> Any:
    """Write x == 'a' as membership in a set of one; sort sets."""
    left, right = parts
    if operation in ("==", "!="):
        if left[0] == "const":
            left, right = right, left
        if right[0] != "const":
            return [operation, left, right]
        operation, right = ("in" if operation == "==" else "not in"), ["const", [right[1]]]
    if right[0] == "const" and isinstance(right[1], list):
        right = ["const", sorted(set(right[1]), key=str)]
    return [operation, left, right]


def _not(operation: str, parts: list[Any]) -> Any:
    return parts[0][1] if parts[0][0] == "not" else [operation, *parts]


_FORMS: Mapping[str, Callable[[str, list[Any]], Any]] = {
    "and": _flat,
    "or": _flat,
    "not": _not,
    **dict.fromkeys(("==", "!=", "in", "not in"), _one_of),
}


def same_condition(old: Tree | None, new: Tree | None, before: Questionnaire, after: Questionnaire) -> bool:
    """Whether two conditions come to the same, named conditions read by name or by what they stand for.

    What would be too long when it is written out, as where each name stands for the one before twice, is read by name.
    """
    if canonical(old) == canonical(new):
        return True
    if _written_out(old, before) + _written_out(new, after) > _MOST_PARTS:
        return False
    return bool(canonical(old, before) == canonical(new, after))


def _written_out(tree: Tree | None, questionnaire: Questionnaire) -> int:
    """Return how many parts a condition has once all names are replaced by what they stand for."""
    definitions = {one.id: one.tree for one in questionnaire.computed}
    known: dict[str, int] = {}

    def parts(one: Any) -> int:
        if not isinstance(one, list) or not one or one[0] == "const":
            return 1
        if one[0] == "named" and one[1] in definitions:
            if one[1] not in known:
                known[one[1]] = parts(definitions[one[1]])
            return known[one[1]]
        return 1 + sum(map(parts, one[1:]))

    return parts(tree)


def condition_text(tree: Tree | None) -> str:
    """Return a condition as it could be written; nothing means always."""
    return written(tree) if tree is not None else "always"


def wording(template: Template) -> str:
    """Return a text with its placeholders as they could be written, runs of blanks as one."""
    pieces = [template] if isinstance(template, str) else template
    return " ".join("".join(piece if isinstance(piece, str) else _placeholder(piece) for piece in pieces).split())


def _placeholder(piece: Mapping[str, Any]) -> str:
    fallback = f"|{piece['fallback']}" if piece["fallback"] else ""
    return f"{{{written(piece['value'])}{fallback}}}"


def wordings(texts: Texts) -> str:
    """Return all wordings of a text in one line, each with its condition."""
    return " / ".join(_wordings(texts))


def _wordings(texts: Texts) -> Iterator[str]:
    for variant in texts.variants:
        before = f"[{written(variant.when)}] " if variant.when is not None else "[drawn] " if texts.drawn else ""
        yield before + wording(variant.text)


def readings(texts: Texts) -> Any:
    """Return a text in a form that is equal where the same words are shown to the same people."""
    return texts.drawn, [(wording(variant.text), canonical(variant.when)) for variant in texts.variants]
