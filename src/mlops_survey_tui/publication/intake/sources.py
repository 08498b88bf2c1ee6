"""Where bundles come from: a collector's database, its export, or a folder of files that were handed in."""

from __future__ import annotations

import asyncio
import errno
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from ...questionnaire.plain_file import read_plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ...collector.records import Stored
    from ...collector.repository import Repository

_SQLITE_HEAD = b"SQLite format 3\x00"
_ADDRESSES = ("sqlite:///", "postgresql://", "postgres://")
_LONGEST = 1 << 20
"""A longer line or file is no bundle, nor is a pipe or a device; it is passed on as an empty one, which is refused and
counted."""


class NoBundles(Exception):  # noqa: N818
    """The place holds no bundles, or cannot be read; the message says why and what is taken."""


@dataclass(frozen=True)
class Source:
    """Bodies of bundles, and the ids that were withdrawn. ``name`` says what it is."""

    name: str
    bodies: Iterator[bytes]
    withdrawn: frozenset[str] = field(default_factory=frozenset)


@contextmanager
def opened(place: str) -> Iterator[Source]:
    """Open a place: the address or file of a database, a file with one bundle a line, or a folder of files.

    Raises:
        NoBundles: it is none of these.
    """
    if place.startswith(_ADDRESSES):
        with _database(place) as source:
            yield source
        return
    path = Path(place)
    if path.is_dir():
        yield Source("files in a folder", _files(path))
    elif not path.is_file():
        raise NoBundles(f"there is no {place}; name a collector's database, its export, or a folder of bundles")
    elif _starts(path) == _SQLITE_HEAD:
        with _database(f"sqlite:///{path}") as source:
            yield source
    else:
        yield Source("lines of a file", _lines(path))


def _starts(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(len(_SQLITE_HEAD))


def _files(folder: Path) -> Iterator[bytes]:
    """Yield the files of a folder by name, folders in it included."""
    found = sorted(path for path in folder.rglob("*.json") if not path.is_dir())
    if not found:
        raise NoBundles(f"there is no file *.json in {folder}")
    for file in found:
        yield _content(file)


def _content(file: Path) -> bytes:
    try:
        content = read_plain(file, _LONGEST + 1)
    except OSError as error:
        if error.errno == errno.EINVAL:
            return b""
        raise NoBundles(f"{file} cannot be read: {error.strerror}; mend that, or take it out of the folder") from None
    return content.removeprefix(BOM_UTF8) if len(content) <= _LONGEST else b""


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while line := stream.readline(_LONGEST):
            if not line.endswith(b"\n") and len(line) == _LONGEST:
                line = b""
                while (rest := stream.readline(_LONGEST)) and not rest.endswith(b"\n"):
                    pass
            if line.strip() or not line:
                yield _body(line.removeprefix(BOM_UTF8))


def _body(line: bytes) -> bytes:
    """Return the body in a line: the line itself, or what a backup of the collector wraps."""
    if not line.startswith(b'{"body":'):
        return line
    try:
        wrapped = orjson.loads(line)
        return str(wrapped["body"]).encode()
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return line


@contextmanager
def _database(address: str) -> Iterator[Source]:
    from ...collector.records import Unavailable
    from ...collector.repository import open_repository

    loop = asyncio.new_event_loop()
    try:
        repository = loop.run_until_complete(open_repository(address, writing=False))
        try:
            gone = frozenset(one.id for one in loop.run_until_complete(repository.withdrawn()))
            yield Source("a collector's database", _stored(loop, repository), gone)
        finally:
            loop.run_until_complete(repository.close())
    except Unavailable as error:
        raise NoBundles(str(error)) from None
    finally:
        loop.close()


def _stored(loop: asyncio.AbstractEventLoop, repository: Repository) -> Iterator[bytes]:
    bundles: AsyncIterator[Stored] = repository.bundles()
    while True:
        try:
            stored = loop.run_until_complete(anext(bundles))
        except StopAsyncIteration:
            return
        yield stored.body if not stored.stratum else _with_stratum(stored.body, stored.stratum)


def _with_stratum(body: bytes, stratum: str) -> bytes:
    """Return a body that says how its respondent was reached, as an export does."""
    data = orjson.loads(body)
    return orjson.dumps({**data, "stratum": stratum})
