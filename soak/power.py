"""Power cuts at every point of storing answers, with chance deciding what had reached the disk."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.store.cuts import Untraceable, cuts

from .outcome import Failure, Outcome

_BATCHES, _CHANCES = 6, 10


def run(count: int, seed: int) -> Outcome:
    """Cut the power so many times, in as many sittings as that takes."""
    if shutil.which("strace") is None:
        return Outcome(0, left_out="everything, for strace is not installed")
    done, sitting, found = 0, seed, []
    while done < count:
        with TemporaryDirectory() as folder:
            try:
                wrong = list(cuts(Path(folder) / "data", Path(folder) / "trace", _BATCHES, _CHANCES, sitting))
            except Untraceable as error:
                return Outcome(done, left_out=f"the rest, for one program may not trace another: {error}")
        again = f"python -m soak power --seed {sitting} --scale 0.0001"
        found += [Failure(one, again) for one in wrong if one]
        done, sitting = done + len(wrong), sitting + 1
    return Outcome(done, tuple(found), {"sittings": sitting - seed})
