"""Files spoilt by chance and cells that hold what they never can: the loop ``damage`` of ``make soak``, in short."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.records import Status
from soak.damage import run
from tests.moderation.sessions import keep_session, note
from tests.store.logs import answered, database, filled, finished, log


def test_whatever_is_spoilt_is_noticed_and_kept_and_no_answer_comes_back_changed() -> None:
    assert run(60, seed=11).found == ()


def spoil(directory: Path, statement: str) -> None:
    """Change the database behind the store's back, also against its rules."""
    with closing(sqlite3.connect(database(directory))) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '')")
        connection.commit()
    with closing(sqlite3.connect(database(directory))) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_session_without_its_sections_is_taken_over_from_a_damaged_file(directory: Path) -> None:
    with open_store(directory) as store:
        name = keep_session(store, log(3))
        store.moderation.observe(name, note("a note"))
    spoil(directory, "UPDATE moderated SET sections = NULL")
    with closing(sqlite3.connect(database(directory))) as connection:
        connection.execute("DROP TABLE questionnaires")
    with open_store(directory) as store:
        assert len(store.events(name)) == 3
        assert [one.data["text"] for one in store.moderation.observations(name)] == ["a note"]


def test_two_entries_in_one_place_are_damage_of_the_file(directory: Path) -> None:
    (name,) = filled(directory, 60)
    with closing(sqlite3.connect(database(directory))) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").fetchone()
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(database(directory).read_bytes())
    children = [number for number in range(len(content) // size) if content[number * size] == 10 and number != page - 1]
    first, last = children[0] * size, children[-1] * size
    content[first : first + size] = content[last : last + size]
    database(directory).write_bytes(content)
    with open_store(directory) as store:
        assert store.notices
        assert len(store.events(name)) == 60


@pytest.mark.parametrize("value", ["NULL", "x'ff'", "9223372036854775807", "'" + "9" * 40 + "'"])
def test_the_order_of_use_may_be_anything(directory: Path, value: str) -> None:
    (name,) = filled(directory, 5)
    spoil(directory, f"UPDATE interviews SET last_use = {value}")
    with open_store(directory) as store, store.resume(name) as recorder:
        recorder([answered(6)])
        assert [one.id for one in store.list()] == [name]


def test_what_is_listed_of_an_interview_is_text_whatever_is_there(directory: Path) -> None:
    filled(directory, 5)
    spoil(directory, "UPDATE interviews SET title = x'1b5b33316d', updated = NULL, status = 7")
    with open_store(directory) as store:
        (listed,) = store.list()
    assert all(isinstance(said, str) for said in (listed.title, listed.updated, listed.status))


def test_a_mended_interview_has_the_status_that_its_log_leads_to(directory: Path) -> None:
    with open_store(directory) as store:
        name = keep_session(store, [*log(5), finished(6)])
    spoil(directory, "UPDATE interviews SET status = x'00', seed = 'another'")
    with open_store(directory) as store:
        store.mend(name)
        assert [one.status for one in store.list()] == [Status.FINISHED]


def test_an_interview_whose_header_is_no_text_is_mended_with_what_can_be_read(directory: Path) -> None:
    (name,) = filled(directory, 5)
    for backup in (directory / "backups").iterdir():
        backup.unlink()
    spoil(directory, "UPDATE interviews SET title = CAST(x'ff41' AS TEXT), seed = NULL, questionnaire_hash = 'gone'")
    with open_store(directory) as store:
        store.mend(name)
        assert len(store.events(name)) == 5


def test_an_id_that_is_no_text_is_passed_over(directory: Path) -> None:
    names = filled(directory, 5, interviews=2)
    spoil(directory, f"UPDATE interviews SET id = CAST(x'ff8141' AS TEXT) WHERE id = '{names[0]}'")
    with open_store(directory) as store:
        assert "damaged" in " ".join(store.notices)
        assert {one.id for one in store.list()} == set(names)


def test_tables_that_refer_to_nothing_are_damage_of_the_file(directory: Path) -> None:
    (name,) = filled(directory, 5)
    with closing(sqlite3.connect(database(directory))) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'moderated (interview_id)', 'moderated (respondent)')"
        )
        connection.commit()
    with open_store(directory) as store:
        assert store.notices
        assert len(store.events(name)) == 5
