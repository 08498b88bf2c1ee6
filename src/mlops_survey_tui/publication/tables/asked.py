"""Who was asked a question, in words: conditions read as sentences, with the words of the answers that they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...questionnaire.conditions.writing import written
from ...questionnaire.model import Question, Questionnaire
from ...questionnaire.offerings import offered_by
from .labels import label, wording

Tree = list[Any]
_LONGEST = 600
_COMPARED = {"==": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above", ">=": "is at least"}
_LISTED = {"in": "is", "not in": "is none of"}


def asked(questionnaire: Questionnaire, question: Question) -> str:
    """Return who was asked a question: by its section and its own condition, by a module, for the items of a loop."""
    section = questionnaire.section_by_id[question.section]
    words = _Words(questionnaire)
    conditions = [words.of(tree) for tree in (section.when, question.when) if tree is not None]
    said = f"Who meets this: {'; and '.join(conditions)}." if conditions else "Everybody."
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
            return f"there is no answer to “{self._about(tree[1][1])}”"
        return f"not ({self.of(tree[1])})"

    def answered(self, tree: Tree) -> str:
        """Return that a question was answered."""
        return f"“{self._about(tree[1])}” was answered"

    def compared(self, tree: Tree) -> str:
        """Return an answer beside what it is compared with."""
        sign, left, right = tree
        return f"“{self._about(left)}” {_COMPARED[sign]} {self._value(left, right)}"

    def listed(self, tree: Tree) -> str:
        """Return an answer beside what it may be."""
        sign, left, right = tree
        if right[0] != "const" or not isinstance(right[1], list):
            return ""
        return f"“{self._about(left)}” {_LISTED[sign]} {' or '.join(self._point(left, one) for one in right[1])}"

    def _about(self, tree: Tree) -> str:
        question = _question_of(tree)
        found = self._questionnaire.question_by_id.get(question)
        return wording(found) if found is not None and tree[0] == "answer" else written(tree)

    def _value(self, left: Tree, right: Tree) -> str:
        if right[0] == "const":
            return self._point(left, right[1])
        return f"“{self._about(right)}”" if right[0] == "answer" else written(right)

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
    "answered": _Words.answered,
    **dict.fromkeys(_COMPARED, _Words.compared),
    **dict.fromkeys(_LISTED, _Words.listed),
}
