"""Whole sittings of the real program under faults; ``make soak`` tries many more of each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from soak import calls, clocks, damage, signals
from tests.store.sitting import is_traceable, sit, wrong_after


def test_a_sitting_without_faults_stores_what_it_acknowledges(tmp_path: Path) -> None:
    sitting = sit(tmp_path / "data")
    assert (sitting.code, sitting.acknowledged) == (0, 3)
    assert wrong_after(tmp_path / "data", sitting) == ""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize(
    "fault", ["pwrite64:error=ENOSPC:when=30", "openat:error=EMFILE:when=5", "flock:error=EIO:when=1"]
)
def test_a_failing_call_ends_in_words_and_loses_nothing(tmp_path: Path, fault: str) -> None:
    if not is_traceable(tmp_path):
        pytest.skip("this system does not let one program trace another")
    assert calls.tried(fault) == ""


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")
def test_a_clock_from_1970_to_2038_and_back_over_daylight_saving_orders_and_loses_nothing() -> None:
    moments = ["1970-01-01 00:00:01", "2038-01-19 03:14:05", "2026-10-25 02:59:58"]
    assert clocks.tried(moments) == ""


def test_files_spoilt_by_chance_change_no_answer_and_hide_no_loss() -> None:
    assert damage.run(25, 4).found == ()


def test_told_to_end_at_any_moment_it_ends_with_everything_stored() -> None:
    assert signals.run(3, 5).found == ()


@pytest.mark.parametrize("limit", ["-f 4", "-f 40", "-n 8"])
def test_limits_on_files_end_in_words_and_lose_nothing(tmp_path: Path, limit: str) -> None:
    sitting = sit(tmp_path / "data", ["sh", "-c", f'ulimit {limit}; exec "$@"', "sh"])
    assert wrong_after(tmp_path / "data", sitting) == ""
