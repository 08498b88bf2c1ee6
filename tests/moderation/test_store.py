"""What a moderator records is kept as safely as answers are, apart from them, and goes with its interview."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mlops_survey_tui.store.errors import DamagedInterview, StorageError
from mlops_survey_tui.store.moderation import NotesRefused, Now
from mlops_survey_tui.store.observations import Moment, Observation, ObservationKind, standing
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.store import Store
from tests.store.logs import database, log

from .sessions import keep_session, note, rating

WRITER = """
import sys
from pathlib import Path
from mlops_survey_tui.store.opening import open_store
from tests.moderation.sessions import note
directory, name, who = sys.argv[1:]
with open_store(Path(directory)) as store:
    for number in range(25):
        store.moderation.observe(name, note(f"{who} {number}"))
"""


def test_observations_come_back_in_order_and_only_added_to(store: Store) -> None:
    name = keep_session(store, log(3))
    store.moderation.observe(name, note("first"))
    second = store.moderation.observe(name, rating(2))
    store.moderation.observe(name, Observation(ObservationKind.TAKEN_BACK, Moment(), {"number": second.number}))
    found = store.moderation.observations(name)
    assert [one.number for one in found] == [1, 2, 3]
    assert [one.data for one in standing(found)] == [{"text": "first"}]


def test_without_consent_no_words_are_kept_but_ratings_and_flags_are(store: Store, directory: Path) -> None:
    name = keep_session(store, log(3), notes=False)
    probe = Observation(ObservationKind.PROBE, Moment(), {"listed": 1, "text": "zebra"})
    for refused in (note("zebra"), probe):
        with pytest.raises(NotesRefused):
            store.moderation.observe(name, refused)
    with pytest.raises(NotesRefused):
        store.moderation.keep_draft(name, "console", note("zebra"))
    store.moderation.observe(name, rating(4))
    store.moderation.observe(name, Observation(ObservationKind.PROBE, Moment(), {"listed": 1}))
    assert len(store.moderation.observations(name)) == 2
    assert b"zebra" not in database(directory).read_bytes()


def test_two_programs_writing_at_once_lose_nothing(store: Store, directory: Path) -> None:
    name = keep_session(store, log(3))
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(directory), name, who], cwd=Path(__file__).parents[2])
        for who in ("console", "panel")
    ]
    with store.resume(name) as recorder:
        for sequence in range(4, 24):
            recorder(log(1, first=sequence))
    assert [writer.wait(60) for writer in writers] == [0, 0]
    found = store.moderation.observations(name)
    assert {one.data["text"] for one in found} == {f"{who} {n}" for who in ("console", "panel") for n in range(25)}
    assert len(store.events(name)) == 23


def test_a_draft_is_kept_until_its_note_is(store: Store) -> None:
    name = keep_session(store, log(3))
    store.moderation.keep_draft(name, "console", note("half a sen", sequence=2, at_ms=70))
    kept = store.moderation.draft(name, "console")
    assert kept == note("half a sen", sequence=2, at_ms=70)
    assert store.moderation.draft(name, "panel") is None
    store.moderation.observe(name, note("half a sentence"), "console")
    assert store.moderation.draft(name, "console") is None


def test_deleting_the_interview_deletes_every_byte_of_it(directory: Path) -> None:
    with open_store(directory) as store:
        name = keep_session(store, log(3), respondent="zebra-code")
        store.moderation.observe(name, note("zebra-note"))
        store.moderation.keep_draft(name, "console", note("zebra-draft"))
        seat = store.seat(name, "console")
        assert seat is not None
        seat.release()
    with open_store(directory) as store:
        store.delete(name)
        assert store.moderation.sessions() == []
    assert not list(directory.rglob(f"*{name}*"))
    for path in directory.rglob("*"):
        assert not path.is_file() or b"zebra" not in path.read_bytes(), path


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE observations SET data = replace(data, 'two', 'six') WHERE number = 2",
        "DELETE FROM observations WHERE number = 2",
        "UPDATE moderated SET notes = 0",
        "UPDATE observations SET page = 'elsewhere' WHERE number = 2",
    ],
)
def test_damage_is_found_by_check_and_mended_from_a_backup(directory: Path, statement: str) -> None:
    with open_store(directory) as store:
        name = keep_session(store, log(3))
        for text in ("one", "two", "three"):
            store.moderation.observe(name, note(text))
        store.back_up()
    with closing(sqlite3.connect(database(directory))) as connection, connection:
        connection.execute(statement)
    with open_store(directory) as store:
        assert [what for what, problem in store.check() if problem] == [f"moderator of {name}"]
        with pytest.raises(DamagedInterview):
            store.moderation.observations(name)
        assert store.mend(name).observations_lost == 0
        assert [one.data["text"] for one in store.moderation.observations(name)] == ["one", "two", "three"]
        assert store.moderation.session(name).notes  # type: ignore[union-attr]  # it is there
        assert not any(problem for _, problem in store.check())


def test_a_damaged_file_gives_back_what_was_observed_after_the_backup(directory: Path) -> None:
    with open_store(directory) as store:
        name = keep_session(store, log(3))
        store.moderation.observe(name, note("before"))
    with open_store(directory) as store:
        store.back_up()
        store.moderation.observe(name, note("after"))
        assert store._backups
        store._backups.wait()
        store._backups = None
    with closing(sqlite3.connect(database(directory))) as connection:
        connection.execute("PRAGMA application_id = 1")
    with open_store(directory) as store:
        assert "damaged" in store.notices[0]
        assert [one.data["text"] for one in store.moderation.observations(name)] == ["before", "after"]


def test_a_backup_is_made_when_only_notes_were_added(directory: Path) -> None:
    with open_store(directory) as store:
        name = keep_session(store, log(3))
    with open_store(directory) as store:
        store.moderation.observe(name, note("new"))
        store.back_up()
    newest = max((directory / "backups").glob("backup-*.sqlite3"))
    with closing(sqlite3.connect(newest)) as connection:
        assert connection.execute("SELECT count(*) FROM observations").fetchone() == (1,)


def test_the_running_time_stands_still_when_stopped_and_never_runs_backwards() -> None:
    assert Now(5000, 100, running=True).elapsed(600) == 5500
    assert Now(5000, 100, running=False).elapsed(600) == 5000
    assert Now(5000, 100, running=True).elapsed(3) == 5000


def test_an_unknown_session_takes_no_observation(store: Store) -> None:
    with pytest.raises(StorageError, match="no moderated session"):
        store.moderation.observe("nobody00", rating(1))
