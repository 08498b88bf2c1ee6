"""The staging tables: every respondent as received, linked, a column for each question; nothing of it is published.

``people`` has one line a respondent, ``items`` one for each item of a loop. Records are read by the engine itself, with
types that follow from the questionnaire, so that memory stays bounded whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...questionnaire.model import Questionnaire
from ..sql import literal, quoted
from .shapes import Shape, shapes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCHEMA = "staged"
PEOPLE, ITEMS = f"{SCHEMA}.people", f"{SCHEMA}.items"
FACTS = {
    "number": "BIGINT",
    "outcome": "VARCHAR",
    "minutes": "VARCHAR",
    "channel": "VARCHAR",
    "version": "VARCHAR",
    "hash": "VARCHAR",
    "stratum": "VARCHAR",
    "modules": "VARCHAR[]",
    "left_out": "VARCHAR[]",
    "volunteered": "VARCHAR[]",
    "content": "UUID",
    "randomness": "INTEGER",
    "tokens": "UINTEGER[]",
    "bands": "BIGINT[]",
    "contradicts": "VARCHAR[]",
}
"""What is known of a respondent beside the answers: facts of the bundle, and what the quality checks look at."""
DUPLICATE = "duplicate"
COINCIDENCE = 20
"""Bits from which on two bundles that agree in everything are one interview, sent twice: those of chance, and one for
each answer.
"""
_ITEM = (
    'STRUCT(question VARCHAR, item VARCHAR, "inner" VARCHAR, status VARCHAR, value JSON, shown VARCHAR[], '
    "chance BIGINT)[]"
)


def value_type(shape: Shape) -> str:
    """Return the engine's type of the answers to a question."""
    return "VARCHAR" if shape.over_items else _TYPES.get(shape.kind, _code)(shape)


def prepare(connection: DuckDBPyConnection, questionnaire: Questionnaire) -> None:
    """Make the empty staging tables for a questionnaire."""
    columns = ["respondent BIGINT", *(f"{fact} {type_}" for fact, type_ in FACTS.items())]
    columns += [
        f"{quoted(column)} {type_}" for shape in _asked_once(questionnaire) for column, type_ in _columns(shape)
    ]
    connection.execute(f"CREATE SCHEMA {SCHEMA}")
    connection.execute(f"CREATE TABLE {PEOPLE} ({', '.join(columns)})")
    connection.execute(
        f'CREATE TABLE {ITEMS} (respondent BIGINT, question VARCHAR, item VARCHAR, "inner" VARCHAR, status VARCHAR, '
        "value JSON, shown VARCHAR[], chance BIGINT)"
    )


def load(connection: DuckDBPyConnection, questionnaire: Questionnaire, files: Sequence[Path]) -> int:
    """Read files of records, one a line, into the staging tables; return how many were there already, and are not
    taken twice.
    """
    asked = list(_asked_once(questionnaire))
    answers = ", ".join(f"{quoted(shape.id)} {_struct(shape)}" for shape in asked)
    types = {**FACTS, "answers": f"STRUCT({answers})", "items": _ITEM}
    columns = ", ".join(f"{quoted(column)}: {literal(type_)}" for column, type_ in types.items())
    listed = ", ".join(literal(str(file)) for file in files)
    source = f"read_json([{listed}], format = 'newline_delimited', columns = {{{columns}}})"
    taken = [*FACTS, *(_taken(shape, field) for shape in asked for field in _fields(shape))]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE new AS SELECT * FROM {source}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE placed AS {_PLACED}")
    arrived, kept = connection.execute("SELECT count(*), count(*) FILTER (NOT again) FROM placed").fetchall()[0]
    arriving = "FROM new JOIN placed ON new.rowid = placed.line WHERE NOT again"
    connection.execute(f"INSERT INTO {PEOPLE} SELECT respondent, {', '.join(taken)} {arriving}")
    connection.execute(
        f"INSERT INTO {ITEMS} SELECT respondent, i.question, i.item, coalesce(i.\"inner\", ''), i.status, i.value, "
        f"i.shown, i.chance FROM (SELECT respondent, unnest(items) AS i {arriving})"
    )
    connection.execute("DROP TABLE new")
    connection.execute("DROP TABLE placed")
    return int(arrived) - int(kept)


_PLACED = f"""
WITH alike AS (SELECT number, count(*) AS alike FROM {PEOPLE} WHERE number IN (SELECT number FROM new) GROUP BY number),
before AS (SELECT DISTINCT content, true AS before FROM {PEOPLE} WHERE content IN (SELECT content FROM new)),
turns AS (
  SELECT rowid AS line, number, content, randomness + len(tokens) AS bits,
    row_number() OVER (PARTITION BY number ORDER BY rowid) - 1 AS place,
    row_number() OVER (PARTITION BY content ORDER BY number, rowid) AS turn
  FROM new)
SELECT line, number + place + coalesce(alike, 0) AS respondent,
  bits >= {COINCIDENCE} AND (turn > 1 OR before IS NOT NULL) AS again
FROM turns LEFT JOIN alike USING (number) LEFT JOIN before USING (content)
"""
"""By line the number of the respondent, and ``again`` where nobody else can have given the same.

Where coincidence is possible, as in an interview that ends at its first question, both stay. The number of a respondent
comes from what the bundle holds, and goes up by one with each that holds exactly the same.
"""


def _asked_once(questionnaire: Questionnaire) -> Iterator[Shape]:
    return (shape for shape in shapes(questionnaire).values() if not shape.by_items)


def _fields(shape: Shape) -> Mapping[str, str]:
    """Return the fields of an answer in the staging table with their types."""
    return {
        "status": "VARCHAR",
        "value": value_type(shape),
        "shown": "VARCHAR[]",
        **({"sets": "VARCHAR[][]"} if shape.kind == "maxdiff" else {}),
        "texts": "MAP(VARCHAR, VARCHAR)",
    }


def _taken(shape: Shape, field: str) -> str:
    """Return the expression of a field; a question that the version of a bundle did not have was not asked."""
    given = f"answers.{quoted(shape.id)}.{field}"
    return f"coalesce({given}, 'not_routed')" if field == "status" else given


def _columns(shape: Shape) -> Iterator[tuple[str, str]]:
    yield from ((f"{shape.id}.{field}", type_) for field, type_ in _fields(shape).items())


def _struct(shape: Shape) -> str:
    return f"STRUCT({', '.join(f'{field} {type_}' for field, type_ in _fields(shape).items())})"


def _code(_shape: Shape) -> str:
    return "VARCHAR"


def _codes(_shape: Shape) -> str:
    return "VARCHAR[]"


def _by_row(cell: str) -> Callable[[Shape], str]:
    return lambda shape: f"STRUCT({', '.join(f'{quoted(row)} {cell}' for row in shape.rows)})"


def _matrix(shape: Shape) -> str:
    cell = "VARCHAR[]" if shape.question.settings["multiple"] else "VARCHAR"
    if list(shape.scales) != [""]:
        cell = f"STRUCT({', '.join(f'{quoted(scale)} {cell}' for scale in shape.scales)})"
    return _by_row(cell)(shape)


def _maxdiff(_shape: Shape) -> str:
    return 'STRUCT("set" INTEGER, most VARCHAR, least VARCHAR)[]'


_TYPES: Mapping[str, Callable[[Shape], str]] = {
    "multi": _codes,
    "ranking": _codes,
    "matrix": _matrix,
    "number_grid": _by_row("VARCHAR"),
    "allocation": _by_row("BIGINT"),
    "maxdiff": _maxdiff,
}
