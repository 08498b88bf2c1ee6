"""Mail addresses as they are hashed, sealed and compared."""

from __future__ import annotations

import unicodedata

from ..language import _
from .failures import RaffleError

LONGEST = 254
"""Bytes of the longest address; mail cannot deliver to longer ones."""


def normalised(typed: str) -> str:
    """Return an address in one form: NFKC, without white space around it, the domain in small letters.

    The part before the ``@`` stays as typed, because mail servers may tell its letters apart.

    Raises:
        RaffleError: it is no address that mail could be sent to.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    name, at, domain = text.rpartition("@")
    result = f"{name}@{domain.rstrip('.').casefold()}"
    plain = not any(character.isspace() or not character.isprintable() for character in result)
    if not (at and name and "." in domain.strip(".") and "@" not in name and plain):
        raise RaffleError(_("This is no mail address: it needs a name, an @ and a domain, without spaces."))
    if len(result.encode()) > LONGEST:
        raise RaffleError(_("This mail address is too long."))
    return result


def is_normalised(contact: str) -> bool:
    """Whether this is an address in its one form, as a client of ours would have sealed it."""
    try:
        return normalised(contact) == contact
    except RaffleError:
        return False


def person(contact: str) -> str:
    """Return what two addresses of one person have in common: nobody wins twice by typing capital letters."""
    return contact.casefold()
