"""Different answers in every class: classes that agree in a sensitive answer lose keys until they join others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..limits import Limits
from .keys import SUPPRESSED
from .measures import Classes, Codes, classes_of, distinct_values
from .pools import bits_of

Cells = NDArray[np.int64]


class CannotDiffer(ValueError):  # noqa: N818
    """Everybody gave the same answer, or too few did otherwise; the message says so."""


def diversified(cells: Cells, sensitive: Sequence[Codes], costs: NDArray[np.float64], limits: Limits) -> Cells:
    """Return the cells (rows × keys) with more of them removed until each class holds ``limits.distinct`` answers.

    A class that does not is given up to the cheapest class which it can be part of by losing keys; if there is none
    that would do, all its keys go. Where that leaves people alone, they draw in the smallest classes.

    Raises:
        CannotDiffer: the whole table does not hold enough different answers.
    """
    if any(len(np.unique(answers)) < limits.distinct for answers in sensitive):
        raise CannotDiffer(f"a sensitive question has fewer than {limits.distinct} different answers: leave it out")
    while sensitive:
        classes = classes_of([cells[:, key] for key in range(cells.shape[1])], len(cells))
        low = np.flatnonzero(_least(classes, sensitive) < limits.distinct)
        if not len(low):
            break
        first = low[np.argmin(classes.sizes[low])]
        cells = _merged(cells, classes, int(first), sensitive, (costs, limits))
    return cells


def _least(classes: Classes, sensitive: Sequence[Codes]) -> Codes:
    counts: Codes = np.min([distinct_values(classes, answers) for answers in sensitive], axis=0)
    return counts


def _merged(
    cells: Cells, classes: Classes, low: int, sensitive: Sequence[Codes], rules: tuple[NDArray[np.float64], Limits]
) -> Cells:
    """Return the cells with a class and the one that is cheapest to make like it published alike."""
    costs, limits = rules
    members = classes.of == low
    first = np.zeros(len(classes.sizes), dtype=np.int64)
    first[classes.of] = np.arange(len(cells))
    shown, own = cells[first], cells[first[low]]
    apart = (shown != own) | (own == SUPPRESSED)[None]
    price = ((apart & (own != SUPPRESSED)) * costs).sum(axis=1) * classes.sizes[low]
    price += ((apart & (shown != SUPPRESSED)) * costs).sum(axis=1) * classes.sizes
    price[low] = np.inf
    for other in np.argsort(price, kind="stable")[: len(price) - 1]:
        both = members | (classes.of == other)
        if all(len(np.unique(answers[both])) >= limits.distinct for answers in sensitive):
            break
    else:
        both = np.ones(len(cells), dtype=bool)
        other = low
    gone = apart[other] if other != low else bits_of(-1, cells.shape[1])
    merged = cells.copy()
    merged[np.ix_(both, gone)] = SUPPRESSED
    return merged
