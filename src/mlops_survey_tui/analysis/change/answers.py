"""Answers of one edition to what is compared: codes or numbers of respondents, with weights and facts to rake by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats, Integers
from ..details.overview import raking_margin
from ..estimation.design import Design
from ..influence import means, people
from ..missing import known, reasons
from ..reading import Ids
from ..weighting.margins import Margin
from ..weighting.raking import rake
from .differences import Wave

CODES, TICKS, NUMBERS, SHARES = "codes", "ticks", "numbers", "shares"
"""What answers are: one code each; 1 and 0; numbers; parts of a whole in percent."""


@dataclass(frozen=True)
class Answers:
    """Answers to a question, or to a part of it (an option, a row), in the order of the respondents.

    ``codes`` point into ``labels``, −1 is no answer; ``numbers`` are NaN without one. ``missing`` counts why.
    """

    variable: str
    part: str
    form: str
    codes: Integers
    labels: tuple[str, ...]
    numbers: Floats
    missing: Mapping[str, int]

    @property
    def said(self) -> Booleans:
        """Who gave an answer."""
        return self.codes >= 0 if self.form == CODES else ~np.isnan(self.numbers)


@dataclass(frozen=True)
class Edition:
    """An edition: what was answered, weights of respondents, facts about them, and where it is from."""

    place: str
    answers: tuple[Answers, ...]
    weights: Floats
    facts: Mapping[str, tuple[Integers, tuple[str, ...]]]


def coded(variable: str, part: str, ids: Ids) -> Answers:
    """Return answers in codes without reasons for a missing answer."""
    codes, labels = known(ids)
    return Answers(variable, part, CODES, codes, labels, np.full(len(codes), np.nan), reasons(ids))


def numbered(variable: str, part: str, form: str, numbers: Floats) -> Answers:
    """Return answers in numbers, ticks or shares."""
    empty = int(np.isnan(numbers).sum())
    missing = {"empty": empty} if empty else {}
    return Answers(variable, part, form, np.full(len(numbers), -1), (), numbers, missing)


def as_numbers(answers: Answers) -> Answers | None:
    """Return codes as the numbers that they are, or None if any of them is none."""
    try:
        table = np.array([*(float(label) for label in answers.labels), np.nan])
    except ValueError:
        return None
    return replace(answers, form=NUMBERS, numbers=table[answers.codes])


def sample_of(edition: Edition, margins: Sequence[Margin]) -> tuple[Booleans, Design]:
    """Return who counts, and the sample that they are, raked to the margins if there are any.

    Respondents without an answer are part of it: margins are of everybody, and known neither of those who were asked
    nor of those who answered, who are a domain of the sample.

    Raises:
        AnalysisError: the sample and the margins do not fit.
    """
    rows = np.asarray(edition.weights > 0, dtype=np.bool_)
    weights = edition.weights[rows]
    design = people(weights)
    if not margins:
        return rows, design
    used = [
        raking_margin(one, edition.facts[one.name][0][rows], edition.facts[one.name][1], weights) for one in margins
    ]
    return rows, design.calibrated(rake(used, weights).calibration)


def together(answers: Sequence[Answers]) -> Answers | None:
    """Return several parts as one: ticked at all, or added up; None where that makes no sense."""
    if len(answers) < 2:
        return answers[0] if answers else None
    first = answers[0]
    stacked = np.stack([one.numbers for one in answers])
    if first.form == TICKS:
        return replace(first, numbers=stacked.max(axis=0))
    return replace(first, numbers=stacked.sum(axis=0)) if first.form == SHARES else None


def wave_of(
    edition: Edition, answers: Answers, names: Mapping[str, str], figures: Sequence[str], margins: Sequence[Margin]
) -> Wave:
    """Estimate the ``figures`` in common: shares of codes by their name in common, or one mean."""
    rows, design = sample_of(edition, margins)
    values = _VALUES[answers.form](answers, names, figures)[rows]
    found = means(design, values, np.broadcast_to(answers.said[rows, None], values.shape))
    return Wave(found.values, found.errors, found.counts, np.full(len(found.values), found.df))


def _shares(answers: Answers, names: Mapping[str, str], figures: Sequence[str]) -> Floats:
    table = np.array([[100.0 * (names.get(label) == figure) for figure in figures] for label in answers.labels])
    padded = np.concatenate([table.reshape(-1, len(figures)), np.zeros((1, len(figures)))])
    return np.asarray(padded[answers.codes], dtype=np.float64)


def _percent(answers: Answers, names: Mapping[str, str], figures: Sequence[str]) -> Floats:
    return np.asarray(100.0 * np.nan_to_num(answers.numbers)[:, None], dtype=np.float64)


def _plain(answers: Answers, names: Mapping[str, str], figures: Sequence[str]) -> Floats:
    return np.asarray(np.nan_to_num(answers.numbers)[:, None], dtype=np.float64)


_VALUES: Mapping[str, Callable[[Answers, Mapping[str, str], Sequence[str]], Floats]] = {
    CODES: _shares,
    TICKS: _percent,
    NUMBERS: _plain,
    SHARES: _plain,
}
PERCENT = {CODES, TICKS, SHARES}
"""Forms whose figures are percentages."""
