"""What a loop came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that should not have happened: what it was, and how to make it happen again."""

    what: str
    reproduce: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often a loop ran, and what it found.

    Attributes:
        done: how many cases were run, in the unit of the loop; may exceed what was asked for.
        found: the failures; empty if the program survived all of it.
        figures: further counts and measures by name, such as ``{"answers": 4120, "slowest reopening, s": 0.4}``.
        left_out: what this machine could not run, and why; empty if all was run.
    """

    done: int
    found: tuple[Failure, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    left_out: str = ""
