"""Figures from published aggregates: counts and bases as they stand, hidden where the release hides them.

A table of ticks carries few facts about respondents; by others it is published as counts alone, which are filters too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ....publication.limits import SMALL_BASE, SUPPRESSED
from ..release import Aggregate
from ..results import SHARE, Estimate, Filter, Group, Line
from .limits import BASE, CELL
from .precision import PERCENT, hidden, logit_interval
from .subjects import Subject

SUFFIX = ".aggregates"
"""How the variable of a filter ends that is made from aggregates."""
_PUBLISHED = "{label} (published aggregates)"


def estimate(cell: Aggregate) -> Estimate:
    """Return the share of a published cell, in percent; the count gives its precision."""
    if cell.count is None or cell.base is None or 0 < cell.count < CELL or 0 < cell.base - cell.count < CELL:
        return hidden(SUPPRESSED, cell.base or 0)
    if cell.base < BASE:
        return hidden(SMALL_BASE, cell.base)
    plain = cell.count / cell.base
    p = plain if cell.share is None else cell.share
    error = math.sqrt(p * (1 - p) / (cell.base - 1))
    low, high = logit_interval(p, error, cell.base)
    return Estimate(PERCENT * p, PERCENT * low, PERCENT * high, PERCENT * error, cell.base, cell.base, count=cell.count)


def filters(subject: Subject, lines: Sequence[Line]) -> Iterator[Filter]:
    """Yield the splits of a question with ticks by facts that its own table does not carry."""
    own = {key.name for key in subject.keys}
    cells = [cell for cell in subject.release.aggregates if cell.question == subject.question.id and cell.group]
    for variable in dict.fromkeys(cell.group_question for cell in cells):
        if variable and variable not in own:
            found = [cell for cell in cells if cell.group_question == variable]
            yield _filter(subject, variable, found, lines)


def published(label: str) -> str:
    """Return the label of a fact, saying that counts by it come from the published aggregates."""
    return _PUBLISHED.format(label=label)


def _filter(subject: Subject, variable: str, cells: Sequence[Aggregate], lines: Sequence[Line]) -> Filter:
    label, labels = _words(subject, variable)
    groups = tuple(
        _group(code, labels.get(code, code), [cell for cell in cells if cell.group == code], lines)
        for code in labels
        if any(cell.group == code for cell in cells)
    )
    return Filter(f"{variable}{SUFFIX}", published(label), groups)


def _words(subject: Subject, variable: str) -> tuple[str, dict[str, str]]:
    """Return the words of a fact and of its codes that are answers, from the table where they are finest."""
    columns = [table.by_name[variable] for table in subject.release.codebook.tables() if variable in table.by_name]
    if not columns:
        return variable, {}
    finest = max(columns, key=lambda column: len(column.values))
    return finest.label, {value.code: value.label for value in finest.values if not value.missing}


def _group(code: str, label: str, cells: Sequence[Aggregate], lines: Sequence[Line]) -> Group:
    base = max((cell.base or 0 for cell in cells), default=0)
    if base < BASE:
        return Group(code, label, base if base >= CELL else 0, (), SMALL_BASE)
    found = {cell.part: cell for cell in cells}
    told = tuple(Line(line.id, line.label, {SHARE: estimate(found[line.id])}) for line in lines if line.id in found)
    return Group(code, label, base, told)
