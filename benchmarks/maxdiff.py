"""Best-worst data of many people: the logit with clustered errors, from rows and from files, and scores of people.

Beside it R's clogit and xlogit on stages made before, where they are; both must find the same likelihood. Scores of so
many people that it takes minutes are made in the first round only, ``BENCHMARK_PEOPLE`` at most (10,000 by default).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import duckdb
import numpy as np

from mlops_survey_tui.analysis.arrays import Floats, Integers
from mlops_survey_tui.analysis.choice.bayes import Posterior, empirical_bayes
from mlops_survey_tui.analysis.choice.estimates import Fit, fit
from mlops_survey_tui.analysis.choice.hierarchical import Draws, hierarchical_bayes
from mlops_survey_tui.analysis.choice.people import People
from mlops_survey_tui.analysis.choice.stages import Block, Choices
from mlops_survey_tui.analysis.maxdiff.data import BestWorst
from mlops_survey_tui.analysis.maxdiff.files import WANTED, read_best_worst
from mlops_survey_tui.analysis.maxdiff.forms import choices_of
from mlops_survey_tui.analysis.maxdiff.gathering import best_worst
from mlops_survey_tui.analysis.reading import Rows, read_rows
from tests.analysis.maxdiff.datasets import simulated

from .measured import Goal, Result, at_most, beside, judged, result
from .report import lines
from .surroundings import PROJECT, peer_python

ITEMS, SETS, SIZE, VERSIONS = 20, 10, 4, 300
_FOLDER = PROJECT / "benchmarks" / "peers"
MOST = int(os.environ.get("BENCHMARK_PEOPLE", "10000"))
_SCORED = (1_000, 10_000, 100_000)
_CLOGIT, _XLOGIT = "clogit of R, 1,000 people, its rows ready", "xlogit, 1,000 people, its rows ready, classical errors"
_OURS = "logit, 1,000 people"
_GOALS: Mapping[str, Goal] = {"logit, 100,000 people": at_most(500), "empirical Bayes, 1,000 people": at_most(3_000)}
Work = Callable[[], object]
Took = Callable[[], tuple[float, float]]
"""Does something and returns its milliseconds, by the clock and of processors."""


def measure(runs: int) -> list[Result]:
    """Fit 20 items in 10 sets of 4 for more and more people; other programs, where they are, in the same rounds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs = {**_peers(folder), **{what: _timed(work) for what, work in _work(folder).items()}}
        long = {what: _timed(work) for what, work in _long()}
        samples: dict[str, list[tuple[float, float]]] = {what: [] for what in (*jobs, *long)}
        for number in range(min(runs, 5) + 1):
            for what, job in (jobs if number != 1 else jobs | long).items():
                took = job()
                if number:
                    samples[what].append(took)
    peer = _CLOGIT if _CLOGIT in jobs else _XLOGIT
    return judged(beside([_result(what, rounds) for what, rounds in samples.items()], {_OURS: peer}), _GOALS)


def _result(what: str, rounds: Sequence[tuple[float, float]]) -> Result:
    walls, processors = zip(*rounds, strict=True)
    return result("maxdiff", what, "ms", walls, cpu_ms=median(processors))


def _timed(work: Work) -> Took:
    def took() -> tuple[float, float]:
        begun, spent = time.perf_counter(), time.process_time()
        work()
        return (time.perf_counter() - begun) * 1000, (time.process_time() - spent) * 1000

    return took


def _fitted(data: BestWorst) -> Fit:
    return fit(choices_of(data), data.items)


def _work(folder: Path) -> Mapping[str, Work]:
    made = {people: _written(folder, people) for people in (1_000, 10_000, 100_000)}
    rows = {people: read_rows(str(file), WANTED) for people, file in made.items()}
    file, large = made[100_000], rows[100_000]
    csv = file.with_suffix(".csv")
    duckdb.execute(f"COPY (SELECT * FROM '{file}') TO '{csv}'")
    gathered = best_worst(large)
    return {
        **{f"logit, {people:,} people": _from_rows(one) for people, one in rows.items()},
        "logit, 100,000 people, sets brought together before": lambda: _fitted(gathered),
        "logit, 100,000 people, from Parquet": lambda: _fitted(read_best_worst(str(file))),
        "logit, 100,000 people, from CSV": lambda: _fitted(read_best_worst(str(csv))),
    }


