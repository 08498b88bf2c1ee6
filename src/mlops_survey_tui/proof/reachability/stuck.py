"""Pages that nobody can pass: required, and every answer is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from ...interview.answers import EMPTY, Answer
from ...interview.page import Page
from ...interview.session import Session
from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Check, Question
from ...rehearsal.replies import random_answer
from .arithmetic import ends
from .encoding import Encoding
from .formula import FALSE, TRUE, Formula
from .trees import Place, value_of
from .values import Given, Single, Value, constant, holds

TRIES = 60


def hopeless(code: Encoding, question: Question, path: tuple[str, ...]) -> int:
    """Return a literal under which no answer to a page is valid, as far as that can be told; special answers apart."""
    formula = code.formula
    hard = [check for check in question.checks if check.hard]
    if question.shape == "allocation":
        return _negative_total(code, question, path)
    if question.shape == "matrix":
        return _row_without_points(code, question, path)
    if question.shape not in ("single", "scale", "number") or not hard:
        options = code.items(question, "options", path).values()
        return formula.both(*(-item.present for item in options)) if question.options else FALSE
    value = code.given(question.id, path).value
    present = code.items(question, "options", path)
    answers = list(value.cells) if isinstance(value, Single) else []
    refused = []
    for answer in answers:
        offered = present[answer].present if answer in present else TRUE
        refused.append(formula.either(-offered, _refused(code, question, path, answer, hard)))
    return formula.both(*refused)


def _refused(code: Encoding, question: Question, path: tuple[str, ...], answer: Any, hard: list[Check]) -> int:
    key = question.id if not path else f"{question.id}@{'/'.join(path)}"
    assumed = Assumed(code, key, Given(Single({answer: TRUE}, TRUE)))
    place = code.place(question, path)
    return code.formula.any_of(holds(value_of(assumed, check.when, place)) for check in hard)


def _negative_total(code: Encoding, question: Question, path: tuple[str, ...]) -> int:
    tree = question.settings.get("total")
    total = code.value(tree, code.place(question, path)) if tree else constant(None)
    if not isinstance(total, Single):
        return FALSE
    return code.formula.any_of(literal for span, literal in total.cells.items() if ends(span)[1] < 0)


def _row_without_points(code: Encoding, question: Question, path: tuple[str, ...]) -> int:
    rows = [item.present for item in code.items(question, "rows", path).values()]
    empty = []
    for columns in question.columns:
        points = code.columns(question, columns.id, path).values()
        empty.append(code.formula.both(*(-point.present for point in points)))
    return code.formula.both(code.formula.any_of(rows), code.formula.any_of(empty))


@dataclass(frozen=True, slots=True)
class Assumed:
    """The names of an encoding with one answer taken as given."""

    code: Encoding
    key: str
    answer: Given

    @property
    def formula(self) -> Formula:
        """The formula that conditions become part of."""
        return self.code.formula

    @property
    def count_limit(self) -> int:
        """The numbers up to which counts are told apart."""
        return self.code.count_limit

    def limit_of(self, question: str) -> float:
        """Return the largest number that conditions compare with answers to a question."""
        return self.code.limit_of(question)

    def value(self, tree: Tree, place: Place) -> Value:
        """Return the value of an expression under the assumption."""
        return value_of(self, tree, place)

    def given(self, question: str, path: tuple[str, ...]) -> Given:
        """Return what is said on a page."""
        key = question if not path else f"{question}@{'/'.join(path)}"
        return self.answer if key == self.key else self.code.given(question, path)

    def named(self, name: str, place: Place) -> Value:
        """Return a named condition or value, under the assumption, or a draw."""
        tree = next((computed.tree for computed in self.code.questionnaire.computed if computed.id == name), None)
        return self.code.named(name, place) if tree is None else self.value(tree, Place())

    def system(self, name: str, field: str) -> Value:
        """Return a value that the engine or the manifest supplies."""
        return self.code.system(name, field)

    def members(self, name: str) -> Collection[str]:
        """Return the option ids of a list, group or family."""
        return self.code.members(name)


def nothing_is_valid(session: Session, page: Page) -> int:
    """Return how many answers to the page of a session were tried and refused; 0 if one was accepted."""
    tried = 0
    for answer in _answers(page):
        if answer != EMPTY:
            tried += 1
            if all(problem.soft for problem in session.check(answer)):
                return 0
    return tried if tried else 1


def _answers(page: Page) -> Iterator[Answer]:
    yield from (Answer(special=choice.id) for choice in page.specials)
    several = page.shape in ("multi", "ranking")
    yield from (Answer([choice.id] if several else choice.id) for choice in page.options if page.shape != "maxdiff")
    if page.shape == "number":
        low, high = int(page.minimum or 0), int(page.maximum or 1000)
        yield from (Answer(number) for number in sorted({*range(low, min(high, low + 200) + 1), high}))
    random = Random(page.key)
    for _ in range(TRIES):
        try:
            yield random_answer(page, random, skips=0)
        except (ValueError, IndexError):
            return
