"""Best-worst data for tests: a real study, a harder variant of it, and simulated respondents."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from mlops_survey_tui.analysis.arrays import Booleans, Floats, Integers
from mlops_survey_tui.analysis.maxdiff.data import BestWorst
from mlops_survey_tui.analysis.maxdiff.files import read_best_worst

FOLDER = Path(__file__).resolve().parents[1] / "data"
VDATA = FOLDER / "vdata.csv.gz"


@cache
def vdata() -> BestWorst:
    """The study of 350 people."""
    return read_best_worst(str(VDATA))


def rows_of_vdata() -> list[dict[str, str]]:
    """Its rows."""
    text = gzip.decompress(VDATA.read_bytes()).decode()
    return list(csv.DictReader(io.StringIO(text)))


def write_partial(file: Path) -> Path:
    """Write the harder variant: weights, sets of three and four, sets with best or worst only."""
    dropped: set[tuple[int, int]] = set()
    lines = ["respondent,set,item,choice,weight,stratum"]
    for row in rows_of_vdata():
        person, shown, choice = int(row["respondent"]), int(row["set"]), int(row["choice"])
        way = (person * 7 + shown * 3) % 10
        if way in (1, 4) and choice == 0 and (person, shown) not in dropped:
            dropped.add((person, shown))
            continue
        choice = 0 if (way == 2 and choice == -1) or (way == 5 and choice == 1) else choice
        lines.append(f"{person},{shown},{row['item']},{choice},{0.5 + person % 4 * 0.5},{person % 3}")
    file.write_text("\n".join(lines) + "\n")
    return file


def reference(name: str) -> Any:
    """Reference figures by name of file."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def simulated(utilities: Floats, sets: int, size: int, seed: int, design: int = 0) -> BestWorst:
    """Return people with known utilities (people × items) who answer random sets, best first, then worst.

    People share one of ``design`` versions of sets, or have sets of their own where it is 0.
    """
    random = np.random.default_rng(seed)
    people, items = utilities.shape
    versions = np.argsort(random.random((design or people, sets, items)), axis=2)[:, :, :size]
    version = random.integers(design, size=people) if design else np.arange(people)
    shown = np.sort(versions[version], axis=2).reshape(-1, size)
    person = np.repeat(np.arange(people), sets)
    own = utilities[person[:, None], shown]
    rows = np.arange(len(shown))
    first = (own + random.gumbel(size=own.shape)).argmax(axis=1)
    last = -own + random.gumbel(size=own.shape)
    last[rows, first] = -np.inf
    different, which = np.unique(shown, axis=0, return_inverse=True)
    return BestWorst(
        tuple(f"item{item}" for item in range(items)),
        tuple(map(str, range(people))),
        tuple(tuple(one) for one in different.tolist()),
        person,
        which.reshape(-1),
        shown[rows, first],
        shown[rows, last.argmax(axis=1)],
        np.ones(people),
    )


def answers(data: BestWorst, which: Booleans | Integers) -> BestWorst:
    """Return some of the answers, or answers in another order or several times, with all people."""
    return replace(
        data,
        respondent=data.respondent[which],
        shown=data.shown[which],
        best=data.best[which],
        worst=data.worst[which],
    )
