"""Something odd where a file should be: never followed, never waited for, and said with a way out."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.paths import data_directory
from tests.store.logs import database, filled, log
from tests.store.test_damage import unfinished_journal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links are POSIX's")


def folder(path: Path) -> None:
    """Make a directory with something in it."""
    path.mkdir()
    (path / "inside").write_text("mine")


def pipe(path: Path) -> None:
    """Make a named pipe that nobody writes into; whoever reads it waits for ever."""
    os.mkfifo(path)


def endpoint(path: Path) -> None:
    """Make a socket, under a name that is short enough."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def dangling(path: Path) -> None:
    """Make a link to nowhere."""
    path.symlink_to(path.parent / "nowhere")


def circle(path: Path) -> None:
    """Make a link to itself."""
    path.symlink_to(path)


def in_place_of(path: Path, make: Callable[[Path], None]) -> None:
    """Put something else where a file or directory is."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    make(path)


def refusal(directory: Path) -> StorageError:
    """Return why a directory is refused; a way out is always named."""
    with pytest.raises(StorageError) as caught:
        open_store(directory)
    assert caught.value.remedy
    assert "Traceback" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("make", [folder, pipe, endpoint])
def test_what_is_no_file_is_kept_aside_and_the_backup_restored(directory: Path, make: Callable[[Path], None]) -> None:
    (name,) = filled(directory, 30)
    in_place_of(database(directory), make)
    odd = database(directory).lstat().st_mode
    with open_store(directory) as store:
        assert len(store.events(name)) == 30
        assert "interviews.damaged-1.sqlite3" in store.notices[0]
    assert (directory / "interviews.damaged-1.sqlite3").lstat().st_mode == odd
    with open_store(directory) as store:
        assert store.notices == ()


@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("make", [folder, pipe, dangling, circle])
def test_an_odd_journal_is_refused_and_nothing_touched(
    directory: Path, make: Callable[[Path], None], suffix: str
) -> None:
    (name,) = filled(directory, 5)
    before = database(directory).read_bytes()
    journal = Path(f"{database(directory)}{suffix}")
    in_place_of(journal, make)
    error = refusal(directory)
    assert (error.code, str(journal) in error.message) == ("in_the_way", True)
    assert database(directory).read_bytes() == before
    if journal.is_dir():
        shutil.rmtree(journal)
    else:
        journal.unlink()
    with open_store(directory) as store:
        assert len(store.events(name)) == 5


@pytest.mark.parametrize("place", ["locks", "backups", "locks/opening.lock"])
@pytest.mark.parametrize("make", [Path.touch, folder, pipe, dangling, circle])
def test_something_else_under_another_name_of_ours_is_refused_or_harmless(
    directory: Path, make: Callable[[Path], None], place: str
) -> None:
    (name,) = filled(directory, 5)
    in_place_of(directory / place, make)
    try:
        with open_store(directory) as store:
            assert len(store.events(name)) == 5
    except StorageError as error:
        said, remedy = error.message, error.remedy
    else:
        said, remedy = place, "none is needed"
    assert place in said
    assert remedy
    assert not (directory / "nowhere").exists()


@pytest.mark.parametrize("make", [folder, pipe, dangling])
def test_an_odd_backup_is_passed_over(directory: Path, make: Callable[[Path], None]) -> None:
    (name,) = filled(directory, 30)
    make(directory / "backups" / "backup-000009.sqlite3")
    database(directory).write_bytes(b"damage")
    with open_store(directory) as store:
        assert len(store.events(name)) == 30


@pytest.mark.parametrize("make", [folder, pipe, dangling])
def test_leftovers_that_are_no_files_are_left_alone(directory: Path, make: Callable[[Path], None]) -> None:
    filled(directory, 5)
    for place in (directory, directory / "backups"):
        make(place / ".odd.partial")
    filled(directory, 6)
    assert os.path.lexists(directory / ".odd.partial")


def test_the_journal_of_another_database_costs_no_more_than_the_backup_lacks(directory: Path, tmp_path: Path) -> None:
    """SQLite plays it into the file before anybody can look; what it makes of the file is seen, and mended."""
    (name,) = filled(directory, 60)
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE events (page TEXT, checksum TEXT)")
        connection.executemany("INSERT INTO events VALUES (?, '')", [("x" * 3000,) for _ in range(40)])
        connection.commit()
    Path(f"{database(directory)}-journal").write_bytes(unfinished_journal(other))
    with open_store(directory) as store:
        assert len(store.events(name)) == 60
        assert not any(problem for _, problem in store.check())


@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("content", [b"\0" * 9000, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 9000, b"no journal"])
def test_nonsense_beside_the_database_loses_nothing(directory: Path, suffix: str, content: bytes) -> None:
    (name,) = filled(directory, 60)
    Path(f"{database(directory)}{suffix}").write_bytes(content)
    with open_store(directory) as store:
        assert len(store.events(name)) == 60
        with store.resume(name) as recorder:
            recorder(log(1, first=61))


def test_a_second_name_of_the_database_changes_nothing(directory: Path, tmp_path: Path) -> None:
    (name,) = filled(directory, 5)
    os.link(database(directory), tmp_path / "second")
    with open_store(directory) as store, store.resume(name) as recorder:
        recorder(log(1, first=6))
        assert len(store.events(name)) == 6


@pytest.mark.parametrize("name", ["with\nnewline", "日本 ‮ü", "a?b#c%20d&mode=memory", "-", "~", "'\"`$(x)"])
def test_any_name_of_the_directory_will_do(tmp_path: Path, name: str) -> None:
    directory = tmp_path / name
    (interview,) = filled(directory, 30)
    database(directory).write_bytes(b"damage")
    with open_store(directory) as store:
        assert len(store.events(interview)) == 30


def test_a_name_that_is_no_text_will_do(tmp_path: Path) -> None:
    directory = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    (interview,) = filled(directory, 3)
    with open_store(directory) as store:
        assert len(store.events(interview)) == 3


@pytest.mark.parametrize(("name", "code"), [("x" * 300, "not_writable"), ("/".join(["y" * 200] * 3), "not_writable")])
def test_a_path_that_is_too_long_is_told_before_anything_is_kept(tmp_path: Path, name: str, code: str) -> None:
    error = refusal(tmp_path / name)
    assert error.code == code
    assert "too long" in error.message


def test_a_link_to_itself_is_refused(directory: Path) -> None:
    circle(directory)
    assert refusal(directory).code == "unsafe_directory"
    assert "Name its target" not in refusal(directory).remedy
    assert refusal(directory / "below").code == "not_writable"


@pytest.mark.parametrize("named", ["~nobody-of-this-name/answers", "~"])
def test_without_a_home_directory_it_is_said(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with pytest.raises(StorageError, match="no home directory") as caught:
        data_directory(Path(named))
    assert "--data-dir" in caught.value.remedy


def test_a_current_directory_that_was_deleted_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(StorageError) as caught:
        data_directory(Path("relative"))
    assert caught.value.code == "missing"
