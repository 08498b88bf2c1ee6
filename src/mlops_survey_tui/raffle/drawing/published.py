"""The two files that are published: the list at the close, the result after the draw.

``verify_draw.py`` reads the same files with code of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...language import mark
from ...plain_json import plain_json
from ..failures import FaultyFile
from ..hashing import digest
from ..private_files import read_text
from ..record import read_hash

LIST_LABEL = "mlops-survey raffle list 1"
RANK_LABEL = "mlops-survey raffle rank 1"


@dataclass(frozen=True, slots=True)
class EntryList:
    """The sorted entries, and the future round that draws among them. Its hash covers all of it."""

    edition: str
    chain: str
    round: int
    expected: str
    winners: int
    entries: tuple[bytes, ...]

    @property
    def hash(self) -> bytes:
        """The hash that is published with the list, before the randomness is known."""
        head = (self.edition, self.chain, str(self.round), str(self.winners))
        return digest(LIST_LABEL, *(part.encode() for part in head), *self.entries)

    def ranking(self, randomness: bytes) -> tuple[bytes, ...]:
        """Return the entries in the order of the draw."""
        list_hash = self.hash
        return tuple(sorted(self.entries, key=lambda entry: (digest(RANK_LABEL, randomness, list_hash, entry), entry)))

    def text(self) -> str:
        """Return the text of the file."""
        return _text(
            {
                "format": LIST_LABEL,
                "edition": self.edition,
                "chain": self.chain,
                "round": self.round,
                "expected": self.expected,
                "winners": self.winners,
                "list_hash": self.hash.hex(),
                "entries": [entry.hex() for entry in self.entries],
            }
        )


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a draw: all entries by rank, of which the first so many win."""

    edition: str
    list_hash: bytes
    randomness: bytes
    winners: int
    ranking: tuple[bytes, ...]

    def text(self) -> str:
        """Return the text of the file."""
        return _text(
            {
                "format": RANK_LABEL,
                "edition": self.edition,
                "list_hash": self.list_hash.hex(),
                "randomness": self.randomness.hex(),
                "winners": self.winners,
                "ranking": [entry.hex() for entry in self.ranking],
            }
        )


def drawn(entries: EntryList, randomness: bytes) -> Result:
    """Return the result of drawing among a list."""
    return Result(entries.edition, entries.hash, randomness, entries.winners, entries.ranking(randomness))


def faults(entries: EntryList, result: Result) -> list[str]:
    """Return what is wrong with a result, for people; nothing if it is right."""
    again = drawn(entries, result.randomness)
    checks = {
        mark("The result is of another edition."): result.edition == again.edition,
        mark("The result is of another list."): result.list_hash == again.list_hash,
        mark("The number of winners is not the announced one."): result.winners == again.winners,
        mark("The ranking is not what the randomness gives."): result.ranking == again.ranking,
    }
    return [fault for fault, good in checks.items() if not good]


def read_list(path: Path) -> EntryList:
    """Read a published list.

    Raises:
        RaffleError: it is none, it is not sorted, or its hash is not right.
    """
    data = _data(path, LIST_LABEL)
    try:
        texts = (str(data["edition"]), str(data["chain"]), int(data["round"]), str(data["expected"]))
        entries = EntryList(*texts, int(data["winners"]), _hashes(data["entries"]))
        told = _hash(data["list_hash"])
    except (KeyError, TypeError, ValueError):
        raise FaultyFile(f"{path} is no published list.") from None
    if list(entries.entries) != sorted(set(entries.entries)):
        raise FaultyFile(f"{path}: the entries are not sorted, or one comes twice.")
    if entries.hash != told:
        raise FaultyFile(f"{path}: the list has been changed, its hash is another.")
    return entries


def read_result(path: Path) -> Result:
    """Read a published result.

    Raises:
        RaffleError: it is none.
    """
    data = _data(path, RANK_LABEL)
    try:
        hashes = (_hash(data["list_hash"]), _hash(data["randomness"]))
        return Result(str(data["edition"]), *hashes, int(data["winners"]), _hashes(data["ranking"]))
    except (KeyError, TypeError, ValueError):
        raise FaultyFile(f"{path} is no published result.") from None


def _text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _data(path: Path, label: str) -> dict[str, Any]:
    try:
        data = plain_json(read_text(path))
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("format") != label:
        raise FaultyFile(f"{path} is not such a file: its format should be '{label}'.")
    return data


def _hashes(texts: list[str]) -> tuple[bytes, ...]:
    return tuple(_hash(text) for text in texts)


def _hash(text: str) -> bytes:
    value = read_hash(text)
    if value is None:
        raise ValueError(text)
    return value
