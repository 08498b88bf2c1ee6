"""An attacker with every file that both services ever wrote, and more luck than in life: the true order of bundles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Seized:
    """What the attacker has: who took part in which order, the raffle's file, and copies of it that were kept."""

    bundles: Sequence[bytes]
    raffle: Path
    copies: Sequence[tuple[Path, int]] = ()
    """Each copy of the raffle's file with the number of bundles that there were when it was made."""


def entries_in(file: Path) -> list[bytes]:
    """Return the entries as the file lists them."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute("SELECT entry FROM entries")]
    finally:
        connection.close()


def guesses(seized: Seized) -> Iterator[dict[bytes, bytes]]:
    """Yield ways of matching bundles with entries, by every order that can be read off the files."""
    entries, content = entries_in(seized.raffle), seized.raffle.read_bytes()
    places = sorted(entries, key=content.find)
    for order in (entries, entries[::-1], places, places[::-1], _by_page(places, content)):
        yield dict(zip(seized.bundles, order, strict=False))
    yield dict(_by_copies(seized))
    yield dict(_by_common_bytes(seized.bundles, entries, content))


def _by_page(places: Sequence[bytes], content: bytes) -> list[bytes]:
    """Rows of a page are written from its end to its beginning."""
    return sorted(places, key=lambda entry: (content.find(entry) // 4096, -content.find(entry)))


def _by_copies(seized: Seized) -> Iterator[tuple[bytes, bytes]]:
    """What is new from one copy to the next belongs to the bundles that were new."""
    known: set[bytes] = set()
    before = 0
    for file, count in seized.copies:
        new = [entry for entry in entries_in(file) if entry not in known]
        known.update(new)
        yield from zip(seized.bundles[before:count], new, strict=False)
        before = count


def _by_common_bytes(
    bundles: Sequence[bytes], entries: Sequence[bytes], content: bytes
) -> Iterator[tuple[bytes, bytes]]:
    """A row that has four bytes in common with a bundle belongs to it."""
    places = sorted(content.find(entry) for entry in entries)
    rows = {content[start : start + 32]: content[start:end] for start, end in pairwise([*places, len(content)])}
    for bundle in bundles:
        parts = [bundle[at : at + 4] for at in range(len(bundle) - 3)]
        yield from ((bundle, entry) for entry, row in rows.items() if any(part in row for part in parts))
