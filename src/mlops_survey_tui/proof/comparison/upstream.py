"""Which earlier questions decide whom a question is asked and what it offers, where these are not comparable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Question, Questionnaire, Source
from .change import ALTERED, Change
from .origins import Owner, loops_around
from .state import QuestionComparison, Reason, State


def with_upstream(questions: list[QuestionComparison], new: Questionnaire) -> list[QuestionComparison]:
    """Return comparisons with a note for each earlier question that a question rests on and that is not comparable.

    The state stays: what the earlier answers decide is the same, only who gave them may differ.
    """
    broken = {one.id for one in questions if one.state == State.NOT_COMPARABLE}
    found = []
    for one in questions:
        question = new.question_by_id.get(one.id)
        resting = (
            sorted(broken & set(decided_by(new, question)) - {one.id}) if question is not None and one.old_id else []
        )
        notes = [Reason(_note(one.id, name), State.COMPARABLE) for name in resting]
        found.append(replace(one, reasons=(*one.reasons, *notes)) if notes else one)
    return found


def _note(question: str, name: str) -> Change:
    return Change(Owner("question", question), "rests on", ALTERED, name, "", "", "not comparable", note=True)


def decided_by(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    """Yield the questions that decide whether a question is asked, how often, and what it offers."""
    section = questionnaire.section_by_id[question.section]
    definitions = {one.id: one.tree for one in questionnaire.computed}
    for tree in (section.when, question.when):
        yield from _answers(tree, definitions)
    loops = [source for loop in loops_around(questionnaire, question) for source in loop.sources]
    for source in (*question.options, *question.rows, *question.extra_rows, *loops):
        yield from _of_source(source, definitions)


def _of_source(source: Source, definitions: dict[str, Tree]) -> Iterator[str]:
    if source.origin == "from":
        yield source.name
    if source.exclude:
        yield source.exclude
    yield from _answers(source.when, definitions)


def _answers(tree: Tree | None, definitions: dict[str, Tree]) -> Iterator[str]:
    """Yield the questions that a condition reads, also through named conditions and values.

    Each definition is followed once and taken out: where each names the one before twice, ways double with each.
    """
    if not tree:
        return
    if tree[0] in ("answer", "passes"):
        yield str(tree[1])
    elif tree[0] == "named":
        yield from _answers(definitions.pop(str(tree[1]), None), definitions)
    elif tree[0] != "const":
        for part in tree[1:]:
            if isinstance(part, list):
                yield from _answers(part, definitions)
