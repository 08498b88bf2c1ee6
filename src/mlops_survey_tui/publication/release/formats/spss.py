"""SPSS: a system file with labels of variables and values, reasons for a missing answer declared as missing.

The layout of the header follows the description of system files in the PSPP developers' guide.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...codebook.model import CODE, REAL, TICK, WHOLE, Table
from ...codebook.numbers import LOWEST
from ..contents import Contents
from .labels import Variable, fitting, read, variables

if TYPE_CHECKING:
    from pandas import DataFrame

_LABEL, _VALUE_LABEL, _TITLE = 252, 120, 60
_DATE = (92, b"01 Jan 7000:00:00")
"""Place and fixed content of the creation date and time in the header."""
_TOGETHER = 64
_FORMATS = {CODE: "F6.0", TICK: "F1.0", WHOLE: "F12.0", REAL: "F14.6"}


def write_spss(contents: Contents, table: Table, target: Path) -> None:
    """Write the arranged rows as a system file whose bytes depend on nothing but the data."""
    import pyreadstat

    chosen = variables(contents.codebook, table)
    pyreadstat.write_sav(
        _frame(contents, chosen),
        str(target),
        file_label=fitting(f"{contents.codebook.title}: {table.id}", _TITLE),
        column_labels={one.name: fitting(one.column.label, _LABEL) for one in chosen},
        variable_value_labels={one.name: _value_labels(one) for one in chosen if one.labels},
        missing_ranges={one.name: [{"lo": LOWEST, "hi": -1}] for one in chosen if any(n < 0 for n in one.labels)},
        variable_measure={one.name: _measure(one) for one in chosen},
        variable_format={one.name: _FORMATS[one.column.type] for one in chosen if not one.is_text},
        row_compress=True,
    )
    _without_date(target)


def _frame(contents: Contents, chosen: Sequence[Variable]) -> DataFrame:
    """Return the rows, read some columns at a time and kept as narrow as they can be."""
    import pandas

    columns: dict[str, NDArray[Any]] = {}
    for start in range(0, len(chosen), _TOGETHER):
        for variable, values in read(contents.connection, chosen[start : start + _TOGETHER]):
            columns[variable.name] = _column(variable, values)
    return pandas.DataFrame(columns, columns=[one.name for one in chosen])


def _column(variable: Variable, values: np.ma.MaskedArray[Any, Any]) -> NDArray[Any]:
    if variable.is_text:
        return np.asarray(np.ma.filled(values.astype(object), ""), dtype=object)
    if variable.column.type not in (CODE, TICK):
        return np.asarray(np.ma.filled(values.astype(np.float64), np.nan))
    if np.ma.getmaskarray(values).any():
        return np.asarray(np.ma.filled(values.astype(np.float32), np.nan))
    largest = max((abs(number) for number in variable.labels), default=0)
    return np.asarray(values.data).astype(np.int8 if largest < 128 else np.int32)


def _value_labels(variable: Variable) -> dict[int | float, str]:
    return {number: fitting(label, _VALUE_LABEL) or str(number) for number, label in variable.labels.items()}


def _measure(variable: Variable) -> str:
    if variable.column.type in (WHOLE, REAL):
        return "scale"
    return "ordinal" if variable.column.ordered else "nominal"


def _without_date(target: Path) -> None:
    place, content = _DATE
    with target.open("r+b") as file:
        file.seek(place)
        file.write(content)
