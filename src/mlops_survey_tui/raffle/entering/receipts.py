"""Receipts: what only the entrant has, in words that can be read without the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ...language import _, mark
from ..failures import FaultyFile
from ..private_files import read_text, write_private
from ..record import read_hash

_HEAD = mark("""Receipt: {purpose}, edition {edition}

Keep this file. With it you can see that your entry is in the published list and whether it won, and take the entry
back before the close. It holds no mail address. Whoever has it can take the entry back.

  mlops-survey raffle verify LIST [RESULT] --receipt FILE
  mlops-survey raffle withdraw FILE

""")
_FIELDS = {"edition": "Edition", "purpose": "For", "service": "Sent to", "entry": "Entry", "salt": "Salt"}
_FIELDS |= {"token": "Token for taking it back", "list_hash": "Hash of the published list"}
_HASHES = ("entry", "salt", "token", "list_hash")


@dataclass(frozen=True, slots=True)
class Receipt:
    """One entry as its entrant knows it. ``list_hash`` is noted once the list is published."""

    edition: str
    purpose: str
    service: str
    entry: bytes
    salt: bytes
    token: bytes
    list_hash: bytes = b""

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.edition}-{self.purpose}-{self.entry.hex()[:8]}.txt"

    def text(self) -> str:
        """Return the file's text."""
        return _(_HEAD).format(purpose=self.purpose, edition=self.edition) + "".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for field, title in _FIELDS.items():
            value: str | bytes = getattr(self, field)
            if value:
                yield f"{title}: {value.hex() if isinstance(value, bytes) else value}\n"

    def write(self, folder: Path, name: str = "") -> Path:
        """Write it for its owner alone, under its own name if no other is given, and return the file.

        Raises:
            RaffleError: it cannot be written.
        """
        path = folder / (name or self.name)
        write_private(path, self.text().encode(), replace=True)
        return path


def read_receipt(path: Path) -> Receipt:
    """Read a receipt.

    Raises:
        RaffleError: it is none.
    """
    titles = {title: field for field, title in _FIELDS.items()}
    pairs = (line.partition(": ") for line in read_text(path).splitlines())
    found = {titles[title]: value.strip() for title, colon, value in pairs if colon and title in titles}
    hashes = {field: read_hash(found.pop(field)) for field in _HASHES if field in found}
    values = {**found, **hashes}
    if None in values.values() or _FIELDS.keys() - values.keys() - {"list_hash"}:
        raise FaultyFile(_("{path} is no receipt, or it has been changed.").format(path=path))
    return Receipt(**values)  # type: ignore[arg-type]  # each field was read as what it is


def with_list(receipt: Receipt, list_hash: bytes) -> Receipt:
    """Return the receipt with the hash of the published list noted.

    Raises:
        RaffleError: another list was noted before: the list was changed after it was published.
    """
    if receipt.list_hash not in (b"", list_hash):
        raise FaultyFile(_("This is another list than the one you noted in the receipt. It was changed."))
    return replace(receipt, list_hash=list_hash)
