"""Flags and weights cannot be used to put the lines of two blocks together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.publication.codebook.model import (
    CODE,
    FLAG,
    KEY,
    REAL,
    RESPONDENTS,
    ROW,
    WEIGHT,
    WHOLE,
    Column,
    Table,
    Value,
)
from mlops_survey_tui.publication.protecting.lines import even_weights
from mlops_survey_tui.publication.protecting.within_classes import even_within

COLUMNS = (
    Column("row", ROW, WHOLE, "Row"),
    Column("role", KEY, CODE, "Role", "role", values=tuple(Value(one, one) for one in "abc")),
    Column("flagged", FLAG, CODE, "Flagged", values=(Value("no", "No"), Value("yes", "Yes"))),
    Column("weight.m", WEIGHT, REAL, "Weight", part="m"),
)
People = list[tuple[str, str, float]]
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.sampled_from(["no", "no", "no", "yes"]), st.sampled_from([1.5, 2.0, 3.25, 9.0])
    ),
    min_size=20,
    max_size=80,
).filter(lambda people: min(Counter(role for role, _, _ in people).values()) >= 5)


def _evened(people: Sequence[tuple[str, str, float]]) -> list[dict[str, object]]:
    with duckdb.connect() as connection:
        connection.execute('CREATE TABLE t ("row" BIGINT, role VARCHAR, flagged VARCHAR, "weight.m" DOUBLE)')
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", [[n, *one] for n, one in enumerate(people)])
        table = even_within(connection, Table("t", "data/t", RESPONDENTS, len(people), COLUMNS))
        table = even_weights(connection, table)
        found = connection.execute("SELECT * FROM t").fetchall()
        return [dict(zip(table.by_name, line, strict=True)) for line in found]


@given(PEOPLE)
def test_whoever_shares_the_keys_shares_flag_and_weight_with_four_others(people: People) -> None:
    lines = _evened(people)
    shared = Counter(tuple(one.get(name) for name in ("role", "flagged", "weight.m")) for one in lines)
    assert min(shared.values()) >= 5


@given(PEOPLE)
def test_weights_of_a_class_keep_their_total(people: People) -> None:
    evened = _evened(people)
    for one in "abc":
        before = sum(weight for role, _, weight in people if role == one)
        assert abs(sum(float(str(line["weight.m"])) for line in evened if line["role"] == one) - before) < 0.01


def test_a_flag_is_suppressed_for_a_class_in_which_few_have_it_and_stays_where_many_do() -> None:
    lines = _evened(
        [("a", "yes" if n < 9 else "no", 1.0) for n in range(30)] + [("b", "no", 1.0)] * 9 + [("b", "yes", 1.0)]
    )
    flags = Counter((line["role"], line["flagged"]) for line in lines)
    assert flags == {("a", "yes"): 9, ("a", "no"): 21, ("b", "suppressed"): 10}
