"""What changed between two editions."""

from __future__ import annotations

from collections.abc import Sequence

from ..results import Topic
from .release_pair import Editions


def changes_topic(editions: Editions, topics: Sequence[Topic]) -> list[Topic]:
    """Return the topic of changes."""
    return []