def _long() -> Iterator[tuple[str, Work]]:
    """Yield the scores of people: by empirical Bayes, and by hierarchical Bayes with its usual chains and draws."""
    for people in _SCORED:
        if people <= MOST:
            data = _data(people)
            choices, start = choices_of(data), _fitted(data).coefficients
            yield f"empirical Bayes, {people:,} people", partial(_empirical, choices, start)
            yield f"hierarchical Bayes, {people:,} people", partial(_hierarchical, choices, start)


def _empirical(choices: Choices, start: Floats) -> Posterior:
    return empirical_bayes(People(choices), start)


def _hierarchical(choices: Choices, start: Floats) -> Draws:
    return hierarchical_bayes(choices, _empirical(choices, start), np.random.default_rng(1))


def _from_rows(rows: Rows) -> Work:
    return lambda: _fitted(best_worst(rows))


def _data(people: int) -> BestWorst:
    random = np.random.default_rng(people)
    utilities = np.linspace(-1.5, 1.5, ITEMS) + random.normal(size=(people, ITEMS))
    return simulated(utilities, SETS, SIZE, 1, design=VERSIONS)


def _written(folder: Path, people: int) -> Path:
    """Write rows of respondent, set, item and choice, in the order of respondents."""
    data = _data(people)
    item = np.array(data.sets)[data.shown]
    columns = {
        "respondent": np.repeat(data.respondent, SIZE),
        "set": np.repeat(np.tile(np.arange(SETS), people), SIZE),
        "item": item.ravel(),
        "choice": ((item == data.best[:, None]).astype(np.int64) - (item == data.worst[:, None])).ravel(),
    }
    file = folder / f"sets{people}.parquet"
    with duckdb.connect() as connection:
        connection.register("columns", columns)
        connection.execute(f"COPY (SELECT * FROM columns) TO '{file}' (FORMAT parquet)")
    return file


def _peers(folder: Path) -> Mapping[str, Took]:
    """Return what lets others fit the same stages and says how long the fit alone took."""
    commands: dict[str, tuple[str, ...]] = {}
    if _has_survival():
        commands[_CLOGIT] = ("Rscript", str(_FOLDER / "clogit.R"))
    if python := peer_python():
        commands[_XLOGIT] = (str(python), str(_FOLDER / "fit_xlogit.py"))
    file = folder / "stages.csv"
    data = _data(1_000)
    choices = choices_of(data)
    rows, stage = ["stage,person,item,sign,chosen"], 0
    for block in choices.blocks:
        rows += _lines(block, choices.outcome, choices.respondent, stage)
        stage += len(choices.outcome)
    file.write_text("\n".join(rows) + "\n")
    found = _fitted(data).log_likelihood
    return {what: partial(_fit, (*command, str(file)), found) for what, command in commands.items()}


def _has_survival() -> bool:
    program = shutil.which("Rscript")
    asks = [program or "", "-e", "library(survival)"]
    return program is not None and not subprocess.run(asks, capture_output=True, check=False).returncode


def _fit(command: Sequence[str], expected: float) -> tuple[float, float]:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, processor, log = map(float, done.stdout.split())
    assert abs(log - expected) < 0.01, "all must fit the same"
    return seconds * 1000, processor * 1000


def _lines(block: Block, outcome: Integers, person: Integers, first: int) -> list[str]:
    entry = {one: place for place, one in enumerate(block.outcome.tolist())}
    shown = block.plus if block.side > 0 else block.minus
    found = []
    for number, (one, who) in enumerate(zip(outcome.tolist(), person.tolist(), strict=True)):
        place = entry[one]
        for alternative, item in enumerate(shown[block.stage[place]].tolist()):
            chosen = int(alternative == block.chosen[place])
            found.append(f"{first + number},{who},{item},{block.side},{chosen}")
    return found


if __name__ == "__main__":
    print(*lines(measure(5)), sep="\n")
