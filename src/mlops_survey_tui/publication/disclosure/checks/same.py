"""The files of a table say the same, and what the codebook says of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...codebook.model import CODE, RESPONDENTS
from ...limits import CELL_MINIMUM
from ..findings import Failure
from ..measures import distinct
from ..release_files import differing
from ..released import Released


def csv_same(release: Released) -> Iterator[Failure]:
    """Yield tables whose CSV is not what the Parquet is; all other checks look at the Parquet."""
    for _, table in release.tables():
        parquet, csv = release.file(table), release.file(table, "csv")
        if parquet.rows != csv.rows:
            yield Failure("csv", f"{table.file}.csv", f"has {csv.rows} rows, the Parquet {parquet.rows}")
        elif wrong := differing(parquet, csv, table.columns):
            yield Failure("csv", f"{table.file}.csv", f"is not what the Parquet is in {', '.join(wrong)}")


def counts_same(release: Released) -> Iterator[Failure]:
    """Yield tables that have more or fewer rows than the codebook, a block or the edition."""
    method = release.json("method.json") or {}
    kept = method.get("kept")
    for block in release.codebook.blocks:
        for table in block.tables:
            rows = release.file(table).rows
            if rows != table.rows:
                yield Failure("counts", table.id, f"has {rows} rows, the codebook says {table.rows}")
            if table.form == RESPONDENTS and isinstance(kept, int) and len(distinct(release.people(table))) > kept:
                yield Failure("counts", table.id, f"is about more people than the edition kept, {kept}")
            for column in table.columns if table.form == RESPONDENTS else ():
                if column.type == CODE and any(value.count for value in column.values):
                    found = np.bincount(np.maximum(release.codes(table, column), 0), minlength=len(column.values))
                    told = np.where(found < CELL_MINIMUM, 0, found)
                    if told.tolist() != [value.count for value in column.values]:
                        yield Failure(
                            "counts", f"{table.id}.{column.name}", "codes are not as frequent as the codebook says"
                        )
