"""Many bundles read, counted, published and reported, beside other ways to count the same lines.

``BENCHMARK_BUNDLES`` says how many (100,000 by default; a million needs 20 GB of disk and an hour). They are resampled
from simulated ones of the current edition, with plain answers of other people put in, so that no two are alike.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.publication.editions import FOLDERS, lines

from .measured import Goal, Result, at_most, beside, judged, result
from .report import lines as told
from .surroundings import PROJECT, PYTHON, SURVEY, environment, peer, peer_python

GROUP = "publication"
BUNDLES, DEFAULT = "BENCHMARK_BUNDLES", 100_000
EDITION, SIMULATED = "2026", 300
TICKED, BY = "tools_used", "role_current"
_LOOP, _READ, _COLUMNS = (
    "a loop with json",
    "counting as publish --checked reads",
    "counting from the release's Parquet",
)
_GOALS: Mapping[str, tuple[Goal, ...]] = {
    _READ: (at_most(0.8, _LOOP), at_most(100, figure="peak_mb")),
    _COLUMNS: (at_most(0.15, _LOOP),),
}
_LOADING = "Python that loads duckdb"
_RARELY = 2
"""Whole releases and reports are made at most so often."""
_POLL = 0.05


class Ran(NamedTuple):
    """One run: seconds by the clock and of processors, and megabytes of all its processes at the most."""

    elapsed: float
    processor: float
    memory: float


@dataclass(frozen=True, slots=True)
class Job:
    """A command, and whether it takes so long that a few rounds must do."""

    name: str
    command: tuple[str, ...]
    long: bool = False


def measure(runs: int) -> list[Result]:
    """Run everything in turn; ratios are of processor time, as publishing uses all cores and the loop one."""
    size = int(os.environ.get(BUNDLES, DEFAULT))
    with TemporaryDirectory() as name:
        folder = Path(name)
        stream = folder / "bundles.jsonl"
        with stream.open("wb") as file:
            file.writelines(resampled(lines(EDITION, SIMULATED), size))
        jobs = list(_jobs(folder, stream))
        samples: dict[str, list[Ran]] = {job.name: [] for job in jobs}
        for number in range(min(runs, 5)):
            for job in jobs:
                if number < _RARELY or not job.long:
                    samples[job.name].append(_run(job.command, environment(folder)))
    return _named([_summed_up(name, each) for name, each in samples.items()], f"{size:,} bundles")


def _named(found: Sequence[Result], size: str) -> list[Result]:
    """Return the results with ratios and goals; the number of bundles becomes a part of all names."""
    full = {one.name: one.name if one.name == _LOADING else f"{one.name}: {size}" for one in found}
    goals = {
        full[name]: [replace(goal, beside=tuple(full[other] for other in goal.beside)) for goal in of_line]
        for name, of_line in _GOALS.items()
    }
    named = [replace(one, name=full[one.name]) for one in found]
    return judged(beside(named, {name: full[_LOOP] for name in full.values() if name != full[_LOOP]}), goals)


def resampled(given: Sequence[bytes], size: int) -> Iterator[bytes]:
    """Yield so many bundles: each one of those given, with some of its plain answers from other people."""
    chance = Random(size)
    bundles = [json.loads(line) for line in given]
    plain = [list(_plain(bundle)) for bundle in bundles]
    pool: dict[str, list[Any]] = {}
    for bundle, questions in zip(bundles, plain, strict=True):
        for question in questions:
            pool.setdefault(question, []).append(bundle["answers"][question])
    for _ in range(size):
        place = chance.randrange(len(bundles))
        swapped = {question: chance.choice(pool[question]) for question in plain[place] if chance.random() < 0.6}
        bundle = bundles[place] | {"answers": bundles[place]["answers"] | swapped}
        yield json.dumps(bundle, separators=(",", ":")).encode() + b"\n"


def _plain(bundle: Mapping[str, Any]) -> Iterator[str]:
    """Yield the questions of which nothing else depends on the answer, and whose answer is code, codes or number."""
    shown = {one.get("page") for one in bundle["chance"]}
    for question, given in bundle["answers"].items():
        whole = given["status"] == "answered" and isinstance(given.get("value"), str | list | int)
        if whole and question not in shown and "@" not in question and question not in ("consent", "ml_status"):
            yield question


def _jobs(folder: Path, stream: Path) -> Iterator[Job]:
    release, counted = folder / "release", (TICKED, BY)
    publish = ("publish", "--from", str(stream), "--edition", EDITION, "--questions", str(FOLDERS[EDITION]), "--out")
    wishes = (str(release), "--checked", "--allow-draft", "--simulated", "--replace")
    report = ("report", "--from", str(release), "--format", "html", "--out", str(folder / "report"))
    yield Job(_LOOP, (*peer("json_loop"), str(stream), *counted))
    yield Job(_READ, (*peer("product_loop"), str(stream), *counted))
    yield from _peers(str(stream), *counted)
    yield Job("publish --checked, until the engine has a record", (*peer("intake_loop"), str(stream), publish[6]))
    yield Job("publish --checked, everything", (*SURVEY, *publish, *wishes), long=True)
    yield Job(_COLUMNS, (*peer("columns"), str(release / "data/tools.parquet"), *counted))
    yield Job("report --format html", (*SURVEY, *report), long=True)
    yield Job(_LOADING, (PYTHON, "-c", "import duckdb"))


def _peers(*wanted: str) -> Iterator[Job]:
    """Yield the same count by what others use for it, where it is installed."""
    if python := peer_python():
        for name in ("msgspec", "polars"):
            script = PROJECT / f"benchmarks/peers/lines_{name}.py"
            yield Job(f"{name}, the two answers alone", (str(python), str(script), *wanted))
    yield Job("DuckDB, the two answers alone", (*peer("lines_duckdb"), *wanted))


def _run(command: Sequence[str], environ: Mapping[str, str]) -> Ran:
    """Run a command to its end."""
    spent, begun = _children(), time.perf_counter()
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, _megabytes(process.pid))
            time.sleep(_POLL)
    assert process.returncode == 0, f"{' '.join(command)} failed"
    return Ran(time.perf_counter() - begun, _children() - spent, most)


def _children() -> float:
    found = os.times()
    return found.children_user + found.children_system


def _megabytes(process: int) -> float:
    """Return the memory that a process and its children have had at the most, added up; 0 where nothing tells it."""
    place = Path(f"/proc/{process}")
    try:
        told = (place / "status").read_text()
        below = (place / f"task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    peak = next((int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("VmHWM")), 0.0)
    return peak + sum(_megabytes(int(child)) for child in below)


def _summed_up(name: str, samples: Sequence[Ran]) -> Result:
    elapsed = median(one.elapsed for one in samples)
    extra = {"wall_s": elapsed, "peak_mb": max(one.memory for one in samples)}
    return result(GROUP, name, "s CPU", [one.processor for one in samples], **extra)


if __name__ == "__main__":
    print(*told(measure(5)), sep="\n")
