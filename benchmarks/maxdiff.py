"""Best-worst data of many people: the logit with clustered errors, from rows and from files, and scores of people."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import duckdb
import numpy as np

from mlops_survey_tui.analysis.arrays import Integers
from mlops_survey_tui.analysis.choice.bayes import empirical_bayes
from mlops_survey_tui.analysis.choice.estimates import Fit, fit
from mlops_survey_tui.analysis.choice.people import People
from mlops_survey_tui.analysis.choice.stages import Block
from mlops_survey_tui.analysis.maxdiff.data import BestWorst
from mlops_survey_tui.analysis.maxdiff.files import WANTED, read_best_worst
from mlops_survey_tui.analysis.maxdiff.forms import choices_of
from mlops_survey_tui.analysis.maxdiff.gathering import best_worst
from mlops_survey_tui.analysis.reading import Rows, read_rows
from tests.analysis.maxdiff.datasets import simulated

from .measured import Result, beside, result
from .surroundings import PROJECT

ITEMS, SETS, SIZE, VERSIONS = 20, 10, 4, 300
_PEER = "clogit of R, 1,000 people, its rows ready"
_OURS = "logit, 1,000 people"
Work = Callable[[], object]


def measure(runs: int) -> list[Result]:
    """Fit 20 items in 10 sets of 4 for more and more people; R's clogit, where it is, in the same rounds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = dict(_work(folder))
        peer = _peer(folder)
        samples: dict[str, list[tuple[float, float]]] = {what: [] for what in ([_PEER] if peer else []) + list(work)}
        for number in range(min(runs, 5) + 1):
            found = {_PEER: peer()} if peer else {}
            found |= {what: _milliseconds(one) for what, one in work.items()}
            for what, took in found.items():
                if number:
                    samples[what].append(took)
        return beside([_result(what, rounds) for what, rounds in samples.items()], {_OURS: _PEER})


def _result(what: str, rounds: Sequence[tuple[float, float]]) -> Result:
    walls, processors = zip(*rounds, strict=True)
    return result("maxdiff", what, "ms", walls, cpu_ms=median(processors))


def _milliseconds(work: Work) -> tuple[float, float]:
    """Return how long some work takes, by the clock and of processors."""
    begun, spent = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - spent) * 1000


def _fitted(data: BestWorst) -> Fit:
    return fit(choices_of(data), data.items)


def _work(folder: Path) -> Mapping[str, Work]:
    made = {people: _written(folder, people) for people in (1_000, 10_000, 100_000)}
    rows = {people: read_rows(str(file), WANTED) for people, file in made.items()}
    file, large = made[100_000], rows[100_000]
    csv = file.with_suffix(".csv")
    duckdb.execute(f"COPY (SELECT * FROM '{file}') TO '{csv}'")
    thousand = choices_of(best_worst(rows[1_000]))
    start = fit(thousand, tuple(map(str, range(ITEMS)))).coefficients
    gathered = best_worst(large)
    return {
        **{f"logit, {people:,} people": _from_rows(one) for people, one in rows.items()},
        "logit, 100,000 people, sets brought together before": lambda: _fitted(gathered),
        "logit, 100,000 people, from Parquet": lambda: _fitted(read_best_worst(str(file))),
        "logit, 100,000 people, from CSV": lambda: _fitted(read_best_worst(str(csv))),
        "empirical Bayes, 1,000 people": lambda: empirical_bayes(People(thousand), start),
    }


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


def _peer(folder: Path) -> Callable[[], tuple[float, float]] | None:
    """Return what lets R fit the same stages and says the milliseconds of the fit alone, or None without R."""
    script = PROJECT / "benchmarks" / "peers" / "clogit.R"
    program = shutil.which("Rscript")
    asks = [program or "", "-e", "library(survival)"]
    if program is None or subprocess.run(asks, capture_output=True, check=False).returncode:
        return None
    file = folder / "stages.csv"
    data = _data(1_000)
    choices = choices_of(data)
    lines, stage = ["stage,person,item,sign,chosen"], 0
    for block in choices.blocks:
        lines += _lines(block, choices.outcome, choices.respondent, stage)
        stage += len(choices.outcome)
    file.write_text("\n".join(lines) + "\n")

    def fits() -> tuple[float, float]:
        done = subprocess.run([program, str(script), str(file)], capture_output=True, text=True, check=True)
        seconds, processor, log = map(float, done.stdout.split())
        assert abs(log - _fitted(data).log_likelihood) < 0.01, "both must fit the same"
        return seconds * 1000, processor * 1000

    return fits


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
