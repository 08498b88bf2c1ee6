"""The table of a block with one line for each respondent."""

from __future__ import annotations

from collections.abc import Sequence

from ..codebook.model import RESPONDENTS, Table
from ..plan.model import PlannedBlock
from .cells import Cell
from .making import ROW_ID, Making, answer_cells, flag_cell, weight_cells
from .shapes import Shape
from .staging import name


def respondents(making: Making, planned: PlannedBlock, asked: Sequence[Shape]) -> Table:
    """Make the table of everybody who could be asked something of the block: who was on the path of a question."""
    taken = [
        Cell(ROW_ID, "row_"),
        *making.keys_of(planned),
        flag_cell(),
        *weight_cells(asked),
        *answer_cells(asked, planned.keys),
    ]
    could = " OR ".join(f"{name(shape.id + '.status')} <> 'not_routed'" for shape in asked)
    return making.table(
        planned.id, RESPONDENTS, taken, f"SELECT * FROM ({making.people(planned)}) WHERE {could}", "row_"
    )
