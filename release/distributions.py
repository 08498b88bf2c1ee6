"""The wheel and the source archive, built with the tools of the lock and nothing of the machine's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PASSED_ON = ("PATH", "HOME", "TMPDIR", "SOURCE_DATE_EPOCH")
PROJECT = Path(__file__).resolve().parent.parent


def build(source: Path, target: Path, *kinds: str) -> list[Path]:
    """Build distributions of a project into a folder: kinds are "wheel" and "sdist"; return the files.

    The builders are those of this Python's environment, which ``requirements/dev.txt`` pins; a build that is isolated
    would fetch the newest, and name its version in the wheel.

    Raises:
        subprocess.CalledProcessError: the build failed; what it said is on standard error.
    """
    before = set(target.glob("*"))
    options = [f"--{kind}" for kind in kinds]
    command = [sys.executable, "-m", "build", "--no-isolation", *options, "--outdir", str(target), str(source)]
    environ = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"})
    return sorted(set(target.glob("*")) - before)
