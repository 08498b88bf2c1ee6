"""Grids whose columns are kinds and no scale: shares of each kind by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...results import CROSS, Filter, Group, Line, Result
from ..builders.scales import MEANS, fits, of_scale
from ..planning import Entry
from ..release_pair import Editions


def kinds(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield the shares of the columns by row, without means, which kinds do not have."""
    for subject in editions.subjects(one.questions[0]):
        if fits(subject):
            found = of_scale(subject, "", subject.columns)
            notes = tuple(note for note in found.notes if note != MEANS)
            filters = tuple(replace(each, groups=tuple(_bare(each))) for each in found.filters)
            lines = tuple(map(_plain, found.lines))
            yield replace(
                found, form=CROSS, title=one.title, lines=lines, filters=filters, notes=notes, ends=(), centre=""
            )


def _bare(each: Filter) -> Iterator[Group]:
    return (replace(group, lines=tuple(map(_plain, group.lines))) for group in each.groups)


def _plain(line: Line) -> Line:
    return replace(line, summary={})
