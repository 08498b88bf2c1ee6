"""Targets that are gaps: texts that fall back, loops without items, choices that run out, pages nobody can pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ....interview.scope import Scope
from ....interview.sources import resolve
from ....interview.wording import wording_index
from ....questionnaire.model import Question, Questionnaire, Template
from ..condition import loops
from ..encoding import Encoding
from ..formula import FALSE, TRUE
from ..stuck import hopeless, nothing_is_valid
from ..target import Target, register
from ..trace import Trace
from ..trees import ROOT, given_of, holds_in
from .conditions import scopes
from .pages import Wording

WORDING = Wording()
Placed = tuple[str, int, dict[str, Any]]


class Fallback:
    """A text is shown with the fallback of one of its placeholders; the part is ``text:0:1`` (wording, placeholder)."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return the placeholders that read answers."""
        for question in questionnaire.questions:
            for name, _, _ in placeholders(questionnaire, question):
                yield Target("fallback", question.id, name)

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each page whether the wording is shown and the value is missing."""
        question = code.questionnaire.question_by_id[target.subject]
        part = next(part for name, _, part in placeholders(code.questionnaire, question) if name == target.part)
        where, number, _ = target.part.split(":")
        for path, place in code.question_places(question).items():
            shown = code.page_shown(question.id, path)
            if where in ("text", "help"):
                shown = code.formula.both(shown, _wording_literal(code, question, where, int(number), path))
            missing = -given_of(code, part["value"], place).value.present if shown != FALSE else FALSE
            yield code.formula.both(shown, missing)

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the fallbacks that were shown."""
        world = trace.session.world
        placed: dict[str, list[Placed]] = world.questionnaire.memory.setdefault("placeholders", {})
        for page in trace.pages:
            question = world.questionnaire.question_by_id[page.question]
            if page.question not in placed:
                placed[page.question] = list(placeholders(world.questionnaire, question))
            scope: Scope | None = None
            for name, number, part in placed[page.question]:
                scope = scope or world.scope(page.key)
                where = name.partition(":")[0]
                texts = question.text if where == "text" else question.help
                if wording_index(world, texts, scope, f"{where}:{page.key}") == number:
                    value = world.questionnaire.answer_of(part["value"])(scope)
                    value = (None if value.special else value.value) if hasattr(value, "special") else value
                    if value is None or value in ("", []):
                        yield Target("fallback", page.question, name)


def _wording_literal(code: Encoding, question: Question, where: str, number: int, path: Any) -> int:
    texts = question.text if where == "text" else question.help
    if texts.drawn:
        return code.wordings(question, where, path)[number] if len(texts.variants) > 1 else TRUE
    place = code.place(question, path)
    holding = [holds_in(code, variant.when, place) for variant in texts.variants[: number + 1]]
    return code.formula.both(holding[-1], *(-literal for literal in holding[:-1]))


def placeholders(questionnaire: Questionnaire, question: Question) -> Iterator[Placed]:
    """Yield name, wording and piece of every placeholder of a question's texts that reads an answer."""
    for where, texts in (("text", question.text), ("help", question.help)):
        for number, variant in enumerate(texts.variants):
            for index, part in enumerate(_pieces(variant.text)):
                if _reads_answers(questionnaire, part["value"]):
                    yield f"{where}:{number}:{index}", number, part


def _pieces(template: Template) -> list[dict[str, Any]]:
    return [] if isinstance(template, str) else [part for part in template if not isinstance(part, str)]


def _reads_answers(questionnaire: Questionnaire, tree: list[Any]) -> bool:
    if tree[0] == "named":
        return True
    if tree[0] in ("answer", "pass", "const"):
        return bool(tree[0] != "const")
    inner = [part for part in tree[1:] if isinstance(part, list) and part and isinstance(part[0], str)]
    return any(_reads_answers(questionnaire, part) for part in inner)


