"""A questionnaire as a formula: what is on the path, and what was said there, in an interview that never goes back.

Pages, answers, draws and modules become literals when something asks for them. Every forward interview without the
pace guard is a model of the formula; so what the formula excludes no such interview reaches.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from ...interview.keys import page_key
from ...questionnaire.model import Question, Questionnaire, Section
from .arithmetic import interval
from .chance import drawn_value
from .formula import FALSE, TRUE, Formula
from .kinds import code_answer
from .modules import Modules
from .sources import Item, items_of, loop_items
from .trees import ROOT, Place, holds_in, value_of
from .usage import Usage, usage_of
from .values import ANY, MISSING, NOTHING, Given, Single, Table, Value, constant, truth

MOST_PASSES = 60
"""Passes of a required question that are looked at when it is asked whether an interview got past it."""


class Encoding:
    """The formula of one questionnaire, made piece by piece."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.formula = Formula()
        self.exact = self.formula.new()
        """Assumed where numbers may only have values that conditions can tell exactly."""
        self.relaxed: dict[tuple[str, int], int] = {}
        """For each hard remark (page, number) the literal under which it may be provoked."""
        self.modules = Modules(self)
        self.subsets: dict[tuple[Any, ...], dict[str, int]] = {}
        self.draws: dict[str, Value] = {}
        self.answers: dict[str, Given] = {}
        self._shown: dict[str, int] = {}
        self._passed: dict[int, int] = {}
        self._wordings: dict[tuple[str, str], list[int]] = {}
        self._sections: dict[str, dict[tuple[str, ...], Place]] = {}
        self._section_literals: dict[tuple[str, tuple[str, ...]], int] = {}
        self._items: dict[tuple[str, tuple[str, ...]], dict[str, Item]] = {}
        self._trees: dict[tuple[int, tuple[str, ...]], Value] = {}
        self._pending: list[Callable[[], None]] = []

    @cached_property
    def usage(self) -> Usage:
        """What conditions ask of numbers, texts and ranks."""
        return usage_of(self.questionnaire)

    @property
    def count_limit(self) -> int:
        """The numbers up to which counts are told apart."""
        return self.usage.count_limit

    def limit_of(self, question: str) -> float:
        """Return the largest number that conditions compare with answers to a question."""
        return max(self.usage.numbers.get(question, ()), default=0)

    @cached_property
    def position(self) -> dict[str, int]:
        """The place of each question in the order of the survey."""
        return {question.id: number for number, question in enumerate(self.questionnaire.questions)}

    def later(self, task: Callable[[], None]) -> None:
        """Put off what would go in a circle now."""
        self._pending.append(task)

    def settle(self) -> None:
        """Add what is still owed for the pages that are there by now: hard remarks on their answers."""
        while self._pending:
            self._pending.pop()()

    def value(self, tree: list[Any], place: Place = ROOT) -> Value:
        """Return the value of one of the questionnaire's expressions, made once for each place."""
        key = (id(tree), place.path)
        if key not in self._trees:
            self._trees[key] = value_of(self, tree, place)
        return self._trees[key]

    def members(self, name: str) -> Collection[str]:
        """Return the option ids of a list, group or family."""
        return self.questionnaire.members(name)

    def named(self, name: str, place: Place) -> Value:
        """Return a named condition or value, or a draw as seen from a place."""
        draw = self.questionnaire.draw_by_id.get(name)
        if draw is None:
            return self.value(self._computed[name], ROOT)
        if draw.depth and not place.path:
            return MISSING
        key = f"{name}@{place.path[0]}" if draw.depth else name
        if key not in self.draws:
            outer = (
                self.section_place(self.questionnaire.section_by_id[draw.section], place.path) if draw.depth else ROOT
            )
            self.draws[key] = drawn_value(self, draw, outer, key)
        return self.draws[key]

    @cached_property
    def _computed(self) -> dict[str, list[Any]]:
        return {computed.id: computed.tree for computed in self.questionnaire.computed}

    def system(self, name: str, field: str) -> Value:
        """Return a value of ``survey``, ``volunteer`` or ``page``."""
        if name == "page":
            return Single({ANY: (some := self.formula.new())}, some)
        if name == "volunteer":
            return truth(self.formula, self.modules.offered, -self.modules.offered)
        if field == "minutes":
            return Single({ANY: self.modules.offered}, self.modules.offered)
        if field == "estimate":
            return constant(round(self.questionnaire.estimate_minutes))
        return constant(getattr(self.questionnaire, field))

    def section_places(self, section: Section) -> dict[tuple[str, ...], Place]:
        """Return the passes that a section can have, without a loop the only one."""
        if section.id not in self._sections:
            places: dict[tuple[str, ...], Place] = {(): ROOT}
            if section.loop is not None:
                items = self.section_items(section)
                places = {(id_,): _inside(ROOT, section.loop.name, item) for id_, item in items.items()}
            self._sections[section.id] = places
        return self._sections[section.id]

    def section_items(self, section: Section) -> dict[str, Item]:
        """Return the items of a section's loop."""
        assert section.loop is not None
        key = (f"section:{section.id}", ())
        if key not in self._items:
            self._items[key] = loop_items(self, section.loop, ROOT, section.id)
        return self._items[key]

    def section_place(self, section: Section, path: Sequence[str]) -> Place:
        """Return the names as seen inside one pass of a section."""
        return self.section_places(section).get(tuple(path[:1]) if section.loop else (), ROOT)

    def section_shown(self, section: Section, path: tuple[str, ...] = ()) -> int:
        """Return the literal under which a pass of a section is on the path."""
        key = (section.id, path)
        if key not in self._section_literals:
            parts = [holds_in(self, section.when, ROOT)]
            if section.module:
                parts.append(self.modules.assigned(section.id))
            if section.loop is not None:
                items = self.section_items(section)
                parts.append(items[path[0]].present if path and path[0] in items else FALSE)
            self._section_literals[key] = self.formula.both(*parts)
        return self._section_literals[key]

    def question_places(self, question: Question) -> dict[tuple[str, ...], Place]:
        """Return the pages that a question can have, by their loop items, with the names as seen from them."""
        section = self.questionnaire.section_by_id[question.section]
        places: dict[tuple[str, ...], Place] = {}
        for path, outer in self.section_places(section).items():
            if question.loop is None:
                places[path] = outer
                continue
            for id_, item in self.question_items(question, path).items():
                places[(*path, id_)] = _inside(outer, question.loop.name, item)
        return places

    def question_items(self, question: Question, path: tuple[str, ...]) -> dict[str, Item]:
        """Return the items of a question's loop."""
        assert question.loop is not None
        key = (f"loop:{question.id}", path)
        if key not in self._items:
            section = self.questionnaire.section_by_id[question.section]
            outer = self.section_place(section, path)
            self._items[key] = loop_items(self, question.loop, outer, page_key(question.id, path))
        return self._items[key]

    def place(self, question: Question, path: tuple[str, ...]) -> Place:
        """Return the names as seen from a page; ROOT where there is no such page."""
        section = self.questionnaire.section_by_id[question.section]
        outer = self.section_place(section, path)
        if question.loop is None or not path:
            return outer
        item = self.question_items(question, path[:-1]).get(path[-1])
        return _inside(outer, question.loop.name, item) if item else outer

    def page_around(self, question: Question, path: tuple[str, ...]) -> int:
        """Return the literal under which a page is on the path as far as its loops and its section go."""
        section = self.questionnaire.section_by_id[question.section]
        outer = path[:1] if section.loop else ()
        parts = [self.section_shown(section, outer), self.passed(question, path)]
        if question.loop is not None:
            item = self.question_items(question, path[:-1]).get(path[-1]) if path else None
            parts.append(item.present if item else FALSE)
        return self.formula.both(*parts)

    def page_shown(self, name: str, path: tuple[str, ...]) -> int:
        """Return the literal under which a page is displayed."""
        key = page_key(name, path)
        if key not in self._shown:
            question = self.questionnaire.question_by_id[name]
            around = self.page_around(question, path)
            place = self.place(question, path)
            when = holds_in(self, question.when, place) if around != FALSE else FALSE
            choices = self._has_choices(question, path) if when != FALSE else FALSE
            self._shown[key] = self.formula.both(around, when, choices)
        return self._shown[key]

    def passed(self, question: Question, path: tuple[str, ...] = ()) -> int:
        """Return the literal under which every required question before this one was answered."""
        return self.formula.both(
            *(self._answered(required, path) for required in self._required_before(question.id)),
        )

    def passed_all(self, position: int) -> int:
        """Return the literal under which an interview got as far as a position: nothing before stopped or ended it."""
        if position not in self._passed:
            required = [other for other in self._required if self.position[other.id] < position]
            parts = [self._answered(other, ()) for other in required]
            self._passed[position] = self.formula.both(*parts, self.not_ended(position))
        return self._passed[position]

    def not_ended(self, position: int) -> int:
        """Return the literal under which no option that was chosen before a position ended the interview."""
        parts: list[int] = []
        for question in self.questionnaire.questions[:position]:
            for option in question.settings.get("ends", {}):
                value = self.given(question.id, ()).value
                parts.append(-value.of(option) if isinstance(value, Single) else TRUE)
        return self.formula.both(*parts)

    def _required_before(self, name: str) -> list[Question]:
        return [other for other in self._required if self.position[other.id] < self.position[name]]

    @cached_property
    def _required(self) -> list[Question]:
        """The required questions whose place in the order is certain: a volunteered module is moved."""
        rotation = self.questionnaire.rotation
        movable = {s.id for s in self.questionnaire.sections if s.module and rotation and rotation.volunteer}
        return [
            question
            for question in self.questionnaire.questions
            if question.required and question.section not in movable
        ]

    def _answered(self, required: Question, path: tuple[str, ...]) -> int:
        """Return the literal under which a required question does not stop the interview."""
        places = list(self.question_places(required))
        section = self.questionnaire.section_by_id[required.section]
        if section.loop is not None and path:
            places = [place for place in places if place[:1] == path[:1]]
        done = [
            self.formula.either(-self.page_shown(required.id, place), self.given(required.id, place).done(self.formula))
            for place in places[:MOST_PASSES]
        ]
        return self.formula.both(*done)

    def _has_choices(self, question: Question, path: tuple[str, ...]) -> int:
        if not question.varies or not (question.options or question.rows):
            return TRUE
        present = [item.present for item in self.main_items(question, path).values()]
        if question.shape == "maxdiff":
            return self.formula.at_least(present, 2)
        extra = [item.present for item in self.items(question, "extra", path).values()]
        return self.formula.any_of([*present, *extra])

    def main_items(self, question: Question, path: tuple[str, ...]) -> dict[str, Item]:
        """Return the options of a page, or else its rows."""
        return self.items(question, "options" if question.options else "rows", path)

    def items(self, question: Question, part: str, path: tuple[str, ...]) -> dict[str, Item]:
        """Return the options, rows or extra rows that a page can have."""
        key = (f"{part}:{question.id}", path)
        if key not in self._items:
            sources = {"options": question.options, "rows": question.rows, "extra": question.extra_rows}[part]
            purpose = f"{part}:{page_key(question.id, path)}"
            self._items[key] = items_of(self, sources, self.place(question, path), purpose)
        return self._items[key]

    def columns(self, question: Question, scale: str, path: tuple[str, ...]) -> dict[str, Item]:
        """Return the points that a scale of a matrix can have on a page, special answers of rows included."""
        columns = next(columns for columns in question.columns if columns.id == scale)
        purpose = f"columns:{question.id}:{scale}"
        points = items_of(self, columns.sources, self.place(question, path), purpose)
        return points | {option.id: Item(option.id, TRUE) for option in question.row_specials}

    def wordings(self, question: Question, part: str, path: tuple[str, ...]) -> list[int]:
        """Return for each drawn wording of a page the literal under which it is the one."""
        key = (part, page_key(question.id, path))
        if key not in self._wordings:
            texts = question.text if part == "text" else question.help
            literals = [self.formula.new() for _ in texts.variants]
            self.formula.at_most_one(literals)
            self._wordings[key] = literals
        return self._wordings[key]

    def wordings_of(self, holds: Callable[[int], bool]) -> dict[str, int]:
        """Return the drawn wordings of a model, by the name under which they are pinned."""
        found: dict[str, int] = {}
        for (part, key), literals in self._wordings.items():
            name = key if part == "text" else f"{part}:{key}"
            chosen = next((number for number, literal in enumerate(literals) if holds(literal)), None)
            found |= {} if chosen is None else {name: chosen}
        return found

    def offered(self, name: str, path: tuple[str, ...]) -> dict[str, Item]:
        """Return everything that a page can offer: options, rows, and rows that may be added."""
        question = self.questionnaire.question_by_id[name]
        found: dict[str, Item] = {}
        for part in ("extra", "rows", "options"):
            found = {**found, **self.items(question, part, path)}
        return found

    def given(self, question: str, path: tuple[str, ...]) -> Given:
        """Return what is said on a page; nothing where it is never displayed."""
        key = page_key(question, path)
        if key not in self.answers:
            shown = self.page_shown(question, path)
            asked = self.questionnaire.question_by_id[question]
            if shown == FALSE:
                self.answers[key] = NOTHING
            else:
                self.answers[key] = code_answer(self, asked, path, shown)
                self.later(lambda: self._refuse(asked, path, key))
        return self.answers[key]

    def _refuse(self, question: Question, path: tuple[str, ...], key: str) -> None:
        """Demand that no answer provokes a hard remark, unless that is what is looked for."""
        for number, check in enumerate(question.checks, 1):
            if check.hard:
                relaxed = self.relaxed[key, number] = self.formula.new()
                refused = holds_in(self, check.when, self.place(question, path))
                self.formula.require(-self.answers[key].done(self.formula), -refused, relaxed)

    def subset(self, items: Sequence[tuple[str, int]], count: int, purpose: tuple[Any, ...]) -> dict[str, int]:
        """Return a free choice of ``count`` of the items that are there, or of all where there are fewer."""
        if purpose not in self.subsets:
            chosen = {id_: self.formula.new() if present != FALSE else FALSE for id_, present in items}
            literals = [literal for literal in chosen.values() if literal != FALSE]
            self.formula.at_most(literals, count)
            full = self.formula.at_least(literals, count)
            for id_, present in items:
                self.formula.implies(chosen[id_], present)
                self.formula.require(-present, chosen[id_], full)
            self.subsets[purpose] = chosen
        return self.subsets[purpose]

    def cell_present(self, cell: Value) -> int:
        """Return the literal under which something stands in a row, be it a special answer."""
        if isinstance(cell, Table):
            return self.formula.any_of(map(self.cell_present, cell.rows.values()))
        return cell.present

    def numbers(self, name: str, low: float, high: float, step: float = 1) -> list[Any]:
        """Return the numbers and intervals that conditions tell apart between two ends, with their neighbours."""
        limits = self.usage.numbers.get(name, set())
        points = {low, high} | {min(low + step, high)}
        for limit in limits:
            near = round(limit / step) * step
            points |= {near - step, near, near + step}
        return _with_gaps([point for point in points if low <= point <= high], step)

    def spans(self, name: str, high: float) -> list[Any]:
        """Return whole numbers from 0 on as few limits and the intervals between them."""
        limits = {0.0, high, *self.usage.numbers.get(name, ())}
        return _with_gaps([float(round(limit)) for limit in limits if 0 <= limit <= high], 1)


def _with_gaps(points: Sequence[float], step: float) -> list[Any]:
    """Return points in order, with intervals for what lies between them."""
    ordered = sorted({_tidy(point, step) for point in points})
    cells: list[Any] = ordered[:1]
    for before, after in pairwise(ordered):
        if after - before > step * 1.5:
            cells.append(interval(_tidy(before + step, step), _tidy(after - step, step)))
        cells.append(after)
    return cells


def _tidy(number: float, step: float) -> int | float:
    """Return a number as it would be typed: whole where the steps are whole."""
    return int(number) if step >= 1 else round(number, 6)


def _inside(outer: Place, loop: str, item: Item) -> Place:
    fields = {**item.fields, "id": item.id}
    return Place((*outer.path, item.id), {**outer.fields, loop: fields})
