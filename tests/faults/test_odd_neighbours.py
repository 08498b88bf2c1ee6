"""Files beside the database that have the right name and are something else."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from tests.sharing.finished import coffee, finished_in


def test_a_socket_in_the_place_of_a_lock_is_told_to_be_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(tmp_path / "data").close()
    lock = tmp_path / "data" / "locks" / "opening.lock"
    lock.unlink()
    monkeypatch.chdir(lock.parent)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(lock.name)
        with pytest.raises(StorageError, match="Something else has the name") as caught:
            open_store(tmp_path / "data")
    assert caught.value.code == "in_the_way"


@pytest.mark.parametrize("number", ["9" * 200, "\u0661" * 6])
def test_what_only_looks_like_a_backup_keeps_no_backup_from_being_made(tmp_path: Path, number: str) -> None:
    with open_store(tmp_path / "data") as store:
        finished_in(store, coffee())
    folder = tmp_path / "data" / "backups"
    for path in folder.glob("backup-*.sqlite3"):
        path.unlink()
    (folder / f"backup-{number}.sqlite3").write_bytes(b"")
    with open_store(tmp_path / "data"):
        pass
    assert (folder / "backup-000001.sqlite3").exists()
