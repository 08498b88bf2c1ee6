"""The table of a block with one line for each respondent."""

from __future__ import annotations

from collections.abc import Sequence

from ..codebook.model import RESPONDENTS, Table
from ..plan.model import PlannedBlock
from .cells import UNASKED, Cell, status
from .making import ROW_ID, Making, answer_cells, by_chance, flag_cell, weight_cells
from .shapes import Shape


def respondents(making: Making, planned: PlannedBlock, asked: Sequence[Shape]) -> Table:
    """Make the table of everybody who was asked something of the block, of a module's questions by chance alone.

    Lines of others would say nothing but their keys, and make classes look greater than they are among those who
    answered. Few volunteer for a module, so that they could be found by it; their answers have no weight.
    """
    taken = [
        Cell(ROW_ID, "row_"),
        *making.keys_of(planned),
        flag_cell(),
        *weight_cells(asked),
        *answer_cells(asked, planned.keys),
    ]
    reached = " OR ".join(map(_reached, asked))
    return making.table(
        planned.id, RESPONDENTS, taken, f"SELECT * FROM ({making.people(planned)}) WHERE {reached}", "row_"
    )


def _reached(shape: Shape) -> str:
    """Return the condition that somebody was asked a question, and by chance if it is of a module."""
    return f"({status(shape)} NOT IN {UNASKED} AND {by_chance(shape)})"
