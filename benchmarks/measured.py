"""What a measurement is, and how samples become one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Result:
    """One line of a table: the median of some samples, their 95th percentile, and the ratio to a peer.

    ``peer`` names the line that ``ratio`` compares with, in the same run. ``extra`` holds further figures by name,
    such as memory or bytes.
    """

    group: str
    name: str
    unit: str
    median: float
    high: float
    samples: int
    extra: dict[str, float]
    peer: str = ""
    ratio: float | None = None


def result(group: str, name: str, unit: str, samples: Sequence[float], **extra: float) -> Result:
    """Return samples as a result without a peer."""
    figures = {key: round(value, 3) for key, value in extra.items()}
    return Result(group, name, unit, round(median(samples), 3), round(_high(samples), 3), len(samples), figures)


def _high(samples: Sequence[float]) -> float:
    """Return the 95th percentile: the smallest sample that 95 % do not exceed."""
    ordered = sorted(samples)
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


def beside(results: Sequence[Result], peers: dict[str, str]) -> list[Result]:
    """Return the results with their ratios to their peers; ``peers`` maps names to names of the same group."""
    from dataclasses import replace

    medians = {one.name: one.median for one in results}
    found = []
    for one in results:
        peer = peers.get(one.name, "")
        ratio = round(one.median / medians[peer], 2) if medians.get(peer) else None
        found.append(replace(one, peer=peer if ratio is not None else "", ratio=ratio))
    return found
