"""What holds for all tests: a home of their own, repeatable chance, and no skipped test where that is asked for."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

NO_SKIPS = "MLOPS_SURVEY_NO_SKIPS"
"""Environment variable that makes a skipped test a failure, as on the machine that decides about a change."""

settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("explore", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def outer_environ() -> Mapping[str, str]:
    """The environment as it was before the tests got a home of their own, for programs that need their caches."""
    return dict(os.environ)


@pytest.fixture(scope="session", autouse=True)
def _home_of_the_session(outer_environ: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep fixtures that outlive a test away from the user's files."""
    with pytest.MonkeyPatch.context() as patch:
        _move_home(patch, tmp_path_factory.mktemp("home-of-the-session"))
        yield


@pytest.fixture(autouse=True)
def _home_of_the_test(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give every test an empty home, so that it never meets the user's files or those of another test."""
    _move_home(monkeypatch, tmp_path_factory.mktemp("home"))


def _move_home(patch: pytest.MonkeyPatch, home: Path) -> None:
    patch.setenv("HOME", str(home))
    patch.setenv("MLOPS_SURVEY_DATA_DIR", str(home / "answers"))
    for name in ("CACHE", "CONFIG", "DATA", "STATE", "RUNTIME"):
        suffix = "DIR" if name == "RUNTIME" else "HOME"
        patch.setenv(f"XDG_{name}_{suffix}", str(home / name.lower()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a test that skips itself as failed, if asked to."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Count a module that skips itself as failed, if asked to."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and os.environ.get(NO_SKIPS) == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Not run: {str(reason).removeprefix('Skipped: ')} ({NO_SKIPS}=1 counts this as a failure)"
