"""From strands to a result: lines for everybody in their order, groups in the same order, words beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ....publication.codebook.model import KEY
from ....publication.sql import quoted
from ..results import Result, Series
from .counting import Counted, Groups
from .describing import described, title_of
from .limits import BASE, CELL, CROSSED
from .overlapping import overlapping
from .splitting import Make, Splitter, Strand, ordered
from .subjects import Subject


def counted(subject: Subject, relation: str = "") -> Counted:
    """Return what counts in a table, with its weights and keys."""
    return Counted(
        subject.release,
        relation or subject.relation,
        subject.weight,
        subject.keys,
        subject.reweighted,
        subject.table.rows,
    )


def statuses(subject: Subject) -> Groups:
    """Return how many respondents have each status of a question; nothing where its columns say why they are empty."""
    return counted(replace(subject, keys=())).of(quoted(subject.status.name)) if subject.status else Groups()


def assembled(
    subject: Subject,
    form: str,
    series: Sequence[Series],
    strands: Sequence[Strand],
    make: Make,
    sort: str = "",
    title: str = "",
    least: int = BASE,
    **more: Any,
) -> Result:
    """Return the result of strands. ``sort`` is the series by which lines are ordered, the highest first."""
    about_people = any(column.role == KEY for column in subject.columns)
    splitter = Splitter(
        subject.keys,
        make,
        CROSSED if about_people else CELL,
        least,
        banned=overlapping(subject) if strands else frozenset(),
    )
    lines = splitter.everybody(strands)
    lines = tuple(ordered(lines, sort)) if sort else lines
    filters = splitter.filters(strands, [line.id for line in lines])
    return described(
        subject, form, title or title_of(subject), series, lines, filters=filters, ordered=not sort, **more
    )
