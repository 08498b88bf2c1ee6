"""What was asked for and is not there."""

from __future__ import annotations


class UnknownTopicError(Exception):
    """A topic was asked for that the report does not have; the text names those it has."""
