"""Copies of the project without what tools leave behind, and places where only one process of the tests works."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from release.distributions import PROJECT

_LEFT_OUT = (
    *(".git", ".venv", ".venvs", ".tools", ".peers", ".*cache", "__pycache__"),
    *(".hypothesis", "build", "dist", "*.mo", "*.partial", ".check.log"),
)


def copied(target: Path, source: Path = PROJECT) -> Path:
    """Copy the project to a folder that is not there yet; return it."""
    return shutil.copytree(source, target, ignore=shutil.ignore_patterns(*_LEFT_OUT))


@contextmanager
def shared(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """Give the path of a folder to all processes that run these tests, to one after the other."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
