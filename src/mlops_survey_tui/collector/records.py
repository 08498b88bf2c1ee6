"""What goes into a database and comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Arrival:
    """A bundle that was checked and is to be stored. ``invite`` is the hash of its invite code, if it came with one."""

    digest: bytes
    id: str
    withdrawal: bytes
    edition: str
    body: bytes
    stratum: str = ""
    invite: bytes = b""


@dataclass(frozen=True, slots=True)
class TakingBack:
    """A wish to withdraw: the id of a bundle, and the hash of the token that came with it."""

    id: str
    withdrawal: bytes


@dataclass(frozen=True, slots=True)
class Gone:
    """A bundle that was withdrawn, as a backup tells: it goes, if it is there, and cannot come again."""

    id: str
    withdrawal: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """A wish for a bundle's one ticket: its id, and the hash of the blinded message that was signed."""

    id: str
    request: bytes


MOST_REFUSALS = 1000
"""How many different reasons and places of refusals are kept."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """How often bundles of an edition were refused for one reason at one place; nothing of what they held."""

    edition: str
    code: str
    path: str


Change = Arrival | TakingBack | Gone | Claim | Refusals


class Outcome(Enum):
    """What became of a change."""

    CREATED = "created"
    ALREADY_THERE = "already_there"
    OTHER_CONTENT = "other_content"
    WITHDRAWN_BEFORE = "withdrawn"
    INVITE_SPENT = "invite_spent"
    TAKEN_BACK = "taken_back"
    UNKNOWN = "unknown"
    COUNTED = "counted"
    CLAIMED = "claimed"
    CLAIMED_BEFORE = "claimed_before"


@dataclass(frozen=True, slots=True)
class Count:
    """How much happened in an edition on one day."""

    day: str
    edition: str
    what: str
    number: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A bundle as it is kept: the body as it came, and the stratum of its invite."""

    digest: bytes
    edition: str
    stratum: str
    body: bytes = field(repr=False)


class Unavailable(Exception):  # noqa: N818
    """The database cannot store or answer now; nothing of what was asked has happened. The message names no bundle."""
