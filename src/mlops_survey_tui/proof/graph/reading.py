"""What parts of a questionnaire read, each with the kind of dependency and the condition or placeholder as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ...questionnaire.conditions.tree import Tree
from ...questionnaire.conditions.writing import written
from ...questionnaire.model import (
    Check,
    Draw,
    Loop,
    Question,
    Questionnaire,
    ScaleColumns,
    Section,
    Source,
    Template,
    Texts,
)  # fmt: skip
from ..comparison.trees import jumps, own_conditions, together


class Reading(NamedTuple):
    """A name that something reads, the kind of dependency, and the text in which the name stands."""

    name: str
    kind: str
    text: str


def names_in(tree: Any) -> Iterator[str]:
    """Yield the questions, definitions and draws that a condition or a value names."""
    if not isinstance(tree, list) or not tree or tree[0] == "const":
        return
    if tree[0] in ("answer", "passes", "named"):
        yield str(tree[1])
        return
    for part in tree[1:]:
        yield from names_in(part)


def of_tree(tree: Tree | None, kind: str) -> Iterator[Reading]:
    """Yield what a condition or a value reads."""
    if tree is not None:
        text = written(tree)
        yield from (Reading(name, kind, text) for name in dict.fromkeys(names_in(tree)))


def of_question(questionnaire: Questionnaire, question: Question) -> Iterator[Reading]:
    """Yield everything that a question reads."""
    yield from of_condition(question.when)
    yield from of_loop(question.loop)
    for texts in (question.text, question.help):
        yield from of_texts(texts)
    for source in (*question.options, *question.rows, *question.extra_rows, *question.beside):
        yield from of_source(source)
        yield from _of_list(questionnaire, source)
    for columns in question.columns:
        yield from _of_columns(columns)
    yield from of_tree(question.settings.get("total"), "total")
    for check in question.checks:
        yield from _of_check(check, question.id)


def of_condition(when: Tree | None) -> Iterator[Reading]:
    """Yield what a condition reads; what jumps made of options is told apart."""
    yield from of_tree(together(own_conditions(when)), "condition")
    for jump in jumps(when):
        yield from of_tree(jump, "jump")


def of_loop(loop: Loop | None) -> Iterator[Reading]:
    """Yield what a loop runs over."""
    for source in loop.sources if loop is not None else ():
        yield from (reading._replace(kind="loop") for reading in of_source(source))


def of_texts(texts: Texts) -> Iterator[Reading]:
    """Yield what stands in a text, and what decides its wording."""
    for variant in texts.variants:
        yield from of_template(variant.text)
        yield from of_tree(variant.when, "piping")


def of_template(template: Template) -> Iterator[Reading]:
    """Yield what the placeholders of a text read."""
    for piece in template if isinstance(template, list) else ():
        if isinstance(piece, dict):
            yield from of_tree(piece["value"], "piping")


def of_source(source: Source) -> Iterator[Reading]:
    """Yield what a source of options takes from."""
    if source.origin in ("from", "draw"):
        kind = "carry" if source.origin == "from" else "draw"
        words = f"{source.take} of {source.name}" if source.origin == "from" else f"drawn by {source.name}"
        yield Reading(source.name, kind, words)
    if source.exclude:
        yield Reading(source.exclude, "carry", f"without what was selected in {source.exclude}")
    yield from of_tree(source.when, "option")
    if source.option is not None:
        yield from of_tree(source.option.when, "option")
        yield from of_template(source.option.label)


def of_section(section: Section) -> Iterator[Reading]:
    """Yield what a section reads."""
    yield from of_condition(section.when)
    yield from of_loop(section.loop)


def of_draw(draw: Draw) -> Iterator[Reading]:
    """Yield what a draw reads."""
    yield from of_tree(draw.when, "condition")
    for bound in (draw.low, draw.high):
        yield from of_tree(bound, "total")
    for sources in (*(stratum.sources for stratum in draw.strata), draw.fill):
        for source in sources:
            yield from (r if r.kind == "option" else r._replace(kind="draw") for r in of_source(source))


def of_rotation(questionnaire: Questionnaire) -> Iterator[Reading]:
    """Yield what the assignment of modules reads."""
    rotation = questionnaire.rotation
    if rotation is None:
        return
    yield from of_tree(rotation.when, "condition")
    for tree in (*(one.when for one in rotation.fixed), *(one.when for one in rotation.boost)):
        yield from of_tree(tree, "condition")
    if rotation.volunteer is not None:
        yield Reading(rotation.volunteer.question, "module", f"volunteers: '{rotation.volunteer.accept}'")


def _of_columns(columns: ScaleColumns) -> Iterator[Reading]:
    for source in columns.sources:
        yield from of_source(source)


def _of_list(questionnaire: Questionnaire, source: Source) -> Iterator[Reading]:
    if source.origin == "list":
        for option in questionnaire.lists[source.name].options:
            yield from of_tree(option.when, "option")
            yield from of_template(option.label)


def _of_check(check: Check, question: str) -> Iterator[Reading]:
    yield from (reading for reading in of_tree(check.when, "check") if reading.name != question)
