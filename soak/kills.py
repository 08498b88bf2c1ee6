"""The survey in a real terminal, killed at random moments: at the start, between keys, while answers are stored."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count as numbers
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.terminal.victim import Victim

from .outcome import Failure, Outcome

_AT_ONCE = 2
_WITHIN = 1.0
"""Seconds in which the question should be there again."""


def run(count: int, seed: int) -> Outcome:
    """Kill the survey so many times, in several interviews at once."""
    shares = [count // _AT_ONCE + (number < count % _AT_ONCE) for number in range(_AT_ONCE)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        parts = list(pool.map(_killed, shares, (f"{seed}.{number}" for number in range(_AT_ONCE))))
    found = [failure for failures, _ in parts for failure in failures]
    reopened = sorted(seconds for _, times in parts for seconds in times)
    figures = {
        "seconds until the question is there again, median": median(reopened or [0.0]),
        "slowest": max(reopened, default=0.0),
        "slower than a second": sum(seconds > _WITHIN for seconds in reopened),
    }
    return Outcome(count, tuple(found), figures)


def _killed(count: int, seed: str) -> tuple[list[Failure], list[float]]:
    found: list[Failure] = []
    times: list[float] = []
    for wrong, victim in islice(_kills(seed), count):
        if wrong:
            found.append(Failure(wrong, f"a Victim of tests/terminal/victim.py with seed {victim.seed!r}"))
        times += victim.reopened
        victim.reopened.clear()
    return found, times


def _kills(seed: str) -> Iterator[tuple[str, Victim]]:
    """Kill one interview after the other; one that went wrong is given up."""
    for number in numbers():
        with TemporaryDirectory() as folder:
            victim = Victim(Path(folder) / "data", "abc"[number % 3], f"{seed}.{number}")
            try:
                for wrong in victim.kills():
                    yield wrong, victim
                    if wrong:
                        break
            finally:
                victim.terminal.close()
