"""A release is the same wherever and whenever it is built, its single file runs, and an audit never takes silence."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from mlops_survey_tui import __version__
from release.audit import HEALTHY, UNKNOWN, VULNERABLE, judged
from release.single_file import PLATFORMS, Parts, needed, write

from .copies import copied, shared

HERE = "linux-x86_64"
TAG = f"cp{sys.version_info[0]}{sys.version_info[1]}"
on_linux = pytest.mark.skipif(
    sys.platform != "linux" or os.uname().machine != "x86_64", reason="the single file is tried on Linux, x86-64"
)


@pytest.fixture(scope="session")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build twice: from a checkout, and from another by way of its source archive, where everything else differs."""
    with shared(tmp_path_factory, "builds") as folder:
        if not folder.exists():
            _build_twice(folder)
    return folder / "first", folder / "second"


def _build_twice(folder: Path) -> None:
    other = copied(folder / "a longer way" / "two", copied(folder / "one"))
    here = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    _build(folder / "one", folder / "first", here, 0o022, "--sdist", "--wheel")
    for path in other.rglob("*"):
        os.utime(path, (978307200, 978307200))
        if path.is_file():
            path.chmod(path.stat().st_mode & 0o700)
        if os.geteuid() == 0:
            os.chown(path, 1234, 1234)
    elsewhere = {
        "TZ": "Asia/Tokyo",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "USER": "you",
    }
    _build(other, folder / "second", {**here, **elsewhere}, 0o077)


def _build(source: Path, target: Path, environ: Mapping[str, str], umask: int, *kinds: str) -> None:
    command = [sys.executable, "-m", "build", "--no-isolation", *kinds, "--outdir", str(target), str(source)]
    done = subprocess.run(command, env=environ, umask=umask, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.installed
def test_two_builds_are_equal_byte_for_byte_also_from_the_source_archive(twice: tuple[Path, Path]) -> None:
    first, second = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in twice)
    assert sorted(name.rpartition(".")[2] for name in first) == ["gz", "whl"]
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.installed
def test_distributions_hold_what_they_must_and_nothing_of_the_machine(twice: tuple[Path, Path]) -> None:
    (wheel,), (archive,) = twice[0].glob("*.whl"), twice[0].glob("*.tar.gz")
    names = ZipFile(wheel).namelist()
    assert any("/shipped/compiled/" in name for name in names)
    assert any(name.endswith("de/LC_MESSAGES/mlops_survey_tui.mo") for name in names)
    assert [name for name in names if name.endswith((".po", ".pyc"))] == []
    with tarfile.open(archive) as opened:
        members = opened.getmembers()
    assert {(one.uid, one.gid, one.uname, one.gname) for one in members} == {(0, 0, "", "")}
    inside = {one.name.partition("/")[2] for one in members}
    assert {"requirements/run.txt", "release/start.py", "tests/installed/test_release.py", "Makefile"} <= inside


@on_linux
@pytest.mark.installed
def test_the_single_file_is_built_equal_and_runs_from_a_private_cache(twice: tuple[Path, Path], tmp_path: Path) -> None:
    parts = Parts([_as_wheel(name, tmp_path) for name in needed()], {TAG: []})
    files = [tmp_path / "one.pyz", tmp_path / "two.pyz"]
    for file, folder in zip(files, twice, strict=True):
        write(file, next(folder.glob("*.whl")), HERE, parts)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert _run(files[0], tmp_path, "--version").stdout == f"mlops-survey {__version__}\n"
    checked = _run(files[1], tmp_path, "check")
    assert (checked.returncode, "no faults found" in checked.stdout) == (0, True), checked.stderr
    (place,) = (tmp_path / "cache" / "mlops-survey" / "programs").iterdir()
    assert place.stat().st_mode & 0o077 == 0


def _as_wheel(name: str, folder: Path) -> Path:
    """Pack an installed package again, so that nothing need be fetched."""
    found = distribution(name)
    with ZipFile(folder / f"{name}.whl", "w") as archive:
        for file in found.files or ():
            if not str(file).startswith("..") and file.suffix != ".pyc":
                archive.write(str(found.locate_file(file)), str(file))
    return folder / f"{name}.whl"


def _run(file: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    command = [sys.executable, "-I", str(file), *arguments]
    return subprocess.run(command, env=environ, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A wheel without files."""
    ZipFile(tmp_path / "empty.whl", "w").close()
    return tmp_path / "empty.whl"


@on_linux
def test_a_single_file_for_another_python_or_machine_says_what_it_needs(empty: Path, tmp_path: Path) -> None:
    for name, native in ((HERE, "cp399"), ("macos-arm64", TAG)):
        write(tmp_path / "other.pyz", empty, name, Parts([], {native: []}))
        told = _run(tmp_path / "other.pyz", tmp_path)
        assert (told.returncode, told.stdout) == (1, "")
        assert f"is for CPython 3.{native[3:]} on {PLATFORMS[name].system}" in told.stderr
        assert not (tmp_path / "cache").exists()


@on_linux
def test_nothing_is_run_from_a_cache_that_others_can_write_to(empty: Path, tmp_path: Path) -> None:
    write(tmp_path / "file.pyz", empty, HERE, Parts([], {TAG: []}))
    cache = tmp_path / "cache" / "mlops-survey" / "programs"
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    told = _run(tmp_path / "file.pyz", tmp_path)
    assert (told.returncode, list(cache.iterdir())) == (1, [])
    assert "Others can write to" in told.stderr


_ONE = {"name": "one", "version": "1", "vulns": []}
_BAD = {"name": "bad", "version": "1", "vulns": [{"id": "PYSEC-1"}]}
_SKIPPED = {"name": "skipped", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (None, UNKNOWN, "not reached"),
        ({"dependencies": []}, UNKNOWN, "0 of 0"),
        ({"dependencies": [_ONE, _SKIPPED]}, UNKNOWN, "1 of 2 packages looked up, NOT AUDITED: skipped"),
        ({"dependencies": [_ONE, _BAD, _SKIPPED]}, VULNERABLE, "bad 1: PYSEC-1"),
        ({"dependencies": [_ONE]}, HEALTHY, "1 of 1"),
    ],
)
def test_an_audit_passes_only_where_every_package_was_looked_up(
    answer: Mapping[str, Any] | None, code: int, words: str
) -> None:
    found, said = judged(answer)
    assert (found, words in said) == (code, True), said
