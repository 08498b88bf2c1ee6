"""From the staging tables to the tables of a release: each block with rows in an order of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...questionnaire.model import Questionnaire
from ..codebook.model import (
    ANSWER,
    CODE,
    FLAG,
    ITEMS,
    KEY,
    PARTS,
    REAL,
    RESPONDENTS,
    ROW,
    SETS,
    TEXT,
    TEXTS,
    WEIGHT,
    WHOLE,
    Block,
    Column,
    Table,
    Value,
)  # fmt: skip
from ..plan.model import Plan, PlannedBlock
from .cells import Cell, cells
from .labels import label
from .shapes import WORDS, Shape, shapes
from .staging import ITEMS as STAGED_ITEMS
from .staging import PEOPLE, literal, name, value_type

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROW = Column("row", ROW, WHOLE, "Number of the row; random, and another one in each block and release")
_WEIGHT = Column("weight", WEIGHT, REAL, "Weight of the respondent")
_FLAGGED = Column(
    "flagged", FLAG, CODE, "Marked by the quality checks", values=(Value("no", "Not marked"), Value("yes", "Marked"))
)


@dataclass(frozen=True)
class Flattening:
    """What the making of tables needs: the engine, the questionnaire, the plan, and the secret that orders rows."""

    connection: DuckDBPyConnection
    questionnaire: Questionnaire
    plan: Plan
    secret: str

    def order(self, block: str, *parts: str) -> str:
        """Return the expression by which lines of a block are put in an order that nobody can guess."""
        text = " || '/' || ".join([literal(f"{self.secret}/{block}"), *(f"CAST({part} AS VARCHAR)" for part in parts)])
        return f"sha256({text})"

    def make(self, table: str, query: str) -> int:
        """Make a table of the release; return how many rows it has."""
        self.connection.execute(f"CREATE OR REPLACE TABLE {name(table)} AS {query}")
        found = self.connection.execute(f"SELECT count(*) FROM {name(table)}").fetchone()
        assert found is not None
        return int(found[0])


def blocks(flattening: Flattening) -> Iterator[Block]:
    """Make the tables of all blocks in the engine, named by their ids; yield what each block holds."""
    for planned in flattening.plan.blocks:
        tables = tuple(_counted(flattening, table) for table in _tables(flattening, planned) if table.rows)
        yield Block(planned.id, planned.title, tables, planned.keys, note=planned.note)


def _tables(flattening: Flattening, planned: PlannedBlock) -> Iterator[Table]:
    found = shapes(flattening.questionnaire)
    asked = [found[question] for question in planned.questions]
    if texts := [shape for shape in asked if shape.kind in WORDS]:
        yield _texts(flattening, planned, texts)
    once = [shape for shape in asked if not shape.by_items and shape.kind not in WORDS]
    if once:
        yield _respondents(flattening, planned, once)
    if sets := [shape for shape in once if shape.kind == "maxdiff"]:
        yield _sets(flattening, planned, sets)
    parts = [shape for shape in asked if shape.by_items and shape.kind == "allocation"]
    items = [shape for shape in asked if shape.by_items and shape.kind != "allocation"]
    if items:
        yield _items(flattening, planned, items, "" if not once else "_items")
    if parts:
        yield _parts(flattening, planned, parts, "" if not once and not items else "_parts")


def _people(flattening: Flattening, planned: PlannedBlock) -> str:
    """Return a query of the respondents of a block, with a random number in ``row``."""
    order = flattening.order(planned.id, "respondent")
    return f"SELECT *, row_number() OVER (ORDER BY {order}) AS row_ FROM {PEOPLE}"


def _respondents(flattening: Flattening, planned: PlannedBlock, asked: Sequence[Shape]) -> Table:
    found = shapes(flattening.questionnaire)
    keys = [_as_key(cell) for key in planned.keys for cell in cells(found[key])]
    taken = [*_before(keys), *_weights(asked), *_answers(asked, planned.keys)]
    query = (
        f"SELECT {_columns(taken)} FROM ({_people(flattening, planned)}) WHERE {_could(asked, planned)} ORDER BY row_"
    )
    rows = flattening.make(planned.id, query)
    return Table(planned.id, f"data/{planned.id}", RESPONDENTS, rows, tuple(cell.column for cell in taken))


def _could(asked: Sequence[Shape], planned: PlannedBlock) -> str:
    """Return the condition that a respondent was on the path of at least one question."""
    return " OR ".join(f"{name(shape.id + '.status')} <> 'not_routed'" for shape in asked)


def _before(keys: Iterable[Cell]) -> list[Cell]:
    return [Cell(_ROW, "row_"), *keys, Cell(_FLAGGED, "'no'")]


def _as_key(cell: Cell) -> Cell:
    return replace(cell, column=replace(cell.column, role=KEY))


def _answers(asked: Sequence[Shape], keys: Sequence[str]) -> Iterator[Cell]:
    for shape in asked:
        if shape.id not in keys:
            yield from cells(shape)


def _weights(asked: Sequence[Shape]) -> Iterator[Cell]:
    yield Cell(_WEIGHT, "1.0::DOUBLE")
    for module in dict.fromkeys(shape.module for shape in asked if shape.module):
        column = Column(f"weight.{module}", WEIGHT, REAL, "One over the chance to be given this module", part=module)
        yield Cell(column, f"CASE WHEN list_contains(modules, {literal(module)}) THEN 1.0::DOUBLE END")


def _columns(taken: Iterable[Cell]) -> str:
    return ", ".join(f"{cell.sql} AS {name(cell.column.name)}" for cell in taken)


def _sets(flattening: Flattening, planned: PlannedBlock, asked: Sequence[Shape]) -> Table:
    """Make the table of the sets of best-worst questions, one line for each item of each set that was answered."""
    id_ = f"{planned.id}_sets"
    queries = [
        f'SELECT row_, {literal(shape.id)} AS question, m."set" AS "set", m.most, m.least, '
        f'{name(shape.id + ".sets")}[m."set"] AS shown FROM (SELECT *, unnest({name(shape.id + ".value")}) AS m '
        f"FROM ({_people(flattening, planned)}) WHERE {name(shape.id + '.status')} = 'answered')"
        for shape in asked
    ]
    query = (
        'SELECT row_ AS "row", question, "set", position, shown[position] AS item, CASE WHEN shown[position] = most '
        "THEN 1 WHEN shown[position] = least THEN -1 ELSE 0 END AS choice "
        f"FROM (SELECT *, unnest(range(1, len(shown) + 1))::INTEGER AS position FROM ({' UNION ALL '.join(queries)})) "
        'ORDER BY row_, question, "set", position'
    )
    items = {id_: label(option) for shape in asked for id_, option in shape.options.items()}
    columns = (
        _ROW,
        Column("question", ANSWER, CODE, "Question", values=tuple(Value(shape.id, shape.id) for shape in asked)),
        Column("set", ANSWER, WHOLE, "Number of the set, in the order shown"),
        Column("position", ANSWER, WHOLE, "Place of the item in its set"),
        Column("item", ANSWER, CODE, "Item", values=tuple(Value(*pair) for pair in items.items())),
        Column("choice", ANSWER, WHOLE, "1 chosen as most, -1 as least, 0 neither"),
    )
    return Table(id_, f"data/{id_}", SETS, flattening.make(id_, query), columns)


def _cast(shape: Shape) -> str:
    """Return the typed value of a line of the staged items."""
    if value_type(shape) == "VARCHAR":
        return "value->>'$'"
    return f"CAST(value AS {value_type(shape)})"


def _source(shape: Shape) -> str:
    """Return a query of the items for which a question was asked, with its columns named as if asked once."""
    fields = {"status": "status", "value": _cast(shape), "shown": "shown"}
    named = ", ".join(f"{sql} AS {name(f'{shape.id}.{field}')}" for field, sql in fields.items())
    return f'SELECT respondent, item, "inner", chance, {named} FROM {STAGED_ITEMS} WHERE question = {literal(shape.id)}'


def _joined(asked: Sequence[Shape]) -> str:
    query = f"({_source(asked[0])}) AS q0"
    for number, shape in enumerate(asked[1:], 1):
        query += f' FULL JOIN ({_source(shape)}) AS q{number} USING (respondent, item, "inner")'
    chance = ", ".join(f"q{number}.chance" for number in range(len(asked)))
    statuses = ", ".join(f"coalesce({name(s.id + '.status')}, 'not_routed') AS {name(s.id + '.status')}" for s in asked)
    rest = ", ".join(f"{name(s.id + '.value')}, {name(s.id + '.shown')}" for s in asked)
    return f'SELECT respondent, item, "inner", coalesce({chance}) / 1e6 AS chance, {statuses}, {rest} FROM {query}'


def _item_lines(flattening: Flattening, planned: PlannedBlock, asked: Sequence[Shape], linked: bool) -> str:
    """Return a query of the items of a block; linked ones have the number of their respondent's row."""
    if linked:
        return f"SELECT * FROM ({_joined(asked)}) JOIN ({_people(flattening, planned)}) USING (respondent)"
    order = flattening.order(planned.id, "respondent", "item", '"inner"')
    lines = f"SELECT * FROM ({_joined(asked)}) JOIN {PEOPLE} USING (respondent)"
    return f"SELECT *, row_number() OVER (ORDER BY {order}) AS row_ FROM ({lines})"


