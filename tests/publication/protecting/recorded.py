"""What protection leaves of whole editions, written down: the same bundles make the same release.

``python -m tests.publication.protecting.recorded`` writes it anew, after a change that is meant to alter releases.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlops_survey_tui.publication.codebook.model import CODE, TICK, Column, Table
from mlops_survey_tui.publication.protecting.aggregates import AGGREGATES
from mlops_survey_tui.publication.protecting.release import protect_blocks
from mlops_survey_tui.publication.sql import quoted
from mlops_survey_tui.publication.tables.making import Making
from tests.publication.editions import lines
from tests.publication.staging import laid_out

FOLDER = Path(__file__).with_name("figures")
EDITIONS = {"coffee": 300, "workshop": 200}
_PLACES = 8


def edition(name: str) -> Mapping[str, Any]:
    """Return the report, every table column by column, and the aggregates of an edition."""
    making, blocks = laid_out(name, lines(name, EDITIONS[name]))
    said: list[str] = []
    made = protect_blocks(making, blocks, EDITIONS[name], said.append)
    told = {
        "said": said,
        "report": made.report,
        "withheld": made.plan.withheld,
        "blocks": {block.id: {"keys": block.keys, "limit": block.limit, "tables": [_table(making, one) for one in block.tables]}
                   for block in made.blocks},
        "counted": [list(row) for row in making.connection.execute(f"SELECT * FROM {AGGREGATES} ORDER BY ALL").fetchall()],
    }  # fmt: skip
    whole: Mapping[str, Any] = json.loads(
        json.dumps(told, default=str), parse_float=lambda text: round(float(text), _PLACES)
    )
    return whole


def _table(making: Making, table: Table) -> Mapping[str, Any]:
    return {"id": table.id, "form": table.form, "rows": table.rows,
            "columns": {column.name: _column(making, table, column) for column in table.columns}}  # fmt: skip


def _column(making: Making, table: Table, column: Column) -> Any:
    """Return how often each code is there, or what numbers come to; rows have random ids."""
    cell, source = quoted(column.name), quoted(table.id)
    if column.type in (CODE, TICK):
        found = making.connection.execute(f"SELECT {cell}, count(*) FROM {source} GROUP BY 1 ORDER BY 1").fetchall()
        return {
            "level": column.level,
            "codes": [value.code for value in column.values],
            "held": [list(row) for row in found],
        }
    if column.name == "row":
        return making.connection.execute(f"SELECT count(DISTINCT {cell}) FROM {source}").fetchall()[0][0]
    query = f"SELECT count({cell}), count(DISTINCT {cell}), min({cell}), max({cell}) FROM {source}"
    return list(making.connection.execute(query).fetchall()[0])


def file_of(name: str) -> Path:
    """Return where an edition is kept."""
    return FOLDER / f"{name}.json"


def written(found: Mapping[str, Any]) -> str:
    """Return an edition as it is kept, a line for each thing that changes by itself."""
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in EDITIONS:
        file_of(name).write_text(written(edition(name)), encoding="utf-8")
