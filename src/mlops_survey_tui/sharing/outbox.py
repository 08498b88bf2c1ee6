"""Bundles on their way: a file each, beside the database, until a collector has taken it or refused it for good."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from ..language import _
from ..plain_json import plain_json
from ..private_files import PRIVATE_DIRECTORY
from ..store.errors import StorageError, storage_error
from ..store.files import is_plain, write_private
from ..store.locks import FileLock
from .envelope import Identity

_LARGEST = 1 << 20
"""Bytes that are read of a file at most; a bundle has 64 kB."""
_FOLDERS = ("outbox", "receipts")
CALLED_OFF = "called_off"
"""The code of a parcel that was called off by another program while this one was sending it."""
_TYPES: Mapping[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}


Kept = TypeVar("Kept", "Parcel", "Receipt", Identity)


class State(StrEnum):
    """How far a bundle is."""

    READY = "ready"
    SENDING = "sending"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bundle with what is needed to send it again as it is, and to withdraw it later.

    ``not_before`` is a time in seconds since 1970 before which it is not tried again, ``tries`` how often it was;
    ``code`` and ``reason`` say why a collector refused it. ``invite`` is a code that some collectors ask for.
    """

    id: str
    interview: str
    edition: str
    collector: str
    digest: str
    token: str
    body: str
    deadline: str = ""
    consent: int = 0
    state: str = State.READY
    tries: int = 0
    not_before: float = 0.0
    code: str = ""
    reason: str = ""
    invite: str = ""

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent; one that was being sent when the program ended is sent again."""
        return self.state in (State.READY, State.SENDING)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a respondent needs to withdraw a bundle. The token opens nothing else.

    ``to_file`` says that the bundle was only saved to a file, so that it may still be sent; ``called_off`` that it is
    not sent any more, and that the collector could not be asked yet whether it had arrived.
    """

    id: str
    token: str
    collector: str
    edition: str
    interview: str = ""
    deadline: str = ""
    consent: int = 0
    withdrawn: bool = False
    to_file: bool = False
    called_off: bool = False

    @property
    def code(self) -> str:
        """The receipt as one word to keep or to type: the id and the token."""
        return f"{self.id}-{self.token}"


def receipt_of(parcel: Parcel) -> Receipt:
    """Return what withdraws a parcel."""
    return Receipt(
        parcel.id, parcel.token, parcel.collector, parcel.edition, parcel.interview, parcel.deadline, parcel.consent
    )


