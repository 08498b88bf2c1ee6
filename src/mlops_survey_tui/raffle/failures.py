"""What can go wrong with the raffle, said so that a person knows what to do."""

from __future__ import annotations


class RaffleError(Exception):
    """Something that stops a command of the raffle; the message is for people."""


class FaultyFile(RaffleError):  # noqa: N818
    """A file that was given does not hold what it should."""


class CannotUse(RaffleError):  # noqa: N818
    """Something cannot be read, stored or sent; where the system says why, its error is the cause."""
