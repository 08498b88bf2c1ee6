"""A full or failing disk: the respondent is told, nothing is stored in part, and trying again works."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.recorder import Recorder
from tests.store.logs import HEADER, answered, database, filled
from tests.store.running import run, start

MOST_CALLS = 40
"""More system calls of one kind than an append makes."""


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB, where this user may mount one."""
    mount = tmp_path / "disk"
    mount.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("only a superuser can mount a small disk")
    yield mount
    subprocess.run(["umount", "-l", mount], check=True)


def test_a_full_disk_is_told_and_room_helps(tiny_disk: Path) -> None:
    ballast = tiny_disk / "ballast"
    ballast.write_bytes(bytes(60_000))
    with open_store(tiny_disk / "data") as store, store.create(HEADER) as recorder:
        stored, error = fill_up(recorder)
        assert error.code == "disk_full"
        assert "Free some space" in error.remedy
        assert len(store.events(recorder.interview_id)) == stored
        ballast.unlink()
        recorder([answered(stored + 1, "again")])
        assert len(store.events(recorder.interview_id)) == stored + 1


def fill_up(recorder: Recorder) -> tuple[int, StorageError]:
    """Answer until the disk is full; return how many answers were stored, and the error."""
    for stored in range(500):
        try:
            recorder([answered(stored + 1, "z" * 1500)])
        except StorageError as error:
            return stored, error
    raise AssertionError("the disk never filled up")


def test_a_full_disk_is_told_before_the_first_question(tiny_disk: Path) -> None:
    (tiny_disk / "ballast").write_bytes(bytes(255 * 1024))
    with pytest.raises(StorageError) as caught:
        open_store(tiny_disk / "data")
    assert caught.value.code in ("not_writable", "disk_full")


def test_when_nothing_more_can_be_written_a_copy_can_go_elsewhere(tiny_disk: Path, tmp_path: Path) -> None:
    with open_store(tiny_disk / "data") as store, store.create(HEADER) as recorder:
        fill_up(recorder)
        stored = store.events(recorder.interview_id)
        copied = tmp_path / "elsewhere" / "interviews.sqlite3"
        copied.parent.mkdir()
        store.save_copy(copied)
        with pytest.raises(StorageError, match="a file already"):
            store.save_copy(copied)
    with open_store(copied.parent) as elsewhere:
        assert elsewhere.events(recorder.interview_id) == stored


def test_a_limit_on_file_sizes_is_told(directory: Path) -> None:
    (name,) = filled(directory, 10)
    limit = database(directory).stat().st_size + 20_000
    result = run([], "outgrow", directory, name, limit)
    lines = [line.split() for line in result.stdout.splitlines()]
    assert [line[0] for line in lines] == ["error", "stored"], result.stderr
    assert lines[0][1] in ("io_error", "disk_full")
    with open_store(directory) as store:
        events = store.events(name)
        assert len(events) == int(lines[1][1])
        assert events[-1].data["value"] == "again"


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("fdatasync", "EIO"),
        ("pwrite64", "ENOSPC"),
        ("pwrite64", "EIO"),
        ("ftruncate", "EIO"),
        ("openat", "EMFILE"),
        ("fcntl", "ENOLCK"),
        ("pread64", "EIO"),
    ],
)
def test_each_failing_system_call_is_told_and_survived(directory: Path, tmp_path: Path, call: str, fault: str) -> None:
    """The first, the second ... call fails, until a run needs no more calls than that."""
    (name,) = filled(directory, 3)
    intact = tmp_path / "intact"
    shutil.copytree(directory, intact)
    for number in range(1, MOST_CALLS):
        shutil.rmtree(directory)
        shutil.copytree(intact, directory)
        said, failed = with_failing_call(directory, name, f"{call}:error={fault}:when={number}")
        if not failed:
            break
        with open_store(directory) as store:
            values = [event.data["value"] for event in store.events(name)]
            assert store.notices == ()
            assert values[3:] == [f"attempt {said.count('error')}", "z" * 6000]
    assert number > 1
    assert not failed


def with_failing_call(directory: Path, name: str, injection: str) -> tuple[list[str], bool]:
    """Let the n-th system call of an append fail; return what the program said, and whether a call failed."""
    program = start("retry", directory, name)
    assert program.stdin
    assert program.stdout
    assert program.stdout.readline() == "ready\n"
    tracer = ["strace", "-f", "-e", f"trace={injection.split(':')[0]}", "-e", f"inject={injection}"]
    strace = subprocess.Popen([*tracer, "-p", str(program.pid)], stderr=subprocess.PIPE, text=True)
    assert strace.stderr
    if "attached" not in strace.stderr.readline():
        program.kill()
        pytest.skip("this system does not let one program trace another")
    said = program.communicate("\n", timeout=30)[0].split()
    traced = strace.communicate(timeout=30)[1]
    assert program.returncode == 0
    return said, "INJECTED" in traced
