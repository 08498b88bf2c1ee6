"""``raffle.json``: where entries of an edition go, and the public key for each kind of wish.

The file is published beside the questionnaire. An entrant can compare the fingerprint of a key with the announced one.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..plain_json import plain_json
from .failures import FaultyFile, RaffleError
from .hashing import digest
from .private_files import read_text

NAME = "raffle.json"
_FORMAT = "mlops-survey raffle channel 1"
_LABEL = "mlops-survey raffle key 1"
_KEY_BYTES, _SHOWN_BYTES, _GROUP = 32, 16, 4


@dataclass(frozen=True, slots=True)
class Channel:
    """Where wishes of an edition go. ``keys`` holds raw X25519 public keys by the id of the wish."""

    edition: str
    service: str = ""
    keys: Mapping[str, bytes] = field(default_factory=dict)

    def with_key(self, purpose: str, key: bytes) -> Channel:
        """Return the channel with one more key.

        Raises:
            RaffleError: there is one already; records sealed to it could not be opened with another.
        """
        if purpose in self.keys:
            raise RaffleError(f"There is a key for '{purpose}' already. Records sealed to it need its private key.")
        return replace(self, keys={**self.keys, purpose: key})

    def key(self, purpose: str) -> bytes:
        """Return the public key for a kind of wish.

        Raises:
            RaffleError: there is none.
        """
        if purpose not in self.keys:
            raise RaffleError(f"There is no key for '{purpose}' in this edition.")
        return self.keys[purpose]

    def fingerprint(self, purpose: str) -> str:
        """Return what names a key, in groups that can be read out."""
        text = digest(_LABEL, self.edition.encode(), purpose.encode(), self.key(purpose))[:_SHOWN_BYTES].hex()
        return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))

    def text(self) -> str:
        """Return the file's text."""
        keys = {
            purpose: {"public": base64.b64encode(key).decode(), "fingerprint": self.fingerprint(purpose)}
            for purpose, key in sorted(self.keys.items())
        }
        data = {"format": _FORMAT, "edition": self.edition, "service": self.service, "keys": keys}
        return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def read_channel(path: Path) -> Channel:
    """Read the file.

    Raises:
        RaffleError: it cannot be read, or a key is not what its fingerprint says.
    """
    try:
        data = plain_json(read_text(path))
        if data["format"] != _FORMAT:
            raise FaultyFile(f"{path} is no file of a raffle's keys.")
        keys = {purpose: _key(entry) for purpose, entry in data["keys"].items()}
        channel = Channel(str(data["edition"]), str(data["service"]), keys)
        told = {purpose: entry["fingerprint"] for purpose, entry in data["keys"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise FaultyFile(f"{path} is no file of a raffle's keys.") from None
    for purpose, fingerprint in told.items():
        if channel.fingerprint(purpose) != fingerprint:
            raise FaultyFile(f"{path}: the key for '{purpose}' is not what its fingerprint says.")
    return channel


def _key(entry: Mapping[str, Any]) -> bytes:
    key = base64.b64decode(entry["public"], validate=True)
    if len(key) != _KEY_BYTES:
        raise binascii.Error("wrong size")
    return key
