"""Parts of a portfolio now and later, one result a dimension."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...results import OVERALL, Result
from ..builders.parts import by_item, fits
from ..planning import Entry
from ..release_pair import Editions

_BOTH, _LATER = "now and in three years", "as expected in three years"


def now_later(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield each dimension: the first question asks for now, the second for later."""
    now, later = one.questions
    asked = editions.release.codebook.question_by_id
    for subject in editions.subjects(now):
        if fits(subject):
            for result in by_item(subject, later if later in asked else None):
                when = _BOTH if any(series.id == OVERALL for series in result.series) else _LATER
                yield replace(result, title=f"{result.title[:1].upper()}{result.title[1:]}: {when}")
