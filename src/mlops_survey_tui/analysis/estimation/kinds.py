"""What can be estimated of a column in a group, by kind: a registry, so that a new one is a function and a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Booleans, Floats
from ..reading.equal_rows import Variable
from . import wishes as kinds
from .estimate import Choices, Estimate, Sample, means, proportions, ratio, totals
from .quantiles import quantile
from .wishes import Wishes

Named = tuple[str, Estimate]


@dataclass(frozen=True)
class Asked:
    """A column of a sample, what is wished of it, and for a ratio the column below the line."""

    sample: Sample
    variable: Variable
    wishes: Wishes
    denominator: Variable | None = None

    def choices(self, interval: str) -> Choices:
        """Return how to compute; ``interval`` is what holds where none is wished."""
        return Choices(self.wishes.level, self.wishes.interval or interval, self.wishes.deff, self.wishes.df)

    @property
    def numbers(self) -> Floats:
        """The numbers of the column (rows,)."""
        assert self.variable.numbers is not None
        return self.variable.numbers

    @property
    def told(self) -> Booleans:
        """Which rows have what the estimate needs."""
        told = self.variable.told
        return told if self.denominator is None else told & self.denominator.told


def _mean(asked: Asked, inside: Booleans) -> Iterator[Named]:
    yield from (("mean", one) for one in means(asked.sample, asked.numbers[:, None], inside, asked.choices("logit")))


def _proportion(asked: Asked, inside: Booleans) -> Iterator[Named]:
    for label, yes in _codes(asked.variable):
        yield label, proportions(asked.sample, yes, inside, asked.choices("logit"))[0]


def _total(asked: Asked, inside: Booleans) -> Iterator[Named]:
    if asked.variable.numbers is not None:
        yield "total", totals(asked.sample, asked.numbers[:, None], inside, asked.choices("logit"))[0]
        return
    for label, yes in _codes(asked.variable):
        one = totals(asked.sample, yes.astype(np.float64), inside, asked.choices("logit"))[0]
        share = proportions(asked.sample, yes, inside, asked.choices("mean"))[0]
        yield label, _counted(one, share.count)


def _ratio(asked: Asked, inside: Booleans) -> Iterator[Named]:
    assert asked.denominator is not None
    assert asked.denominator.numbers is not None
    yield "ratio", ratio(asked.sample, asked.numbers, asked.denominator.numbers, inside, asked.choices("logit"))


def _quantile(asked: Asked, inside: Booleans) -> Iterator[Named]:
    for share in asked.wishes.quantiles:
        yield f"{share:g}", quantile(asked.sample, asked.numbers, share, inside, asked.choices("mean"))


def _codes(variable: Variable) -> Iterator[tuple[str, Booleans]]:
    """Yield each code and which rows have it (rows, 1)."""
    assert variable.codes is not None
    for place, label in enumerate(variable.codes.labels):
        yield label, (variable.codes.of_row == place)[:, None]


def _counted(one: Estimate, count: int | None) -> Estimate:
    return replace(one, count=count)


ESTIMATORS: Mapping[str, Callable[[Asked, Booleans], Iterator[Named]]] = {
    kinds.MEAN: _mean,
    kinds.PROPORTION: _proportion,
    kinds.TOTAL: _total,
    kinds.RATIO: _ratio,
    kinds.QUANTILE: _quantile,
    kinds.TABLE: _proportion,
}
NUMBERS = frozenset({kinds.MEAN, kinds.RATIO, kinds.QUANTILE})
"""Kinds that need numbers."""
