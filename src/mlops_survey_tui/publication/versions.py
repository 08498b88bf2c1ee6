"""Several versions of one edition's questionnaire as one: the newest, with what only earlier ones could be answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from ..questionnaire.model import (
    Loop,
    Option,
    OptionList,
    Question,
    Questionnaire,
    ScaleColumns,
    Section,
    Source,
)
from ..questionnaire.offerings import offered
from .plan.model import Plan

EARLIER = "Asked in an earlier version of the questionnaire only; the plan has no place for it."
_SAME = ("kind", "multiple", "bands", "decimals", "low", "high", "total")
"""What must not differ between versions of a question, or its answers would be of another sort."""
_More = Callable[[tuple[Source, ...], tuple[Source, ...]], tuple[Source, ...]]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Named = TypeVar("_Named", bound=_HasId)


class Unlike(ValueError):  # noqa: N818
    """A question changed so much between versions that its answers cannot stand in one column; the message names it."""


def together(versions: Sequence[Questionnaire]) -> Questionnaire:
    """Return the first version with the questions, options, rows and points that only later ones in the list have.

    Words are those of the first version that has them.

    Raises:
        Unlike: a question is of another sort in one of them.
    """
    newest = versions[0]
    for older in versions[1:]:
        newest = _settled(_joined(newest, older), older)
    return newest


def with_earlier(plan: Plan, questionnaire: Questionnaire) -> Plan:
    """Return a plan in which questions that it does not know are withheld, with the reason."""
    known = {*plan.block_of, *plan.aggregated, *plan.withheld}
    asked = (question.id for question in questionnaire.questions if question.shape != "info")
    earlier = {question: EARLIER for question in asked if question not in known}
    return replace(plan, withheld={**plan.withheld, **earlier}) if earlier else plan


def _joined(newest: Questionnaire, older: Questionnaire) -> Questionnaire:
    """Return all lists, questions, draws and values of both, those of the newest as they are there."""
    for question in older.questions:
        if question.id in newest.question_by_id:
            _compare(newest.question_by_id[question.id], question, older.version)
    questions = (*newest.questions, *(one for one in older.questions if one.id not in newest.question_by_id))
    sections = [_section(one, questions) for one in _all(newest.sections, older.sections)]
    return replace(
        newest,
        lists=_lists(newest.lists, older.lists),
        questions=questions,
        sections=tuple(sections),
        draws=_all(newest.draws, older.draws),
        computed=_all(newest.computed, older.computed),
        special_answers=_all(newest.special_answers, older.special_answers),
    )


def _all(newest: Sequence[_Named], older: Sequence[_Named]) -> tuple[_Named, ...]:
    known = {one.id for one in newest}
    return (*newest, *(one for one in older if one.id not in known))


def _compare(newest: Question, older: Question, version: str) -> None:
    def facts(question: Question) -> dict[str, object]:
        return {"kind": question.kind, **{name: question.settings.get(name) for name in _SAME[1:]}}

    if differing := [name for name in _SAME if facts(newest)[name] != facts(older)[name]]:
        raise Unlike(
            f"question '{newest.id}' differs in {', '.join(differing)} from version {version}, so that their answers "
            "cannot stand together; give the question another id in the newest version, or publish without that version"
        )


def _section(section: Section, questions: Iterable[Question]) -> Section:
    own = [question.id for question in questions if question.section == section.id]
    return replace(section, questions=tuple(dict.fromkeys((*section.questions, *own))))


def _lists(newest: Mapping[str, OptionList], older: Mapping[str, OptionList]) -> dict[str, OptionList]:
    found = dict(older) | dict(newest)
    for name in set(newest) & set(older):
        found[name] = replace(newest[name], options=_all(newest[name].options, older[name].options))
    return found


def _settled(joined: Questionnaire, older: Questionnaire) -> Questionnaire:
    """Return the questionnaire with what questions of the older version offered and these do not, questions in order.

    What is carried from an answer comes with the question that it is carried from.
    """
    for question in older.questions:
        if (changed := _offering(joined, older, question)) != joined.question_by_id[question.id]:
            questions = tuple(changed if one.id == changed.id else one for one in joined.questions)
            joined = replace(joined, questions=questions)
    return joined


def _offering(joined: Questionnaire, older: Questionnaire, before: Question) -> Question:
    now = joined.question_by_id[before.id]

    def more(mine: tuple[Source, ...], theirs: tuple[Source, ...]) -> tuple[Source, ...]:
        return (*mine, *_missing(offered(joined, mine), offered(older, theirs)))

    rows = (*now.rows, *now.extra_rows)
    return replace(
        now,
        options=more(now.options, before.options),
        extra_rows=(*now.extra_rows, *more(rows, (*before.rows, *before.extra_rows))[len(rows) :]),
        columns=tuple(_columns(now, before, more)),
        specials=_all(now.specials, before.specials),
        row_specials=_all(now.row_specials, before.row_specials),
        loop=_loop(now.loop, before.loop, more),
    )


def _missing(mine: Mapping[str, Option], theirs: Mapping[str, Option]) -> Iterator[Source]:
    return (Source("own", option=option) for id_, option in theirs.items() if id_ not in mine)


def _columns(now: Question, before: Question, more: _More) -> Iterator[ScaleColumns]:
    earlier = {columns.id: columns for columns in before.columns}
    for columns in now.columns:
        theirs = earlier.pop(columns.id, columns)
        yield replace(columns, sources=more(columns.sources, theirs.sources))
    yield from earlier.values()


def _loop(now: Loop | None, before: Loop | None, more: _More) -> Loop | None:
    if now is None or before is None:
        return now
    return replace(now, sources=more(now.sources, before.sources))
