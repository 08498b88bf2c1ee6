"""The locks say the same as pyproject.toml, for every Python, and every file has its digest; no network is asked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from release.distributions import PROJECT
from release.lock import ENTRY, all_entries, text_of

LOCKS = ("run", "dev", "tools")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@cache
def _locked(name: str, python: str) -> Mapping[str, Version]:
    """Return the versions of a lock that stand for one Python on Linux."""
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    return {
        entry.name: Version(entry.version)
        for entry in all_entries(name)
        if not entry.marker or Marker(entry.marker).evaluate(environment)
    }


def _project() -> Mapping[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def _wanted(name: str) -> Iterator[Requirement]:
    """Yield what a lock is made from."""
    project = _project()
    if name == "tools":
        yield from _listed("tools.in")
        return
    yield from map(Requirement, project["project"]["dependencies"])
    yield from map(Requirement, project["build-system"]["requires"])
    yield from map(
        Requirement, project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]["dependencies"]
    )
    yield from _listed("build.in")
    if name == "dev":
        extras = project["project"]["optional-dependencies"]
        yield from (Requirement(one) for each in extras.values() for one in each if not one.startswith("mlops-survey["))


def _listed(file: str) -> Iterator[Requirement]:
    lines = (PROJECT / "requirements" / file).read_text(encoding="utf-8").splitlines()
    yield from (Requirement(line) for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_all_that_is_required_in_a_version_that_is_allowed(name: str, python: str) -> None:
    locked = _locked(name, python)
    for wanted in _wanted(name):
        found = locked.get(canonicalize_name(wanted.name))
        assert found is not None, f"{wanted} is not in requirements/{name}.txt: run `make lock`"
        assert wanted.specifier.contains(found, prereleases=True), f"{wanted}, but {found} is locked: run `make lock`"


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_pins_a_version_and_has_digests(name: str) -> None:
    assert [entry.name for entry in all_entries(name) if not entry.digests] == []
    rest = ENTRY.sub("", text_of(name)).splitlines()
    assert [line for line in rest if line.strip() and not line.lstrip().startswith("#")] == []


def test_who_runs_and_who_tests_have_the_same_versions() -> None:
    for python in PYTHONS:
        tested = _locked("dev", python)
        assert {name: version for name, version in _locked("run", python).items() if tested.get(name) != version} == {}


def test_every_requirement_has_a_lower_and_an_upper_bound() -> None:
    calendar = {"s3fs", "types-pyyaml"}
    for wanted in {str(one): one for name in LOCKS for one in _wanted(name)}.values():
        signs = {one.operator for one in wanted.specifier}
        assert ">=" in signs or wanted.name.lower() in calendar, f"{wanted} has no lower bound"
        assert "<" in signs or wanted.name.lower() in calendar, f"{wanted} has no upper bound"


def test_the_classifiers_name_pythons_that_the_locks_hold_for() -> None:
    named = [line.rpartition(" :: ")[2] for line in _project()["project"]["classifiers"] if ":: 3." in line]
    assert set(named) <= set(PYTHONS)
