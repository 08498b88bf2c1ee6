"""Which builder makes the result of which question: adding one is a file in ``builders`` and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..results import Result
from .builders import (
    allocations,
    bars,
    counts,
    crossings,
    numbers,
    parts,
    places,
    ratings,
    scales,
    scattered,
    scores,
    ticks,
)
from .subjects import Subject

Builder = Callable[[Subject], Iterator[Result]]
"""Yields the results of one question in one table."""

BUILDERS: Sequence[tuple[Callable[[Subject], bool], Builder]] = (
    (counts.fits, counts.build),
    (scores.fits, scores.build),
    (places.fits, places.build),
    (parts.fits, parts.build),
    (allocations.fits, allocations.build),
    (scattered.fits, scattered.build),
    (crossings.fits, crossings.build),
    (ticks.fits, ticks.build),
    (ratings.fits, ratings.build),
    (scales.fits, scales.build),
    (numbers.fits, numbers.build),
    (bars.fits, bars.build),
)
"""The first builder that fits is taken: from the special to the plain."""


def results_of(subject: Subject) -> Iterator[Result]:
    """Yield the results of a question in a table; a question that nobody can build a result of has none."""
    for fits, build in BUILDERS:
        if fits(subject):
            yield from build(subject)
            return
