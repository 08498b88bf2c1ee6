"""Invite codes: a stratum and a random number under a key, so that no list of them has to be kept.

A code says how somebody was reached, never who they are. It is good for one bundle.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..questionnaire.plain_file import read_plain_text

_CODE = re.compile(r"([a-z0-9_]{1,32})-([0-9a-f]{20})-([0-9a-f]{20})", re.ASCII)
_LONGEST_KEY = 1000
STRATUM = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Invites:
    """Makes and reads codes. ``needed`` says that no bundle is taken without one."""

    key: bytes
    needed: bool = True

    def make(self, stratum: str) -> str:
        """Return a new code of a stratum."""
        number = secrets.token_hex(10)
        return f"{stratum}-{number}-{self._seal(stratum, number)}"

    def stratum(self, code: str) -> str | None:
        """Return the stratum of a code, or None if it is none of this key."""
        match = _CODE.fullmatch(code)
        if match is None or not hmac.compare_digest(self._seal(match[1], match[2]), match[3]):
            return None
        return match[1]

    def _seal(self, stratum: str, number: str) -> str:
        return hmac.new(self.key, f"{stratum}-{number}".encode(), sha256).hexdigest()[:20]


def spent_hash(code: str) -> bytes:
    """Return what is kept of a code once it is spent."""
    return sha256(f"mlops-survey invite {code}".encode()).digest()


def read_key(path: Path, *, create: bool = False) -> bytes:
    """Return the key in a file, private to its owner; with ``create`` a new one where there is no file.

    Raises:
        OSError: it cannot be read or written.
        ValueError: it is no key.
    """
    if create and not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(32) + "\n")
    try:
        key = bytes.fromhex(read_plain_text(path, _LONGEST_KEY).strip())
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ValueError(f"{path} holds no key of invite codes: 64 hexadecimal digits, as admin invites writes them")
    return key
