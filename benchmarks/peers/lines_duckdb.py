"""The same count with DuckDB from the lines themselves, with typed columns."""

from __future__ import annotations

import sys

import duckdb


def main(file: str, ticked: str, group: str) -> None:
    """Print how many pairs of a tick and a code there are, and how many different ones."""
    types = f'STRUCT("{ticked}" STRUCT("value" VARCHAR[]), "{group}" STRUCT("value" VARCHAR))'
    source = f"read_json('{file}', format = 'newline_delimited', columns = {{answers: '{types}'}})"
    pairs = f'SELECT answers."{group}"."value" AS code, unnest(answers."{ticked}"."value") AS option FROM {source}'
    with duckdb.connect() as connection:
        counts = f"SELECT count(*) AS n FROM ({pairs}) WHERE code IS NOT NULL GROUP BY code, option"
        print(*connection.execute(f"SELECT sum(n), count(*) FROM ({counts})").fetchall()[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
