"""Entries that wait for their moment: sealed already, one private file each, gone when they are accepted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ...plain_json import plain_json
from ..private_files import read_text, write_private
from ..record import read_hash
from .delay import random_delay

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One sealed entry. ``due`` is when it may be sent, in seconds since 1970, on this machine only."""

    entry: bytes
    service: str
    body: bytes
    due: float

    def text(self) -> str:
        """Return the file's text."""
        data = {"entry": self.entry.hex(), "service": self.service, "body": self.body.decode(), "due": self.due}
        return json.dumps(data)


class Queue:
    """The entries waiting in a directory."""

    def __init__(self, folder: Path, clock: Clock = time.time) -> None:
        self._folder, self._clock = folder, clock

    def put(self, entry: bytes, service: str, body: bytes) -> Waiting:
        """Add an entry; it waits for a random time of its own."""
        waiting = Waiting(entry, service, body, self._clock() + random_delay())
        self._write(waiting)
        return waiting

    def waiting(self) -> list[Waiting]:
        """Return what waits, the earliest first."""
        found = (_read(path) for path in self._folder.glob("*.json"))
        return sorted((one for one in found if one is not None), key=lambda one: one.due)

    def due(self) -> Waiting | None:
        """Return the earliest entry if its moment has come."""
        waiting = self.waiting()
        return waiting[0] if waiting and waiting[0].due <= self._clock() else None

    def seconds_left(self) -> float:
        """Return how long until the earliest is due."""
        waiting = self.waiting()
        return max(0.0, waiting[0].due - self._clock()) if waiting else 0.0

    def remove(self, entry: bytes) -> None:
        """Forget an entry that needs no sending any more."""
        (self._folder / f"{entry.hex()}.json").unlink(missing_ok=True)

    def spread(self) -> None:
        """Give a new random time to all that are overdue, so that entries of one person are not seen together."""
        for one in self.waiting():
            if one.due <= self._clock():
                self._write(replace(one, due=self._clock() + random_delay()))

    def _write(self, waiting: Waiting) -> None:
        write_private(self._folder / f"{waiting.entry.hex()}.json", waiting.text().encode(), replace=True)


def _read(path: Path) -> Waiting | None:
    try:
        data = plain_json(read_text(path))
        entry = read_hash(data["entry"])
        waiting = Waiting(entry or b"", str(data["service"]), data["body"].encode(), float(data["due"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return waiting if entry else None
