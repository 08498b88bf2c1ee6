"""One interview on its way out: the same steps for every face, from the bundle to the receipt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..language import _
from ..store.errors import StorageError
from ..store.files import write_private
from ..store.store import Store
from .envelope import Envelope, Identity
from .outbox import Outbox, Parcel, Receipt, receipt_of
from .proposal import Proposal, propose
from .sending import Taken, Tell, send


@dataclass
class Handover:
    """A proposal with the outbox that it goes through.

    ``invite`` is the code that some collectors ask for; ``more`` are headers that go along with the bundle, and
    ``taken`` hears what the collector answered when it accepted.
    """

    proposal: Proposal
    outbox: Outbox
    invite: str = ""
    more: Mapping[str, str] | None = None
    taken: Taken = lambda _answered: None

    @cached_property
    def _identity(self) -> Identity:
        return self.outbox.identity(self.proposal.interview)

    def envelope(self, agreed: Collection[str] = (), minutes: bool = False) -> Envelope:
        """Return the bundle for what was agreed to; the same choices give the same bytes.

        Raises:
            StorageError: its random id could not be kept.
            ValueError: it is larger than a collector takes.
        """
        return self.proposal.envelope(agreed, minutes, self._identity)

    def receipt(self) -> Receipt | None:
        """Return the receipt of this interview, if it is shared."""
        own = (one for one in self.outbox.receipts() if one.interview == self.proposal.interview)
        return next((one for one in own if not (one.withdrawn or one.to_file)), None)

    def send(self, envelope: Envelope, tell: Tell = lambda _sent, _all: None) -> tuple[Parcel, Receipt | None]:
        """Put a bundle into the outbox and try to send it; what cannot be sent now waits there.

        Raises:
            StorageError: it could not be kept; nothing was sent.
        """
        parcel = replace(self.proposal.parcel(envelope), invite=self.invite)
        self.outbox.keep(parcel)
        return send(self.outbox, parcel, tell, more=self.more, taken=self.taken), self.receipt()

    def save(self, envelope: Envelope, target: Path) -> None:
        """Save a bundle to a file, with a receipt in case it reaches the collector that way.

        Raises:
            StorageError: there is a file already, or it could not be written.
        """
        if target.exists():
            raise StorageError(
                "exists", _("There is a file already: {path}.").format(path=target), _("Choose another name.")
            )
        write_private(target, [envelope.body.decode("utf-8")])
        if self.receipt() is None:
            self.outbox.keep_receipt(replace(receipt_of(self.proposal.parcel(envelope)), to_file=True))


def handover(store: Store, interview: str) -> Handover | None:
    """Return what an interview can be shared with; nothing where nothing is kept, or it cannot be shared.

    Raises:
        StorageError: it cannot be read.
    """
    if store.directory is None or not interview:
        return None
    found = Handover(propose(store, interview), Outbox(store.directory.root))
    return None if found.proposal.obstacle or found.receipt() else found
