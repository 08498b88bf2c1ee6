"""SHA256SUMS: the checksums of all files of a release, as ``sha256sum -c`` reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def sums_of(folder: Path) -> str:
    """Return the checksums of every file of a folder but this one, in the order of their names."""
    return "".join(f"{digest(folder / name)}  {name}\n" for name in files_of(folder))


def files_of(folder: Path) -> list[str]:
    """Return the names of the files of a release, sorted, in the form that is the same on every system."""
    names = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return sorted(name for name in names if name != SUMS)


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def read_sums(text: str) -> Mapping[str, str]:
    """Return checksums by name.

    Raises:
        ValueError: a line is none of ``sha256sum``.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line)
        if not match:
            raise ValueError(f"{SUMS}, line {number}: this is no checksum and name")
        found[match[2]] = match[1]
    return found
