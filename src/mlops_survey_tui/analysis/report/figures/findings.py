"""A few sentences of what stands out, each with its numbers and the result that carries it.

A sentence says that something is more than something else only where their intervals do not overlap. It speaks of
respondents, and of what lies ahead as of what they expect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..charts.values import shown, unit_of
from ..results import (
    AFTER,
    ALLOCATION,
    BARS,
    BEFORE,
    BEST,
    CHANGE,
    DIFFERENCE,
    DIFFICULT,
    LATER_OVERALL,
    LIKERT,
    OVERALL,
    QUADRANT,
    SATISFACTION,
    SCORE,
    SCORES,
    SHARE,
    SHIFT,
    STAGES,
    USAGE,
    WORST,
    Estimate,
    Finding,
    Line,
    Result,
    Topic,
)
from ..saying import RATED
from .changes import HOLDS
from .limits import BASE, SURE_RATINGS

MOST, OF_TOPIC = 12, 2
"""How many findings a report has, and how many of them one topic."""
HALF, POINTS, CHANCE = 50.0, 3.0, 0.05
RESIDUAL = {"other", "none", "all_others", "in_house", "prefer_not"}
"""Options that stand for what was not asked; nothing is said of them."""
Finder = Callable[[Result], Iterator[str]]


def findings(topics: Sequence[Topic]) -> Iterator[Finding]:
    """Yield the findings in the order of the topics, the first ones of each."""
    found = [list(_of_topic(topic)) for topic in topics]
    rounds = [finding for number in range(OF_TOPIC) for one in found for finding in one[number : number + 1]]
    chosen = rounds[:MOST]
    yield from (finding for one in found for finding in one if finding in chosen)


def _of_topic(topic: Topic) -> Iterator[Finding]:
    for result in sorted(topic.results, key=_weight):
        finder = FINDERS.get(result.form)
        sentence = next(finder(result), "") if finder else ""
        if sentence:
            yield Finding(sentence, result.id)


def _weight(result: Result) -> int:
    """Put what compares before what only counts, and the bands of a scale last."""
    return (result.form == BARS) + (result.form == BARS and result.ordered)


def leading(result: Result) -> Iterator[str]:
    """Say what most respondents named, if it is clearly ahead of the next."""
    lines = sorted(_told(result, SHARE), key=lambda line: -(line.estimates[SHARE].value or 0.0))
    if len(lines) < 3:
        return
    first, second = lines[0], lines[1]
    if _above(first.estimates[SHARE], second.estimates[SHARE]):
        yield (
            f"{result.title}: {_percent(first.estimates[SHARE])} of {result.base:,} respondents chose "
            f"“{first.label}”, more than any other answer; next is “{second.label}” with "
            f"{_value(second.estimates[SHARE])}."
        )


def agreeing(result: Result) -> Iterator[str]:
    """Say which row has most in the upper two points, if that is clearly more than half or clearly less."""
    least = SURE_RATINGS if result.base_note.startswith(RATED) else BASE
    told = ((line, line.summary.get("top", _NOTHING)) for line in result.lines)
    tops = [(line, top) for line, top in told if top.value is not None and top.n >= least]
    if not tops or not result.centre:
        return
    upper = _or(result.upper)
    line, top = max(tops, key=lambda pair: pair[1].value or 0.0)
    who = "those who rated it" if result.base_note.startswith(RATED) else "respondents"
    if top.low is not None and top.low > HALF:
        yield f"{result.title}: more than half of {who}, {_percent(top)}, answered {upper} on “{line.label}”."
    elif top.high is not None and top.high < HALF and len(tops) == len(result.lines):
        yield (
            f"{result.title}: nothing was answered with {upper} by half of {who}; nearest to it is “{line.label}” with "
            f"{_percent(top)}."
        )


def most_severe(result: Result) -> Iterator[str]:
    """Say which item leads the best-worst scores, and that it is clearly above the last."""
    lines = _told(result, SCORE)
    if len(lines) < 2 or not _above(lines[0].estimates[SCORE], lines[-1].estimates[SCORE]):
        return
    alone = _above(lines[0].estimates[SCORE], lines[1].estimates[SCORE])
    place = "comes first" if alone else "is among the first, not clearly ahead of the next"
    yield (
        f"{result.title}: “{lines[0].label}” {place}, {_chosen(result, lines[0])}; “{lines[-1].label}” comes last, "
        f"{_chosen(result, lines[-1])}."
    )


def _chosen(result: Result, line: Line) -> str:
    """Return how often an item was chosen as best and as worst, in the words that the result has for these."""
    words = {one.id: one.label.removesuffix(" when shown").removeprefix("Chosen as ") for one in result.series}
    best, worst = (line.estimates.get(name, _NOTHING) for name in (BEST, WORST))
    return (
        f"chosen as {words.get(BEST, '')} in {_value(best)} of its showings and as {words.get(WORST, '')} in "
        f"{_value(worst)}"
    )


def expecting(result: Result) -> Iterator[str]:
    """Say which part respondents expect to change most, if the change is clear; else which part is largest now."""
    changes = _sure(_told(result, SHIFT))
    if changes:
        line = max(changes, key=lambda one: abs(one.estimates[SHIFT].value or 0.0))
        now, later, shift = (line.estimates[name] for name in (OVERALL, LATER_OVERALL, SHIFT))
        yield (
            f"{result.title}: respondents expect the share of “{line.label}” to go from {_value(now)} to "
            f"{_value(later)} ({shown(shift.value, 'points')} points among those who gave both, "
            f"{_ends(shift, 'points')})."
        )
        return
    lines = _told(result, OVERALL)
    if len(lines) > 1 and _above(lines[0].estimates[OVERALL], lines[1].estimates[OVERALL]):
        first, second = lines[0], lines[1]
        yield (
            f"{result.title}: the largest part is “{first.label}” with {_percent(first.estimates[OVERALL])}, before "
            f"“{second.label}” with {_value(second.estimates[OVERALL])}."
        )


def hardest(result: Result) -> Iterator[str]:
    """Say which stage most respondents find difficult, if it is clearly above the stage that fewest do."""
    lines = sorted(_told(result, DIFFICULT), key=lambda line: -(line.estimates[DIFFICULT].value or 0.0))
    if len(lines) > 1 and _above(lines[0].estimates[DIFFICULT], lines[-1].estimates[DIFFICULT]):
        yield (
            f"“{lines[0].label}” is called difficult by {_percent(lines[0].estimates[DIFFICULT])} of the respondents "
            f"asked about it, “{lines[-1].label}” by {_value(lines[-1].estimates[DIFFICULT])}."
        )


def satisfying(result: Result) -> Iterator[str]:
    """Say whose users are most satisfied, if they clearly are more than those of the last; else what is used most.

    Only tools with enough ratings for a point, and not only for an interval, are spoken of.
    """
    rated = [line for line in _told(result, SATISFACTION) if line.estimates[SATISFACTION].n >= SURE_RATINGS]
    lines = sorted(rated, key=lambda line: -(line.estimates[SATISFACTION].value or 0.0))
    used = sorted(_told(result, USAGE), key=lambda line: -(line.estimates[USAGE].value or 0.0))
    if len(used) > 1 and _above(used[0].estimates[USAGE], used[1].estimates[USAGE]):
        yield (
            f"“{used[0].label}” is the rated tool used by most: {_percent(used[0].estimates[USAGE])} of "
            f"{result.base:,} respondents; next is “{used[1].label}” with {_value(used[1].estimates[USAGE])}."
        )
    if len(lines) > 1 and _above(lines[0].estimates[SATISFACTION], lines[-1].estimates[SATISFACTION]):
        first, last = lines[0].estimates[SATISFACTION], lines[-1].estimates[SATISFACTION]
        yield (
            f"Among tools with at least {SURE_RATINGS} ratings, users of “{lines[0].label}” are most satisfied (mean "
            f"{first.value:.1f}, {first.n} ratings), those of “{lines[-1].label}” least "
            f"({last.value:.1f}, {last.n} ratings)."
        )


def changing(result: Result) -> Iterator[str]:
    """Say what clearly changed since the edition before: only what Holm's method leaves over all lines."""
    lines = [line for line in result.lines if line.marked and line.note == HOLDS]
    if lines:
        line = max(lines, key=lambda one: abs(one.estimates[DIFFERENCE].value or 0.0))
        unit = next(unit_of(result, one) for one in result.series if one.id == DIFFERENCE)
        difference = line.estimates[DIFFERENCE]
        yield (
            f"{result.title}, “{line.label}”: {_value(line.estimates[AFTER])} of respondents after "
            f"{_value(line.estimates[BEFORE])} in the edition before ({shown(difference.value, unit)} points, "
            f"{_ends(difference, unit)})."
        )


