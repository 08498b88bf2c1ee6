"""What the making of tables shares: the engine, the order of rows that nobody can guess, columns before the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...questionnaire.model import Questionnaire
from ..codebook.model import CODE, FLAG, KEY, REAL, ROW, WEIGHT, WHOLE, Column, Table, Value
from ..plan.model import Plan, PlannedBlock
from ..quality.flags import FLAGS
from ..sql import literal, quoted
from .cells import Cell, cells
from .shapes import Shape, shapes
from .staging import PEOPLE
from .weights import WEIGHTS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROW_ID = Column("row", ROW, WHOLE, "Number of the row: by chance, and another one in each block and release")
WEIGHT_OF_RESPONDENT = Column("weight", WEIGHT, REAL, "Weight of the respondent")
WEIGHT_OF_ITEM = Column(
    "weight", WEIGHT, REAL, "Weight of the line: one over the chance to have the module and to be asked about the item"
)
FLAGGED = Column(
    "flagged", FLAG, CODE, "Marked by the quality checks", values=(Value("no", "Not marked"), Value("yes", "Marked"))
)


@dataclass
class Making:
    """Tables are made in ``connection`` from the staging tables, one block after the other.

    ``secret`` orders the rows: whoever does not have it cannot tell which rows of two blocks belong together. Numbers
    of rows go on from block to block, so that none stands in two; ``taken`` is by block how many earlier ones have.
    """

    connection: DuckDBPyConnection
    questionnaire: Questionnaire
    plan: Plan
    secret: str
    taken: dict[str, int] = field(default_factory=dict)
    last: int = 0

    def begin(self, block: str) -> None:
        """Note where the numbers of a block begin."""
        self.taken[block] = self.last

    def order(self, block: str, *parts: str) -> str:
        """Return the expression by which lines of a block are ordered: half of a hash that starts with the secret."""
        text = " || '/' || ".join([literal(f"{self.secret}/{block}"), *(f"CAST({part} AS VARCHAR)" for part in parts)])
        return f"CAST(left(sha256({text}), 32) AS UUID)"

    def numbered(self, source: str, block: str, *parts: str) -> str:
        """Return a query of the lines of another one, each with its number: its place in the order of a block.

        Lines are sorted and then counted: sorting goes on on disk where memory ends, a window over all lines does not.
        """
        ordered = f"SELECT * FROM ({source}) ORDER BY {self.order(block, *parts)}"
        return f"SELECT *, {self.taken[block]} + row_number() OVER () AS row_ FROM ({ordered})"

    def people(self, planned: PlannedBlock) -> str:
        """Return a query of all respondents, each with the number of its row in a block."""
        rows = self.numbered(f"SELECT respondent FROM {PEOPLE}", planned.id, "respondent")
        return f"SELECT * FROM ({self.everybody()}) JOIN ({rows}) USING (respondent)"

    def everybody(self) -> str:
        """Return a query of all respondents with their weights and flags."""
        return f"SELECT * FROM {PEOPLE} JOIN {WEIGHTS} USING (respondent) LEFT JOIN {flagged()} USING (respondent)"

    def make(self, table: str, query: str) -> int:
        """Make a table; return how many rows it has."""
        self.connection.execute(f"CREATE OR REPLACE TABLE {quoted(table)} AS {query}")
        return int(self.connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchall()[0][0])

    def table(self, id_: str, form: str, taken: Sequence[Cell], source: str, order: str) -> Table:
        """Make a table of these columns from a query, and return its entry in the codebook."""
        columns = ", ".join(f"{cell.sql} AS {quoted(cell.column.name)}" for cell in taken)
        rows = self.make(id_, f"SELECT {columns} FROM ({source}) ORDER BY {order}")
        return Table(id_, f"data/{id_}", form, rows, tuple(cell.column for cell in taken))

    def shapes_of(self, planned: PlannedBlock) -> list[Shape]:
        """Return the questions of a block."""
        found = shapes(self.questionnaire)
        return [found[question] for question in planned.questions]

    def keys_of(self, planned: PlannedBlock) -> list[Cell]:
        """Return the columns of the keys of a block."""
        found = shapes(self.questionnaire)
        return [
            replace(cell, column=replace(cell.column, role=KEY)) for key in planned.keys for cell in cells(found[key])
        ]


def flagged() -> str:
    """Return a query of the respondents who have a flag."""
    return f"(SELECT DISTINCT respondent, true AS flagged_ FROM {FLAGS})"


def flag_cell() -> Cell:
    """Return the column that says whether a respondent has a flag."""
    return Cell(FLAGGED, "CASE WHEN flagged_ THEN 'yes' ELSE 'no' END")


def weight_cells(asked: Iterable[Shape]) -> Iterator[Cell]:
    """Yield the weight of a respondent, and one for each module that questions are part of."""
    yield Cell(WEIGHT_OF_RESPONDENT, "1.0::DOUBLE")
    for module in dict.fromkeys(shape.module for shape in asked if shape.module):
        column = f"weight.{module}"
        label = "One over the chance to be given this module; empty where it was not given by chance"
        yield Cell(Column(column, WEIGHT, REAL, label, part=module), quoted(column))


def by_chance(shape: Shape) -> str:
    """Return the condition that nobody volunteered for a question."""
    return f"{quoted('weight.' + shape.module)} IS NOT NULL" if shape.module else "true"


def item_weight(asked: Sequence[Shape]) -> Cell:
    """Return the weight of a line about an item: of its module, by the chance to be asked about the item."""
    module = asked[0].module
    weight = quoted(f"weight.{module}") if module else "1.0::DOUBLE"
    return Cell(WEIGHT_OF_ITEM, f"round({weight} / coalesce(chance, 1.0), 4)")


def answer_cells(asked: Iterable[Shape], keys: Sequence[str]) -> Iterator[Cell]:
    """Yield the columns of answers; what is a key of the block stands before them."""
    for shape in asked:
        if shape.id not in keys:
            yield from cells(shape)
