"""The same count from the Parquet of a release: every tick of a table by a key, in the engine."""

from __future__ import annotations

import sys

import duckdb


def main(file: str, ticked: str, group: str) -> None:
    """Print how many pairs of a tick and a code there are, and how many different ones."""
    with duckdb.connect() as connection:
        names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM '{file}'").fetchall()]
        ticks = [name for name in names if name.startswith(f"{ticked}.") and not name.endswith(".status")]
        sums = ", ".join(f'coalesce(sum("{name}"), 0)' for name in ticks)
        rows = connection.execute(f"SELECT \"{group}\", {sums} FROM '{file}' GROUP BY 1").fetchall()
        counts = [count for row in rows for count in row[1:] if count]
        print(sum(counts), len(counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
