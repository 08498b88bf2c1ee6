"""Classes, risks and suppressed cells of every table, and how different sensitive answers are within classes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...codebook.model import ANSWER, TEXTS, Column, Table
from ...limits import Limits, limits_for
from ..findings import Failure, TableMeasures
from ..measures import Classes, Codes, classes_of, densified, distinct, distinct_values, diversity_of, risks_of
from ..released import SENSITIVE, SUPPRESSED_CODE, Released


def lines(release: Released, table: Table) -> tuple[Codes, Classes]:
    """Return the first line of each person with different keys, and the classes of these lines."""
    people, _ = densified(release.people(table))
    columns = [release.codes(table, key) for key in release.keys(table)]
    classes = classes_of(columns, len(people))
    _, first = np.unique(people * max(len(classes.sizes), 1) + classes.of, return_index=True)
    return first, classes_of([column[first] for column in columns], len(first))


def limits_of(release: Released, table: Table) -> Limits:
    """Return the limits that a table is held to, by the lines it has."""
    return limits_for(len(distinct(release.people(table))))


def anonymous(release: Released) -> Iterator[Failure]:
    """Yield tables whose classes are too small, whose risks are too high or of which too much is suppressed."""
    for _, table in release.tables():
        if table.form == TEXTS:
            continue
        limits, found = limits_of(release, table), _measures(release, "", table)
        risks = found.risks
        keys = ", ".join(found.keys) or "no keys"
        if risks.k < limits.k:
            yield Failure("anonymity", table.id, f"k is {risks.k} over {keys}; {limits.k} is the least")
        if risks.highest > limits.highest_risk:
            yield Failure("anonymity", table.id, f"the highest risk is {risks.highest:.3f} over {keys}")
        if risks.average > limits.average_risk:
            yield Failure("anonymity", table.id, f"the average risk is {risks.average:.3f} over {keys}")
        if found.share > limits.suppressed:
            yield Failure("anonymity", table.id, f"{found.share:.1%} of the cells of {keys} are suppressed")


def diverse(release: Released) -> Iterator[Failure]:
    """Yield sensitive columns on which a whole class agrees."""
    for _, table in release.tables():
        for column in sensitive(release, table):
            first, classes = lines(release, table)
            least = min(distinct_values(classes, release.codes(table, column)[first]).tolist(), default=0)
            if least < limits_of(release, table).distinct:
                yield Failure("diversity", f"{table.id}.{column.name}", f"a class gave {least} answer only")


def sensitive(release: Released, table: Table) -> list[Column]:
    """Return the columns with answers to sensitive questions."""
    return [
        column
        for column in table.columns
        if column.role == ANSWER and release.classes.get(column.question) == SENSITIVE
    ]


def measured(release: Released) -> Iterator[TableMeasures]:
    """Yield what is to be said of each table in the anonymity report."""
    return (_measures(release, block, table) for block, table in release.tables() if table.form != TEXTS)


def _measures(release: Released, block: str, table: Table) -> TableMeasures:
    keys = release.keys(table)
    first, classes = lines(release, table)
    suppressed = sum(_suppressed(release, table, key) for key in keys)
    found = {
        column.name: diversity_of(classes, release.codes(table, column)[first]) for column in sensitive(release, table)
    }
    cells = len(keys) * len(release.people(table))
    names = tuple(key.name for key in keys)
    return TableMeasures(table.id, block, names, risks_of(classes), suppressed, suppressed / max(cells, 1), found)


def _suppressed(release: Released, table: Table, key: Column) -> int:
    codes = [value.code for value in key.values]
    if SUPPRESSED_CODE not in codes:
        return 0
    return int((release.codes(table, key) == codes.index(SUPPRESSED_CODE)).sum())
