"""Weights that meet margins of the population: a table of a release raked to what is known of it, by its own facts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....publication.codebook.model import CODE, ITEMS, KEY, RESPONDENTS, WEIGHT, Column, Table
from ....publication.sql import literal, quoted
from ...failure import AnalysisError
from ..release import Release
from ..reweighted import Reweighted
from ..sums import Part

if TYPE_CHECKING:
    from ...arrays import Floats, Integers
    from ...weighting.cells import Cells
    from ...weighting.margins import Coded, Margin

UNKNOWN = "(unknown)"
"""The level of rows without the fact; they keep the share that they have."""
_NOTE = "Weighted to margins of the population ({facts}); intervals reflect it."


def reweight(release: Release, file: Path) -> None:
    """Rake every table of a release that carries facts with margins; tables without them stay as they are.

    A margin is left out of a table that has the fact in other codes (made coarser, say).

    Raises:
        AnalysisError: the file holds no margins, or one that fits no table.
    """
    from ...weighting.files import margins_in

    margins = margins_in(file)
    used: set[str] = set()
    for table in release.codebook.tables():
        if table.form in (RESPONDENTS, ITEMS):
            chosen = [margin for margin in margins if _fits(table, margin)]
            used |= {margin.name for margin in chosen}
            if chosen:
                release.reweighted[table.id] = _raked(release, table, chosen)
    for margin in margins:
        if margin.name not in used:
            raise AnalysisError(
                f"no table of {release.folder} has margin {margin.name} in these levels: {', '.join(margin.levels)}.",
                "Name the columns and all codes that the codebook has for them.",
                place=str(file),
            )


def _fits(table: Table, margin: Margin) -> bool:
    """Say whether a table has the facts of a margin, and no value that the margin does not name."""
    columns = [table.by_name.get(name) for name in margin.columns]
    if not all(column is not None and column.role == KEY and column.type == CODE for column in columns):
        return False
    if len(columns) > 1:
        return True
    told = {value.code for column in columns if column for value in column.values if value.count and not value.missing}
    return told <= set(margin.levels)


def _raked(release: Release, table: Table, margins: Sequence[Margin]) -> Reweighted:
    """Rake the rows of a table, equal rows as one with their number."""
    import numpy as np

    from ...weighting.raking import rake

    facts = [table.by_name[name] for name in dict.fromkeys(name for margin in margins for name in margin.columns)]
    base = _base(table)
    names = ", ".join(quoted(fact.name) for fact in facts)
    rows = release.rows(
        f"SELECT {names}, {base} AS _before, count(*) FROM {release.relation(table)} GROUP BY ALL ORDER BY ALL"
    )
    before = np.array([row[-2] for row in rows], dtype=np.float64)
    times = np.array([row[-1] for row in rows], dtype=np.float64)
    found = {fact.name: _codes(fact, [row[at] for row in rows]) for at, fact in enumerate(facts)}
    fitted = rake([_coded(margin, found, before * times) for margin in margins], before, times=times)
    first = np.unique(fitted.cells.of_row, return_index=True)[1]
    factors = fitted.weights[first] / before[first]
    cells = fitted.cells.of_row.tolist()
    return Reweighted(
        _cell(facts, found, cells),
        base,
        tuple(factors.tolist()),
        _auxiliary(fitted.cells),
        tuple(_whole(cells, before.tolist(), times.tolist())),
        _NOTE.format(facts=", ".join(margin.name for margin in margins)),
    )


def _base(table: Table) -> str:
    names = [column.name for column in table.columns if column.role == WEIGHT and not column.part]
    return f"round(coalesce({quoted(names[0])}, 0.0), 9)" if names else "1.0"


def _codes(fact: Column, values: Sequence[Any]) -> tuple[Integers, list[str]]:
    """Return the number of each value among the codes that are answers, −1 for others, and these codes."""
    import numpy as np

    labels = [value.code for value in fact.values if not value.missing]
    number = {label: at for at, label in enumerate(labels)}
    return np.array([number.get(str(value), -1) for value in values], dtype=np.int64), labels


def _coded(margin: Margin, facts: dict[str, tuple[Integers, list[str]]], masses: Floats) -> Coded:
    """Return the level of each row on a margin; rows without the fact have a level that keeps their share."""
    import numpy as np

    from ...weighting.margins import Margin as MarginOf
    from ...weighting.margins import coded

    codes, labels = margin.crossed([facts[name] for name in margin.columns])
    unknown = codes < 0
    if not unknown.any():
        return coded(margin, codes, labels)
    share = float(masses[unknown].sum() / masses.sum())
    targets = np.append(margin.targets * (1 - share), margin.total * share)
    wider = MarginOf(margin.name, (*margin.levels, UNKNOWN), targets)
    return coded(wider, np.where(unknown, len(labels), codes), [*labels, UNKNOWN])


def _cell(facts: Sequence[Column], found: dict[str, tuple[Integers, list[str]]], cells: Sequence[int]) -> str:
    """Return the SQL of the cell of a row: a look-up by the crossing of its facts."""
    place, span = "0", 1
    numbers = [0] * len(cells)
    for fact in facts:
        codes, labels = found[fact.name]
        listed = ", ".join(map(literal, labels))
        place += f" + {span} * coalesce(list_position([{listed}], {quoted(fact.name)}), 0)"
        numbers = [number + span * (code + 1) for number, code in zip(numbers, codes.tolist(), strict=True)]
        span *= len(labels) + 1
    of_place = dict(zip(numbers, cells, strict=True))
    return f"[{', '.join(str(of_place.get(at, 0)) for at in range(span))}][{place} + 1]"


def _auxiliary(cells: Cells) -> Floats:
    import numpy as np

    parts = [np.eye(len(margin.levels))[levels] for margin, levels in zip(cells.margins, cells.levels, strict=True)]
    return np.hstack(parts)


def _whole(cells: Sequence[int], before: Sequence[float], times: Sequence[float]) -> list[Part]:
    found: dict[tuple[int, float], int] = {}
    for cell, weight, n in zip(cells, before, times, strict=True):
        found[cell, weight] = found.get((cell, weight), 0) + int(n)
    return [Part(n, 0.0, weight, cell) for (cell, weight), n in found.items()]
