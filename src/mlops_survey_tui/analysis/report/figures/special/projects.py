"""What became of projects, as shares of all projects that respondents counted."""

from __future__ import annotations

from collections.abc import Iterator

from ...results import Result
from ..builders.allocations import fits, result_of
from ..planning import Entry
from ..release_pair import Editions


def shares_of_projects(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield the parts of what everybody counted together; it says nothing of projects that nobody counted."""
    for subject in editions.subjects(one.questions[0]):
        if fits(subject):
            yield result_of(subject, pooled=True, title=one.title)
