"""Spending: reported only from a hundred answers on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...results import Result
from ..limits import SPENDING
from ..planning import Entry
from ..release_pair import Editions


def spending(editions: Editions, one: Entry) -> Iterator[Result]:
    """Yield the plain results of a question about spending that enough respondents answered."""
    for result in editions.results(one.questions[0]):
        if result.base >= SPENDING:
            yield replace(result, title=one.title)
