"""A database that is taken away, or exchanged, while it is in use: nothing stored is lost while the program runs."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from tests.store.logs import database, filled, log


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
