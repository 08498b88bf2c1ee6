"""Compiled questionnaires kept in files, of which a start reads no more than its first pages need.

A file has a checksum of all that follows, the questionnaire without its lists in one line, and a line for each list
with its name before it. A list becomes records when something first asks for it: lists are most of a questionnaire.
"""

from __future__ import annotations

import json
import os
import tempfile
from binascii import crc32
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from .. import __version__
from .limits import MAXIMUM_BYTES
from .model import FORMAT, OptionList, Questionnaire
from .plain_file import read_plain
from .records import from_data, json_text
from .shipped import COMPILED

_MOST = 10 * MAXIMUM_BYTES
"""Bytes of a file that are read: what is longer was not written here, and its checksum does not hold."""


def cached(content_hash: str, cache: Path) -> Questionnaire | None:
    """Return a questionnaire that came compiled with this version of the program, or was kept by it in the cache."""
    read = (_read(folder / _name(content_hash)) for folder in (COMPILED, cache))
    return next((found for found in read if found is not None and found.content_hash == content_hash), None)


def keep(questionnaire: Questionnaire, cache: Path) -> None:
    """Write a questionnaire into the cache in one step; a cache that cannot be written is done without."""
    try:
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=cache)
        with os.fdopen(handle, "wb") as stream:
            stream.write(_lines(questionnaire))
        Path(name).replace(cache / _name(questionnaire.content_hash))
    except OSError:
        return


def _name(content_hash: str) -> str:
    """Return the name of a file: what another version compiled of the same files may mean something else."""
    return f"{content_hash}-{FORMAT}-{__version__}.compiled"


def _checksum(lines: bytes) -> bytes:
    return b"%08x" % crc32(lines)


def _lines(questionnaire: Questionnaire) -> bytes:
    data = questionnaire.to_data()
    lists = data.pop("lists")
    lines = "\n".join([json_text(data), *(f"{name} {json_text(one)}" for name, one in lists.items())]).encode()
    return _checksum(lines) + b"\n" + lines


def _read(file: Path) -> Questionnaire | None:
    try:
        checksum, _, lines = read_plain(file, _MOST).partition(b"\n")
        return _questionnaire(lines) if checksum == _checksum(lines) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _questionnaire(lines: bytes) -> Questionnaire:
    rest, _, of_lists = lines.partition(b"\n")
    lists = _Lists(of_lists)
    found = replace(Questionnaire.from_data(json.loads(rest) | {"lists": {}}), lists=lists)
    found.memory["json"] = lambda: f'{rest[:-1].decode()},"lists":{lists.to_json()}}}'
    return found


class _Lists(Mapping[str, OptionList]):
    """The lists of a questionnaire, each made when it is asked for."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._made: dict[str, OptionList] = {}

    @cached_property
    def _texts(self) -> Mapping[str, bytes]:
        parts = (line.partition(b" ") for line in self._lines.splitlines())
        return {name.decode(): text for name, _, text in parts}

    def __getitem__(self, name: str) -> OptionList:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = from_data(OptionList, json.loads(self._texts[name]))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def to_json(self) -> str:
        """Return them as one text, without making them."""
        return f"{{{','.join(f'{json_text(name)}:{text.decode()}' for name, text in self._texts.items())}}}"