class Outbox:
    """The parcels and receipts in a data directory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._outbox, self._receipts = (root / folder for folder in _FOLDERS)

    def identity(self, interview: str) -> Identity:
        """Return the id and token under which an interview would leave: the same each time it is looked at.

        Raises:
            StorageError: a new one could not be written.
        """
        path = self._outbox / f"{interview}.identity"
        if (known := _read(path, Identity)) is not None:
            return known
        identity = Identity.new()
        self._write(path, identity)
        return identity

    def keep(self, parcel: Parcel) -> None:
        """Store a parcel, whole or not at all, in the place of what there was of it.

        Raises:
            StorageError: it could not be written; nothing was changed.
        """
        self._write(self._outbox / f"{parcel.id}.json", parcel)

    def parcels(self) -> list[Parcel]:
        """Return all parcels; files that are none, or have the id of another, are left out."""
        found = ((path, _read(path, Parcel)) for path in _files(self._outbox))
        return [parcel for path, parcel in found if parcel is not None and parcel.id == path.stem]

    def accepted(self, parcel: Parcel) -> Receipt:
        """Keep the receipt of a parcel that was accepted; its body is not needed any more.

        Raises:
            StorageError: the receipt could not be written; the parcel is as it was.
        """
        receipt = receipt_of(parcel)
        self.keep_receipt(receipt)
        self.keep(replace(parcel, state=State.ACCEPTED, body="", token="", code="", reason=""))
        return receipt

    def called_off(self, receipt: Receipt) -> bool:
        """Send a bundle no more, if it waits here, and keep its receipt, as it may have arrived; say whether it did.

        Raises:
            StorageError: the receipt could not be written; the bundle waits as before.
        """
        if not any(parcel.waits for parcel in self.parcels() if parcel.id == receipt.id):
            return False
        self.keep_receipt(replace(receipt, called_off=True))
        self._forget(receipt)
        return True

    def expect_receipt(self) -> None:
        """See, before a bundle is sent, that its receipt will have a place.

        Raises:
            StorageError: it would have none.
        """
        _private(self._receipts)

    def keep_receipt(self, receipt: Receipt) -> None:
        """Store a receipt.

        Raises:
            StorageError: it could not be written.
        """
        self._write(self._receipts / f"{receipt.id}.json", receipt)

    def receipts(self) -> list[Receipt]:
        """Return all receipts; files that are none, or have the id of another, are left out."""
        found = ((path, _read(path, Receipt)) for path in _files(self._receipts))
        return [receipt for path, receipt in found if receipt is not None and receipt.id == path.stem]

    def wish_against(self, bundle: str) -> Receipt | None:
        """Return the receipt of a bundle that was called off or withdrawn, be it by another program just now."""
        receipt = _read(self._receipts / f"{bundle}.json", Receipt)
        return receipt if receipt is not None and (receipt.called_off or receipt.withdrawn) else None

    def withdrawn(self, receipt: Receipt) -> None:
        """Note that a bundle was taken back; were it shared again, it would be another one.

        Raises:
            StorageError: the note could not be written.
        """
        self.keep_receipt(replace(receipt, withdrawn=True))
        self._forget(receipt)

    def _forget(self, receipt: Receipt) -> None:
        (self._outbox / f"{receipt.id}.json").unlink(missing_ok=True)
        path = self._outbox / f"{receipt.interview}.identity"
        if (identity := _read(path, Identity)) is not None and identity.id == receipt.id:
            path.unlink(missing_ok=True)

    @contextmanager
    def alone(self, wait: float = 0.0) -> Iterator[bool]:
        """Keep other programs from sending at the same time; say whether that was possible."""
        _private(self._outbox)
        lock = FileLock(self._outbox / ".lock")
        try:
            yield lock.acquire(wait)
        finally:
            lock.release()

    def _write(self, target: Path, kept: Kept) -> None:
        _private(target.parent)
        _refuse_link(target)
        write_private(target, [json.dumps(asdict(kept), ensure_ascii=False, indent=1)])


def _private(folder: Path) -> None:
    """Make a directory that is ours alone; a link in its place is not followed."""
    _refuse_link(folder)
    try:
        folder.mkdir(PRIVATE_DIRECTORY, exist_ok=True)
        folder.chmod(PRIVATE_DIRECTORY)
    except OSError as error:
        raise storage_error(error, folder) from error


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise StorageError(
            "unsafe_directory",
            _("Bundles are not kept behind a link: {path} is a symbolic link.").format(path=path),
            _("Remove the link."),
        )


def _files(folder: Path) -> list[Path]:
    return [] if folder.is_symlink() else sorted(folder.glob("*.json"))


def _read(path: Path, kind: type[Kept]) -> Kept | None:
    try:
        data = plain_json(path.read_text("utf-8")) if is_plain(path) and path.stat().st_size <= _LARGEST else None
        return kind(**data) if isinstance(data, dict) and _is_sound(data, kind) else None
    except (OSError, ValueError, TypeError):
        return None


def _is_sound(data: dict[str, Any], kind: type[Kept]) -> bool:
    """Whether all that a file holds are fields of its kind, of the type that they have there, and can be written.

    Raises:
        ValueError: half of a surrogate pair is in a text, which no file takes.
    """
    types = {part.name: _TYPES[str(part.type)] for part in fields(kind)}
    json.dumps(data, ensure_ascii=False).encode("utf-8")
    return all(isinstance(value, types.get(name, ())) for name, value in data.items())