FINDERS: Mapping[str, Finder] = {
    BARS: leading,
    LIKERT: agreeing,
    SCORES: most_severe,
    ALLOCATION: expecting,
    STAGES: hardest,
    QUADRANT: satisfying,
    CHANGE: changing,
}
"""What is said of a result, by its form; a form without a finder is not spoken of."""
_NOTHING = Estimate(None)


def _told(result: Result, series: str) -> list[Line]:
    return [
        line
        for line in result.lines
        if line.id not in RESIDUAL and line.estimates.get(series, _NOTHING).value is not None
    ]


def _above(one: Estimate, other: Estimate) -> bool:
    return one.low is not None and other.high is not None and one.low > other.high


def _sure(lines: Sequence[Line]) -> list[Line]:
    """Return the lines whose shift is above three points and, among all of them by Holm's method, more than chance."""
    import numpy as np

    from ...distributions import student_upper
    from ...multiplicity import holm

    tested = [line for line in lines if line.estimates[SHIFT].error]
    ratios = (abs((line.estimates[SHIFT].value or 0.0) / (line.estimates[SHIFT].error or 1.0)) for line in tested)
    p = [2 * student_upper(ratio, line.estimates[SHIFT].n - 1) for ratio, line in zip(ratios, tested, strict=True)]
    adjusted = holm(np.array(p, dtype=np.float64)).tolist()
    return [
        line
        for line, chance in zip(tested, adjusted, strict=True)
        if chance < CHANCE and abs(line.estimates[SHIFT].value or 0.0) > POINTS
    ]


def _value(one: Estimate) -> str:
    return shown(one.value, "percent")


def _percent(one: Estimate) -> str:
    return f"{_value(one)} ({_ends(one, 'percent')})"


def _ends(one: Estimate, unit: str) -> str:
    return f"{shown(one.low, unit)} to {shown(one.high, unit)}"


def _or(labels: Sequence[str]) -> str:
    return " or ".join(f"“{label}”" for label in labels)
