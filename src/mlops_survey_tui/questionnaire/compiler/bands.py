"""Whether what leaves of a number still tells which way through the survey was taken.

Counts leave a respondent's machine as bands. A collector walks the same way with any number of a band, so every number
that a condition compares with has to begin a band, and nothing else may depend on the exact number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..condition_places import condition_places, is_truth
from ..conditions.tree import Tree
from ..model import Question, Questionnaire

_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_COMPARED = ("==", "!=", *_TURNED)
_NOT_EXACT = ("answered", "special")
"""What asks only whether there is an answer."""


def faults_of_bands(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield the questions whose bands hide what a condition depends on, each with what it depends on."""
    exact = [one for one in with_exact_parts(questionnaire).questions if one.settings.get("exact_parts")]
    for question in questionnaire.questions:
        bands = question.settings.get("bands")
        if not bands:
            continue
        for other in exact:
            if _divides(questionnaire, other, question):
                yield question.id, f"a condition depends on the parts of {other.id}, which add up to the exact number"
        top = question.settings.get("maximum", float("inf"))
        for name, border in _dependences(questionnaire, question):
            if border is None:
                yield question.id, f"{name} depends on the exact number"
            elif border not in bands and bands[0] < border <= top:
                yield question.id, f"{name} compares with a number inside of a band: one has to begin at {border}"


def with_exact_parts(questionnaire: Questionnaire) -> Questionnaire:
    """Mark the allocations of an earlier number that leave as they are, because a condition depends on a count.

    All others leave as percent, of which it is only certain which are above zero.
    """
    questions = tuple(
        replace(question, settings={**question.settings, "exact_parts": True})
        if _divides_a_number(question)
        and any(border not in (0, 1) for _, border in _dependences(questionnaire, question))
        else question
        for question in questionnaire.questions
    )
    return replace(questionnaire, questions=questions) if questions != questionnaire.questions else questionnaire


def _divides_a_number(question: Question) -> bool:
    """Whether a question divides a number that was given or computed before."""
    total: Tree = question.settings.get("total") or ["const"]
    return question.shape == "allocation" and total[0] != "const"


def _divides(questionnaire: Questionnaire, allocation: Question, number: Question) -> bool:
    """Whether the parts of an allocation add up to a number."""
    return any(
        True for _border in _needed(["total", allocation.settings["total"]], _values_of(questionnaire, number.id))
    )


def _dependences(questionnaire: Questionnaire, question: Question) -> Iterator[tuple[str, int | None]]:
    """Yield every number at which a condition changes with an answer, with the condition's name."""
    soft = [check.when for other in questionnaire.questions for check in other.checks if not check.hard]
    names = _values_of(questionnaire, question.id)
    for place in condition_places(questionnaire):
        if not any(place.tree is tree for tree in soft):
            for border in _needed(place.tree, names):
                yield place.name, border


def _values_of(questionnaire: Questionnaire, question: str) -> frozenset[str]:
    """Return the names that stand for the number: of the question, and of values computed from it."""
    names = {question}
    for computed in questionnaire.computed:
        if not is_truth(computed.tree) and any(True for _border in _needed(computed.tree, frozenset(names))):
            names.add(computed.id)
    return frozenset(names)


def _needed(tree: Any, names: frozenset[str]) -> Iterator[int | None]:
    """Yield the numbers at which an expression changes with an answer; None where any change may matter."""
    if not isinstance(tree, list) or not tree or not isinstance(tree[0], str) or tree[0] in _NOT_EXACT:
        return
    if tree[0] == "named" and tree[1] in names:
        yield None
        return
    if tree[0] in _COMPARED:
        for mine, other, operation in ((tree[1], tree[2], tree[0]), (tree[2], tree[1], _TURNED.get(tree[0], tree[0]))):
            if _names(mine, names) and other[0] == "const" and isinstance(other[1], int):
                yield from _of_comparison(operation, other[1])
                return
    if _names(tree, names):
        yield None
        return
    for part in tree[1:]:
        yield from _needed(part, names)


def _of_comparison(operation: str, number: int) -> Iterator[int]:
    if operation in ("<", ">=", "==", "!="):
        yield number
    if operation in (">", "<=", "==", "!="):
        yield number + 1


def _names(tree: Tree, names: frozenset[str]) -> bool:
    """Whether an expression is the answer to a question, or one row of it."""
    answer = tree[1] if tree[0] == "row" else tree
    return bool(answer[0] == "answer" and answer[1] in names)
