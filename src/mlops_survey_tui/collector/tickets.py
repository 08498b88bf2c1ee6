"""Tickets: proof that some bundle was accepted, which does not say which.

The collector knows no raffle: what signs is handed to it by whoever starts it. It notes for which blinded message a
bundle had its signature: each bundle gives one ticket, and gives it again to who asks with the same message.
"""

from __future__ import annotations

from typing import Protocol


class NotSigned(Exception):  # noqa: N818
    """What was sent is no message that can be signed."""


class Signer(Protocol):
    """Signs blinded messages for one edition."""

    @property
    def edition(self) -> str:
        """The edition whose bundles give tickets."""

    def sign(self, blinded: bytes) -> bytes:
        """Return the blind signature.

        Raises:
            NotSigned: the message cannot be signed.
        """
