"""Facts about one use case: shares of respondents, and beside them shares of the use cases that they work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...results import Result
from ..planning import Entry
from ..release_pair import Editions


def details(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield the plain result of a fact about the use case."""
    for result in editions.results(one.questions[0]):
        yield replace(result, title=one.title)
        return
