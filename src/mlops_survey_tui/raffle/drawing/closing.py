"""Closing: no entry comes in any more, the list stands, and the round that will draw is named before it is known."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path

from ..entry import DRAWN
from ..failures import CannotUse, RaffleError
from ..private_files import write_private
from ..service.database import CLOSED, Entries
from .published import EntryList
from .rounds import Chain

VERIFIER = Path(__file__).with_name("verify_draw.py")
SHORTEST_NOTICE = datetime.timedelta(minutes=10)
"""So long before the round the list must be closed, so that it can be published and noted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is announced with the list: which round draws, and how many win."""

    chain: Chain
    round: int
    winners: int


def plan(chain: Chain, moment: datetime.datetime, winners: int, now: datetime.datetime) -> Plan:
    """Return the plan to draw with the first round from a moment on.

    Raises:
        RaffleError: the moment is not far enough in the future, or nobody would win.
    """
    number = chain.round_at(moment)
    if chain.time_of(number) < now + SHORTEST_NOTICE:
        raise RaffleError("The round must be at least ten minutes in the future: its number must not be known yet.")
    if winners < 1:
        raise RaffleError("At least one must win.")
    return Plan(chain, number, winners)


def close(entries: Entries, edition: str, planned: Plan) -> EntryList:
    """Close for good and return the list; done again with the same plan, it returns the same list.

    Raises:
        RaffleError: it was closed with another plan.
    """
    with entries.changing() as change:
        expected = planned.chain.time_of(planned.round).isoformat().replace("+00:00", "Z")
        hashes = tuple(change.hashes(DRAWN))
        found = EntryList(edition, planned.chain.hash, planned.round, expected, planned.winners, hashes)
        noted = change.fact(CLOSED)
        if noted not in ("", found.hash.hex()):
            raise RaffleError("It was closed before, with another round or number of winners.")
        change.note(CLOSED, found.hash.hex())
    entries.rebuild()
    return found


def publish(found: EntryList, folder: Path) -> list[Path]:
    """Write the list, and beside it the program that checks the draw; return both.

    Raises:
        RaffleError: they cannot be written.
    """
    listed, verifier = folder / f"raffle-{found.edition}-list.json", folder / VERIFIER.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_private(listed, found.text().encode(), replace=True)
        listed.chmod(0o644)
        shutil.copyfile(VERIFIER, verifier)
    except OSError as error:
        raise CannotUse(f"{folder}: {error.strerror}") from error
    return [listed, verifier]
