"""The limits that nothing is published beyond, by the number of people in a table.

They are constants of the program on purpose: no option, plan or environment variable reads or changes them. The figures
are those of statistical agencies and of the regulators who publish data of patients (European Medicines Agency, policy
0070; Health Canada: highest risk 0.09), with the floor of five that official statistics use for cells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

FLOOR = 5
"""The least number of people that share all facts about a person that a table carries."""
LARGE = 3_000
"""From this many people on the stricter limits hold: more people, more who are known to a reader."""
CELL_MINIMUM, CROSSED_MINIMUM = 5, 10
"""The least count of a published cell, and of one in a profile crossed by several facts."""
TICKED_MINIMUM = 5
"""The least number of people who hold a ticked option, and any two of a question's options."""
PERCENTAGE_BASE, TOOL_RATINGS = 30, 25
"""The least base of a percentage, and the least number of ratings of a result about a tool."""
SMALL_BASE, SUPPRESSED = "small base", "suppressed"
"""Why a figure has no value, in all that is published: too few people for a percentage, or hidden to protect some."""
DISTINCT = 2
"""The least number of different answers to a sensitive question among people who share all facts."""

_SUPPRESSED = ((1_000, 0.07), (2_500, 0.03))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a table of a block must hold; ``k`` is the least class that meets the highest risk as well.

    Raises:
        ValueError: a limit is laxer than the floor.
    """

    k: int
    distinct: int
    highest_risk: float
    average_risk: float
    suppressed: float

    def __post_init__(self) -> None:
        if self.k < FLOOR or self.distinct < DISTINCT or self.highest_risk > 1 / FLOOR:
            raise ValueError(f"nothing is published below {FLOOR} people and {DISTINCT} answers")


def limits_for(people: int) -> Limits:
    """Return the limits of a table about so many people.

    The regulators' 0.09 is one in eleven, rounded; read to the letter it asks for twelve, which is what ``k`` is then.
    """
    least, highest, average = (11, 0.09, 0.05) if people >= LARGE else (FLOOR, 0.20, 0.10)
    k = max(least, math.ceil(1 / highest - 1e-9))
    return Limits(k, DISTINCT, highest, average, suppressed_share(people))


def suppressed_share(people: int) -> float:
    """Return the greatest share of suppressed cells among those of the keys.

    Between the two stated sizes the share runs in a straight line over the logarithm of the size.
    """
    (small, most), (large, least) = _SUPPRESSED
    place = math.log(max(people, 1) / small) / math.log(large / small)
    return most - (most - least) * min(max(place, 0.0), 1.0)
