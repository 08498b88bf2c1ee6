"""Constants of the time model that would fit the sessions better, once there are enough answers to say so.

Every page that was passed is one answer. A respondent's times are divided by their own pace, so that who is slow
everywhere does not make a kind of question look slow. Seconds and terms are divided by the seconds expected, because
long pages vary more than short ones.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from .collecting import Held, PageRecord
from .effort import CONSTANTS, Effort, effort_of, seconds_of
from .regression import fit

LEAST_ANSWERS = 20
LEAST_INTERVIEWS = 5
LEAST_SECONDS = 0.3
_GROUPS = 10
_PACE_ROUNDS = 2
"""Paces and constants depend on each other, and settle within a few rounds."""
_LEAST_EXPECTED = 0.1
RULE = (
    f"A constant is suggested once at least {LEAST_ANSWERS} answers from at least {LEAST_INTERVIEWS} interviews depend "
    "on it and it can be told apart from the others; the rest stay as they are."
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a question states for the time model that a page does not show.

    Seconds of remembering, the share of the help that is read, and extra seconds for each row of a matrix.
    """

    recall: float = 0.0
    help_read: float = 0.5
    row_extra: float = 0.0


@dataclass(frozen=True, slots=True)
class Answered:
    """One page that was passed: its terms, the seconds it took, and seconds that the question states."""

    interview: str
    effort: Effort
    seconds: float
    recall: float

    def expected(self, constants: Mapping[str, float] = CONSTANTS) -> float:
        """Return the seconds by the time model."""
        return seconds_of(self.effort, constants) + self.recall


@dataclass(frozen=True, slots=True)
class Constant:
    """One constant: as it is, as suggested with its standard error, and how many answers depend on it.

    ``suggested`` is None while there is not enough to say.
    """

    name: str
    current: float
    suggested: float | None
    error: float | None
    answers: int
    interviews: int


@dataclass(frozen=True, slots=True)
class Update:
    """All constants, and the minutes of an interview by the present ones, by the suggested ones, and as measured."""

    constants: tuple[Constant, ...]
    answers: int
    interviews: int
    minutes_now: float
    minutes_suggested: float
    minutes_measured: float

    @property
    def suggests(self) -> bool:
        """Whether there is anything to suggest."""
        return any(one.suggested is not None for one in self.constants)


def update(held: Sequence[Held], stated: Mapping[str, Stated]) -> Update:
    """Return the constants that fit the interviews best."""
    answers = [answered for one in held for answered in _answers(one, stated)]
    return update_of(answers)


def update_of(answers: Sequence[Answered]) -> Update:
    """Return the constants that fit answers best."""
    counts = {name: [one for one in answers if one.effort.get(name)] for name in CONSTANTS}
    enough = [name for name, found in counts.items() if _is_enough(found)]
    estimates = _estimated(answers, enough)
    constants = tuple(
        Constant(name, current, *estimates.get(name, (None, None)), len(counts[name]), _interviews(counts[name]))
        for name, current in CONSTANTS.items()
    )
    new = {one.name: one.current if one.suggested is None else one.suggested for one in constants}
    return Update(
        constants,
        len(answers),
        _interviews(answers),
        _minutes(answers, lambda one: one.expected()),
        _minutes(answers, lambda one: one.expected(new)),
        _minutes(answers, lambda one: one.seconds),
    )


def _answers(held: Held, stated: Mapping[str, Stated]) -> Iterable[Answered]:
    for record in held.pages.values():
        seconds = record.active_ms / 1000
        if record.timed and seconds >= LEAST_SECONDS:
            told = stated.get(record.question, Stated())
            extra = told.row_extra * len(record.page.rows) if record.page.shape == "matrix" else 0.0
            yield Answered(record.interview, _effort(record, told), seconds, told.recall + extra)


def _effort(record: PageRecord, told: Stated) -> Effort:
    return effort_of(record.page, record.answer, told.help_read, record.is_first)


def _is_enough(answers: Sequence[Answered]) -> bool:
    return len(answers) >= LEAST_ANSWERS and _interviews(answers) >= LEAST_INTERVIEWS


def _interviews(answers: Iterable[Answered]) -> int:
    return len({one.interview for one in answers})


def _estimated(answers: Sequence[Answered], names: Sequence[str]) -> dict[str, tuple[float | None, float | None]]:
    """Return estimate and standard error of each constant that can be estimated.

    Errors come from leaving out a group of interviews at a time (the delete-a-group jackknife, Kott 2001): answers of
    one respondent are alike, and paces are estimated too.
    """
    if not names:
        return {}
    whole = _fitted(answers, names)
    interviews = sorted({one.interview for one in answers})
    groups = [frozenset(interviews[at::_GROUPS]) for at in range(min(_GROUPS, len(interviews)))]
    without = [_fitted([one for one in answers if one.interview not in group], names) for group in groups]
    errors = [_jackknifed([one[at] or 0.0 for one in without]) for at in range(len(names))]
    pairs = zip(whole, errors, strict=True)
    return {
        name: (value, error if value is not None else None) for name, (value, error) in zip(names, pairs, strict=True)
    }


def _jackknifed(estimates: Sequence[float]) -> float:
    """Return the standard error that estimates tell which each leave out one group."""
    middle = fmean(estimates)
    return math.sqrt((len(estimates) - 1) / len(estimates) * sum((one - middle) ** 2 for one in estimates))


def _fitted(answers: Sequence[Answered], names: Sequence[str]) -> Sequence[float | None]:
    """Fit the named constants and the paces in turn, the other constants staying as they are."""
    constants: dict[str, float] = dict(CONSTANTS)
    found: Sequence[float | None] = ()
    for _round in range(_PACE_ROUNDS):
        found = _fitted_at(answers, names, _paces(answers, constants))
        pairs = zip(names, found, strict=True)
        constants |= {name: estimate for name, estimate in pairs if estimate is not None}
    return found


def _fitted_at(answers: Sequence[Answered], names: Sequence[str], paces: Mapping[str, float]) -> Sequence[float | None]:
    fixed = {name: value for name, value in CONSTANTS.items() if name not in names}
    rows, targets = [], []
    for one in answers:
        unit = one.expected()
        rest = one.recall + sum(times * fixed.get(name, 0.0) for name, times in one.effort.items())
        rows.append([one.effort.get(name, 0.0) / unit for name in names])
        targets.append((one.seconds / paces[one.interview] - rest) / unit)
    return fit(rows, targets)


def _paces(answers: Sequence[Answered], constants: Mapping[str, float]) -> dict[str, float]:
    """Return each interview's pace against that of the middle one."""
    shares: dict[str, list[float]] = defaultdict(list)
    for one in answers:
        shares[one.interview].append(one.seconds / max(_LEAST_EXPECTED, one.expected(constants)))
    own = {interview: median(found) for interview, found in shares.items()}
    middle = median(own.values())
    return {interview: pace / middle if middle else 1.0 for interview, pace in own.items()}


def _minutes(answers: Iterable[Answered], seconds: Callable[[Answered], float]) -> float:
    """Return the median minutes of an interview."""
    sums: dict[str, float] = defaultdict(float)
    for one in answers:
        sums[one.interview] += seconds(one)
    return median(sums.values()) / 60 if sums else 0.0
