"""A database that is taken away, or exchanged, while it is in use: nothing stored is lost while the program runs."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mlops_survey_tui.store.connection import Database
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.locks import is_held
from mlops_survey_tui.store.opening import open_store
from tests.store.logs import database, filled, log
from tests.store.sitting import COFFEE, sit


def _remove_database(directory: Path) -> None:
    database(directory).unlink()


def _move_directory(directory: Path) -> None:
    directory.rename(directory.with_name("elsewhere"))


@pytest.mark.parametrize("remove", [_remove_database, _move_directory])
def test_a_database_that_goes_midway_is_written_anew_at_another_try(
    tmp_path: Path, remove: Callable[[Path], None]
) -> None:
    directory = tmp_path / "data"
    (name,) = filled(directory, 20)
    with open_store(directory) as store, store.resume(name) as recorder:
        remove(directory)
        with pytest.raises(StorageError, match="moved or deleted") as caught:
            recorder(log(1, first=21))
        assert not database(directory).exists()
        assert caught.value.has_gone
        recorder(log(1, first=21))
        recorder(log(1, first=22))
    with open_store(directory) as store:
        assert len(store.events(name)) == 22
        assert store.notices == ()
    assert stat.S_IMODE(database(directory).stat().st_mode) == 0o600
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_what_has_taken_the_place_of_the_database_is_left_alone(tmp_path: Path) -> None:
    directory = tmp_path / "data"
    (name,) = filled(directory, 20)
    with open_store(directory) as store, store.resume(name) as recorder:
        database(directory).unlink()
        database(directory).write_bytes(b"something else")
        for _ in range(2):
            with pytest.raises(StorageError, match="Another file") as caught:
                recorder(log(1, first=21))
        assert "not saved" in caught.value.on_leaving
        assert "since the last backup" in caught.value.on_leaving
        assert database(directory).read_bytes() == b"something else"
        database(directory).unlink()
        recorder(log(1, first=21))
    with open_store(directory) as store:
        assert len(store.events(name)) == 21


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER planted AFTER INSERT ON events BEGIN DELETE FROM events; END",
        "ALTER TABLE interviews RENAME TO kept; CREATE VIEW interviews AS WITH RECURSIVE n(i) AS "
        "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT kept.* FROM kept, n",
    ],
    ids=["deletes", "never ends"],
)
def test_what_a_file_does_by_itself_is_never_done(tmp_path: Path, planted: str) -> None:
    directory = tmp_path / "data"
    (name,) = filled(directory, 20)
    with closing(sqlite3.connect(database(directory))) as connection:
        connection.executescript(planted)
    with open_store(directory) as store, store.resume(name) as recorder:
        assert "instructions that are not of this program" in store.notices[0]
        recorder(log(1, first=21))
        assert len(store.events(name)) == 21


def test_what_somebody_looks_at_a_file_with_is_no_damage(tmp_path: Path) -> None:
    directory = tmp_path / "data"
    filled(directory, 20)
    with closing(sqlite3.connect(database(directory))) as connection:
        connection.executescript("CREATE VIEW mine AS SELECT * FROM events; CREATE TABLE also_mine (x)")
    with open_store(directory) as store:
        assert store.notices == ()


def test_an_input_that_ends_while_nothing_can_be_stored_is_no_good_end(tmp_path: Path) -> None:
    """It ended with 0, as if the respondent had not begun."""
    directory = tmp_path / "data"
    command = [sys.executable, "-m", "mlops_survey_tui", "--plain", "--questions", str(COFFEE)]
    environ = {**os.environ, "MLOPS_SURVEY_DATA_DIR": str(directory), "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environ, text=True, **pipes) as program:  # type: ignore[call-overload]
        program.stdin.write("\n")
        program.stdin.flush()
        while "May we keep" not in program.stdout.readline():
            pass
        database(directory).unlink()
        database(directory).write_bytes(b"something else")
        said, complaint = program.communicate("1\n", timeout=30)
    assert program.returncode == 4, said
    assert "Another file" in said
    assert "not saved" in said + complaint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no such device")
@pytest.mark.parametrize("resumed", [False, True])
def test_questions_that_cannot_be_written_are_not_called_an_input_that_lacks(tmp_path: Path, resumed: bool) -> None:
    """It said that there is nothing to read, though there was."""
    data, options = tmp_path / "data", ["--new"]
    if resumed:
        assert sit(data).code == 0
        with open_store(data, read_only=True) as store:
            options = ["--resume", store.list()[0].id]
    command = [sys.executable, "-m", "mlops_survey_tui", "--plain", *options, "--data-dir", str(data)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*command, "--questions", str(COFFEE)], input="\n1\n", stdout=full, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "LANG": "C.UTF-8"}, check=False, timeout=30,
        )  # fmt: skip
    assert done.returncode == 4
    assert "cannot be written to standard output: No space left" in done.stderr


def test_while_a_damaged_file_is_copied_no_other_program_tidies_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program that opened the database took the copy away, or gave its own the same name."""
    directory = tmp_path / "data"
    (name,) = filled(directory, 20)
    with closing(sqlite3.connect(database(directory))) as connection, connection:
        connection.execute("UPDATE events SET data = 'x' WHERE sequence = 10")
    copy, alone = Database.save_copy, []

    def copied(itself: Database, target: Path) -> Path:
        alone.append(is_held(directory / "locks" / "opening.lock"))
        return copy(itself, target)

    monkeypatch.setattr(Database, "save_copy", copied)
    with open_store(directory) as store:
        report = store.mend(name)
    assert alone == [True]
    assert report.aside is not None
    assert report.aside.exists()
