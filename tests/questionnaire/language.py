"""A few names and answers to try the language of conditions on, without a questionnaire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.questionnaire.conditions.evaluate import compile_value
from mlops_survey_tui.questionnaire.conditions.expression import ConditionFault, Expression
from mlops_survey_tui.questionnaire.conditions.parse import parse
from mlops_survey_tui.questionnaire.conditions.types import (
    NOTHING,
    NUMBER,
    TRUTH,
    WORDS,
    Choices,
    Fields,
    Passes,
    Rows,
    Type,
    choice_of,
)

ABC = frozenset("abc")
OPTIONS = choice_of(ABC)
SCALE = choice_of(frozenset("0123"))
QUESTIONS: Mapping[str, Type] = {
    "n": NUMBER,
    "k": NUMBER,
    "q": OPTIONS,
    "p": OPTIONS,
    "s": SCALE,
    "m": Choices(ABC),
    "r": Choices(ABC),
    "g": Rows(frozenset({"x", "y"}), NUMBER),
    "h": Rows(frozenset({"x", "y"}), SCALE, frozenset({"dont_know"})),
    "t": WORDS,
    "best": NOTHING,
    "sides": Rows(frozenset({"x"}), Rows(frozenset({"left", "right"}), SCALE, cells={"left": SCALE, "right": OPTIONS})),
    "many": Rows(frozenset({"x"}), Choices(ABC), frozenset({"dont_know"})),
}
MEMBERS = {"some": frozenset("ab"), "special_answers": frozenset({"none", "dont_know", "prefer_not"})}
ITEM = Fields({"id": OPTIONS, "label": WORDS, "mode": choice_of(frozenset({"fast", "slow"}))})
OTHERS: Mapping[str, Expression] = {
    "named": Expression(["named", "named"], TRUTH, frozenset({"named"})),
    "drawn": Expression(["named", "drawn"], Choices(ABC), frozenset({"drawn"})),
    "item": Expression(["loop", "item"], ITEM),
    "looped": Expression(["passes", "looped", 0], Passes(ABC, NUMBER), frozenset({"looped"})),
    "page": Expression(["system", "page"], Fields({"total": NUMBER})),
}


class Names:
    """Looks up the names above."""

    def lookup(self, name: str) -> Expression:
        """Return what a name stands for."""
        if name in QUESTIONS:
            return Expression(["answer", name, 0], QUESTIONS[name], frozenset({name}))
        if name in OTHERS:
            return OTHERS[name]
        raise ConditionFault("C303", name)

    def members(self, name: str) -> frozenset[str]:
        """Return the options of a group."""
        if name not in MEMBERS:
            raise ConditionFault("I202", name)
        return MEMBERS[name]


class Answers:
    """A scope in which questions have the answers given here."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers

    def answer(self, question: str, depth: int) -> Answer | None:
        """Return an answer."""
        value = self.answers.get(question)
        return value if isinstance(value, Answer | None) else Answer(value)

    def answer_at(self, question: str, depth: int, item: str) -> Answer | None:
        """Return the answer of one pass."""
        return self.answer(f"{question}@{item}", depth)

    def named(self, name: str) -> Any:
        """Return a named value."""
        return self.answers.get(name)

    def field(self, loop: str, field: str) -> Any:
        """Return a field of the item."""
        return self.answers.get(f"{loop}.{field}")

    def system(self, name: str, field: str) -> Any:
        """Return a value of the system."""
        return self.answers.get(f"{name}.{field}")


def value(text: str, **answers: Any) -> Any:
    """Return the value of an expression; keys of ``answers`` may have ``__at__`` for @ and ``__`` for a dot."""
    tree = json.loads(json.dumps(parse(text, Names()).tree))
    given = {name.replace("__at__", "@").replace("__", "."): answer for name, answer in answers.items()}
    return compile_value(tree, lambda name: MEMBERS.get(name, frozenset()))(Answers(given))


def fault(text: str) -> str:
    """Return the code of what is wrong with an expression, '' if nothing is."""
    try:
        parse(text, Names())
    except ConditionFault as error:
        return error.code
    return ""


DONT_KNOW, NONE = Answer(special="dont_know"), Answer(special="none")
