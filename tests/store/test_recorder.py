"""The answer path: what is appended is there, exactly and durably, or the respondent is told."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.store.connection import Database
from mlops_survey_tui.store.errors import InterviewInUse, StorageError
from mlops_survey_tui.store.opening import MEMORY_ONLY, open_store
from mlops_survey_tui.store.store import Store
from tests.store.logs import HEADER, answered, database, finished, keep, log
from tests.store.running import ENVIRONMENT

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.text(st.characters(exclude_categories=()), max_size=40)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
PAGES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@st.composite
def logs(draw: st.DrawFn) -> list[list[Event]]:
    """Logs cut into batches."""
    sequence, batches = 0, []
    for size in draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)):
        batch = []
        for _ in range(size):
            sequence += 1
            data = draw(st.dictionaries(WORDS, VALUES, max_size=3))
            kind = draw(st.sampled_from(EventKind))
            batch.append(Event(sequence, kind, draw(PAGES), data, draw(st.integers(0, 2**40))))
        batches.append(batch)
    return batches


@SETTINGS
@given(logs())
def test_what_is_loaded_is_what_was_appended(batches: list[list[Event]]) -> None:
    with open_store(memory=True) as store:
        with store.create(HEADER) as recorder:
            for batch in batches:
                recorder(batch)
        assert store.events(recorder.interview_id) == [event for batch in batches for event in batch]


def test_the_same_on_disk_in_another_program(directory: Path) -> None:
    text = "\ud800 \x00 \x1b[31m ‮ 日本 " + "ü" * 4000
    with open_store(directory) as store:
        name = keep(store, [answered(1, text), answered(2, {"row": [1, 2.5, None]})])
    with open_store(directory) as store:
        assert [event.data["value"] for event in store.events(name)] == [text, {"row": [1, 2.5, None]}]
        assert store.questionnaire(HEADER.questionnaire_hash) == HEADER.questionnaire_text


def test_nothing_is_kept_of_an_interview_without_entries(store: Store, directory: Path) -> None:
    """Consent comes before the first entry; a refusal leaves no trace."""
    with store.create(HEADER) as recorder:
        recorder([])
    assert store.list() == []
    with pytest.raises(StorageError, match="not stored here"):
        store.questionnaire(HEADER.questionnaire_hash)
    assert not [path.name for path in (directory / "locks").iterdir() if path.name != "opening.lock"]


def test_settings_that_survive_a_power_cut(directory: Path) -> None:
    with open_store(directory):
        pass
    connection = Database(database(directory)).connection
    values = [
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
    ]
    assert values == ["truncate", 2, 1]


@pytest.mark.parametrize(("outcome", "status"), [("complete", "finished"), ("screened_out", "screened_out")])
def test_the_status_follows_the_end(store: Store, outcome: str, status: str) -> None:
    with store.create(HEADER) as recorder:
        recorder(log(2))
        assert store.list()[0].status == "open"
        recorder([finished(3, outcome)])
    summary = store.list()[0]
    assert (summary.status, summary.events, summary.answers) == (status, 3, 2)


def test_a_page_answered_twice_counts_once(store: Store) -> None:
    keep(store, [answered(1, page="a"), answered(2, page="a"), answered(3, page="b")])
    assert store.list()[0].answers == 2


def test_entries_out_of_order_are_refused(store: Store) -> None:
    with store.create(HEADER) as recorder:
        recorder(log(2))
        for wrong in ([answered(2)], [answered(4)], [answered(3), answered(5)]):
            with pytest.raises(StorageError, match="was expected"):
                recorder(wrong)
        recorder([answered(3)])
    assert len(store.events(recorder.interview_id)) == 3


def test_what_json_cannot_hold_is_refused_whole(store: Store) -> None:
    with store.create(HEADER) as recorder:
        for value in (float("nan"), {1, 2}, object()):
            with pytest.raises(StorageError, match="cannot be stored"):
                recorder([answered(1), answered(2, value)])
        recorder([answered(1)])
    assert len(store.events(recorder.interview_id)) == 1


def test_a_foreign_entry_stops_the_recorder(directory: Path) -> None:
    """The lock keeps programs apart; should it fail, the log's head still does."""
    with open_store(directory) as first, open_store(directory) as second:
        with first.create(HEADER) as mine:
            mine(log(1))
        theirs = second.resume(mine.interview_id)
        theirs(log(1, first=2))
        with pytest.raises(InterviewInUse):
            mine(log(1, first=2))
        assert len(first.events(mine.interview_id)) == 2


