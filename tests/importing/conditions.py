"""Evaluates translated conditions for all answers to a few questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mlops_survey_tui.importing.expressions import Code
from mlops_survey_tui.questionnaire.conditions import types
from mlops_survey_tui.questionnaire.conditions.evaluate import compile_value
from mlops_survey_tui.questionnaire.conditions.expression import Expression
from mlops_survey_tui.questionnaire.conditions.parse import parse_condition

Answers = Mapping[str, Any]
"""Answers by question; the empty text stands for none, ticked options stand in one text with spaces."""
ONE = {"x": ("x",), "y": ("y",), "3": ("3",)}
MANY = {"x": ("x",), "y": ("y",)}
LIKERT = {"1": ("1",), "2": ("2",), "3": ("3",)}
TYPES: Mapping[str, types.Type] = {
    "one": types.choice_of(frozenset(ONE)), "many": types.Choices(frozenset(MANY)), "amount": types.NUMBER,
    "limit": types.NUMBER, "word": types.WORDS, "grade": types.choice_of(frozenset(LIKERT)),
    "order": types.Choices(frozenset(MANY)),
}  # fmt: skip
ANSWERS: Mapping[str, tuple[str | float, ...]] = {
    "one": ("", "x", "3"), "many": ("", "x", "x y"), "amount": ("", 0.0, 2.0, 5.0), "limit": ("", 2.0),
    "word": ("", "x"), "grade": ("", "1", "3"),
}  # fmt: skip


@dataclass
class _Given:
    value: Any
    special: str = ""


@dataclass
class _Names:
    """Looks names up, and answers for them while a condition is evaluated."""

    answers: dict[str, Any] = field(default_factory=dict)

    def lookup(self, name: str) -> Expression:
        return Expression(["answer", name, 0], TYPES[name], frozenset({name}), 0)

    def members(self, name: str) -> frozenset[str]:
        return frozenset()

    def answer(self, question: str, depth: int) -> Any:
        return self.answers.get(question)

    def answer_at(self, question: str, depth: int, item: str) -> Any: ...
    def named(self, name: str) -> Any: ...
    def field(self, loop: str, field: str) -> Any: ...
    def system(self, name: str, field: str) -> Any: ...


def _ours(answers: Answers) -> dict[str, Any]:
    given_answers = {name: value for name, value in answers.items() if value != ""}
    return {name: _Given(str(v).split() if name == "many" else v) for name, v in given_answers.items()}


def evaluated(code: Code) -> Callable[[Answers], Any]:
    """Return a function from answers to what a condition is."""
    names = _Names()
    closure = compile_value(parse_condition(code.text, names).tree, lambda name: frozenset())

    def value(answers: Answers) -> Any:
        names.answers = _ours(answers)
        return closure(names)

    return value
