"""Raking and a mean with clustered variance, beside weightipy and R survey, each in an environment of its own.

weightipy is what ``make bench-peers`` sets up; R is found as ``Rscript``, and needs survey and jsonlite. Peers that are
missing are left out. All read the same file, and only the computation is timed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from mlops_survey_tui.analysis.arrays import Floats, Integers
from mlops_survey_tui.analysis.estimation.design import design_of
from mlops_survey_tui.analysis.estimation.estimate import means
from mlops_survey_tui.analysis.weighting.margins import Coded, Margin
from mlops_survey_tui.analysis.weighting.raking import rake

from .measured import Result, at_most, beside, judged, result
from .report import lines
from .surroundings import peer_python

GROUP = "weights"
SIZES = (100_000, 1_000_000)
LEVELS: Mapping[str, int] = {"role": 8, "size": 5, "industry": 10, "region": 6}
LONGEST: Mapping[int, float] = {100_000: 50, 1_000_000: 300}
"""Milliseconds that raking so many rows shall not exceed."""
OURS = "this program"
_PEERS = Path(__file__).parent / "peers"


def measure(runs: int) -> list[Result]:
    """Rake four margins of 29 levels, and estimate one mean, in rounds over all programs; R at most twice."""
    samples: dict[str, list[float]] = {}
    with TemporaryDirectory() as name:
        for size in SIZES:
            file = Path(name) / f"{size}.csv"
            columns, targets = _simulated(size)
            _write(file, columns, targets)
            jobs = dict(_jobs(size, file, columns, targets))
            for number in range(runs + 1):
                for what, job in jobs.items():
                    if number < 2 or "R survey" not in what:
                        samples.setdefault(what, []).extend(job())
    found = [result(GROUP, what, "ms", [1e3 * one for one in _warm(each)]) for what, each in samples.items()]
    goals = {f"{OURS}: {_raking(size)}": at_most(longest) for size, longest in LONGEST.items()}
    return judged(beside(found, _quickest(found)), goals)


def _quickest(found: Sequence[Result]) -> dict[str, str]:
    """Return by name of ours the quickest other program that did the same."""
    tasks = {one.name: _task(one.name) for one in found if one.name.startswith(OURS)}
    others = {
        name: [one for one in found if _task(one.name) == task and one.name != name] for name, task in tasks.items()
    }
    return {name: min(several, key=lambda one: one.median).name for name, several in others.items() if several}


def _warm(samples: Sequence[float]) -> Sequence[float]:
    """Leave out the first sample where there are others."""
    return samples[1:] or samples


def _task(what: str) -> str:
    return what.partition(": ")[2]


def _jobs(
    size: int, file: Path, columns: Mapping[str, Integers], targets: Mapping[str, Floats]
) -> Iterator[tuple[str, Callable[[], list[float]]]]:
    raking, mean = _raking(size), f"a clustered mean of {size:,} rows"
    coded = [
        Coded(Margin.of(name, {str(level): share for level, share in enumerate(shares.tolist())}), columns[name])
        for name, shares in targets.items()
    ]
    base = np.ones(size)
    yield f"{OURS}: {raking}", lambda: [_timed(lambda: rake(coded, base))]
    yield f"{OURS}: {mean}", lambda: [_timed(lambda: _mean(columns))]
    if python := peer_python():
        yield f"weightipy: {raking}", lambda: _peer([str(python), str(_PEERS / "rake_weightipy.py"), str(file)])
    if _has_survey():
        yield f"R survey: {raking}", lambda: _peer(["Rscript", str(_PEERS / "survey.R"), str(file), "rake"])
        yield f"R survey: {mean}", lambda: _peer(["Rscript", str(_PEERS / "survey.R"), str(file), "mean"])


def _raking(size: int) -> str:
    return f"raking {size:,} rows"


def _has_survey() -> bool:
    program = shutil.which("Rscript")
    asks = [program or "", "-e", "library(survey); library(jsonlite)"]
    return program is not None and not subprocess.run(asks, capture_output=True, check=False).returncode


def _mean(columns: Mapping[str, Integers]) -> None:
    rows = len(columns["cluster"])
    design = design_of(np.ones(rows), strata=[columns["role"]], clusters=[columns["cluster"]], nest=True)
    means(design, columns["value"].astype(np.float64)[:, None], np.ones(rows, dtype=np.bool_))


def _timed(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def _peer(command: Sequence[str]) -> list[float]:
    """Run a peer, which prints the seconds that it took as JSON in its last line."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(json.loads(done.stdout.strip().rpartition("\n")[2])["seconds"])]


def _simulated(size: int) -> tuple[dict[str, Integers], dict[str, Floats]]:
    """Return codes and a value by column, and shares of the population that differ from the sample's."""
    random = np.random.default_rng(size)
    columns: dict[str, Integers] = {}
    targets: dict[str, Floats] = {}
    for name, levels in LEVELS.items():
        columns[name] = random.choice(levels, size, p=random.dirichlet(np.full(levels, 5.0)))
        targets[name] = random.dirichlet(np.full(levels, 5.0)).round(4)
        targets[name][-1] += 1 - targets[name].sum()
    columns["cluster"] = random.integers(0, 200, size)
    columns["value"] = random.integers(0, 100, size) + columns["cluster"] % 7
    return columns, targets


def _write(file: Path, columns: Mapping[str, Integers], targets: Mapping[str, Floats]) -> None:
    values = np.column_stack(list(columns.values()))
    np.savetxt(file, values, fmt="%d", delimiter=",", header=",".join(columns), comments="")
    shares = {name: {str(level): share for level, share in enumerate(each.tolist())} for name, each in targets.items()}
    file.with_suffix(".json").write_text(json.dumps(shares), encoding="utf-8")


if __name__ == "__main__":
    print(*lines(measure(5)), sep="\n")
