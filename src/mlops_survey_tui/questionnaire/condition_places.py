"""Every condition of a questionnaire with the place where it decides something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .conditions.tree import Tree
from .model import Draw, Question, Questionnaire, Section, Source, Texts


@dataclass(frozen=True, slots=True)
class ConditionPlace:
    """A condition: ``name`` is unique, ``owner`` names the question, section or draw that it belongs to.

    ``kind`` says when it is looked at: ``section``, ``question`` and ``named`` while the interview goes on,
    ``page`` (options, rows, sources, wordings) when a page is shown, ``check`` when an answer is given,
    ``draw`` and ``rotation`` when chance decides.
    """

    name: str
    kind: str
    owner: str
    tree: Tree


def condition_places(questionnaire: Questionnaire) -> tuple[ConditionPlace, ...]:
    """Return all conditions, in the order of the survey."""
    memory = questionnaire.memory
    if "condition_places" not in memory:
        memory["condition_places"] = tuple(_places(questionnaire))
    found: tuple[ConditionPlace, ...] = memory["condition_places"]
    return found


def _places(questionnaire: Questionnaire) -> Iterator[ConditionPlace]:
    for computed in questionnaire.computed:
        if is_truth(computed.tree):
            yield ConditionPlace(f"condition {computed.id}", "named", computed.id, computed.tree)
    yield from _of_rotation(questionnaire)
    for draw in questionnaire.draws:
        yield from _of_draw(draw)
    for section in questionnaire.sections:
        yield from _of_section(section)
        for name in section.questions:
            yield from _of_question(questionnaire, questionnaire.question_by_id[name])


_TRUTHS = frozenset(
    ("and", "or", "not", "not_true", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "answered", "special")
)


def is_truth(tree: Tree) -> bool:
    """Whether an expression yields true or false."""
    return tree[0] in _TRUTHS or (tree[0] == "const" and isinstance(tree[1], bool))


def _of_rotation(questionnaire: Questionnaire) -> Iterator[ConditionPlace]:
    rotation = questionnaire.rotation
    if rotation is None:
        return
    yield ConditionPlace("rotation", "rotation", "rotation", rotation.when)
    for number, fixed in enumerate(rotation.fixed, 1):
        yield ConditionPlace(f"rotation: fixed {number}", "rotation", "rotation", fixed.when)
    for boost in rotation.boost:
        yield ConditionPlace(f"rotation: boost {boost.module}", "rotation", "rotation", boost.when)


def _of_draw(draw: Draw) -> Iterator[ConditionPlace]:
    if draw.when is not None:
        yield ConditionPlace(f"draw {draw.id}", "draw", draw.id, draw.when)
    for stratum in (*(stratum.sources for stratum in draw.strata), draw.fill):
        yield from _of_sources(stratum, "draw", draw.id, f"draw {draw.id}")


def _of_section(section: Section) -> Iterator[ConditionPlace]:
    if section.when is not None:
        yield ConditionPlace(f"section {section.id}", "section", section.id, section.when)


def _of_question(questionnaire: Questionnaire, question: Question) -> Iterator[ConditionPlace]:
    name = f"question {question.id}"
    if question.when is not None:
        yield ConditionPlace(name, "question", question.id, question.when)
    for part, texts in (("text", question.text), ("help", question.help)):
        yield from _of_texts(texts, question.id, f"{name}: {part}")
    for part, sources in (("options", question.options), ("rows", question.rows), ("extra_rows", question.extra_rows)):
        yield from _of_sources(sources, "page", question.id, f"{name}: {part}")
        yield from _of_lists(questionnaire, sources, question.id, f"{name}: {part}")
    for columns in question.columns:
        yield from _of_sources(columns.sources, "page", question.id, f"{name}: columns {columns.id}".rstrip())
    for number, check in enumerate(question.checks, 1):
        yield ConditionPlace(f"{name}: check {number}", "check", question.id, check.when)


def _of_texts(texts: Texts, owner: str, name: str) -> Iterator[ConditionPlace]:
    for number, variant in enumerate(texts.variants, 1):
        if variant.when is not None:
            yield ConditionPlace(f"{name} {number}", "page", owner, variant.when)


def _of_sources(sources: tuple[Source, ...], kind: str, owner: str, name: str) -> Iterator[ConditionPlace]:
    for number, source in enumerate(sources, 1):
        if source.when is not None:
            yield ConditionPlace(f"{name}, source {number}", kind, owner, source.when)
        if source.option is not None and source.option.when is not None:
            yield ConditionPlace(f"{name}, {source.option.id}", kind, owner, source.option.when)


def _of_lists(
    questionnaire: Questionnaire, sources: tuple[Source, ...], owner: str, name: str
) -> Iterator[ConditionPlace]:
    for source in sources:
        if source.origin == "list":
            for option in questionnaire.lists[source.name].options:
                if option.when is not None:
                    yield ConditionPlace(f"{name}, {option.id}", "page", owner, option.when)
