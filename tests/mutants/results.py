"""Results of runs: kept in a document, by room and seed."""

from __future__ import annotations

import json
import math
import platform
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from .finding import Mutant
from .rooms import ROOMS

REFERENCE = Path(__file__).with_name("reference.json")
"""The runs that the documentation shows."""
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
"""Mutants that behave as the program does, each with the reason."""
_NORMAL = 1.959964
"""The quantile of the normal distribution for an interval of 95 %."""

Change = tuple[str, str, str, str]
"""File, function or class, line as it was, line as it is."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a sample of the mutants of a room.

    Attributes:
        there: how many mutants the room has.
        tried: how many were drawn.
        outlasted: those among the killed whose tests did not come to an end in time.
        survived: what no test told and is not known to be equivalent.
    """

    there: int
    tried: int
    killed: int
    outlasted: int
    equivalent: int
    survived: list[Change] = field(default_factory=list)
    seconds: int = 0
    date: str = ""
    python: str = ""

    @property
    def share(self) -> float:
        """The share of those killed among all that are not equivalent."""
        return self.killed / max(1, self.tried - self.equivalent)


Document = Mapping[str, Mapping[str, Result]]
"""Results by room and by seed, the seed as text."""


def change(mutant: Mutant) -> Change:
    """Return by what a mutant is known while lines around it move."""
    return mutant.file, mutant.where, mutant.was, mutant.becomes


def equivalents() -> dict[Change, str]:
    """Return the mutants that nothing can tell from the program, with the reason."""
    listed = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))["equivalent"]
    return {(entry["file"], entry["where"], entry["was"], entry["becomes"]): entry["why"] for entry in listed}


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927); all there is, where nothing was tried."""
    if not tried:
        return 0.0, 1.0
    share, spread = killed / tried, _NORMAL**2 / tried
    middle = (share + spread / 2) / (1 + spread)
    half = _NORMAL * math.sqrt(share * (1 - share) / tried + spread / (4 * tried)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def result(there: int, verdicts: Iterable[tuple[Mutant, str]], seconds: float, before: Result | None = None) -> Result:
    """Return what verdicts come to; ``before`` is a result of which only the survivors were tried again."""
    told = list(verdicts)
    counts = {name: sum(verdict == name for _, verdict in told) for name in ("killed", "outlasted", "equivalent")}
    earlier = before or Result(there, 0, 0, 0, 0)
    return Result(
        there=there,
        tried=earlier.tried - len(earlier.survived) + len(told),
        killed=earlier.killed + counts["killed"] + counts["outlasted"],
        outlasted=earlier.outlasted + counts["outlasted"],
        equivalent=earlier.equivalent + counts["equivalent"],
        survived=[change(mutant) for mutant, verdict in told if verdict == "survived"],
        seconds=earlier.seconds + round(seconds),
        date=datetime.now(tz=UTC).date().isoformat(),
        python=platform.python_version(),
    )


def keep(file: Path, room: str, seed: int, found: Result) -> None:
    """Put a result into a document, in the place of an earlier one of the same room and seed."""
    document = {name: dict(results) for name, results in read(file).items()}
    document.setdefault(room, {})[str(seed)] = found
    ordered = {
        known: {seed: asdict(one) for seed, one in sorted(document[known].items())}
        for known in ROOMS
        if known in document
    }
    file.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(file: Path = REFERENCE) -> Document:
    """Return the results that a document holds; none if there is no document."""
    document = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {
        room: {seed: without_equivalents(Result(**one)) for seed, one in results.items()}
        for room, results in document.items()
    }


def without_equivalents(found: Result) -> Result:
    """Return a result in which what is listed as equivalent by now has not survived."""
    same = equivalents()
    left = [one for one in found.survived if tuple(one) not in same]
    return replace(found, survived=left, equivalent=found.equivalent + len(found.survived) - len(left))
