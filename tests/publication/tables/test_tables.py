"""The tables hold what the bundles say, read here in another way."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

from mlops_survey_tui.publication.codebook.model import CODE, ITEMS, KEY, RESPONDENTS, SETS, STATUS, TICK, Column, Table
from mlops_survey_tui.publication.intake.flattening import band_code
from mlops_survey_tui.publication.sql import quoted
from mlops_survey_tui.publication.tables.items import numbered_items
from mlops_survey_tui.publication.tables.shapes import shapes
from tests.publication.editions import lines, questionnaire
from tests.publication.staging import made

COUNTS = {"coffee": 60, "workshop": 60, "2026": 120}
UNASKED = {"not_routed", "not_assigned", "not_reached"}
EDITIONS = pytest.mark.parametrize("name", COUNTS)


@cache
def _bundles(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in lines(name, COUNTS[name]))


@cache
def _tables(name: str) -> dict[str, Table]:
    return {table.id: table for block in made(name, COUNTS[name])[1] for table in block.tables}


def _counts(name: str, table: Table, column: Column) -> Counter[Any]:
    return Counter(_columns(name, table.id)[column.name])


@cache
def _columns(name: str, table: str) -> dict[str, list[Any]]:
    found = made(name, COUNTS[name])[0].connection.execute(f"SELECT * FROM {quoted(table)}")
    names = [column[0] for column in found.description or ()]
    return dict(zip(names, map(list, zip(*found.fetchall(), strict=True)), strict=False))


@cache
def _given(name: str, table: str) -> tuple[Any, ...]:
    """Return the bundles of those who have a line: with questions of one module alone, without its volunteers."""
    found = shapes(questionnaire(name))
    plan = made(name, COUNTS[name])[0].plan
    modules = {found[one].module for block in plan.blocks if block.id == table for one in block.questions}
    return tuple(one for one in _bundles(name) if "" in modules or not modules & _volunteered(one))


def _volunteered(bundle: dict[str, Any]) -> set[str]:
    return {entry["volunteer"] for entry in bundle["chance"] if "volunteer" in entry}


@EDITIONS
def test_every_table_is_as_its_codebook_says(name: str) -> None:
    making, blocks = made(name, COUNTS[name])
    for table in _tables(name).values():
        found = making.connection.execute(f"DESCRIBE {quoted(table.id)}").fetchall()
        assert [row[0] for row in found] == [column.name for column in table.columns]
        assert table.columns[0].name == "row"
        for column in table.columns:
            if column.type == CODE:
                known = {value.code for value in column.values}
                assert set(_counts(name, table, column)) <= known, f"{table.id}.{column.name}"
    assert len({block.id for block in blocks}) == len(blocks)


@EDITIONS
def test_single_answers_are_counted_as_in_the_bundles(name: str) -> None:
    found = shapes(questionnaire(name))
    for table in _tables(name).values():
        for column in table.columns if table.form == RESPONDENTS else ():
            shape = found.get(column.name)
            if shape is None or not shape.is_one_code or (column.role == KEY and table.id != "profile"):
                continue
            told = Counter(_code(bundle["answers"][shape.id]) for bundle in _given(name, table.id))
            assert {code: n for code, n in _counts(name, table, column).items() if code not in UNASKED} == {
                code: n for code, n in told.items() if code not in UNASKED
            }, column.name


@EDITIONS
def test_nobody_has_a_line_in_a_block_of_which_they_were_asked_nothing(name: str) -> None:
    for table in _tables(name).values():
        if table.form == RESPONDENTS:
            answers = [column for column in table.columns if column.question and column.type == CODE]
            columns = [_columns(name, table.id)[column.name] for column in answers]
            assert all(set(line) - UNASKED for line in zip(*columns, strict=True)), table.id


def _code(given: dict[str, Any]) -> str:
    return band_code(given["value"]) if given["status"] == "answered" else str(given["status"])


@EDITIONS
def test_ticks_are_counted_as_in_the_bundles(name: str) -> None:
    found = shapes(questionnaire(name))
    for table in _tables(name).values():
        for column in table.columns:
            if column.type == TICK and table.form == RESPONDENTS and found[column.question].kind == "multi":
                given = [bundle["answers"][column.question] for bundle in _given(name, table.id)]
                ticked = sum(column.part in one.get("value", ()) for one in given)
                answered = sum(one["status"] in ("answered", "none") for one in given)
                counts = _counts(name, table, column)
                assert (counts[1], counts[0] + counts[1]) == (ticked, answered), column.name


@EDITIONS
def test_rows_of_grids_are_counted_as_in_the_bundles(name: str) -> None:
    found = shapes(questionnaire(name))
    for table in _tables(name).values():
        for column in table.columns:
            shape = found.get(column.question)
            if shape is None or shape.kind != "matrix" or table.form != RESPONDENTS or column.type != CODE:
                continue
            if column.role == STATUS:
                continue
            values = [
                bundle["answers"][shape.id].get("value", {}).get(column.part) for bundle in _given(name, table.id)
            ]
            told = Counter(one[column.scale] if isinstance(one, dict) else one for one in values if one is not None)
            counts = _counts(name, table, column)
            assert {code: counts[code] for code in told} == dict(told), column.name


@EDITIONS
def test_choices_in_sets_are_those_of_the_bundles(name: str) -> None:
    for table in _tables(name).values():
        if table.form == SETS:
            question = table.by_name["question"].values[0].code
            most = Counter(
                marks["most"]
                for bundle in _given(name, table.id.removesuffix("_sets"))
                for marks in bundle["answers"][question].get("value", {}).values()
                if "most" in marks
            )
            connection = made(name, COUNTS[name])[0].connection
            query = f"SELECT item, count(*) FROM {quoted(table.id)} WHERE choice = 1 GROUP BY 1"
            assert dict(connection.execute(query).fetchall()) == dict(most)
            per_set = f'SELECT count(*) FILTER (choice = 1), sum(choice) FROM {quoted(table.id)} GROUP BY "row", "set"'
            assert set(connection.execute(per_set).fetchall()) == {(1, 0)}


@EDITIONS
def test_allocations_of_items_add_up(name: str) -> None:
    connection = made(name, COUNTS[name])[0].connection
    for table in _tables(name).values():
        for column in table.columns if table.form == "parts" else ():
            if column.type == "whole" and column.question:
                query = (
                    f"SELECT DISTINCT sum({quoted(column.name)}) FROM {quoted(table.id)} WHERE "
                    f"{quoted(column.name + '.status')} = 'answered' GROUP BY \"row\", item"
                )
                assert set(connection.execute(query).fetchall()) == {(100,)}, column.name


@EDITIONS
def test_no_row_number_is_in_two_blocks_and_rows_stand_in_no_order_of_the_bundles(name: str) -> None:
    making, blocks = made(name, COUNTS[name])
    seen: set[int] = set()
    for block in blocks:
        own: set[int] = set()
        for table in block.tables:
            rows = [row for (row,) in making.connection.execute(f'SELECT "row" FROM {quoted(table.id)}').fetchall()]
            assert rows == sorted(rows), "the order of a file is that of its row numbers"
            own |= set(rows)
        assert not own & seen, block.id
        seen |= own


def test_lines_about_one_item_have_the_chance_in_their_weight() -> None:
    making, _ = made("2026", 120)
    query = (
        'SELECT i.chance, w."weight.mod_tools", t.weight FROM staged.items i JOIN staged.weights w USING (respondent) '
        "JOIN tool_ratings t ON t.item = i.item WHERE i.question = 'tool_satisfaction' "
        "QUALIFY count(*) OVER (PARTITION BY i.item) = 1"
    )
    rows = making.connection.execute(query).fetchall()
    assert rows
    for chance, module, weight in rows:
        assert (weight is None and module is None) or weight == pytest.approx(module / chance * 1e6, abs=1e-3)


def test_answers_that_identify_are_lines_of_their_own_without_keys() -> None:
    for id_ in ("communities", "past_roles", "experience", "team_counts"):
        table = _tables("2026")[id_]
        assert table.form == ITEMS
        assert [column.name for column in table.columns][:3] == ["row", "item", "weight"]
        rows = made("2026", 120)[0].connection.execute(f'SELECT count(*), count(DISTINCT "row") FROM {id_}').fetchall()
        assert rows[0][0] == rows[0][1]


@pytest.mark.parametrize("block", ["tool_ratings", "source_ratings", "data_tool_ratings"])
def test_whom_a_line_about_an_item_is_about_is_known_while_counts_are_made(block: str) -> None:
    making, laid_out = made("2026", 300)
    planned = next(one for one in making.plan.blocks if one.id == block)
    (table,) = next(one for one in laid_out if one.id == block).tables
    volunteers = making.connection.execute("SELECT count(*) FROM staged.people WHERE len(volunteered) > 0").fetchall()
    rows = numbered_items(making, planned)
    query = f'SELECT count(*) FILTER (t.item = p.item) FROM {quoted(table.id)} t FULL JOIN ({rows}) p ON "row" = row_'
    assert volunteers[0][0] > 0, "whose lines are not published"
    assert making.connection.execute(query).fetchall()[0][0] == table.rows
    assert making.connection.execute(f"SELECT count(*) FROM ({rows})").fetchall()[0][0] == table.rows