def test_entries_stored_in_spite_of_an_error_are_replaced_by_the_next_try(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync that fails after the commit leaves entries behind that nobody was told of."""
    with store.create(HEADER) as recorder:
        for sequence in (1, 4):
            fail_after_commit(store, monkeypatch)
            with pytest.raises(StorageError, match="reported an error"):
                recorder([answered(sequence, "first try"), answered(sequence + 1, "more")])
            monkeypatch.undo()
            recorder([answered(sequence, "second try")])
            recorder(log(2, first=sequence + 1))
    assert [event.data["value"] for event in store.events(recorder.interview_id)] == ["second try", "yes", "yes"] * 2


def fail_after_commit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the next transaction succeed and say that it failed."""

    class Liar:
        def __init__(self, connection: sqlite3.Connection) -> None:
            self._connection = connection

        def __getattr__(self, name: str) -> object:
            return getattr(self._connection, name)

        def execute(self, statement: str, *arguments: object) -> sqlite3.Cursor:
            cursor = self._connection.execute(statement, *arguments)  # type: ignore[arg-type]
            if statement == "COMMIT":
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
                raise error
            return cursor

    monkeypatch.setattr(store._database, "connection", Liar(store._database.connection))


def test_a_wrong_clock_changes_no_order(directory: Path) -> None:
    clock = [datetime(2038, 1, 20)]
    with open_store(directory, now=lambda: clock[0]) as store:
        early = keep(store, log(2))
        clock[0] = datetime(1970, 1, 1)
        late = keep(store, log(2))
        assert [one.id for one in store.list()] == [late, early]
        clock[0] = datetime(1969, 1, 1)
        with store.resume(early) as recorder:
            recorder(log(1, first=3))
        assert [one.id for one in store.list()] == [early, late]
        assert [event.sequence for event in store.events(early)] == [1, 2, 3]
        assert [one.updated for one in store.list()] == ["1969-01-01 00:00", "1970-01-01 00:00"]


def test_an_interview_keeps_its_own_questionnaire(store: Store) -> None:
    first = keep(store, log(1))
    store.keep_questionnaire("hash-2", "two")
    store.keep_questionnaire("hash-2", "never stored: the hash is known")
    assert store.questionnaire(store.header(first).questionnaire_hash) == HEADER.questionnaire_text
    assert store.questionnaire("hash-2") == "two"


def test_ids_are_found_by_their_beginning(store: Store) -> None:
    name = keep(store, log(1))
    assert store.find(name[:3].upper()) == name
    assert store.find(f" {name.replace('1', 'l').replace('0', 'O')} ") == name
    for typed in ("", "%", name + "0", "zzzz-not-there"):
        with pytest.raises(StorageError, match="no interview"):
            store.find(typed)


def test_an_ambiguous_beginning_names_the_choices(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = iter(["aa000001", "aa000002"])
    monkeypatch.setattr("mlops_survey_tui.store.store.new_id", lambda: next(ids))
    keep(store, log(1)), keep(store, log(1))
    with pytest.raises(StorageError, match="aa000001, aa000002"):
        store.find("aa")


def test_memory_only_says_so() -> None:
    with open_store(memory=True) as store:
        assert store.notices == (MEMORY_ONLY,)
        assert store.in_memory
        assert store.directory is None
        name = keep(store, log(30))
        with store.resume(name) as recorder:
            recorder(log(1, first=31))
        assert len(store.events(name)) == 31
        store.delete(name)
        assert store.list() == []


def test_a_normal_start_and_answering_load_nothing_heavy(directory: Path) -> None:
    with open_store(directory):
        pass
    code = f"""
import sys, pathlib
from mlops_survey_tui.store.opening import open_store
from tests.store.logs import keep, log
with open_store(pathlib.Path({str(directory)!r})) as store:
    name = keep(store, log(30))
    store.list(), store.events(name)
print([name for name in ("sqlite_utils", "pydantic", "yaml", "textual", "rich", "typer") if name in sys.modules])
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=True)
    assert result.stdout == "[]\n"
