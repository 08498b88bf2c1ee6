"""Two programs: one interview belongs to one of them, and everything else works beside it."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui.store import locks
from mlops_survey_tui.store.errors import InterviewInUse, StorageError, UnknownInterview
from mlops_survey_tui.store.opening import open_store
from tests.store.logs import filled, keep, log
from tests.store.running import start


@pytest.fixture
def held(directory: Path) -> Iterator[tuple[str, int]]:
    """An interview that another program has open: its id, and the program's number."""
    (name,) = filled(directory, 5)
    program = start("hold", directory, name)
    assert program.stdout
    assert program.stdout.readline() == "held\n"
    yield name, program.pid
    program.kill()
    program.communicate()


def test_the_second_program_is_told_and_takes_another_interview(directory: Path, held: tuple[str, int]) -> None:
    with open_store(directory) as store:
        with pytest.raises(InterviewInUse) as caught:
            store.resume(held[0])
        assert held[0] in caught.value.message
        assert store.list()[0].in_use
        assert len(store.events(held[0])) == 5
        other = keep(store, log(3))
        assert [one.in_use for one in store.list()] == [False, True]
        assert len(store.events(other)) == 3


@pytest.mark.parametrize("act", ["delete", "mend"])
def test_what_another_program_has_open_is_not_changed(directory: Path, held: tuple[str, int], act: str) -> None:
    with open_store(directory) as store, pytest.raises(InterviewInUse):
        getattr(store, act)(held[0])


def test_death_gives_the_interview_back(directory: Path, held: tuple[str, int]) -> None:
    os.kill(held[1], signal.SIGKILL)
    os.waitpid(held[1], 0)
    with open_store(directory) as store, store.resume(held[0]) as recorder:
        recorder(log(1, first=6))


def test_an_id_is_no_path(directory: Path) -> None:
    filled(directory, 5)
    with open_store(directory) as store:
        for act in (store.resume, store.delete, store.mend):
            with pytest.raises(UnknownInterview):
                act("../escaped")
    assert not [*directory.parent.glob("escaped*")]


def test_closing_gives_the_interview_back(directory: Path) -> None:
    (name,) = filled(directory, 5)
    with open_store(directory) as first, open_store(directory) as second:
        recorder = first.resume(name)
        with pytest.raises(InterviewInUse):
            second.resume(name)
        recorder.close()
        second.resume(name).close()


def test_two_programs_write_their_own_interviews_at_once(directory: Path) -> None:
    programs = [start("append", directory, 0.01) for _ in range(2)]
    names = []
    for program in programs:
        assert program.stdout
        names.append(program.stdout.readline().strip())
        for _ in range(8):
            program.stdout.readline()
    for program in programs:
        program.kill()
        program.communicate()
    with open_store(directory) as store:
        assert store.notices == ()
        assert all(len(store.events(name)) >= 8 for name in names)


def test_a_file_system_without_locks_is_explained(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks, "_take", refuse)
    with pytest.raises(StorageError) as caught:
        open_store(directory)
    assert caught.value.code == "lock_failed"
    assert "local disk" in caught.value.remedy


def test_a_stuck_transaction_of_another_program_is_explained(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlops_survey_tui.store.connection.BUSY_SECONDS", 0.05)
    (name,) = filled(directory, 5)
    with open_store(directory) as store, open_store(directory) as other, store.resume(name) as recorder:
        with other._database.transaction(), pytest.raises(StorageError) as caught:
            recorder(log(1, first=6))
        assert caught.value.code == "locked"
        recorder(log(1, first=6))
