"""What a measurement is, how samples become one, and what it shall reach beside its peers and floors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure shall not pass, or with ``least`` not stay below.

    ``figure`` is "median", "high", or the name of an extra. The bound is a number of times the same figure of the best
    line among ``beside`` in the same run; with nothing beside it is the figure itself.
    """

    bound: float
    beside: tuple[str, ...] = ()
    figure: str = "median"
    least: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a goal: the ratio or the figure, and whether it is met; None where nothing stood beside."""

    goal: Goal
    value: float | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Result:
    """One line of a table: the median of some samples, their 95th percentile, and the ratios to a peer and a floor.

    ``peer`` and ``floor`` name the lines that ``ratio`` and ``floor_ratio`` compare with, in the same run: a program
    that others wrote for the same job, and the least that any program would take. ``extra`` holds further figures by
    name, such as memory or bytes.
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
    floor: str = ""
    floor_ratio: float | None = None
    verdicts: tuple[Verdict, ...] = ()


def result(group: str, name: str, unit: str, samples: Sequence[float], **extra: float) -> Result:
    """Return samples as a result without a peer."""
    figures = {key: round(value, 3) for key, value in extra.items()}
    return Result(
        group, name, unit, round(median(samples), 3), round(percentile(samples, 0.95), 3), len(samples), figures
    )


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the smallest sample that such a share of them, 0 to 1, does not exceed."""
    ordered = sorted(samples)
    return ordered[math.ceil(share * len(ordered)) - 1]


def beside(
    results: Sequence[Result], peers: Mapping[str, str], floors: Mapping[str, str] | None = None
) -> list[Result]:
    """Return the results with their ratios to peers and floors; both map names to names of the same group."""
    medians = {one.name: one.median for one in results}
    found = []
    for one in results:
        peer, ratio = _compared(one, peers, medians)
        floor, floor_ratio = _compared(one, floors or {}, medians)
        found.append(replace(one, peer=peer, ratio=ratio, floor=floor, floor_ratio=floor_ratio))
    return found


def _compared(one: Result, others: Mapping[str, str], medians: Mapping[str, float]) -> tuple[str, float | None]:
    other = others.get(one.name, "")
    return (other, round(one.median / medians[other], 4)) if medians.get(other) else ("", None)


def at_most(bound: float, *beside: str, figure: str = "median") -> Goal:
    """Return the goal not to pass a figure, or so many times that of the best of some lines."""
    return Goal(bound, beside, figure)


def at_least(bound: float, *beside: str, figure: str = "median") -> Goal:
    """Return the goal to reach a figure, or so many times that of the best of some lines."""
    return Goal(bound, beside, figure, least=True)


def judged(results: Sequence[Result], goals: Mapping[str, Goal | Iterable[Goal]]) -> list[Result]:
    """Return the results with what was found of their goals, which are given by the name of the line."""
    by_name = {one.name: one for one in results}
    found = []
    for one in results:
        of_line = goals.get(one.name, ())
        listed = (of_line,) if isinstance(of_line, Goal) else tuple(of_line)
        found.append(replace(one, verdicts=tuple(_verdict(one, goal, by_name) for goal in listed)))
    return found


def _verdict(one: Result, goal: Goal, by_name: Mapping[str, Result]) -> Verdict:
    figure = _figure(one, goal.figure)
    others = [value for name in goal.beside if name in by_name if (value := _figure(by_name[name], goal.figure))]
    if figure is None or (goal.beside and not others):
        return Verdict(goal, None, None)
    unit = (max(others) if goal.least else min(others)) if others else 1.0
    value = round(figure / unit, 4)
    return Verdict(goal, value, value >= goal.bound if goal.least else value <= goal.bound)


def _figure(one: Result, name: str) -> float | None:
    return {"median": one.median, "high": one.high}.get(name, one.extra.get(name))
