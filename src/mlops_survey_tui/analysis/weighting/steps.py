"""The two steps to weights of groups of equal rows: what chance left out, then known margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...publication.codebook.model import MISSING
from ..arrays import Booleans, Floats, Integers
from ..failure import AnalysisError
from ..reading.equal_rows import EMPTY, Codes, Columns
from .bounding import rake_capped
from .margins import Coded, Margin, coded
from .planned import Planned, weights_by_chance, weights_by_class
from .raking import Weighted, rake
from .wishes import Wishes

NOT_ASKED = frozenset({"not_assigned", "not_routed", "not_reached", "", "0", "0.0", "false", "no"})
"""What a column says where a question was not asked; an empty cell says so as well."""
LEFT_OUT = "(no answer)"
"""The level of rows whose answer to a margin is not known."""


@dataclass(frozen=True)
class Classes:
    """The chance to be asked by class: names of classes, and what was found."""

    names: tuple[str, ...]
    planned: Planned


def who_was_asked(columns: Columns, wishes: Wishes) -> Booleans:
    """Return which rows (rows,) were asked; all where no column says so."""
    if not wishes.asked:
        return np.ones(columns.rows, dtype=np.bool_)
    codes = columns.codes(wishes.asked)
    yes = np.array([label.lower() not in NOT_ASKED for label in codes.labels] + [False], dtype=np.bool_)
    return np.asarray(yes[codes.of_row], dtype=np.bool_)


def for_chance(columns: Columns, base: Floats, asked: Booleans, wishes: Wishes) -> tuple[Floats, Classes | None]:
    """Return weights (rows,) that make those who were asked stand for all, and the chances if they were told."""
    if not wishes.asked:
        return base, None
    if wishes.chance:
        return weights_by_chance(asked, base, np.nan_to_num(columns.real(wishes.chance, empty=True))), None
    of_class, names = np.zeros(columns.rows, dtype=np.int64), ("(all)",)
    for number, one in enumerate(map(columns.codes, wishes.within)):
        labels = (EMPTY, *one.labels)
        key = of_class * len(labels) + one.of_row + 1
        joined = [label if not number else f"{name}, {label}" for name in names for label in labels]
        present, of_class = np.unique(key, return_inverse=True)
        names = tuple(joined[place] for place in present.tolist())
    planned = weights_by_class(asked, base, of_class.astype(np.int64), times=columns.times)
    return planned.weights, Classes(names, planned)


def for_margins(
    columns: Columns, margins: Sequence[Margin], start: Floats, asked: Booleans, wishes: Wishes
) -> Weighted:
    """Rake weights (rows,) of those who were asked to the margins; the weights returned are theirs alone.

    Raises:
        AnalysisError: the margins and the data do not fit.
    """
    assert columns.times is not None
    times, base = columns.times[asked], start[asked]
    known = list(_known(columns, margins, asked, base * times, wishes))
    if wishes.cap:
        return rake_capped(known, base, wishes.cap, total=wishes.total, times=times)
    return rake(known, base, total=wishes.total, times=times)


def _known(
    columns: Columns, margins: Sequence[Margin], asked: Booleans, masses: Floats, wishes: Wishes
) -> Iterator[Coded]:
    assert columns.times is not None
    for margin in margins:
        codes, labels = margin.crossed([_answers(columns.codes(name), wishes) for name in margin.columns])
        codes = codes[asked]
        if wishes.unknown and (codes < 0).any():
            margin = _with_unknown(margin, float(masses[codes < 0].sum() / masses.sum()))
            codes, labels = np.where(codes < 0, len(labels), codes), (*labels, LEFT_OUT)
        yield coded(margin, codes, labels, columns.times[asked])


def _answers(column: Codes, wishes: Wishes) -> tuple[Integers, Sequence[str]]:
    """Return codes with −1 also for reasons that there is no answer, where rows without an answer are provided for."""
    if not wishes.unknown:
        return column.of_row, column.labels
    missing = np.array([label in MISSING for label in column.labels] + [True], dtype=np.bool_)
    return np.where(missing[column.of_row], -1, column.of_row), column.labels


def _with_unknown(margin: Margin, share: float) -> Margin:
    """Return the margin with a level for rows without an answer, which keeps the share that they have."""
    if share >= 1:
        raise AnalysisError("no row has an answer.", "Leave this margin out.", column=margin.name)
    known = margin.targets * (1 - share)
    return Margin(margin.name, (*margin.levels, LEFT_OUT), np.append(known, margin.total * share))
