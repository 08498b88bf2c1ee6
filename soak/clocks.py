"""Whole sittings of the real program under wrong clocks: decades off, daylight saving, too fast, stopped."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from mlops_survey_tui.store.opening import open_store
from tests.store.sitting import sit, wrong_after

from .outcome import Failure, Outcome

MOMENTS: Mapping[str, str] = {
    "1970-01-01 00:00:01": "UTC",
    "1999-12-31 23:59:58": "UTC",
    "2000-02-29 12:00:00": "America/Los_Angeles",
    "2026-03-29 01:59:58": "Europe/Berlin",
    "2026-10-25 02:59:58": "Europe/Berlin",
    "2016-12-31 23:59:58": "UTC",
    "2038-01-19 03:14:05": "UTC",
    "2106-02-07 06:28:13": "UTC",
    "2261-12-31 12:00:00": "Pacific/Kiritimati",
}
"""Local times at which clocks have failed, with the place whose local time it is."""

_RATES = ("", " x0", " x100", " x100000")
"""How fast the clock runs: as ever, not at all, much too fast, a day a second."""


def run(count: int, seed: int) -> Outcome:
    """Hold so many sittings, each of two interviews: the second begins at another moment than the first."""
    if shutil.which("faketime") is None:
        return Outcome(0, left_out="everything, for faketime is not installed")
    random, found = Random(seed), []
    for _ in range(count):
        moments = random.choices(list(MOMENTS), k=2)
        rate = random.choice(_RATES)
        if wrong := tried(moments, rate):
            found.append(Failure(wrong, f"faketime -f '@{moments}{rate}'"))
    return Outcome(count, tuple(found))


def tried(moments: list[str], rate: str = "") -> str:
    """Hold a sitting at each moment in the same place; say what was wrong."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        for moment in moments:
            fake = ["faketime", "-f", f"@{moment}{rate}"]
            sitting = sit(data, fake, {"TZ": MOMENTS[moment], "DONT_FAKE_MONOTONIC": "1" if rate == " x0" else "0"})
            if sitting.code or sitting.acknowledged != 3:
                return f"at {moment}: {sitting.code}, {sitting.acknowledged} answers: {sitting.errors[-300:]}"
            if wrong := wrong_after(data, sitting):
                return f"at {moment}: {wrong}"
        return _unordered(data)


def _unordered(data: Path) -> str:
    """Say whether a log is out of order, took negative time, or the interviews are not listed as they were used."""
    with open_store(data) as store:
        for one in store.list():
            events = store.events(one.id)
            if any(later.sequence != earlier.sequence + 1 for earlier, later in pairwise(events)):
                return "entries are out of order"
            if any(event.active_ms < 0 for event in events):
                return "an entry took negative time"
    return ""
