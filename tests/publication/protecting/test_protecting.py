"""Tables made safe in the engine: what few share is folded, suppressed or evened out, and the codebook says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from mlops_survey_tui.publication.codebook.model import (
    ANSWER,
    CODE,
    FLAG,
    ITEMS,
    KEY,
    REAL,
    RESPONDENTS,
    ROW,
    STATUS,
    TICK,
    WEIGHT,
    WHOLE,
    Block,
    Column,
    Table,
    Value,
)
from mlops_survey_tui.publication.plan.model import Ladder, Level, Plan, PlannedBlock
from mlops_survey_tui.publication.protecting.keys import protect_keys
from mlops_survey_tui.publication.protecting.lines import even_weights, fold_items, protect_scattered
from mlops_survey_tui.publication.protecting.ticks import OTHER, fold_ticks
from mlops_survey_tui.publication.sql import quoted
from tests.publication.editions import questionnaire

ROW_ID = Column("row", ROW, WHOLE, "Row")
WEIGHT_OF_LINE = Column("weight", WEIGHT, REAL, "Weight")


def _codes(name: str, codes: Sequence[str], role: str = ANSWER, question: str = "") -> Column:
    missing = ("skipped", "not_assigned", "prefer_not")
    values = tuple(Value(code, code.title(), missing=code in missing) for code in codes)
    return Column(name, role, CODE, name, question, values=values)


def _table(
    columns: Sequence[Column], rows: Sequence[Sequence[object]], form: str
) -> tuple[duckdb.DuckDBPyConnection, Table]:
    connection = duckdb.connect()
    types = {CODE: "VARCHAR", WHOLE: "BIGINT", REAL: "DOUBLE", TICK: "TINYINT"}
    declared = ", ".join(f"{quoted(one.name)} {types[one.type]}" for one in columns)
    connection.execute(f"CREATE TABLE t ({declared})")
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(columns))})", [list(row) for row in rows])
    return connection, Table("t", "data/t", form, len(rows), tuple(columns))


def _held(connection: duckdb.DuckDBPyConnection, column: str) -> Mapping[object, int]:
    return dict(connection.execute(f'SELECT "{column}", count(*) FROM t GROUP BY 1').fetchall())


def _ticks(*options: str) -> list[Column]:
    return [Column(f"q.{one}", ANSWER, TICK, one.title(), "q", one) for one in options]


def test_options_that_few_ticked_become_other_and_stay_empty_where_nothing_was_answered() -> None:
    columns = [ROW_ID, _codes("q.status", ["answered", "skipped"], STATUS, "q"), *_ticks("a", "b", "c")]
    rows = [[n, "answered", int(n >= 10), int(n < 3), int(3 <= n < 7)] for n in range(40)] + [
        [40, "skipped", None, None, None]
    ]
    connection, table = _table(columns, rows, RESPONDENTS)
    table, folded = fold_ticks(connection, table)
    assert [column.name for column in table.columns] == ["row", "q.status", "q.a", f"q.{OTHER}"]
    assert folded == {"q": ["B", "C"]}
    assert _held(connection, "q.other") == {1: 7, 0: 33, None: 1}
    assert [row[0] for row in connection.execute("DESCRIBE t").fetchall()] == [one.name for one in table.columns]


def test_where_all_options_are_rare_together_they_are_other() -> None:
    columns = [ROW_ID, _codes("q.status", ["answered"], STATUS, "q"), *_ticks("a", "b", "c")]
    connection, table = _table(
        columns, [[n, "answered", *(int(n % 10 == k) for k in range(3))] for n in range(30)], RESPONDENTS
    )
    table, _ = fold_ticks(connection, table)
    assert [column.name for column in table.columns] == ["row", "q.status", "q.other"]
    assert _held(connection, "q.other") == {1: 9, 0: 21}


def test_an_item_that_few_were_asked_about_becomes_other_with_the_next_rarest() -> None:
    items = {"common": 20, "rarer": 7, "rare": 3}
    columns = [ROW_ID, _codes("item", list(items)), _codes("q", ["1"], question="q")]
    lines = [item for item, count in items.items() for _ in range(count)]
    connection, table = _table(columns, [[n, item, "1"] for n, item in enumerate(lines)], ITEMS)
    table, folded = fold_items(connection, table)
    assert _held(connection, "item") == {"common": 20, OTHER: 10}
    assert folded == ["Rare", "Rarer"]
    assert [value.code for value in table.by_name["item"].values] == ["common", OTHER]


def test_a_weight_that_few_have_is_evened_out_with_the_nearest() -> None:
    columns = [ROW_ID, WEIGHT_OF_LINE]
    weights = [1.0] * 10 + [1.2] * 2 + [5.0] * 10
    connection, table = _table(columns, [[n, weight] for n, weight in enumerate(weights)], RESPONDENTS)
    even_weights(connection, table)
    found = _held(connection, "weight")
    assert found == {round(12.4 / 12, 4): 12, 5.0: 10}


def test_a_flag_that_few_have_is_left_out_and_one_that_many_have_stays() -> None:
    flag = Column("flagged", FLAG, CODE, "Flagged", values=(Value("no", "No"), Value("yes", "Yes")))
    for few, kept in ((3, False), (9, True)):
        rows = [[n, "yes" if n < few else "no"] for n in range(40)]
        connection, table = _table([ROW_ID, flag], rows, RESPONDENTS)
        assert ("flagged" in even_weights(connection, table).by_name) is kept


def test_scattered_answers_keep_what_many_gave_and_lose_what_few_did() -> None:
    counts = {
        ("a", "yes"): 60, ("a", "no"): 100, ("a", "skipped"): 2,
        ("b", "yes"): 3, ("b", "no"): 150,
        ("c", "1-2"): 4, ("c", "3-4"): 7, ("c", "5+"): 150,
    }  # fmt: skip
    lines = [pair for pair, count in counts.items() for _ in range(count)]
    columns = [
        ROW_ID,
        _codes("item", ["a", "b", "c"], question="q"),
        WEIGHT_OF_LINE,
        _codes("q", ["yes", "no", "1-2", "3-4", "5+", "skipped"], question="q"),
    ]
    connection, table = _table(columns, [[n, item, 1.0, code] for n, (item, code) in enumerate(lines)], ITEMS)
    table, dropped = protect_scattered(connection, table)
    found = dict(connection.execute("SELECT item || ':' || q, count(*) FROM t GROUP BY 1").fetchall())
    assert found == {"a:yes": 60, "a:no": 100, "c:suppressed": 11, "c:5+": 150}
    assert dropped == ["B"], "hiding three ticks would have hidden all"
    assert "suppressed" in {value.code for value in table.by_name["q"].values}


def _keyed(rows: Sequence[Sequence[object]]) -> tuple[duckdb.DuckDBPyConnection, Block, Plan]:
    codes = ["north", "south", "east", "west"]
    key = _codes("region", codes, KEY, "region")
    answer = _codes("q", ["1", "2"], question="q")
    connection, table = _table([ROW_ID, key, answer], rows, RESPONDENTS)
    level = Level("half", {"north": "up", "east": "up", "south": "down", "west": "down"}, {"up": "Up", "down": "Down"})
    plan = Plan((PlannedBlock("t", "T", ("region", "q"), ("region",)),), {"region": Ladder("region", (level,))})
    return connection, Block("t", "T", (table,), ("region",)), plan


def test_a_key_gets_as_coarse_as_it_must_and_says_so() -> None:
    rows = [[n, ("north", "south", "east")[n % 3], "1"] for n in range(60)] + [[60 + n, "west", "2"] for n in range(4)]
    connection, block, plan = _keyed([*rows, *([70 + n, "east", "2"] for n in range(2))])
    outcome = protect_keys(connection, questionnaire("coffee"), plan, block)
    assert outcome.block is not None
    column = outcome.block.tables[0].by_name["region"]
    counts = _held(connection, "region")
    assert all(count >= 5 for count in counts.values())
    assert set(counts) <= {value.code for value in column.values}
    assert outcome.block.keys == ("region",)
    assert outcome.report["levels"]["region"] == column.level


def test_a_key_that_cannot_be_kept_is_left_out_of_the_table() -> None:
    connection, block, plan = _keyed([[n, "north" if n < 3 else "south", "1"] for n in range(12)])
    outcome = protect_keys(connection, questionnaire("coffee"), plan, block)
    assert outcome.block is not None
    assert "region" not in outcome.block.tables[0].by_name
    assert outcome.block.keys == ()
    assert outcome.report["levels"] == {"region": "any"}


def test_a_block_about_too_few_people_is_withheld_with_the_reason() -> None:
    connection, block, plan = _keyed([[n, "north", "1"] for n in range(9)])
    outcome = protect_keys(connection, questionnaire("coffee"), plan, block)
    assert outcome.block is None
    assert "fewer than 10" in outcome.reason