def _items(flattening: Flattening, planned: PlannedBlock, asked: Sequence[Shape], suffix: str) -> Table:
    found = shapes(flattening.questionnaire)
    id_ = planned.id + suffix
    keys = [_as_key(cell) for key in planned.keys for cell in cells(found[key])] if not suffix else []
    weight = "(1.0 / coalesce(chance, 1.0))::DOUBLE"
    taken = [
        Cell(_ROW, "row_"),
        *_item_cells(asked),
        *keys,
        Cell(_FLAGGED, "'no'"),
        Cell(
            replace(_WEIGHT, label="Weight of the item: of its respondent, by the chance to be asked about it"), weight
        ),
        *_answers(asked, planned.keys),
    ]
    linked = planned.linked or bool(suffix)
    lines = _item_lines(flattening, planned, asked, linked)
    query = f'SELECT {_columns(taken)} FROM ({lines}) ORDER BY row_, item, "inner"'
    return Table(id_, f"data/{id_}", ITEMS, flattening.make(id_, query), tuple(cell.column for cell in taken))


def _item_cells(asked: Sequence[Shape]) -> Iterator[Cell]:
    values = tuple(Value(id_, label(option)) for id_, option in asked[0].items.items())
    yield Cell(Column("item", ANSWER, CODE, "What the line is about", values=values), "item")
    if len(asked[0].loops) > 1:
        yield Cell(Column("inner_item", ANSWER, CODE, "What of it the line is about"), '"inner"')


