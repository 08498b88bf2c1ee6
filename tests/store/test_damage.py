"""Damaged files and entries: noticed, kept untouched, put right as far as the files go, and the loss said."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.store.errors import DamagedInterview, StorageError
from mlops_survey_tui.store.opening import open_store
from tests.store.logs import database, filled, log

PAGE = 4096


def truncate(path: Path) -> None:
    """Cut the file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    """Leave nothing but the name."""
    path.write_bytes(b"")


def zero(path: Path) -> None:
    """Fill the file with zeros."""
    path.write_bytes(bytes(path.stat().st_size))


def spoil_header(path: Path) -> None:
    """Overwrite the first bytes."""
    path.write_bytes(b"not a database, " + path.read_bytes()[16:])


def spoil_pages(path: Path) -> None:
    """Overwrite every page after the first with noise."""
    content = path.read_bytes()
    path.write_bytes(content[:PAGE] + b"\xa5" * (len(content) - PAGE))


def spoil_one_page(path: Path) -> None:
    """Overwrite the last page, which holds entries of the log."""
    content = path.read_bytes()
    path.write_bytes(content[:-PAGE] + b"\xa5" * PAGE)


def unreadable_names(path: Path) -> None:
    """Spoil the names of tables with bytes that are no text, which SQLite's messages then repeat."""
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE interviews", b"CREATE \xd5ABLE inter\xffiews"))


def other_tables(path: Path) -> None:
    """Put another program's database there."""
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE something_else (x)")


CORRUPTIONS = [truncate, empty, zero, spoil_header, spoil_pages, spoil_one_page, unreadable_names, other_tables]


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
def test_a_damaged_file_is_set_aside_and_the_backup_restored(directory: Path, corrupt: Callable[[Path], None]) -> None:
    (name,) = filled(directory, 60)
    corrupt(database(directory))
    damaged = database(directory).read_bytes()
    with open_store(directory) as store:
        assert len(store.events(name)) == 60
        aside = directory / "interviews.damaged-1.sqlite3"
        assert aside.read_bytes() == damaged
        said = " ".join(store.notices)
        assert str(aside) in said
        assert "backup-000001.sqlite3: 1 interview(s), 60 entries" in said
        with store.resume(name) as recorder:
            recorder(log(1, first=61))
    with open_store(directory) as store:
        assert store.notices == ()


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
def test_without_a_backup_it_begins_anew_and_says_so(directory: Path, corrupt: Callable[[Path], None]) -> None:
    filled(directory, 60)
    shutil.rmtree(directory / "backups")
    corrupt(database(directory))
    with open_store(directory) as store:
        assert "There is no good backup of it." in store.notices
        assert len(store.notices) >= 3


def test_entries_after_the_backup_are_recovered_from_the_damaged_file(directory: Path) -> None:
    """The page that is lost held old entries, which the backup has; the new ones are still in the file."""
    (name,) = filled(directory, 300)
    append_without_backup(directory, name, log(20, first=301))
    spoil_page_with(database(directory), b"question_5")
    with open_store(directory) as store:
        assert len(store.events(name)) == 320
        assert "20 entries beyond it were recovered from the damaged file." in store.notices
        assert "No entry is known to be lost." in store.notices


def test_what_is_lost_is_counted(directory: Path) -> None:
    """The backup is older, and the page that is lost holds the newest entries."""
    (name,) = filled(directory, 300)
    append_without_backup(directory, name, log(300, first=301))
    spoil_page_with(database(directory), b"question_600")
    with open_store(directory) as store:
        kept = len(store.events(name))
        assert 300 < kept < 600
        assert f"{kept - 300} entries beyond it were recovered from the damaged file." in store.notices
        assert f"Interview {name}: {600 - kept} of 600 entries are lost." in store.notices


def append_without_backup(directory: Path, name: str, events: list[Event]) -> None:
    """Go on with an interview as if the backup had failed since."""
    with open_store(directory) as store:
        assert store._backups
        store._backups.wait()
        store._backups = None
        with store.resume(name) as recorder:
            recorder(events)