class EmptyLoop:
    """A loop comes up and has no items."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return all loops."""
        yield from (Target("empty", f"{kind} {name}") for kind, name, _ in loops(questionnaire))

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each pass around the loop whether it comes up without items."""
        kind, _, name = target.subject.partition(" ")
        if kind == "section":
            section = code.questionnaire.section_by_id[name]
            assigned = code.modules.assigned(name) if section.module else TRUE
            first = min((code.position[question] for question in section.questions), default=0)
            items = [item.present for item in code.section_items(section).values()]
            when = holds_in(code, section.when, ROOT)
            yield code.formula.both(assigned, code.passed_all(first), when, *(-item for item in items))
            return
        question = code.questionnaire.question_by_id[name]
        section = code.questionnaire.section_by_id[question.section]
        for path in code.section_places(section):
            items = [item.present for item in code.question_items(question, path).values()]
            shown = code.formula.both(code.section_shown(section, path), code.passed(question, path))
            yield code.formula.both(shown, *(-item for item in items))

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the loops that came up empty in an interview that went to its end."""
        world = trace.session.world
        if trace.session.ended != "complete":
            return
        for kind, name, loop in loops(world.questionnaire):
            if kind == "section":
                section = world.questionnaire.section_by_id[name]
                assigned = not section.module or name in world.assignment.modules
                if assigned and world.holds(section.when, world.root) and not world.shown.get(name):
                    yield Target("empty", f"section {name}")
                continue
            question = world.questionnaire.question_by_id[name]
            section = world.questionnaire.section_by_id[question.section]
            for path in world.shown.get(section.id, ()):
                key = f"{name}@{'/'.join(path)}" if path else name
                if not world.loop_items(loop, world.section_scope(section, path), key):
                    yield Target("empty", f"question {name}")


class RunsOut:
    """A question would be asked, but nothing is left to choose from."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return the questions whose options or rows depend on answers."""
        for question in questionnaire.questions:
            if question.varies and (question.options or question.rows):
                yield Target("runs_out", question.id)

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each page whether only its choices are missing."""
        question = code.questionnaire.question_by_id[target.subject]
        for path, place in code.question_places(question).items():
            around = code.page_around(question, path)
            if around != FALSE:
                when = holds_in(code, question.when, place)
                yield code.formula.both(around, when, -code.page_shown(question.id, path))

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the questions that were not asked for want of choices."""
        world = trace.session.world
        if trace.session.ended != "complete":
            return
        for question in world.questionnaire.questions:
            if question.varies and (question.options or question.rows):
                for scope in scopes(trace, question):
                    if world.holds(question.when, scope) and not _has_any(trace, question, scope):
                        yield Target("runs_out", question.id)


def _has_any(trace: Trace, question: Question, scope: Scope) -> bool:
    key = f"{question.id}@{'/'.join(scope.path)}" if scope.path else question.id
    world = trace.session.world
    part = "options" if question.options else "rows"
    items = resolve(world, question.options or question.rows, scope, f"{part}:{key}")
    if question.shape == "maxdiff":
        return len(items) > 1
    return bool(items) or bool(resolve(world, question.extra_rows, scope, f"extra:{key}"))


class Stuck:
    """A required page is displayed, and no answer to it is valid."""

    def targets(self, questionnaire: Questionnaire) -> Iterable[Target]:
        """Return the required questions."""
        yield from (Target("stuck", question.id) for question in questionnaire.questions if question.required)

    def literals(self, code: Encoding, target: Target) -> Iterator[int]:
        """Yield for each page whether it is displayed and certainly has no valid answer."""
        question = code.questionnaire.question_by_id[target.subject]
        for path in code.question_places(question):
            shown = code.page_shown(question.id, path)
            if shown != FALSE and not question.specials:
                yield code.formula.both(shown, hopeless(code, question, path))

    def seen(self, trace: Trace) -> Iterable[Target]:
        """Return the page where the interview stopped, if every answer that is tried there is refused."""
        page = trace.session.page() if trace.refused else None
        if page is not None and page.required and nothing_is_valid(trace.session, page):
            yield Target("stuck", page.question)


register("fallback", kind=Fallback())
register("empty", kind=EmptyLoop())
register("runs_out", kind=RunsOut())
register("stuck", kind=Stuck())