def _parts(flattening: Flattening, planned: PlannedBlock, asked: Sequence[Shape], suffix: str) -> Table:
    """Make the table of allocations asked for items, one line for each part of each item of a respondent."""
    id_ = planned.id + suffix
    found = shapes(flattening.questionnaire)
    keys = [_as_key(cell) for key in planned.keys for cell in cells(found[key])] if not suffix else []
    labels = {row: label(option) for shape in asked for row, option in shape.rows.items()}
    lines = _part_lines(asked)
    cells_ = []
    for shape in asked:
        status = next(cells(shape))
        column = Column(shape.id, ANSWER, WHOLE, status.column.label.removeprefix("Answer to: "), shape.id)
        cells_ += [Cell(column, name(shape.id)), Cell(status.column, name(shape.id + ".status"))]
    taken = [
        Cell(_ROW, "row_"),
        *_item_cells(asked),
        Cell(
            Column("part", ANSWER, CODE, "Part of the whole", values=tuple(Value(*pair) for pair in labels.items())),
            "part",
        ),
        *keys,
        Cell(_FLAGGED, "'no'"),
        Cell(_WEIGHT, "(1.0 / coalesce(chance, 1.0))::DOUBLE"),
        *cells_,
    ]
    people = _people(flattening, planned)
    query = f"SELECT {_columns(taken)} FROM ({lines}) JOIN ({people}) USING (respondent) ORDER BY row_, item, part"
    return Table(id_, f"data/{id_}", PARTS, flattening.make(id_, query), tuple(cell.column for cell in taken))


