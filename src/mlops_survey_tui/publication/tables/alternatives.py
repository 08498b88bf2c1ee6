"""Conditions on the same answer put together, so that each question is named once: what may be, and what may not be.

Two forms stand beside those of the language: ``[ONE_OF, answer, values]`` and ``[NONE_OF, answer, values, or_none]``,
where ``or_none`` says that no answer will do too.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...questionnaire.conditions.tree import Tree

ONE_OF, NONE_OF = "one of", "none of"
_FORMS = {"==": ONE_OF, "in": ONE_OF, "!=": NONE_OF, "not in": NONE_OF}


def merged(trees: Sequence[Tree]) -> list[Tree]:
    """Return conditions that must all hold, those that say in which values one answer may be as one."""
    found: list[Tree] = []
    for tree in map(simplified, trees):
        same = next((one for one in found if one[0] in (ONE_OF, NONE_OF) and one[:2] == tree[:2]), None)
        if same is not None and tree[0] == ONE_OF:
            same[2] = [value for value in same[2] if value in tree[2]]
        elif same is not None:
            same[2:] = [[*same[2], *(value for value in tree[2] if value not in same[2])], same[3] and tree[3]]
        elif tree not in found:
            found.append(tree)
    allowed = {str(one[1]): one for one in found if one[0] == ONE_OF}
    for one in [one for one in found if one[0] == NONE_OF and str(one[1]) in allowed]:
        left = allowed[str(one[1])]
        left[2] = [value for value in left[2] if value not in one[2]]
        found.remove(one)
    return found


def simplified(tree: Tree) -> Tree:
    """Return a condition with alternatives of one answer together."""
    if tree[0] == "not_true":
        _, answer, values, *_ = simplified(tree[1])
        return [NONE_OF, answer, values, True]
    if tree[0] in _FORMS and tree[1][0] in ("answer", "named") and tree[2][0] == "const":
        values = tree[2][1] if isinstance(tree[2][1], list) else [tree[2][1]]
        return [_FORMS[tree[0]], tree[1], list(values), *([False] if _FORMS[tree[0]] == NONE_OF else [])]
    if tree[0] in ("and", "or"):
        parts = [simplified(part) for part in tree[1:]]
        parts = _either(parts) if tree[0] == "or" else merged(tree[1:])
        return parts[0] if len(parts) == 1 else [tree[0], *parts]
    return tree


def _either(parts: Sequence[Tree]) -> list[Tree]:
    """Return conditions of which one must hold: values of one answer together, and "or not answered" with them."""
    found: list[Tree] = []
    for part in parts:
        same = next((one for one in found if one[0] == part[0] == ONE_OF and one[1] == part[1]), None)
        if same is not None:
            same[2] += [value for value in part[2] if value not in same[2]]
        else:
            found.append(part)
    for one in [one for one in found if one[0] == NONE_OF]:
        absent = ["not", ["answered", one[1]]]
        if absent in found:
            one[3] = True
            found.remove(absent)
    return found
