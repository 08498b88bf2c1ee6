"""One sitting of the real program, asked line by line through a pipe, under whatever a test puts around it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.opening import open_store
from tests.store.running import ENVIRONMENT, ROOT

COFFEE = ROOT / "questions" / "examples" / "coffee"
LINES = "\n1\n1\n3\n"
"""Past the introduction, consent, what one drinks, how many cups; the next question is left open."""

_QUESTIONS = ("What do you drink", "How many cups", "Where do you drink")
"""What is asked once one, two, three answers are stored."""


class Sitting(NamedTuple):
    """How a sitting ended: its exit code, what it said, and how many answers it led one to believe are stored."""

    code: int
    output: str
    errors: str
    acknowledged: int


def sit(
    data: Path, before: Sequence[str] = (), environ: Mapping[str, str] | None = None, lines: str = LINES
) -> Sitting:
    """Hold a new sitting; ``before`` is the command under which it runs."""
    command = [sys.executable, "-m", "mlops_survey_tui", "--plain", "--new", "--data-dir", str(data)]
    done = subprocess.run(
        [*before, *command, "--questions", str(COFFEE)],
        input=lines,
        capture_output=True,
        text=True,
        env={**ENVIRONMENT, "LANG": "C.UTF-8", **(environ or {})},
        timeout=120,
        check=False,
        cwd=ROOT,
    )
    acknowledged = max((number for number, text in enumerate(_QUESTIONS, 1) if text in done.stdout), default=0)
    return Sitting(done.returncode, done.stdout, done.stderr, acknowledged)


def wrong_after(data: Path, sitting: Sitting) -> str:
    """Say what a sitting under a fault should not have come to; empty if it ended well or said why not."""
    if sitting.code not in (0, 4):
        return f"it ended with {sitting.code}: {sitting.errors[-300:]}"
    if sitting.code == 4 and not sitting.errors.strip():
        return "it ended with 4 and did not say why"
    if "Traceback" in sitting.output + sitting.errors:
        return f"a traceback was shown: {sitting.errors[-300:]}"
    try:
        with open_store(data) as store:
            faults = [str(problem) for _, problem in store.check() if problem]
            answers = max((one.answers for one in store.list()), default=0)
            said = " ".join([*store.notices, *faults])
    except StorageError as error:
        return f"afterwards: {error}"
    if said:
        return f"afterwards: {said}"
    lost = sitting.acknowledged - answers
    return f"{lost} acknowledged answers are not there" if lost > 0 else ""


def own_paths(data: Path) -> list[str]:
    """Return the paths that the store works with."""
    database = data / "interviews.sqlite3"
    places = [data, data / "locks", data / "backups", database, Path(f"{database}-journal"), Path(f"{database}-wal")]
    places += [
        data / "locks" / "opening.lock",
        data / "backups" / "backups.lock",
        data / "backups" / "backup-000001.sqlite3",
    ]
    return [str(place) for place in places]


def traced(data: Path, *options: str) -> list[str]:
    """Return the command that traces what a program does with the files of the store."""
    paths = [part for path in own_paths(data) for part in ("-P", path)]
    return ["strace", "-f", "-qq", *paths, *options]


def is_traceable(folder: Path) -> bool:
    """Whether this system lets one program trace another."""
    trace = folder / "probe"
    done = subprocess.run(["strace", "-o", str(trace), "true"], capture_output=True, check=False)
    return done.returncode == 0 and os.path.getsize(trace) > 0  # noqa: PTH202 - a name is enough
