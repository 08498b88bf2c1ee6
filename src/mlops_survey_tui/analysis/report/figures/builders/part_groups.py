"""Parts of a whole by groups of respondents: figures for each time are protected by themselves, then put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .....publication.sql import literal, quoted
from ...results import Estimate, Filter, Group, Line
from ..limits import BASE, CELL
from ..overlapping import overlapping
from ..splitting import Make, Splitter, Strand
from ..subjects import Subject
from .ratings import ITEM

PERSONS = "count(DISTINCT row)"
"""What is counted where one respondent has several lines."""


def filters(
    subject: Subject, item: str, times: Sequence[tuple[Sequence[Strand], Make]], order: Sequence[str]
) -> tuple[Filter, ...]:
    """Return the splits of the parts of an item; ``times`` are the strands for now and for later."""
    if not subject.keys:
        return ()
    banned = overlapping(subject, PERSONS, f"{quoted(ITEM)} = {literal(item)}")
    found = [
        Splitter(subject.keys, make, CELL, BASE, banned).filters(strands, [strand.id for strand in strands])
        for strands, make in times
    ]
    variables = {one.variable: one for filters in reversed(found) for one in filters}
    return tuple(
        replace(one, groups=_together([f for filters in found for f in filters if f.variable == one.variable], order))
        for one in variables.values()
    )


def _together(filters: Sequence[Filter], order: Sequence[str]) -> tuple[Group, ...]:
    """Return the groups of one fact with the lines of all times; one that a time may not tell is told by the others."""
    groups: dict[str, list[Group]] = {}
    for one in filters:
        for group in one.groups:
            groups.setdefault(group.code, []).append(group)
    return tuple(_merged(several, order) for several in groups.values())


def _merged(several: Sequence[Group], order: Sequence[str]) -> Group:
    told = [group for group in several if not group.hidden]
    if not told:
        return several[0]
    lines: dict[str, Line] = {}
    for group in told:
        for line in group.lines:
            before: Mapping[str, Estimate] = lines[line.id].estimates if line.id in lines else {}
            lines[line.id] = replace(line, estimates={**before, **line.estimates})
    largest = max(told, key=lambda group: group.n)
    return replace(largest, lines=tuple(lines[id] for id in order if id in lines))
