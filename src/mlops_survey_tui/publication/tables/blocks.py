"""From the staging tables to the tables of a release: each block with rows and an order of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ..codebook.model import Block, Table
from ..plan.model import PlannedBlock
from ..sql import quoted
from .items import items
from .making import Making
from .parts import parts
from .respondents import respondents
from .scattered import scattered
from .sets import sets
from .shapes import WORDS
from .texts import texts


def blocks(making: Making) -> Iterator[Block]:
    """Make the tables of all blocks in the engine, named by their ids; yield what each block holds.

    A table without rows is left out.
    """
    for planned in making.plan.blocks:
        making.begin(planned.id)
        made = tuple(table for table in _tables(making, planned) if table.rows)
        for table in made:
            top = making.connection.execute(f'SELECT max("row") FROM {quoted(table.id)}').fetchall()[0][0]
            making.last = max(making.last, int(top))
        yield Block(planned.id, planned.title, made, planned.keys, note=planned.note)


def _tables(making: Making, planned: PlannedBlock) -> Iterator[Table]:
    """Yield the tables of a block: for respondents, for items, for parts of items, for sets, for texts.

    The first one carries the keys and the name of the block.
    """
    asked = making.shapes_of(planned)
    if words := [shape for shape in asked if shape.kind in WORDS]:
        yield texts(making, planned, words)
    identifying = [shape for shape in asked if shape.is_scattered]
    once = [shape for shape in asked if not shape.by_items and shape.kind not in WORDS and not shape.is_scattered]
    by_items = [shape for shape in asked if shape.by_items and shape.kind != "allocation"]
    divided = [shape for shape in asked if shape.by_items and shape.kind == "allocation"]
    if once:
        yield respondents(making, planned, once)
    if compared := [shape for shape in once if shape.kind == "maxdiff"]:
        yield sets(making, planned, compared)
    if by_items:
        yield items(making, planned, by_items, "_items" if once else "")
    if divided:
        yield parts(making, planned, divided, "_parts" if once or by_items else "")
    for number, shape in enumerate(identifying):
        yield scattered(making, planned, shape, f"_{shape.id}" if once or by_items or divided or number else "")
