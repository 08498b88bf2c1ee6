"""Reads the locks under ``requirements/``: one version of each package, with the digests of its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from packaging.utils import canonicalize_name

from .distributions import PROJECT

ENTRY = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(\S+)(?: ; ([^\\\n]+?))?((?: \\\n +--hash=sha256:[0-9a-f]{64})*)$",
    re.MULTILINE,
)


class Entry(NamedTuple):
    """A package of a lock: its version, for which environments, its digests, and the entry as it is written."""

    name: str
    version: str
    marker: str
    digests: str
    text: str


def text_of(lock: str) -> str:
    """Return a lock as it is written: "run", "dev" or "tools"."""
    return (PROJECT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def all_entries(lock: str) -> list[Entry]:
    """Return the packages of a lock; some stand there twice, with other markers."""
    return [
        Entry(canonicalize_name(found[1]), found[2], found[3] or "", found[4], found[0])
        for found in ENTRY.finditer(text_of(lock))
    ]


def entries(lock: str) -> Mapping[str, Entry]:
    """Return the packages of a lock by name; of those that stand there twice, the last."""
    return {entry.name: entry for entry in all_entries(lock)}
