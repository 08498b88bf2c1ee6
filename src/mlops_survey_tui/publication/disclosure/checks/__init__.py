"""What the gate looks at, each a function that yields what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..findings import Failure
from ..released import Released
from .anonymous import anonymous, diverse
from .cells import small_cells, small_statuses
from .declared import columns_declared, files_declared, values_declared
from .joined import blocks_apart
from .orders import orders_apart, rows_apart
from .same import counts_same, csv_same
from .told import numbers_shared, ticks_shared, weights_shared, words_apart

CHECKS: Mapping[str, Callable[[Released], Iterator[Failure]]] = {
    "files": files_declared,
    "columns": columns_declared,
    "codes": values_declared,
    "csv": csv_same,
    "counts": counts_same,
    "row ids": rows_apart,
    "orders": orders_apart,
    "joins": blocks_apart,
    "anonymity": anonymous,
    "diversity": diverse,
    "ticks": ticks_shared,
    "numbers": numbers_shared,
    "weights": weights_shared,
    "words": words_apart,
    "aggregates": small_cells,
    "statuses": small_statuses,
}
"""By name, in the order in which they are made."""
