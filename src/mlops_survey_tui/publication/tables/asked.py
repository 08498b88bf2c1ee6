"""Who was asked a question, in words: conditions read as sentences, with ids of questions and words of answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...proof.comparison.trees import conjuncts
from ...proof.graph.reading import names_in
from ...questionnaire.conditions.writing import written
from ...questionnaire.model import Question, Questionnaire
from ...questionnaire.offerings import offered_by
from .labels import label

Tree = list[Any]
_LONGEST = 600
_COMPARED = {"==": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least"}
_LISTED = {"in": "is", "not in": "is none of"}


def asked(questionnaire: Questionnaire, question: Question) -> str:
    """Return who was asked a question: by its section and its own condition, by a module, for the items of a loop."""
    section = questionnaire.section_by_id[question.section]
    words = _Words(questionnaire)
    trees = [part for tree in (section.when, question.when) for part in conjuncts(tree)]
    conditions = [words.of(part) for part in trees if questionnaire.consent not in set(names_in(part))]
    said = f"Those for whom {'; and '.join(conditions)}." if conditions else "Everybody."
    if section.module:
        said += f" Only those to whom chance gave the module “{section.title}”."
    loops = [loop for loop in (section.loop, question.loop) if loop is not None]
    if loops:
        said += f" Once for each {' and '.join(loop.name.replace('_', ' ') for loop in loops)}."
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


class _Words:
    """Writes conditions for people; what it has no words for stands as it is written in the questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._named = {computed.id: computed.tree for computed in questionnaire.computed}

    def of(self, tree: Tree) -> str:
        """Return a condition in words."""
        write = _WRITERS.get(tree[0])
        return (write(self, tree) if write is not None else "") or written(tree)

    def joined(self, tree: Tree) -> str:
        """Return conditions that are joined by the same word."""
        inner = (self.of(part) for part in tree[1:])
        several = (f"({text})" if " or " in text or " and " in text else text for text in inner)
        return f" {tree[0]} ".join(several)

    def named(self, tree: Tree) -> str:
        """Return a named condition in its own words."""
        return self.of(self._named[tree[1]]) if tree[1] in self._named else ""

    def negated(self, tree: Tree) -> str:
        """Return a condition that does not hold."""
        if tree[1][0] == "answered":
            return f"{self._about(tree[1][1])} was not answered"
        return f"not ({self.of(tree[1])})"

    def not_true(self, tree: Tree) -> str:
        """Return the condition that an answer, or none, did not end or jump."""
        operation, left, right = tree[1]
        return self.of([{"==": "!=", "in": "not in"}[operation], left, right])

    def special(self, tree: Tree) -> str:
        """Return that a special answer was given."""
        question = self._questionnaire.question_by_id.get(_question_of(tree[1]) if isinstance(tree[1], list) else "")
        specials = {one.id: label(one) for one in question.specials} if question is not None else {}
        return f"{self._about(tree[1])} is “{specials[tree[2]]}”" if tree[2] in specials else ""

    def answered(self, tree: Tree) -> str:
        """Return that a question was answered."""
        return f"{self._about(tree[1])} was answered"

    def compared(self, tree: Tree) -> str:
        """Return an answer beside what it is compared with."""
        sign, left, right = tree
        return f"{self._about(left)} {_COMPARED[sign]} {self._value(left, right)}"

    def listed(self, tree: Tree) -> str:
        """Return an answer beside what it may be."""
        sign, left, right = tree
        if right[0] != "const" or not isinstance(right[1], list):
            return ""
        return f"{self._about(left)} {_LISTED[sign]} {' or '.join(self._point(left, one) for one in right[1])}"

    def _about(self, tree: Tree) -> str:
        return written(tree)

    def _value(self, left: Tree, right: Tree) -> str:
        return self._point(left, right[1]) if right[0] == "const" else written(right)

    def _point(self, left: Tree, value: Any) -> str:
        found = self._questionnaire.question_by_id.get(_question_of(left))
        options = offered_by(self._questionnaire, found) if found is not None else {}
        return f"“{label(options[value])}”" if value in options else str(value)


def _question_of(tree: Tree) -> str:
    while tree[0] in ("row", "number", "pass") and isinstance(tree[1], list):
        tree = tree[1]
    return str(tree[1]) if tree[0] == "answer" else ""


_WRITERS: Mapping[str, Callable[[_Words, Tree], str]] = {
    **dict.fromkeys(("and", "or"), _Words.joined),
    "named": _Words.named,
    "not": _Words.negated,
    "not_true": _Words.not_true,
    "answered": _Words.answered,
    "special": _Words.special,
    **dict.fromkeys(_COMPARED, _Words.compared),
    **dict.fromkeys(_LISTED, _Words.listed),
}