def _part_lines(asked: Sequence[Shape]) -> str:
    """Return a query of the parts of allocations: each item has a line for every part that a question divides it into.

    An item that no question divides has one line without a part, which says why.
    """
    whole = f"SELECT * FROM {STAGED_ITEMS} WHERE question IN ({', '.join(literal(shape.id) for shape in asked)})"
    statuses = ", ".join(
        f"coalesce(any_value(status) FILTER (question = {literal(shape.id)}), 'not_routed') "
        f"AS {name(shape.id + '.status')}"
        for shape in asked
    )
    shares = ", ".join(f"max(e.value) FILTER (question = {literal(shape.id)}) AS {name(shape.id)}" for shape in asked)
    items = f'SELECT respondent, item, "inner", max(chance) / 1e6 AS chance, {statuses} FROM ({whole}) GROUP BY 1, 2, 3'
    divided = (
        f'SELECT respondent, item, "inner", question, unnest(map_entries(CAST(value AS MAP(VARCHAR, BIGINT)))) AS e '
        f"FROM ({whole}) WHERE status = 'answered'"
    )
    parts = f'SELECT respondent, item, "inner", e.key AS part, {shares} FROM ({divided}) GROUP BY 1, 2, 3, 4'
    return f'SELECT * FROM ({items}) LEFT JOIN ({parts}) USING (respondent, item, "inner")'


def _texts(flattening: Flattening, planned: PlannedBlock, asked: Sequence[Shape]) -> Table:
    """Make the table of words that respondents agreed to share."""
    queries = [
        f"SELECT respondent, {literal(shape.id)} AS question, {name(shape.id + '.value')} AS text FROM {PEOPLE} "
        f"WHERE {name(shape.id + '.value')} IS NOT NULL"
        for shape in asked
        if not shape.by_items
    ]
    order = flattening.order(planned.id, "respondent", "question")
    query = (
        f'SELECT row_number() OVER (ORDER BY {order}) AS "row", question, text FROM ({" UNION ALL ".join(queries)}) '
        'ORDER BY "row"'
    )
    values = tuple(Value(shape.id, shape.id) for shape in asked)
    columns = (
        _ROW,
        Column("question", ANSWER, CODE, "Question", values=values),
        Column("text", ANSWER, TEXT, "Words of the respondent"),
    )
    return Table(planned.id, f"data/{planned.id}", TEXTS, flattening.make(planned.id, query), columns)


def _counted(flattening: Flattening, table: Table) -> Table:
    """Return a table with the number of rows of each code."""
    columns = tuple(
        replace(column, values=tuple(_with_counts(flattening, table, column))) if column.type == CODE else column
        for column in table.columns
    )
    return replace(table, columns=columns)


def _with_counts(flattening: Flattening, table: Table, column: Column) -> Iterator[Value]:
    query = f"SELECT {name(column.name)}, count(*) FROM {name(table.id)} GROUP BY 1"
    counts = dict(flattening.connection.execute(query).fetchall())
    for value in column.values:
        yield replace(value, count=counts.pop(value.code, 0))
