"""Exact numbers are shared by enough people, and few change."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.publication.codebook.model import ANSWER, RESPONDENTS, ROW, WHOLE, Column, Table
from mlops_survey_tui.publication.protecting.merging import size_of
from mlops_survey_tui.publication.protecting.numbers import in_runs, share_numbers
from mlops_survey_tui.publication.tables.values import coarse_bands
from tests.publication.editions import questionnaire

COLUMNS = (
    Column("row", ROW, WHOLE, "Row"),
    Column("neighbors.old", ANSWER, WHOLE, "Known before", "neighbors", "old"),
)


@given(st.lists(st.integers(0, 400), min_size=5, max_size=200))
def test_numbers_stand_in_runs_that_enough_have(numbers: list[int]) -> None:
    runs = in_runs([(float(value), count) for value, count in sorted(Counter(numbers).items())])
    assert min(map(size_of, runs)) >= 5
    assert [value for run in runs for value, _ in run] == sorted(set(numbers))


def test_an_unusual_number_is_not_found_and_usual_ones_stay() -> None:
    numbers = [1] * 20 + [2] * 9 + [40, 50, 60, 70, 400]
    with duckdb.connect() as connection:
        connection.execute('CREATE TABLE t ("row" BIGINT, "neighbors.old" BIGINT)')
        connection.executemany("INSERT INTO t VALUES (?, ?)", list(enumerate(numbers)))
        share_numbers(connection, questionnaire("workshop"), Table("t", "data/t", RESPONDENTS, len(numbers), COLUMNS))
        found = dict(connection.execute('SELECT "neighbors.old", count(*) FROM t GROUP BY 1').fetchall())
    assert found == {1: 20, 2: 9, 124: 5}


def test_bands_of_exact_numbers_cover_them_all_once() -> None:
    bands = coarse_bands(0, 1_000)
    assert [value.code for value in bands][:5] == ["0", "1", "2-4", "5-9", "10-19"]
    assert bands[-1].code == "1000+"
    assert all(one.high is not None and two.low == one.high + 1 for one, two in pairwise(bands))
