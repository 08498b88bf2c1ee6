"""Weights of modules: one over the share that chance gave, within the path and the band of minutes."""

from __future__ import annotations

import duckdb
import pytest

from mlops_survey_tui.publication.tables.weights import weigh
from tests.publication.editions import lines, questionnaire
from tests.publication.staging import received


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    connection, _ = received("2026", lines("2026", 120))
    return connection


def test_the_weights_of_a_module_add_up_to_those_who_could_have_it(connection: duckdb.DuckDBPyConnection) -> None:
    for module, inclusion in weigh(connection, questionnaire("2026")).items():
        query = f'SELECT sum("weight.{module}"), count("weight.{module}") FROM staged.weights'
        total, given = connection.execute(query).fetchall()[0]
        assert given == inclusion.given
        assert total == pytest.approx(inclusion.eligible, rel=0.25), module


def test_who_volunteered_for_a_module_has_no_weight_for_it(connection: duckdb.DuckDBPyConnection) -> None:
    weigh(connection, questionnaire("2026"))
    found = connection.execute(
        "SELECT volunteered, * EXCLUDE (respondent, volunteered) FROM staged.weights JOIN "
        "(SELECT respondent, volunteered FROM staged.people WHERE len(volunteered) > 0) USING (respondent)"
    )
    names = [column[0] for column in found.description or ()]
    rows = found.fetchall()
    assert rows
    for row in rows:
        for module in row[0]:
            assert row[names.index(f"weight.{module}")] is None


def test_the_design_says_what_share_the_forms_alone_would_give(connection: duckdb.DuckDBPyConnection) -> None:
    inclusion = weigh(connection, questionnaire("2026"))
    assert inclusion["mod_views"].design == pytest.approx(0.3)
    assert inclusion["mod_mix"].design == pytest.approx(0.3 + 0.7 * 0.3), "boosted"
