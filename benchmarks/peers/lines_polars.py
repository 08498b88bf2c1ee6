"""The same count with polars, streaming over typed lines: run by an interpreter that has it."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any


def main(file: str, ticked: str, group: str) -> None:
    """Print how many pairs of a tick and a code there are, and how many different ones."""
    polars: Any = import_module("polars")
    given = polars.Struct(
        {
            ticked: polars.Struct({"value": polars.List(polars.String)}),
            group: polars.Struct({"value": polars.String}),
        }
    )
    answers = polars.scan_ndjson(file, schema={"answers": given}).select("answers").unnest("answers")
    pairs = answers.select(
        polars.col(group).struct.field("value").alias("code"), polars.col(ticked).struct.field("value").alias("option")
    )
    told = pairs.drop_nulls().explode("option").drop_nulls().group_by("code", "option").len()
    counts = told.collect(engine="streaming")
    print(counts["len"].sum(), counts.height)


if __name__ == "__main__":
    main(*sys.argv[1:])
