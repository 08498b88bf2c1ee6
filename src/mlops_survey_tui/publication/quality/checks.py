"""Checks of one record by itself."""

from __future__ import annotations

from ..sql import quoted
from ..tables.shapes import Shape, shapes
from ..tables.staging import PEOPLE
from .flags import Checked, check

_GRIDS, _ROWS = 3, 3
"""So many grids of so many answered rows each, with one column alone in each, are straight-lining."""
_THIRD = 3.0
"""Faster than the estimate by more than this factor is implausible."""
_SHORTEST_BAND, _ITS_END = "<10", 10.0
"""The band of the shortest interviews, and the minutes below which they all are."""
_MUCH = 10
"""Answers from which on a repeated record is told from one that says almost nothing."""


@check("straight_lining", "The same column throughout in three grids or more")
def straight_lining(checked: Checked) -> str:
    """Return who gave the same point in all rows, in three grids or more."""
    grids = [shape for shape in shapes(checked.questionnaire).values() if _is_grid(shape)]
    if len(grids) < _GRIDS:
        return ""
    lined = " + ".join(f"({_in_one_column(shape)})::INTEGER" for shape in grids)
    return f"SELECT respondent FROM {PEOPLE} WHERE {lined} >= {_GRIDS}"


def _is_grid(shape: Shape) -> bool:
    whole = shape.kind == "matrix" and not shape.by_items and not shape.question.settings["multiple"]
    return whole and list(shape.scales) == [""] and len(shape.rows) >= _ROWS


def _in_one_column(shape: Shape) -> str:
    rows = ", ".join(f"{quoted(f'{shape.id}.value')}.{quoted(row)}" for row in shape.rows)
    given = f"list_filter([{rows}], lambda point: point IS NOT NULL)"
    return f"coalesce(len({given}) >= {_ROWS} AND len(list_distinct({given})) = 1, false)"


@check("contradiction", "Answers that contradict each other whatever the exact numbers are")
def contradiction(checked: Checked) -> str:
    """Return for whom a remark of the questionnaire certainly holds in the final answers."""
    return f"SELECT respondent FROM {PEOPLE} WHERE len(contradicts) > 0"


@check("speed", "Less than a third of the estimated time for what was answered")
def speed(checked: Checked) -> str:
    """Return whose whole band of minutes is below a third of the estimate for what they answered.

    Minutes leave as a band, and with consent only, so that nobody is flagged who may have been slower: only who took
    under ten minutes for answers that are estimated at thirty or more.
    """
    asked = [shape for shape in shapes(checked.questionnaire).values() if not shape.by_items]
    seconds = " + ".join(
        f"CASE WHEN {quoted(f'{shape.id}.status')} = 'answered' THEN {shape.question.seconds.typical} ELSE 0 END"
        for shape in asked
    )
    limit = _ITS_END * 60 * _THIRD
    return f"SELECT respondent FROM {PEOPLE} WHERE minutes = '{_SHORTEST_BAND}' AND ({seconds or 0}) >= {limit}"


@check("repeated", "The same answers throughout as another record")
def repeated(checked: Checked) -> str:
    """Return who gave exactly the answers of somebody else, ten or more."""
    return (
        f"SELECT respondent FROM {PEOPLE} WHERE len(tokens) >= {_MUCH} QUALIFY count(*) OVER (PARTITION BY tokens) > 1"
    )
