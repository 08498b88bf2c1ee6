"""Opens sealed records: winners first and only as many as needed, and forgets the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ..contact import person
from ..entry import DRAWN
from ..failures import RaffleError
from ..sealing import unseal
from ..service.database import CLOSED, Entries
from .published import Result

UNREADABLE = "cannot be opened, or is not what its entry says"
TWICE = "the same contact as a better rank"


@dataclass(slots=True)
class Opened:
    """Contacts by entry, in the order in which they were opened, and why others were passed over."""

    contacts: dict[bytes, str] = field(default_factory=dict)
    passed_over: dict[bytes, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens the records for one kind of wish."""

    entries: Entries
    edition: str
    key: X25519PrivateKey

    def winners(self, result: Result) -> Opened:
        """Open records by rank until enough have won: a contact counts once, with its best rank.

        Raises:
            RaffleError: the result is of another list than the one that was closed.
        """
        if self.entries.fact(CLOSED) != result.list_hash.hex():
            raise RaffleError("The result is of another list than the one that was closed here.")
        return self._open(DRAWN, result.ranking, result.winners)

    def all(self, purpose: str) -> Opened:
        """Open all records for a wish that is not drawn; the contacts come sorted and once each.

        Raises:
            RaffleError: the wish is drawn: only winners are opened.
        """
        if purpose == DRAWN:
            raise RaffleError("Of the raffle, only the winners are opened: name the result.")
        found = self._open(purpose, self.entries.hashes(purpose), None)
        found.contacts = dict(sorted(found.contacts.items(), key=lambda item: item[1]))
        return found

    def _open(self, purpose: str, order: Iterable[bytes], enough: int | None) -> Opened:
        opened, people = Opened(), set[str]()
        for entry in order:
            if len(opened.contacts) == enough:
                break
            contact = self._contact(purpose, entry)
            if contact is None:
                opened.passed_over[entry] = UNREADABLE
            elif person(contact) in people:
                opened.passed_over[entry] = TWICE
            else:
                people.add(person(contact))
                opened.contacts[entry] = contact
        return opened

    def _contact(self, purpose: str, entry: bytes) -> str | None:
        sealed = self.entries.sealed(purpose, entry)
        found = unseal(sealed, entry, self.key, self.edition, purpose) if sealed else None
        return found.contact if found else None


def forget(entries: Entries, purpose: str, kept: Iterable[bytes] = ()) -> int:
    """Delete the sealed records for a wish but those kept, overwrite their place in the file; return how many."""
    with entries.changing() as change:
        gone = change.keep_only(purpose, set(kept))
    entries.rebuild()
    return gone
