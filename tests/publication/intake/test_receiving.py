"""Everything that was received ends in the staging tables or in the counts."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from mlops_survey_tui.publication.intake.receiving import Desk, receive
from mlops_survey_tui.publication.intake.screening import Rules
from tests.publication.editions import lines, questionnaire, whole
from tests.publication.staging import SECRET, received


def _people(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT * FROM staged.people ORDER BY respondent").fetchall()


def test_several_processes_find_what_one_does() -> None:
    bodies = lines("coffee", 60)
    alone, first = received("coffee", bodies)
    together, second = received("coffee", bodies, processes=2, batch=13)
    assert _people(alone) == _people(together)
    assert first == second
    assert (first.received, first.taken) == (60, 60)


@pytest.mark.parametrize("name", ["coffee", "2026"])
def test_an_interview_that_was_sent_twice_is_there_once(name: str) -> None:
    bodies = lines(name, {"coffee": 60, "2026": 120}[name])
    long = [body for body in bodies if body.count(b'"value"') > 9]
    connection, looked = received(name, [*long[:40], *long[:7]])
    kept = min(40, len(long))
    assert (looked.received, looked.taken, looked.removed["duplicate"]) == (kept + 7, kept, 7)
    assert len(_people(connection)) == kept


def test_people_who_say_the_same_by_coincidence_both_stay() -> None:
    short = next(line for line in lines("coffee", 60) if json.loads(line)["outcome"] == "screened_out")
    connection, looked = received("coffee", [short, short, short])
    assert (looked.taken, looked.removed["duplicate"]) == (3, 0)
    numbers = connection.execute("SELECT count(DISTINCT respondent) FROM staged.people").fetchall()[0][0]
    assert numbers == 3, "each is a respondent"


def test_refused_bundles_are_kept_with_their_code_where_one_wants_to_look(tmp_path: Path) -> None:
    asked = questionnaire("coffee")
    quarantine = tmp_path / "quarantine.jsonl"
    rules = Rules({asked.source_hash: asked}, asked.edition, SECRET)
    desk = Desk(duckdb.connect(), asked, rules, tmp_path, quarantine)
    looked = receive(desk, [b"nonsense", whole(lines("coffee", 60)[0], 1), b"{}"])
    assert looked.removed == {"refused:not_json": 1, "refused:wrong_shape": 1}
    kept = [json.loads(line) for line in quarantine.read_bytes().splitlines()]
    assert [(one["code"], one["body"]) for one in kept] == [("not_json", "nonsense"), ("wrong_shape", "{}")]
    assert [file.name for file in tmp_path.iterdir()] == ["quarantine.jsonl"], "nothing else is left behind"


def test_what_is_going_on_is_told_after_each_batch(tmp_path: Path) -> None:
    asked = questionnaire("coffee")
    rules = Rules({asked.source_hash: asked}, asked.edition, SECRET, checked=True)
    told: list[tuple[int, int]] = []
    desk = Desk(duckdb.connect(), asked, rules, tmp_path, processes=1, batch=25)
    receive(desk, lines("coffee", 60), lambda looked: told.append((looked.received, looked.taken)))
    assert told == [(25, 25), (50, 50), (60, 60)]


@pytest.mark.parametrize("name", ["coffee", "workshop", "2026"])
def test_nothing_that_was_answered_is_lost_on_the_way_into_the_engine(name: str) -> None:
    bodies = lines(name, {"coffee": 60, "workshop": 60, "2026": 120}[name])
    connection, _ = received(name, bodies)
    wanted: dict[str, int] = {}
    for body in bodies:
        for key, given in json.loads(body)["answers"].items():
            question = key.partition("@")[0]
            wanted[question] = wanted.get(question, 0) + (given["status"] == "answered")
    columns = {row[0] for row in connection.execute("DESCRIBE staged.people").fetchall()}
    for question, count in wanted.items():
        if f"{question}.status" in columns:
            query = f"SELECT count(*) FROM staged.people WHERE \"{question}.status\" = 'answered'"
            assert connection.execute(query).fetchall()[0][0] == count, question
