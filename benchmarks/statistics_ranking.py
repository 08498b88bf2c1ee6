"""Plackett–Luce with clustered errors, beside choix and the exploded logit of R, each in an environment of its own.

choix is what ``make bench-peers`` sets up; R is found as ``Rscript``, and needs survival and jsonlite. Peers that are
missing are left out. All read the same file, only fitting is timed, and all must find the same worths. choix gives
no errors.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.ranking.plackett_luce import fit
from mlops_survey_tui.analysis.ranking.rankings import Rankings, whole_rankings

from .measured import Result, at_most, beside, judged, result
from .report import lines
from .surroundings import peer_python

GROUP = "rankings"
PEOPLE, ITEMS = 5_000, 10
LONGEST = 300
"""Milliseconds that the fit shall not exceed."""
SAME = 1e-4
"""How far worths may be apart: choix stops where its steps are small."""
_PEERS = Path(__file__).parent / "peers"
Job = Callable[[], tuple[float, Floats]]


def measure(runs: int) -> list[Result]:
    """Fit whole rankings of 10 items by 5,000 people, in rounds over all programs; R at most twice."""
    samples: dict[str, list[float]] = {}
    with TemporaryDirectory() as name:
        file = Path(name) / "rankings.csv"
        rankings = _simulated()
        np.savetxt(file, rankings.places, fmt="%d", delimiter=",")
        jobs = dict(_jobs(rankings, file))
        for number in range(runs + 1):
            worths = []
            for what, job in jobs.items():
                if number < 2 or "coxph" not in what:
                    seconds, worth = job()
                    samples.setdefault(what, []).append(seconds)
                    worths.append(worth - worth.mean())
            assert max(float(np.abs(worth - worths[0]).max()) for worth in worths) < SAME, "the programs disagree"
    found = [result(GROUP, what, "ms", [1e3 * one for one in each[1:] or each]) for what, each in samples.items()]
    ours, *others = found
    quickest = min(others, key=lambda one: one.median, default=ours)
    return judged(beside(found, {ours.name: quickest.name} if others else {}), {ours.name: at_most(LONGEST)})


def _jobs(rankings: Rankings, file: Path) -> Iterator[tuple[str, Job]]:
    what = f"{PEOPLE:,} people × {ITEMS} items"
    yield f"this program, errors by respondent: {what}", lambda: _ours(rankings)
    if python := peer_python():
        command = [str(python), str(_PEERS / "rank_choix.py"), str(file)]
        yield f"choix, without errors: {what}", lambda: _peer(command)
    if _has_survival():
        script = ["Rscript", str(_PEERS / "coxph.R"), str(file)]
        yield f"coxph of R, errors by respondent: {what}", lambda: _peer(script)


def _has_survival() -> bool:
    program = shutil.which("Rscript")
    asks = [program or "", "-e", "library(survival); library(jsonlite)"]
    return program is not None and not subprocess.run(asks, capture_output=True, check=False).returncode


def _ours(rankings: Rankings) -> tuple[float, Floats]:
    begun = time.perf_counter()
    found = fit(rankings)
    return time.perf_counter() - begun, found.worth


def _peer(command: Sequence[str]) -> tuple[float, Floats]:
    """Run a peer, which prints seconds and worths as JSON in its last line."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.strip().rpartition("\n")[2])
    return float(told["seconds"]), np.array(told["worth"], dtype=np.float64)


def _simulated() -> Rankings:
    random = np.random.default_rng(1)
    liking = np.linspace(0, 2, ITEMS) + random.gumbel(size=(PEOPLE, ITEMS))
    places = np.argsort(np.argsort(-liking, axis=1), axis=1) + 1
    return whole_rankings([f"item{item}" for item in range(ITEMS)], places)


if __name__ == "__main__":
    print(*lines(measure(5)), sep="\n")
