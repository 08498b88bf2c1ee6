"""A deleted interview is gone: from the tables, from the bytes of the files, and from the backups."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.store.errors import StorageError, UnknownInterview
from mlops_survey_tui.store.opening import open_store
from tests.store.logs import HEADER, answered, keep, log

MARKER = "unmistakable-words-of-one-person"


def test_no_byte_of_it_is_left(directory: Path) -> None:
    with open_store(directory) as store:
        other = keep(store, log(40))
        name = keep(store, [answered(number, f"{MARKER} {'x' * (number * 37 % 900)}") for number in range(1, 80)])
    (directory / "first-screen").write_text(f"Go on with {MARKER}")
    with open_store(directory) as store:
        assert store.delete(name) == []
        with pytest.raises(UnknownInterview):
            store.events(name)
        assert len(store.events(other)) == 40
    holders = [path.name for path in directory.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()]
    assert holders == []
    assert not list((directory / "locks").glob(f"{name}*"))
    assert len(list((directory / "backups").glob("backup-*.sqlite3"))) == 1


def test_its_questionnaire_goes_when_no_interview_needs_it(directory: Path) -> None:
    with open_store(directory) as store:
        first, second = keep(store, log(1)), keep(store, log(1))
        store.delete(first)
        assert store.questionnaire(HEADER.questionnaire_hash)
        store.delete(second)
        with pytest.raises(StorageError):
            store.questionnaire(HEADER.questionnaire_hash)


def test_files_set_aside_are_named(directory: Path) -> None:
    with open_store(directory) as store:
        name = keep(store, log(30))
        store.back_up()
    (directory / "interviews.sqlite3").write_bytes(b"damage")
    with open_store(directory) as store:
        assert store.delete(name) == [directory / "interviews.damaged-1.sqlite3"]


def test_what_is_not_there_cannot_be_deleted(directory: Path) -> None:
    with open_store(directory) as store:
        keep(store, log(1))
        with pytest.raises(UnknownInterview):
            store.delete("nothere0")
        assert len(store.list()) == 1
