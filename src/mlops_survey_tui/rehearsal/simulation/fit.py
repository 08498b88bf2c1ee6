"""How well somebody's MaxDiff answers fit those of all: who clicks at random stands out."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ...interview.answers import Answer

Sets = Sequence[Sequence[str]]
Choices = tuple[Sets, Answer]
"""The sets that one person was shown, and the answer."""


def utilities(people: Iterable[Choices]) -> dict[str, float]:
    """Return the utility of each item, on the logit scale, from counts over all people.

    u = ln((1 + s) / (1 - s)) with s = (most - least) / shown, the closed form of Lipovetsky and Conklin (2014),
    "Best-worst scaling in analytical closed-form solution", Journal of Choice Modelling 10; half a choice is added to
    each side, so that an item which is always or never chosen stays finite.
    """
    shown: Counter[str] = Counter()
    balance: Counter[str] = Counter()
    for sets, answer in people:
        for members, marks in _marked(sets, answer):
            shown.update(members)
            balance[marks["most"]] += 1
            balance[marks["least"]] -= 1
    return {item: math.log((1 + s) / (1 - s)) for item, n in shown.items() for s in [balance[item] / (n + 1)]}


def root_likelihood(sets: Sets, answer: Answer, items: Mapping[str, float]) -> float:
    """Return the geometric mean of the probabilities of somebody's choices, best first and then worst of the rest.

    Somebody who chooses at random comes to about sqrt(1/k * 1/(k - 1)) for sets of k items (0.289 for 4); 0 if nothing
    was chosen. This is Sawtooth Software's root likelihood (RLH) under the utilities of all.
    """
    logs = []
    for members, marks in _marked(sets, answer):
        rest = [item for item in members if item != marks["most"]]
        logs.append(_log_share(items, marks["most"], members, 1))
        logs.append(_log_share(items, marks["least"], rest, -1))
    return math.exp(sum(logs) / len(logs)) if logs else 0.0


def _log_share(items: Mapping[str, float], chosen: str, members: Sequence[str], sign: int) -> float:
    powers = {item: math.exp(sign * items.get(item, 0.0)) for item in members}
    return math.log(powers[chosen] / sum(powers.values()))


def _marked(sets: Sets, answer: Answer) -> Iterable[tuple[Sequence[str], Mapping[str, str]]]:
    value = answer.value if isinstance(answer.value, dict) else {}
    for number, members in enumerate(sets, 1):
        marks = value.get(str(number), {})
        if "most" in marks and "least" in marks:
            yield members, marks


def separation(low: Sequence[float], high: Sequence[float]) -> float:
    """Return the chance that a random value of ``high`` is above one of ``low`` (area under the ROC curve).

    Half of it counts where they are equal; not a number where there is nothing to compare.
    """
    ordered = sorted(low)
    above = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in high)
    return above / (2 * len(low) * len(high)) if low and high else math.nan
