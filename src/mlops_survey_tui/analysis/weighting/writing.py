"""Writes a file again with a column of weights, by the database, so that it need not fit into memory."""

from __future__ import annotations

from pathlib import Path

from ...publication.sql import literal, quoted
from ..arrays import Floats
from ..failure import AnalysisError
from ..reading.equal_rows import Columns
from ..reading.source import Source

_FORMS = {".csv": "FORMAT csv, HEADER", ".parquet": "FORMAT parquet, COMPRESSION zstd"}
_WEIGHT = "\u0001weight"
"""A name that no column of a file has."""


def write(source: Source, columns: Columns, weights: Floats, name: str, out: Path) -> None:
    """Write all rows in their order, with the weight of their group (groups,), empty where it is NaN.

    Raises:
        AnalysisError: there already is such a column, or the file cannot be written.
    """
    import duckdb

    if name in source.names:
        raise AnalysisError(f"there already is a column {name!r}.", "Give another --name.", place=source.place)
    keys = columns.chosen
    connection = source.connection
    connection.register("weights", {_WEIGHT: weights})
    connection.execute("CREATE OR REPLACE TEMP TABLE weighted AS SELECT * FROM columns POSITIONAL JOIN weights")
    same = " AND ".join(f"rows.{quoted(key)} IS NOT DISTINCT FROM weighted.{quoted(key)}" for key in keys) or "true"
    number, weight = quoted("\u0001row"), f"weighted.{quoted(_WEIGHT)}"
    query = (
        f"SELECT rows.* EXCLUDE ({number}), if(isnan({weight}), NULL, {weight}) AS {quoted(name)} "
        f"FROM (SELECT *, row_number() OVER () AS {number} FROM {source.sql}) rows JOIN weighted ON {same} "
        f"ORDER BY rows.{number}"
    )
    try:
        connection.execute(f"COPY ({query}) TO {literal(str(out))} ({_FORMS[out.suffix.lower()]})")
    except duckdb.Error as error:
        why = str(error).partition("\n")[0]
        raise AnalysisError(f"the file cannot be written ({why}).", "Check the path.", place=str(out)) from None
