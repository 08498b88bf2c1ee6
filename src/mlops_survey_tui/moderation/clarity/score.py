"""How urgently a question needs rewriting: a sum of parts that are all shown, so that nobody has to believe it.

Each part lies between 0 and its weight. Flags and ratings come from the moderator and weigh most; what the log shows
weighs less, because a page can be long, changed or looked up for good reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

WEIGHTS: Mapping[str, float] = {
    "flags": 3.0,
    "rating": 2.0,
    "time": 1.5,
    "changes": 1.0,
    "returns": 1.0,
    "help": 1.0,
    "problems": 1.0,
    "missing": 1.0,
}
FLAG_WEIGHTS: Mapping[str, float] = {
    "unclear": 1.0, "misread": 1.0, "missing_option": 1.0, "refused": 1.0, "too_long": 0.5,
}  # fmt: skip
"""What one flag in every session comes to; more than one counts no further."""
EXPLANATION = (
    "Score: flags up to 3 (flags a session; “too long” counts half), rating up to 2 (5 is nothing, 1 is all), "
    "time up to 1.5 (how far the median is above the typical time, twice the time being all), and up to 1 each for "
    "answers changed, returns, help opened, answers not taken, and answers missing, a page."
)


@dataclass(frozen=True, slots=True)
class Score:
    """The sum, and its parts that are not zero."""

    total: float = 0.0
    parts: Mapping[str, float] = field(default_factory=dict)


def score_of(shares: Mapping[str, float]) -> Score:
    """Return the score of shares by part; flags are named ``flag:KIND``."""
    flags = sum(FLAG_WEIGHTS[name.removeprefix("flag:")] * share for name, share in shares.items() if ":" in name)
    whole = {"flags": flags, **{name: share for name, share in shares.items() if ":" not in name}}
    parts = {name: round(weight * min(1.0, max(0.0, whole.get(name, 0.0))), 3) for name, weight in WEIGHTS.items()}
    return Score(round(sum(parts.values()), 3), {name: part for name, part in parts.items() if part})
