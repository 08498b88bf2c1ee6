"""Old data opens, an interrupted upgrade has not happened, and a newer database is left alone."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mlops_survey_tui.store import schema
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.migrations import create_tables, migrate
from mlops_survey_tui.store.opening import open_store
from tests.store.logs import database, filled, log
from tests.store.programs import FUTURE
from tests.store.running import run

SCHEMA_1 = Path(__file__).parent / "fixtures" / "schema-1.sqlite3"
"""Written by the first release: two interviews, one open after 12 entries, one finished after 4."""

SCHEMA_2 = SCHEMA_1.with_name("schema-2.sqlite3")
"""The same, and a moderated interview of two entries with one note."""


@pytest.fixture
def old(directory: Path) -> Path:
    """A data directory with a database of schema 1."""
    directory.mkdir(mode=0o700)
    shutil.copy(SCHEMA_1, database(directory))
    return directory


def columns(path: Path) -> set[str]:
    """Return the names of the columns of all tables."""
    with closing(sqlite3.connect(path)) as connection:
        query = (
            "SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'"
        )
        return {name for (name,) in connection.execute(query)}


def test_a_database_of_schema_1_opens(old: Path) -> None:
    with open_store(old) as store:
        assert store.notices == ()
        assert [(one.status, one.events) for one in store.list()] == [("finished", 4), ("open", 12)]
        assert not any(problem for _, problem in store.check())
        name = store.list()[1].id
        with store.resume(name) as recorder:
            recorder(log(1, first=13))


def test_a_database_of_schema_2_opens_with_what_its_moderator_recorded(directory: Path) -> None:
    directory.mkdir(mode=0o700)
    shutil.copy(SCHEMA_2, database(directory))
    with open_store(directory) as store:
        assert store.notices == ()
        assert not any(problem for _, problem in store.check())
        assert sorted((one.mode, one.status, one.events) for one in store.list()) == [
            ("moderated", "open", 2), ("respondent", "finished", 4), ("respondent", "open", 12),
        ]  # fmt: skip
        (session,) = store.moderation.sessions()
        assert [one.data for one in store.moderation.observations(session.interview_id)] == [{"text": "a note"}]
        for one in store.list():
            with store.resume(one.id) as recorder:
                recorder(log(1, first=one.events + 1))


def test_every_schema_has_a_database_that_it_left_behind() -> None:
    made = {path.name for path in SCHEMA_1.parent.iterdir()}
    assert made == {f"schema-{number}.sqlite3" for number in range(1, schema.current_schema() + 1)}


def test_a_new_database_is_like_an_upgraded_one(old: Path, tmp_path: Path) -> None:
    filled(tmp_path / "new", 1)
    with open_store(old):
        pass
    assert columns(database(old)) == columns(database(tmp_path / "new"))


def test_an_upgrade_keeps_everything_and_backs_up_first(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = database(old).read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, FUTURE))
    with open_store(old) as store:
        assert [one.events for one in store.list()] == [4, 12]
    assert "notes.text" in columns(database(old))
    assert "notes.text" not in columns(old / "backups" / "backup-000001.sqlite3")
    assert len(before) == (old / "backups" / "backup-000001.sqlite3").stat().st_size


def test_killed_at_any_statement_it_has_not_happened(old: Path, tmp_path: Path) -> None:
    """And the next start does it; the migrations before it are whole."""
    filled(tmp_path / "new", 1)
    intact = columns(database(tmp_path / "new"))
    number, result = 0, None
    while result is None or result.returncode:
        number += 1
        result = run([], "upgrade", old, number)
        if result.returncode:
            assert result.returncode == -signal.SIGKILL, result.stderr
            found = columns(database(old))
            assert found == intact or FUTURE.number == version(database(old))
            shutil.copy(SCHEMA_1, database(old))
    assert result.stdout == "upgraded 2\n"
    assert number > len(FUTURE.statements) + 2


def version(path: Path) -> int:
    """Return the number of the schema."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = schema.Migration(3, "broken", (*FUTURE.statements, "INSERT INTO nowhere VALUES (1)"))
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    intact = columns(database(old))
    with pytest.raises(StorageError, match="backup-000001") as caught:
        open_store(old)
    assert caught.value.code == "migration_failed"
    assert "notes.text" not in columns(database(old))
    assert (columns(database(old)) >= intact, version(database(old))) == (True, 2)
    monkeypatch.undo()
    with open_store(old) as store:
        assert len(store.list()) == 2


def test_a_newer_database_is_declined_and_left_alone(old: Path) -> None:
    with closing(sqlite3.connect(database(old))) as connection:
        connection.execute("PRAGMA user_version = 7")
    before = database(old).read_bytes()
    with pytest.raises(StorageError, match="format 7; this version reads up to 2") as caught:
        open_store(old)
    assert caught.value.code == "newer_schema"
    assert "Update" in caught.value.remedy
    assert database(old).read_bytes() == before


def test_a_new_database_is_what_the_migrations_make_and_none_is_missing_in_it() -> None:
    plain, migrated = (sqlite3.connect(":memory:", isolation_level=None) for _ in range(2))
    create_tables(plain)
    migrate(migrated)
    assert _described(plain) == _described(migrated)
    migrate(plain)
    assert _described(plain) == _described(migrated)


def _described(connection: sqlite3.Connection) -> list[object]:
    numbers = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
    applied = connection.execute("SELECT id, migration_set, name, length(applied_at) FROM _sqlite_migrations")
    return [*numbers, *connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name"), *applied]
