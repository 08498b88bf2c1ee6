"""What stands beside every figure: who was asked, in what words, on what base, with what weight and what precision."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ....publication.codebook.model import ITEMS, Column, Value
from ..results import Result
from .counting import EVERYBODY, Groups
from .limits import CELL
from .subjects import Subject

INTERVAL = "95 % intervals: precision if respondents behave like a random sample given the weights."
UNWEIGHTED = "Every respondent counts once."
MODULE = "Weighted by the inverse of the chance to be asked this module."
WEIGHTED = "With the weights of the table (column {name})."
HOLE = re.compile(r"\[[^]]+\]")
"""What stands in a published wording for an answer or an item."""
ANSWERED = ("answered", "none")
"""Statuses of those who gave an answer; none is an answer where options are ticked."""
OTHER_REASONS = "other"
"""The reasons for a missing answer that too few gave to tell them apart."""
RATINGS = (
    "Each line of the table is one rating; those of one respondent are not linked, so intervals take them as "
    "independent."
)


def substantive(column: Column) -> tuple[Value, ...]:
    """Return the codes of a column that are answers."""
    return tuple(value for value in column.values if not value.missing)


def described(
    subject: Subject,
    form: str,
    title: str,
    series: Sequence[Any],
    lines: Sequence[Any],
    **more: Any,
) -> Result:
    """Return a result with what its question and its table say of it; ``more`` are further fields of a result."""
    question = subject.question
    notes = (*more.pop("notes", ()), *_notes(subject))
    return Result(
        id=more.pop("id", question.id),
        form=form,
        title=title,
        questions=more.pop("questions", (question.id,)),
        wording=more.pop("wording", "") or " / ".join(question.wordings),
        series=tuple(series),
        lines=tuple(lines),
        asked=question.asked,
        weight_note=more.pop("weight_note", "") or weight_note(subject),
        interval_note=INTERVAL,
        notes=notes,
        source=more.pop("source", subject.table.file),
        **more,
    )


def weight_note(subject: Subject) -> str:
    """Return how answers of a table are weighted."""
    column = subject.weight_column
    own = UNWEIGHTED if column is None else MODULE if column.part else WEIGHTED.format(name=column.name)
    again = subject.reweighted.note
    return f"{own} {again}" if again and column is not None and column.part else again or own


def missing_of(groups: Groups, codes: Sequence[Value]) -> dict[str, int]:
    """Count respondents by why they are not in the base; reasons of too few people are told together or not at all."""
    answers = {value.code for value in codes if not value.missing}
    counts = {code: sums.n for code, sums in groups.get(EVERYBODY, {}).items() if code not in answers and sums.n}
    return merged(counts)


def missing_statuses(groups: Groups) -> dict[str, int]:
    """Count respondents by a status that is no answer, small counts as in :func:`missing_of`."""
    counts = {code: sums.n for code, sums in groups.get(EVERYBODY, {}).items() if code not in ANSWERED and sums.n}
    return merged(counts)


def merged(counts: Mapping[str, int]) -> dict[str, int]:
    """Put reasons with small counts together with the next larger until they are enough; else leave them out."""
    kept = dict(sorted(counts.items()))
    few = {code: n for code, n in kept.items() if n < CELL}
    waiting = sorted((n, code) for code, n in kept.items() if n >= CELL)
    while few and (sum(few.values()) < CELL or len(few) < 2) and waiting:
        n, code = waiting.pop(0)
        few[code] = n
    kept = {code: n for code, n in kept.items() if code not in few}
    if sum(few.values()) >= CELL:
        kept[OTHER_REASONS] = sum(few.values())
    return kept


def title_of(subject: Subject) -> str:
    """Return the words of a question as a title: a wording that has no place for an answer, or one with dots there."""
    wordings = subject.question.wordings or (subject.question.id,)
    return HOLE.sub("…", next((text for text in wordings if not HOLE.search(text)), wordings[0]))


def _notes(subject: Subject) -> tuple[str, ...]:
    notes = [subject.question.note]
    if subject.table.form == ITEMS:
        notes.append(RATINGS)
    return tuple(note for note in notes if note)
