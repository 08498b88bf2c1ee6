"""Answers that were published apart, one line for each option or row of a respondent: the figures of each option.

Each respondent has one line for each option, so shares, points and quartiles by option are those of respondents; only
what one respondent said of two options is not known, and no result here needs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .....publication.codebook.model import CODE, ITEMS, Column, Value
from .....publication.sql import quoted
from ...results import BARS, LIKERT, NUMBERS, SHARE, Result, Series
from ..assembling import assembled, counted
from ..describing import RATINGS, missing_of, substantive
from ..splitting import Strand
from ..subjects import Subject
from . import numbers, scales, ticks
from .ratings import ITEM

YES = ("yes", "no")
_APART = "Published apart by option, so that no respondent's answers stand together."


def fits(subject: Subject) -> bool:
    """Say whether the lines are the options of one question, and not items that respondents rated."""
    item = subject.column(ITEM)
    return (
        subject.table.form == ITEMS
        and item is not None
        and item.question == subject.question.id
        and _answers(subject) is not None
    )


def build(subject: Subject) -> Iterator[Result]:
    """Yield shares of what was ticked, quartiles of numbers, or points of a scale, by option."""
    column = _answers(subject)
    assert column is not None
    codes = substantive(column)
    strands = _strands(subject, codes)
    if not strands:
        return
    bases = {strand.tally().n for strand in strands}
    groups = next(iter(counted(subject).by(quoted(ITEM), quoted(column.name)).values()))
    common: dict[str, Any] = {
        "base": max(bases),
        "base_note": scales.OWN_BASES_APART if len(bases) > 1 else "",
        "missing": missing_of(groups, column.values) if len(bases) == 1 else {},
    }
    found = _of_kind(subject, strands, codes, column.ordered, common)
    notes = tuple(note for note in found.notes if note != RATINGS)
    yield replace(found, notes=(*notes, _APART))


def _answers(subject: Subject) -> Column | None:
    return next((column for column in subject.columns if column.type == CODE and column.name != ITEM), None)


def _strands(subject: Subject, codes: tuple[Value, ...]) -> list[Strand]:
    column = _answers(subject)
    found = counted(subject).by(quoted(ITEM), quoted(column.name if column else ITEM))
    labels = subject.labels(ITEM)
    return [Strand(item, label, found[item], codes) for item, label in labels.items() if item in found]


def _of_kind(
    subject: Subject, strands: list[Strand], codes: tuple[Value, ...], ordered: bool, common: dict[str, Any]
) -> Result:
    if {value.code for value in codes} == set(YES):
        series = (Series(SHARE, "Share of respondents"),)
        return assembled(
            subject, BARS, series, strands, ticks.share_of_yes, sort=SHARE, notes=(ticks.SEVERAL,), **common
        )
    if all(value.low is not None for value in codes):
        whole = [replace(strand, classes=numbers.one_class) for strand in strands]
        make = numbers.Quartiles({value.code: value for value in codes}).lines
        return assembled(
            subject, NUMBERS, numbers.SERIES, whole, make, unit="number", notes=numbers.BANDED_NOTES, **common
        )
    points = tuple(Series(value.code, value.label) for value in codes)
    found = assembled(
        subject, LIKERT, points, strands, scales.Points(codes).lines, notes=(scales.MEANS,), **scales.words_of(codes),
        **common,
    )  # fmt: skip
    return found if ordered else scales.as_kinds(found)
