"""A copy of the checkout, in which files are changed and put back: the checkout itself is never touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .rooms import Room

PROJECT = Path(__file__).resolve().parents[2]
QUICK = "not terminal and not browser and not installed"
PYTEST = ("-q", "-p", "tests.mutants.reaching", "-p", "no:cacheprovider", "-m", QUICK)
_LEFT = ("build", "dist", "__pycache__")


@dataclass(frozen=True, slots=True)
class Reached:
    """What the tests of a room do without any change.

    Attributes:
        lines: tests by file and line; an empty name stands for what runs while modules are loaded.
        seconds: processor time that each test takes that passes.
        loaded: modules of others that were loaded.
    """

    lines: Mapping[tuple[str, int], frozenset[str]]
    seconds: Mapping[str, float]
    loaded: tuple[str, ...]


def copied(folder: Path) -> Path:
    """Copy the checkout without its environments, caches and history."""
    copy = folder / "checkout"
    shutil.copytree(PROJECT, copy, symlinks=True, ignore=_ignored)
    return copy


def _ignored(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in _LEFT or (name.startswith(".") and name != ".ci")]


def environment(copy: Path) -> dict[str, str]:
    """Return the environment in which the copy is the program, in other processes too."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(copy / "src"), str(copy)]),
        "HYPOTHESIS_PROFILE": "mutants",
        "PYTHONHASHSEED": "0",
    }


def reached(copy: Path, room: Room) -> Reached:
    """Run the tests of a room once, unchanged, and return what they reach.

    Raises:
        RuntimeError: if none of them passes.
    """
    into = copy.parent / "reached.json"
    wanted = {"files": [str(file) for file in room.files(copy)], "into": str(into)}
    command = [sys.executable, "-m", "pytest", *PYTEST, *(f"tests/{test}" for test in room.tests)]
    run = subprocess.run(
        command, cwd=copy, env=environment(copy) | {"REACHED": json.dumps(wanted)}, capture_output=True, text=True
    )
    seen: Mapping[str, Any] = json.loads(into.read_text(encoding="utf-8")) if into.exists() else {"seconds": {}}
    if not seen["seconds"]:
        raise RuntimeError(f"No test of {room.name} passes as it stands.\n{run.stdout}\n{run.stderr}")
    lines = {(file, line): frozenset(tests) for file, line, tests in seen["lines"]}
    return Reached(lines, seen["seconds"], tuple(seen["loaded"]))
