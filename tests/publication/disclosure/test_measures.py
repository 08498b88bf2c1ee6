"""Measures agree with pycanon and with SQL written from the definitions."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.publication.disclosure.measures import (
    Classes,
    Codes,
    Diversity,
    classes_of,
    combined,
    distinct,
    diversity_of,
    risks_of,
)

FIGURES = Path(__file__).parent / "figures"
TABLES: list[dict[str, list[int | str]]] = json.loads((FIGURES / "tables.json").read_text("utf-8"))
PYCANON = json.loads((FIGURES / "pycanon.json").read_text("utf-8"))

_CELLS = "SELECT class, s, count(*) AS n, sum(count(*)) OVER (PARTITION BY class) AS size FROM t GROUP BY class, s"
_DISTANCES = """
WITH cells AS (SELECT class, s, count(*) AS n FROM t GROUP BY class, s),
     sizes AS (SELECT class, count(*) AS size FROM t GROUP BY class),
     whole AS (SELECT s, count(*) * 1.0 / (SELECT count(*) FROM t) AS share FROM t GROUP BY s),
     apart AS (SELECT sizes.class, whole.s, coalesce(n, 0) * 1.0 / size - share AS d FROM sizes CROSS JOIN whole
               LEFT JOIN cells ON cells.class = sizes.class AND cells.s = whole.s),
     summed AS (SELECT class, d, sum(d) OVER (PARTITION BY class ORDER BY s ROWS UNBOUNDED PRECEDING) AS run FROM apart)
SELECT max(equal), max(ordered) FROM (
  SELECT sum(abs(d)) / 2 AS equal, sum(abs(run)) / max((SELECT count(*) FROM whole) - 1, 1) AS ordered FROM summed GROUP BY class)
"""


def _coded(table: Mapping[str, list[int | str]], name: str) -> Codes:
    return np.unique(np.array(table[name]), return_inverse=True)[1].astype(np.int64)


def _ours(table: Mapping[str, list[int | str]]) -> tuple[Classes, dict[str, Diversity]]:
    keys = [_coded(table, name) for name in table if name.startswith("q")]
    classes = classes_of(keys, len(keys[0]))
    return classes, {name: diversity_of(classes, _coded(table, name)) for name in ("words", "number")}


@pytest.mark.parametrize("number", range(len(TABLES)))
def test_k_l_and_t_are_those_of_pycanon(number: int) -> None:
    classes, found = _ours(TABLES[number])
    theirs = PYCANON[number]
    assert classes.k == theirs["k"]
    for name, diversity in found.items():
        assert diversity.distinct == theirs["l"][name]
        assert theirs["entropy"][name] in {math.floor(diversity.entropy), math.floor(diversity.entropy - 1e-9)}
    assert found["words"].t_equal == pytest.approx(theirs["t"]["words"], abs=1e-12)
    assert found["number"].t_ordered == pytest.approx(theirs["t"]["number"], abs=1e-12)


@pytest.mark.parametrize("number", range(len(TABLES)))
def test_all_measures_are_those_of_sql_in_sqlite(number: int) -> None:
    table = TABLES[number]
    keys = [name for name in table if name.startswith("q")]
    classes, found = _ours(table)
    risks = risks_of(classes)
    for name, diversity in found.items():
        with sqlite3.connect(":memory:") as base:
            base.create_function("ln", 1, math.log)
            base.execute("CREATE TABLE t (class TEXT, s)")
            rows = zip(zip(*(table[key] for key in keys), strict=True), table[name], strict=True)
            base.executemany("INSERT INTO t VALUES (?, ?)", ((repr(key), value) for key, value in rows))
            sizes = base.execute(
                "SELECT min(n), count(*) * 1.0 / sum(n), sum(n = 1) FROM (SELECT count(*) AS n FROM t GROUP BY class)"
            ).fetchone()
            distinct = base.execute(
                "SELECT min(d) FROM (SELECT count(DISTINCT s) AS d FROM t GROUP BY class)"
            ).fetchone()
            entropy = base.execute(
                f"SELECT min(h) FROM (SELECT -sum(n * 1.0 / size * ln(n * 1.0 / size)) AS h FROM ({_CELLS}) GROUP BY class)"
            ).fetchone()
            equal, ordered = base.execute(_DISTANCES).fetchone()
        measured = [risks.k, risks.average, risks.uniques, diversity.distinct, diversity.entropy]
        assert measured == pytest.approx([*sizes, distinct[0], math.exp(entropy[0])])
        assert [diversity.t_equal, diversity.t_ordered] == pytest.approx([equal, ordered])


@pytest.mark.parametrize("number", range(len(TABLES)))
def test_recursive_diversity_is_that_of_the_definition(number: int) -> None:
    classes, found = _ours(TABLES[number])
    for name, diversity in found.items():
        column = _coded(TABLES[number], name)
        least = 1
        for one in range(len(classes.sizes)):
            counts = sorted(np.unique(column[classes.of == one], return_counts=True)[1].tolist(), reverse=True)
            tail = sum(counts[diversity.distinct - 1 :])
            least = max(least, next(c for c in range(1, 10_000) if counts[0] < c * tail))
        assert diversity.recursive == least


def test_a_suppressed_cell_is_a_value_of_its_own() -> None:
    assert classes_of([np.array([0, 0, -1, -1, -1])], 5).sizes.tolist() == [3, 2]


def test_a_table_without_rows_or_keys_has_figures() -> None:
    assert risks_of(classes_of([np.zeros(0, dtype=np.int64)], 0)).highest == 0.0
    assert classes_of([], 7).k == 7


@given(st.lists(st.tuples(*[st.sampled_from([-1, 0, 3, 10**12, 2**61])] * 4), min_size=1, max_size=40))
def test_combinations_are_the_same_exactly_where_all_values_are(rows: list[tuple[int, ...]]) -> None:
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)]
    codes, count = combined(columns, len(rows))
    assert count == len(set(rows))
    assert len(set(zip(rows, codes.tolist(), strict=True))) == count


@given(st.lists(st.integers(-(2**62), 2**62) | st.integers(-3, 9)))
def test_different_numbers_are_those_of_a_set_in_order(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, dtype=np.int64)).tolist() == sorted(set(numbers))
