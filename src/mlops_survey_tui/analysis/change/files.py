"""Answers to compare from any CSV or Parquet: a column a variable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from ..missing import known
from ..reading import CODE, REAL, Wanted, read_rows
from .answers import Edition, as_numbers, coded


def read_pair(
    places: tuple[str, str], variables: tuple[str, str], facts: Sequence[str], names: Mapping[str, str], as_codes: bool
) -> tuple[Edition, Edition]:
    """Read a variable from two tables; numbers become means unless either table has other codes, or ``as_codes``.

    Raises:
        AnalysisError: a column is missing, or a weight is no number; file, column and line are said.
    """
    old, new = (_read(place, name, facts, names) for place, name in zip(places, variables, strict=True))
    if as_codes:
        return old, new
    before, after = as_numbers(old.answers[0]), as_numbers(new.answers[0])
    if before is None or after is None:
        return old, new
    return replace(old, answers=(before,)), replace(new, answers=(after,))


def _read(place: str, variable: str, facts: Sequence[str], names: Mapping[str, str]) -> Edition:
    wanted = [Wanted("weight", REAL, needed=False, empty=True)]
    wanted += [Wanted(name, CODE) for name in dict.fromkeys((variable, *facts))]
    rows = read_rows(place, wanted, names)
    weights = np.nan_to_num(rows.real("weight")) if rows.has("weight") else np.ones(rows.count)
    low = np.flatnonzero(weights < 0)
    if len(low):
        raise rows.failure(
            "a weight is below 0.", "Mend the cell, or leave the row out.", role="weight", row=int(low[0])
        )
    return Edition(
        place, (coded(variable, "", rows.ids(variable)),), weights, {name: known(rows.ids(name)) for name in facts}
    )
