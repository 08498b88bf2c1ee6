"""Rolling copies: made when something changed, five kept, never in the way of an answer."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from unittest.mock import patch

from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.store import Store
from tests.store.logs import HEADER, filled, keep, log


def backups(directory: Path) -> list[str]:
    """Return the numbers of the backups there are."""
    return sorted(path.stem.removeprefix("backup-0000") for path in (directory / "backups").glob("backup-*"))


def test_an_empty_store_is_not_copied(directory: Path) -> None:
    with open_store(directory):
        pass
    assert backups(directory) == []


def test_a_start_copies_only_what_changed(directory: Path) -> None:
    with open_store(directory) as store:
        name = keep(store, log(3))
    for _ in range(3):
        with open_store(directory):
            pass
        assert backups(directory) == ["01"]
    with open_store(directory) as store, store.resume(name) as recorder:
        recorder(log(1, first=4))
    with open_store(directory):
        pass
    assert backups(directory) == ["01", "02"]


def test_every_25_answers_a_copy_is_made(store: Store, directory: Path) -> None:
    wait(store)
    with store.create(HEADER) as recorder:
        for number in range(1, 51):
            recorder(log(1, first=number))
            wait(store)
            assert backups(directory) == (["01"] if number >= 25 else []) + (["02"] if number == 50 else [])


def test_five_copies_are_kept(directory: Path) -> None:
    for length in range(1, 9):
        filled(directory, length)
    assert backups(directory) == ["04", "05", "06", "07", "08"]


def test_leftovers_of_a_killed_copy_go(directory: Path) -> None:
    filled(directory, 3)
    leftover = directory / "backups" / ".backup-000009.sqlite3.4711.partial"
    leftover.write_bytes(b"half")
    filled(directory, 4)
    assert not leftover.exists()


def test_a_backup_that_fails_is_said_and_costs_no_answer(directory: Path) -> None:
    with open_store(directory) as store:
        wait(store)
        shutil.rmtree(directory / "backups")
        name = keep(store, log(30))
        wait(store)
        assert len(store.events(name)) == 30
        assert any("No backup could be made" in notice for notice in store.notices)


def wait(store: Store) -> None:
    """Wait for the backup under way."""
    assert store._backups
    store._backups.wait()


def test_what_changes_while_a_copy_is_made_is_in_the_next(store: Store, directory: Path) -> None:
    wait(store)
    assert store._backups
    make, slow, changed = store._backups._make, threading.Event(), threading.Event()

    def made_before_the_change() -> Path | None:
        made = make()
        slow.set()
        changed.wait(10)
        return made

    with patch.object(store._backups, "_make", made_before_the_change):
        store.back_up()
        slow.wait(10)
        keep(store, log(3))
        store.back_up()
        changed.set()
        wait(store)
    assert backups(directory) == ["01"]
