"""Start the programs of this folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PLACES = [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(_PLACES)}
TIMEOUT = 60


def command(name: str, *arguments: object) -> list[str]:
    """Return the command that runs a program."""
    return [sys.executable, "-m", "tests.store.programs", name, *map(str, arguments)]


def start(name: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a program with its input and output connected."""
    return subprocess.Popen(
        command(name, *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
        cwd=ROOT,
    )


def run(prefix: list[str], name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, under another one if ``prefix`` names it."""
    return subprocess.run(
        [*prefix, *command(name, *arguments)],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        cwd=ROOT,
        timeout=TIMEOUT,
        check=False,
    )