def spoil_page_with(path: Path, page: bytes) -> None:
    """Overwrite the part of the file that holds the entry of a page."""
    content = bytearray(path.read_bytes())
    start = content.index(page + b'{"value"') // PAGE * PAGE
    content[start : start + PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)


def test_a_damaged_backup_is_passed_over(directory: Path) -> None:
    (name,) = filled(directory, 30)
    with open_store(directory) as store:
        with store.resume(name) as recorder:
            recorder(log(1, first=31))
        store.back_up()
    newest = directory / "backups" / "backup-000002.sqlite3"
    truncate(newest)
    zero(database(directory))
    with open_store(directory) as store:
        assert len(store.events(name)) == 30
        assert "backup-000001" in " ".join(store.notices)


def test_a_vanished_database_comes_back_from_its_backup(directory: Path) -> None:
    (name,) = filled(directory, 30)
    database(directory).unlink()
    with open_store(directory) as store:
        assert len(store.events(name)) == 30
        assert "was gone" in store.notices[0]


def test_the_journal_of_a_lost_file_is_not_played_into_the_next(directory: Path) -> None:
    (name,) = filled(directory, 300)
    journal = unfinished_journal(database(directory))
    database(directory).unlink()
    Path(f"{database(directory)}-journal").write_bytes(journal)
    with open_store(directory) as store:
        assert len(store.events(name)) == 300
        assert not any(problem for _, problem in store.check())
    assert (directory / "interviews.gone-1.sqlite3-journal").read_bytes() == journal


def unfinished_journal(path: Path) -> bytes:
    """Return the journal of a large transaction under way, as a crash would leave it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE events SET page = page || 'x', checksum = 'x'")
        journal = Path(f"{path}-journal").read_bytes()
        connection.execute("ROLLBACK")
    assert len(journal) > PAGE
    return journal


def test_nothing_set_aside_is_ever_overwritten(directory: Path) -> None:
    filled(directory, 5)
    for number in (1, 2, 3):
        database(directory).write_bytes(b"damage number %d" % number)
        with open_store(directory):
            pass
        assert (directory / f"interviews.damaged-{number}.sqlite3").read_bytes() == b"damage number %d" % number


def tamper(directory: Path, statement: str, *values: object) -> None:
    """Change the database behind the store's back, as a flipped bit would: SQLite still calls it sound."""
    with closing(sqlite3.connect(database(directory))) as connection:
        connection.execute(statement, values)
        connection.commit()
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)


TAMPERINGS = [
    ('UPDATE events SET data = \'{"value":"no"}\' WHERE sequence = 41', 40),
    ("UPDATE events SET data = CAST(x'ff7b7d' AS TEXT) WHERE sequence = 41", 40),
    ("UPDATE events SET page = x'00ff' WHERE sequence = 41", 40),
    ("UPDATE events SET active_ms = active_ms + 1 WHERE sequence = 41", 40),
    ("DELETE FROM events WHERE sequence = 41", 40),
    ("DELETE FROM events WHERE sequence = 60", 59),
    ("DELETE FROM events", 0),
    (
        "INSERT INTO events SELECT interview_id, 61, kind, page, data, active_ms, checksum FROM events "
        "WHERE sequence = 60",
        60,
    ),
    ("UPDATE events SET sequence = CASE sequence WHEN 41 THEN 1042 ELSE 41 END WHERE sequence IN (41, 42)", 40),
    ("UPDATE interviews SET seed = 'another'", 60),
    ("UPDATE interviews SET checksum = 'x'", 60),
]


