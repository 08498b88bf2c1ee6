"""Runs a part of the program on input made by chance, within bounds, and makes what it found as short as it can."""

from __future__ import annotations

import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

from .outcome import Failure, Outcome

Run = Callable[[bytes], str]
"""Takes an input, and returns what became of it in a word; whatever it raises is a failure."""

SECONDS = 1.0
"""Processor time that no input may take."""
MEGABYTES = 200
"""Memory that no input may make the process grow by."""
_SHORTENINGS, _DIFFERENT = 400, 20
_UNIT = 2**20 if sys.platform == "darwin" else 2**10


class Target(NamedTuple):
    """What is tried: how an input is made, and what is run on it."""

    make: Callable[[Random], bytes]
    run: Run


class Exceeded(Exception):  # noqa: N818
    """An input took too long, or too much memory."""


def fuzzed(name: str, target: Target, count: int, seed: int) -> Outcome:
    """Run a target so many times; the case ``n`` of a seed is the first case of the seed ``seed + n``."""
    kinds, found, slowest = Counter[str](), dict[str, Failure](), 0.0
    for number in range(seed, seed + count):
        data = target.make(Random(number))
        begun = time.process_time()
        try:
            kinds[_bounded(target.run, data)] += 1
        except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
            if (what := _told(error)) not in found and len(found) < _DIFFERENT:
                found[what] = _failure(name, target.run, data, what, number)
        slowest = max(slowest, time.process_time() - begun)
    figures = {**{f"{kind}": float(often) for kind, often in sorted(kinds.items())}, "slowest, s": slowest}
    return Outcome(count, tuple(found.values()), figures | {"peak memory, MB": _peak()})


def _bounded(run: Run, data: bytes) -> str:
    begun, before = time.process_time(), _peak()
    kind = run(data)
    if (took := time.process_time() - begun) > SECONDS:
        raise Exceeded(f"took {took:.1f} s")
    if (grown := _peak() - before) > MEGABYTES:
        raise Exceeded(f"took {grown:.0f} MB")
    return kind


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _UNIT / 1024


def _told(error: Exception) -> str:
    """Return the kind of an error and where it was raised, by which failures are told apart."""
    if isinstance(error, Exceeded):
        return str(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {'/'.join(Path(place.filename).parts[-2:])}:{place.lineno}"


def _failure(name: str, run: Run, data: bytes, what: str, number: int) -> Failure:
    shortest = shortened(data, lambda one: _fails_so(run, one, what)) if not what.startswith("took") else data
    again = f"python -m soak {name} --seed {number} --scale 0.0000001"
    return Failure(f"{what} on {ascii(shortest.decode('utf-8', 'surrogateescape'))[:600]}", again)


def _fails_so(run: Run, data: bytes, what: str) -> bool:
    try:
        run(data)
    except Exception as error:  # noqa: BLE001 - compared with what was found
        return _told(error) == what
    return False


def shortened(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """Return an input without what it fails without, by taking out ever smaller parts (Zeller, Hildebrandt 2002)."""
    size, left = max(1, len(data) // 2), _SHORTENINGS
    while size and left > 0:
        at = 0
        while at < len(data) and left > 0:
            candidate, left = data[:at] + data[at + size :], left - 1
            if fails(candidate):
                data = candidate
            else:
                at += size
        size //= 2
    return data


_ODD = [
    b"\x00", b"\xff", b"\x1b[31m", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\\ud800", b"&a ", b"*a", b"<<: ",
    b"!!python/name:os.system ",
    b"!!binary ", b"? ", b"- ", b": ", b"{", b"}", b"[", b"]", b'"', b"'", b"|", b">", b"#", b"\n", b"\t",
    b"%YAML 9.9\n", b"---\n", b"...\n",
    b"9" * 40, b"1e999", b".nan", b"-0", b"null", b"~", b"true", b"__class__", b"9**9**9", b"\xef\xbb\xbf",
    b"\xef\xbc\x91",
    b"2001-01-01", b"0x" + b"f" * 20, b"1:30", b"{{", b"}}", b"|fallback", b"@", b"/", b"..",
]  # fmt: skip


def mutated(data: bytes, random: Random) -> bytes:
    """Return data with a few parts taken out, doubled, swapped,
    or put in from a list of what often breaks readers."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        at = random.randrange(len(data) + 1)
        end = min(len(data), at + random.choice((0, 1, 1, 2, 4, 8, 16, 64)))
        change = random.randrange(5)
        if change == 0:
            data = data[:at] + data[end:]
        elif change == 1:
            data = data[:at] + random.choice(_ODD) + data[end:]
        elif change == 2:
            data = data[:at] + data[at:end] * random.choice((2, 2, 3, 50)) + data[end:]
        elif change == 3 and data:
            other = random.randrange(len(data))
            data = data[:at] + data[other : other + end - at] + data[end:]
        else:
            data = data[:at] + bytes([random.randrange(256)]) + data[end:]
    return data
