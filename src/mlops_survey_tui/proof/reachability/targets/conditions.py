"""Targets of conditions: true, false, and unknown, each where the condition is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ....interview.keys import split_key
from ....interview.scope import Scope
from ....questionnaire.model import Question, Questionnaire
from ..condition import Condition, conditions, looks_at_item, read_until
from ..encoding import Encoding
from ..formula import FALSE
from ..target import Target, register
from ..trace import Trace, positions
from ..trees import ROOT, Place, holds_in
from ..values import fails, holds

SIDES = {"true": True, "false": False, "unknown": None}
Coded = Iterator[tuple[int, Place]]


class Sides:
    """A condition is true, false or unknown."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return the three sides of all conditions."""
        for name in conditions(questionnaire):
            yield from (Target("condition", name, side) for side in SIDES)

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each place where the condition is looked at whether it has this side there."""
        condition = conditions(code.questionnaire)[target.subject]
        for context, place in _CODED[condition.home](code, condition):
            if context == FALSE:
                continue
            before = [-holds_in(code, tree, place) for tree in condition.earlier]
            value = code.value(condition.tree, place)
            sides = {"true": [holds(value)], "false": [fails(value)], "unknown": [-holds(value), -fails(value)]}
            yield code.formula.both(context, *before, *sides[target.part])

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the sides that conditions had."""
        position = positions(trace.session.questionnaire)
        reached = trace.reached(position)
        world = trace.session.world
        sides = {truth: side for side, truth in SIDES.items()}
        for condition in conditions(trace.session.questionnaire).values():
            get = world.closure(condition.tree)
            for scope in _OBSERVED[condition.home](trace, condition, position, reached):
                if not any(world.holds(tree, scope) for tree in condition.earlier):
                    yield Target("condition", condition.id, sides[get(scope)])
        yield from _refused(trace)


def _refused(trace: Trace) -> Iterator[Target]:
    """Yield the remarks that refused an answer, which the interview did not keep."""
    if trace.refused:
        name = split_key(trace.refused)[0]
        for code in trace.problems[trace.refused]:
            if code.startswith("check_"):
                yield Target("condition", f"question {name}: check {code.removeprefix('check_')}", "true")


def _sections(code: Encoding, condition: Condition) -> Coded:
    section = code.questionnaire.section_by_id[condition.subject]
    first = min((code.position[name] for name in section.questions), default=0)
    yield code.passed_all(first), ROOT


def _questions(code: Encoding, condition: Condition) -> Coded:
    question = code.questionnaire.question_by_id[condition.subject]
    section = code.questionnaire.section_by_id[question.section]
    going_on = code.not_ended(code.position[question.id])
    if question.loop is not None and not looks_at_item(question, condition.tree, section.loop is not None):
        for path, place in code.section_places(section).items():
            shown = code.formula.both(code.section_shown(section, path), code.passed(question, path))
            yield code.formula.both(shown, going_on), place
        return
    for path, place in code.question_places(question).items():
        yield code.formula.both(code.page_around(question, path), going_on), place


def _pages(code: Encoding, condition: Condition) -> Coded:
    question = code.questionnaire.question_by_id[condition.subject]
    for path, place in code.question_places(question).items():
        around = code.page_around(question, path)
        yield (code.formula.both(around, holds_in(code, question.when, place)) if around != FALSE else FALSE), place


def _answers(code: Encoding, condition: Condition) -> Coded:
    question = code.questionnaire.question_by_id[condition.subject]
    for path, place in code.question_places(question).items():
        yield code.given(question.id, path).done(code.formula), place


def _draws(code: Encoding, condition: Condition) -> Coded:
    draw = code.questionnaire.draw_by_id[condition.subject]
    passed = code.passed_all(read_until(code.questionnaire, condition.tree))
    if not draw.depth:
        yield passed, ROOT
        return
    section = code.questionnaire.section_by_id[draw.section]
    for path, place in code.section_places(section).items():
        yield code.formula.both(passed, code.section_shown(section, path)), place


def _ends(code: Encoding, condition: Condition) -> Coded:
    yield code.passed_all(read_until(code.questionnaire, condition.tree)), ROOT


_CODED: dict[str, Callable[[Encoding, Condition], Coded]] = {
    "section": _sections,
    "question": _questions,
    "page": _pages,
    "answer": _answers,
    "draw": _draws,
    "end": _ends,
}


def scopes(trace: Trace, question: Question) -> Iterator[Scope]:
    """Yield the names as seen from every page that a question may have, whether or not it is asked."""
    world = trace.session.world
    section = world.questionnaire.section_by_id[question.section]
    for path in world.shown.get(section.id, ()):
        outer = world.section_scope(section, path)
        if question.loop is None:
            yield outer
            continue
        purpose = f"{question.id}@{'/'.join(path)}" if path else question.id
        for item in world.loop_items(question.loop, outer, purpose):
            yield Scope(world, (*path, item.id), {**outer.items, question.loop.name: item})


def _see_section(trace: Trace, condition: Condition, position: dict[str, int], reached: int) -> Iterator[Scope]:
    world = trace.session.world
    section = world.questionnaire.section_by_id[condition.subject]
    first = min((position[name] for name in section.questions), default=0)
    if reached >= first:
        yield world.root


def _see_question(trace: Trace, condition: Condition, position: dict[str, int], reached: int) -> Iterator[Scope]:
    world = trace.session.world
    question = world.questionnaire.question_by_id[condition.subject]
    section = world.questionnaire.section_by_id[question.section]
    if reached < position[question.id]:
        return
    if question.loop is not None and not looks_at_item(question, condition.tree, section.loop is not None):
        yield from (world.section_scope(section, path) for path in world.shown.get(section.id, ()))
    else:
        yield from scopes(trace, question)


def _see_page(trace: Trace, condition: Condition, position: dict[str, int], reached: int) -> Iterator[Scope]:
    world = trace.session.world
    question = world.questionnaire.question_by_id[condition.subject]
    if reached >= position[question.id]:
        yield from (scope for scope in scopes(trace, question) if world.holds(question.when, scope))


def _see_answer(trace: Trace, condition: Condition, position: dict[str, int], reached: int) -> Iterator[Scope]:
    world = trace.session.world
    for key in world.pages.get(condition.subject, ()):
        if key in world.effective:
            yield world.scope(key)


def _see_draw(trace: Trace, condition: Condition, position: dict[str, int], reached: int) -> Iterator[Scope]:
    world = trace.session.world
    draw = world.questionnaire.draw_by_id[condition.subject]
    if reached < read_until(world.questionnaire, condition.tree):
        return
    if not draw.depth:
        yield world.root
        return
    for path in world.shown.get(draw.section, ()):
        yield world.draw_scope(draw, path[0])


def _see_end(trace: Trace, condition: Condition, position: dict[str, int], reached: int) -> Iterator[Scope]:
    if reached >= read_until(trace.session.questionnaire, condition.tree):
        yield trace.session.world.root


_OBSERVED: dict[str, Callable[[Trace, Condition, dict[str, int], int], Iterator[Scope]]] = {
    "section": _see_section,
    "question": _see_question,
    "page": _see_page,
    "answer": _see_answer,
    "draw": _see_draw,
    "end": _see_end,
}

register("condition", kind=Sides())