@pytest.mark.parametrize(("statement", "good"), TAMPERINGS)
def test_checksums_find_what_sqlite_calls_sound(directory: Path, statement: str, good: int) -> None:
    (name,) = filled(directory, 60)
    tamper(directory, statement)
    with open_store(directory) as store:
        assert store.notices == ()
        for read in (store.events, store.resume):
            with pytest.raises(DamagedInterview) as caught:
                read(name)
            assert (caught.value.last_good, caught.value.expected) == (good, 60)
        assert len(store.events(name, good_part=True)) == good
        assert [bool(problem) for _, problem in store.check()] == [False, False, True]


@pytest.mark.parametrize(("statement", "good"), TAMPERINGS)
def test_a_damaged_interview_is_mended_from_a_backup(directory: Path, statement: str, good: int) -> None:
    (name,) = filled(directory, 60)
    tamper(directory, statement)
    with open_store(directory) as store:
        report = store.mend(name)
        assert (report.kept, report.lost) == (60, 0)
        assert [event.sequence for event in store.events(name)] == [*range(1, 61)]
        assert store.header(name).seed == "seed-1"
        assert report.aside
        assert report.aside.exists()
        with store.resume(name) as recorder:
            recorder(log(1, first=61))


def test_without_a_backup_the_good_part_goes_on(directory: Path) -> None:
    (name,) = filled(directory, 60)
    shutil.rmtree(directory / "backups")
    tamper(directory, TAMPERINGS[0][0])
    with open_store(directory) as store:
        report = store.mend(name)
        assert (report.kept, report.lost) == (40, 20)
        with store.resume(name) as recorder:
            recorder(log(5, first=41))
        assert len(store.events(name)) == 45


def test_one_flipped_entry_costs_nothing_when_an_old_backup_has_it(directory: Path) -> None:
    """What follows it was written later than the backup, and is proven by the chain."""
    (name,) = filled(directory, 45)
    append_without_backup(directory, name, log(15, first=46))
    tamper(directory, TAMPERINGS[0][0])
    with open_store(directory) as store:
        assert store.mend(name).kept == 60


def test_a_damaged_questionnaire_is_noticed(directory: Path) -> None:
    filled(directory, 5)
    tamper(directory, "UPDATE questionnaires SET text = replace(text, 'q', 'p')")
    with open_store(directory) as store:
        with pytest.raises(StorageError, match="is damaged"):
            store.questionnaire("hash-1")
        assert [bool(problem) for _, problem in store.check()] == [False, True, False]


def test_damage_while_it_is_open_is_told(directory: Path) -> None:
    (name,) = filled(directory, 60)
    with open_store(directory) as store, store.resume(name) as recorder:
        zero(database(directory))
        with pytest.raises(StorageError) as caught:
            recorder(log(1, first=61))
        assert caught.value.code == "damaged"
    with open_store(directory) as store:
        assert len(store.events(name)) == 60


def test_a_file_replaced_while_it_is_open_is_told(directory: Path) -> None:
    (name,) = filled(directory, 60)
    with open_store(directory) as store, store.resume(name) as recorder:
        moved = database(directory).rename(directory / "moved")
        with pytest.raises(StorageError) as caught:
            recorder(log(1, first=61))
        assert caught.value.code == "moved"
        moved.rename(database(directory))
        recorder(log(1, first=61))
        assert len(store.events(name)) == 61


@pytest.mark.parametrize("number", [0, 1, -5, 12_582_914])
def test_a_header_that_names_another_format_than_the_tables_have_is_damage(directory: Path, number: int) -> None:
    (name,) = filled(directory, 20)
    with closing(sqlite3.connect(database(directory))) as connection:
        connection.execute(f"PRAGMA user_version = {number}")
    with open_store(directory) as store:
        assert len(store.events(name)) == 20
        assert store.notices


def test_entries_without_their_interview_are_damage(directory: Path) -> None:
    (name,) = filled(directory, 20)
    with closing(sqlite3.connect(database(directory), isolation_level=None)) as connection:
        connection.execute("DELETE FROM interviews")
    with open_store(directory) as store:
        assert len(store.events(name)) == 20
        assert store.notices
