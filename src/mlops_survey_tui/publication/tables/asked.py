"""Who was asked a question, in words for readers: conditions as sentences, with the words of questions and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...proof.comparison.trees import conjuncts
from ...proof.graph.reading import names_in
from ...questionnaire.conditions.tree import Tree
from ...questionnaire.conditions.writing import written
from ...questionnaire.model import Loop, Question, Questionnaire
from ...questionnaire.offerings import offered, offered_by
from .alternatives import NONE_OF, ONE_OF, merged
from .labels import label, wording

_LONGEST, _QUOTED = 640, 64
"""Letters of the conditions together, and of a question that is quoted in them."""
_COMPARED = {"==": "", "!=": "not ", "<": "below ", "<=": "at most ", ">": "above ", ">=": "at least "}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def asked(questionnaire: Questionnaire, question: Question) -> str:
    """Return who was asked a question: by its section and its own condition, by a module, for the items of a loop."""
    section = questionnaire.section_by_id[question.section]
    loops = [loop for loop in (section.loop, question.loop) if loop is not None]
    words = _Words(questionnaire, loops)
    trees = [part for tree in (section.when, question.when) for part in conjuncts(tree)]
    trees = [words.spelled(part) for part in trees if questionnaire.consent not in set(names_in(part))]
    conditions = [words.of(part) for part in merged(trees)]
    said = _cut(f"Those {', and '.join(conditions)}.", _LONGEST) if conditions else "Everybody."
    if section.module:
        said += f" Only those to whom chance gave the module “{section.title}”."
    if loops:
        said += f" Once for each {' and '.join(loop.name.replace('_', ' ') for loop in loops)}."
    return said


def _cut(text: str, longest: int) -> str:
    """Return a text, long ones cut at a word."""
    return text if len(text) <= longest else text[:longest].rpartition(" ")[0].rstrip(",") + "…"


class _Words:
    """Writes conditions as what follows "those": who answered so, whose answer is a number, to whom something holds."""

    def __init__(self, questionnaire: Questionnaire, loops: Sequence[Loop] = ()) -> None:
        self._questionnaire = questionnaire
        self._named = {computed.id: computed.tree for computed in questionnaire.computed}
        self._loops = {loop.name: loop for loop in loops}

    def spelled(self, tree: Tree) -> Tree:
        """Return a condition with named ones in their own words."""
        if not isinstance(tree, list) or not tree or tree[0] == "const":
            return tree
        if tree[0] == "named":
            return self.spelled(self._named[tree[1]]) if tree[1] in self._named else tree
        return [self.spelled(part) if isinstance(part, list) else part for part in tree]

    def of(self, tree: Tree) -> str:
        """Return a condition in words."""
        write = _WRITERS.get(tree[0])
        return (write(self, tree) if write is not None else "") or f"for whom this holds: {written(tree)}"

    def joined(self, tree: Tree) -> str:
        """Return conditions that are joined by the same word; those on what an item is like are only hinted at."""
        inner = [self.of(part) for part in tree[1:] if not self._internal(part)]
        several = [f"({text})" if ", or " in text or ", and " in text else text for text in inner]
        hint = "" if len(inner) == len(tree) - 1 else self._hint(tree)
        return f", {tree[0]} ".join(filter(None, [hint, *several]))

    def _hint(self, tree: Tree) -> str:
        return f"for whom the {self._item(tree)} is of a certain kind"

    def one_of(self, tree: Tree) -> str:
        """Return that an answer is one of some values."""
        about = self._quoted(tree[1])
        return f"who answered {self._points(tree)} to {about}" if about else self._is(tree, "is")

    def none_of(self, tree: Tree) -> str:
        """Return that an answer is none of some values, or that there is an answer and it is none of them."""
        about = self._quoted(tree[1])
        if not about:
            return self._is(tree, "is not")
        if tree[3]:
            return f"who did not answer {self._points(tree)} to {about}"
        return f"who answered {about} with anything but {self._points(tree)}"

    def _is(self, tree: Tree, verb: str) -> str:
        return f"for whom {self._what(tree[1])} {verb} {' or '.join(f'“{one}”' for one in tree[2])}"

    def negated(self, tree: Tree) -> str:
        """Return a condition that does not hold."""
        inner = tree[1]
        if inner[0] == "answered":
            return f"who did not answer {self._quoted(inner[1])}"
        said = self.of(inner)
        return said.replace("who answered", "who did not answer", 1) if inner[0] == "special" else f"other than {said}"

    def special(self, tree: Tree) -> str:
        """Return that a special answer was given."""
        question = self._question(tree[1])
        specials = {one.id: label(one) for one in question.specials} if question is not None else {}
        return f"who answered “{specials[tree[2]]}” to {self._quoted(tree[1])}" if tree[2] in specials else ""

    def answered(self, tree: Tree) -> str:
        """Return that a question was answered."""
        return f"who answered {self._quoted(tree[1])}"

    def compared(self, tree: Tree) -> str:
        """Return an answer beside the number that it is compared with, or an item beside those it may be."""
        sign, left, right = tree
        if left[0] == "const" and right[0] != "const" and sign in (*_TURNED, "==", "!="):
            sign, left, right = _TURNED.get(sign, sign), right, left
        if left[0] == "field":
            return self._on_item(sign, left, right)
        if left[0] == "count" and right[0] == "const":
            return self._counted(sign, left, right[1])
        value = str(right[1]) if right[0] == "const" else self._what(right)
        return f"for whom {self._what(left)} is {_COMPARED[sign]}{value}"

    def _counted(self, sign: str, tree: Tree, n: Any) -> str:
        number = _NUMBERS[n] if isinstance(n, int) and 0 < n < len(_NUMBERS) else str(n)
        group = tree[2].replace("_", " ") if len(tree) > 2 else ""
        of_list = (f" of the {group}" if group.endswith("s") else f" of the group “{group}”") if group else ""
        return f"who chose {_COMPARED[sign]}{number}{of_list} in {self._quoted(tree[1])}"

    def _on_item(self, sign: str, left: Tree, right: Tree) -> str:
        if left[2] != "id" or right[0] != "const":
            return self._hint(left)
        loop = self._loops.get(left[1][1])
        options = offered(self._questionnaire, loop.sources) if loop is not None else {}
        words = label(options[right[1]]) if right[1] in options else str(right[1])
        return f"for whom the {self._item(left)} is {_COMPARED[sign]}“{words}”"

    def _what(self, tree: Tree) -> str:
        """Return what a number is: an answer, one row of it, its total."""
        if tree[0] == "row":
            question = self._question(tree)
            rows = offered(self._questionnaire, question.rows) if question is not None else {}
            return f"“{label(rows[tree[2]])}” in {self._quoted(tree)}" if tree[2] in rows else written(tree)
        if tree[0] == "total":
            return f"the total in {self._quoted(tree[1])}"
        quoted = self._quoted(tree)
        return f"the answer to {quoted}" if quoted else written(tree).replace("_", " ")

    def _internal(self, tree: Tree) -> bool:
        """Say whether a condition is on a field of the item that respondents never see."""
        return tree[0] in ("==", "!=") and tree[1][0] == "field" and tree[1][2] != "id"

    def _item(self, tree: Tree) -> str:
        """Return the name of the item that a condition is on."""
        if tree[0] == "field" and tree[1][0] == "loop":
            return str(tree[1][1]).replace("_", " ")
        inner = (part for part in tree[1:] if isinstance(part, list) and part)
        return next((found for part in inner if (found := self._item(part))), "")

    def by_interview(self, tree: Tree) -> str:
        """Return that something else than answers decided."""
        return "to whom the interview offered it"

    def _quoted(self, tree: Tree) -> str:
        """Return the words of the question that an expression reads, long ones cut at a word; nothing without one."""
        question = self._question(tree)
        if question is None:
            return ""
        return f"“{_cut(wording(question), _QUOTED)}”"

    def _question(self, tree: Tree) -> Question | None:
        while tree[0] in ("row", "number", "pass", "total") and isinstance(tree[1], list):
            tree = tree[1]
        return self._questionnaire.question_by_id.get(str(tree[1])) if tree[0] in ("answer", "passes") else None

    def _points(self, tree: Tree) -> str:
        question = self._question(tree[1])
        options = offered_by(self._questionnaire, question) if question is not None else {}
        return " or ".join(f"“{label(options[one])}”" if one in options else str(one) for one in tree[2])


_WRITERS: Mapping[str, Callable[[_Words, Any], str]] = {
    **dict.fromkeys(("and", "or"), _Words.joined),
    "not": _Words.negated,
    ONE_OF: _Words.one_of,
    NONE_OF: _Words.none_of,
    "answered": _Words.answered,
    "special": _Words.special,
    "field": _Words.by_interview,
    **dict.fromkeys(_COMPARED, _Words.compared),
}
