"""What can go wrong with the raffle, said so that a person knows what to do."""

from __future__ import annotations


class RaffleError(Exception):
    """Something that stops a command of the raffle; the message is for people."""
