"""The sequential form by xlogit's conditional logit: run by an interpreter that has it, on one alternative a row.

It prints the seconds of the fit by the clock and of processors, and the log-likelihood. Every stage is padded to the
same number of alternatives, those added being unavailable. Errors are classical, as it knows none by respondent.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from typing import Any

import numpy as np


def main(file: str) -> None:
    """Fit the stages in a file."""
    xlogit: Any = import_module("xlogit")
    stage, _, item, sign, chosen = np.loadtxt(file, delimiter=",", skiprows=1, dtype=np.int64).T
    stages, items = int(stage.max()) + 1, int(item.max()) + 1
    place = np.arange(len(stage)) - np.searchsorted(stage, stage)
    width = int(place.max()) + 1
    row = stage * width + place
    given, available = np.zeros((stages * width, items)), np.zeros(stages * width)
    picked = np.zeros(stages * width, dtype=np.int64)
    given[row, item], available[row], picked[row] = sign, 1, chosen
    names = [f"item{number}" for number in range(items - 1)]
    model = xlogit.MultinomialLogit()
    sides = {"alts": np.tile(np.arange(width), stages), "ids": np.repeat(np.arange(stages), width)}
    begun, spent = time.perf_counter(), time.process_time()
    model.fit(given[:, :-1], picked, names, avail=available, num_hess=False, verbose=0, **sides)
    print(time.perf_counter() - begun, time.process_time() - spent, model.loglikelihood)


if __name__ == "__main__":
    main(sys.argv[1])
