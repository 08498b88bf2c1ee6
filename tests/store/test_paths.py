"""Where answers are kept: private, not through links, and known to be writable before the first question."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.paths import DataDirectory, data_directory, prepare
from tests.store.logs import database, filled, keep, log

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
superuser_only = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only a superuser can set this up")


def mode(path: Path) -> int:
    """Return the permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def refusal(directory: Path) -> StorageError:
    """Return why a directory is refused."""
    with pytest.raises(StorageError) as caught:
        open_store(directory)
    assert caught.value.remedy
    return caught.value


@pytest.fixture(params=[0o000, 0o077, 0o022])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every usual and unusual mask."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def test_everything_is_private_whatever_the_umask(tmp_path: Path, umask: None) -> None:
    directory = tmp_path / "new" / "parents" / "data"
    filled(directory, 30)
    for path in [directory, *directory.rglob("*")]:
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path
    assert mode(directory.parent) & 0o022 == 0


def test_loose_permissions_are_tightened(directory: Path) -> None:
    filled(directory, 3)
    directory.chmod(0o755)
    database(directory).chmod(0o644)
    with open_store(directory):
        assert mode(directory) == 0o700
        assert mode(database(directory)) == 0o600


def test_the_journal_is_private_too(directory: Path) -> None:
    with open_store(directory) as store:
        keep(store, log(1))
        assert mode(Path(f"{database(directory)}-journal")) == 0o600


def test_a_directory_with_other_files_is_not_shut(tmp_path: Path) -> None:
    shared = tmp_path / "project"
    shared.mkdir(mode=0o755)
    (shared / "notes.txt").write_text("mine")
    with open_store(shared):
        assert mode(shared) == 0o755
        assert mode(database(shared)) == 0o600


def test_a_directory_that_others_write_in_is_refused(tmp_path: Path) -> None:
    shared = tmp_path / "project"
    shared.mkdir()
    (shared / "notes.txt").write_text("mine")
    shared.chmod(0o777)
    assert refusal(shared).code == "unsafe_directory"
    assert mode(shared) == 0o777


@pytest.mark.parametrize("part", ["", "locks", "backups", "interviews.sqlite3"])
def test_links_are_not_followed(directory: Path, tmp_path: Path, part: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if part:
        directory.mkdir()
    (directory / part).symlink_to(elsewhere / "target" if "." in part else elsewhere)
    error = refusal(directory)
    assert error.code == "unsafe_directory"
    assert "symbolic link" in error.message
    assert [*elsewhere.iterdir()] == []


def test_a_directory_behind_a_trailing_slash_is_still_a_link(directory: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    directory.symlink_to(tmp_path / "elsewhere")
    assert refusal(Path(f"{directory}/")).code == "unsafe_directory"


def test_a_world_writable_parent_is_refused_unless_sticky(tmp_path: Path) -> None:
    parent = tmp_path / "open"
    parent.mkdir()
    parent.chmod(0o777)
    error = refusal(parent / "data")
    assert "everybody may rename" in error.message
    assert f"chmod o-w {parent}" in error.remedy
    parent.chmod(0o1777)
    open_store(parent / "data").close()


@superuser_only
def test_a_directory_of_somebody_else_is_refused(directory: Path) -> None:
    directory.mkdir()
    os.chown(directory, 12345, 12345)
    assert "belongs to another user" in refusal(directory).message


def test_a_file_in_the_way_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for blocked in (tmp_path / "file", tmp_path / "file" / "data"):
        error = refusal(blocked)
        assert error.code == "not_writable"
        assert "--data-dir" in error.remedy


def test_a_place_where_nothing_can_be_made_is_explained() -> None:
    assert refusal(Path("/proc/nowhere/data")).code == "not_writable"


@superuser_only
def test_a_read_only_disk_is_told_early_and_can_still_be_read(directory: Path) -> None:
    (name,) = filled(directory, 5)
    if subprocess.run(["mount", "--bind", directory, directory], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", directory], check=True)
        assert refusal(directory).code == "not_writable"
        with open_store(directory, read_only=True) as store:
            assert len(store.events(name)) == 5
            assert store.list()[0].in_use is False
    finally:
        subprocess.run(["umount", directory], check=True)


@superuser_only
def test_a_directory_without_permission_is_told_early(directory: Path) -> None:
    """As a user who is not the superuser, whom permissions would not stop."""
    directory.mkdir(mode=0o500)
    os.chown(directory, 12345, 12345)
    child = os.fork()
    if child == 0:
        for parent in directory.parents:
            if parent.name:
                parent.chmod(mode(parent) | 0o011)
        os.seteuid(12345)
        try:
            prepare(DataDirectory(directory))
        except StorageError as error:
            os._exit(42 if error.code == "not_writable" else 1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 42


def test_reading_makes_nothing(directory: Path) -> None:
    with open_store(directory, read_only=True) as store:
        assert store.list() == []
        assert store.notices == ()
    assert not directory.exists()


def test_a_file_that_needs_work_is_opened_the_ordinary_way_for_reading(directory: Path) -> None:
    (name,) = filled(directory, 5)
    database(directory).write_bytes(b"damaged")
    with open_store(directory, read_only=True) as store:
        assert len(store.events(name)) == 5


def test_the_directory_is_the_chosen_one_or_the_variable_s_or_the_user_s_own(tmp_path: Path) -> None:
    variable = {"MLOPS_SURVEY_DATA_DIR": str(tmp_path / "variable")}
    assert data_directory(tmp_path / "chosen", variable).root == tmp_path / "chosen"
    assert data_directory(None, variable).root == tmp_path / "variable"
    assert data_directory(None, {}).root.name == "mlops-survey"
    assert data_directory(Path("relative"), {}).root == Path.cwd() / "relative"
