"""What an operator does with what was received: counts, export, backup, restore."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
from collections.abc import Awaitable, Callable
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from ..plain_json import plain_json
from ..private_files import replacing
from ..sharing.envelope import canonical
from .records import Arrival, Change, Gone, Outcome, Stored, Unavailable
from .repository import Repository, open_repository
from .work import today

_LEFT_OUT = ("id", "withdrawal", "padding")
"""What an export leaves out: with it, somebody could tell which row is whose."""
_NAME = "bundles-{day}-{number:03}.jsonl"
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_TOGETHER = 200
T = TypeVar("T")


def counts(database: str) -> list[str]:
    """Return what happened by day and edition, as lines of cells with a heading."""
    found = _with(database, lambda repository: repository.counts())
    rows = sorted((one.day, one.edition, one.what, one.number) for one in found)
    return ["day,edition,what,number", *(",".join(map(str, row)) for row in rows)]


def refusals(database: str) -> list[str]:
    """Return why and where bundles were refused, the most frequent first, as lines of cells with a heading."""
    found = _with(database, lambda repository: repository.refusals())
    rows = sorted(found, key=lambda row: (-row[3], row))
    return ["edition,code,path,number", *(",".join(map(str, row)) for row in rows)]


def export(database: str, target: Path, edition: str = "") -> int:
    """Write bundles as lines of JSON, in the order of their digests, all of them or none; return how many."""
    return _with(database, lambda repository: _export(repository, target, edition))


async def _export(repository: Repository, target: Path, edition: str) -> int:
    number = 0
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    with replacing(target) as partial, partial.open("wb") as stream:
        async for stored in repository.bundles(edition):
            stream.write(canonical(_published(stored)) + b"\n")
            number += 1
    return number


def _published(stored: Stored) -> dict[str, Any]:
    data = json.loads(stored.body)
    kept = {name: value for name, value in data.items() if name not in _LEFT_OUT}
    return kept | ({"stratum": stored.stratum} if stored.stratum else {})


def backup(database: str, folder: Path, keep: int) -> Path:
    """Write a backup, sorted by digest, and remove all but the newest ones; return its file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = _next(folder)
    _with(database, lambda repository: _backup(repository, file))
    for old in sorted(folder.glob("bundles-*.jsonl"))[:-keep]:
        old.unlink()
    return file


def _next(folder: Path) -> Path:
    """Return the file of the next backup; names tell the day and which of that day it is, not the hour."""
    day = today()
    numbers = [file.stem.rpartition("-")[2] for file in folder.glob(f"bundles-{day}-*.jsonl")]
    last = max((int(number) for number in numbers if _NUMBER.fullmatch(number)), default=0)
    return folder / _NAME.format(day=day, number=last + 1)


async def _backup(repository: Repository, file: Path) -> None:
    with replacing(file) as partial, partial.open("wb") as stream:
        async for stored in repository.bundles():
            line = {"stratum": stored.stratum, "body": stored.body.decode("utf-8")}
            stream.write(canonical(line) + b"\n")
        for gone in await repository.withdrawn():
            stream.write(canonical({"id": gone.id, "withdrawal": gone.withdrawal.hex()}) + b"\n")


def restore(database: str, file: Path) -> int:
    """Put bundles of a backup back that are neither there nor withdrawn, and note what it knows to be withdrawn.

    Return how many bundles are back.
    """
    return _with(database, lambda repository: _restore(repository, file), writing=True)


async def _restore(repository: Repository, file: Path) -> int:
    number = 0
    with file.open("rb") as lines:
        changes = (_change_of(file, place, line) for place, line in enumerate(lines, 1))
        while batch := [*islice(changes, _TOGETHER)]:
            number += (await repository.write(batch, today())).count(Outcome.CREATED)
    return number


def _change_of(file: Path, number: int, line: bytes) -> Change:
    """Return what a line of a backup says.

    Raises:
        ValueError: it is no such line.
    """
    try:
        return _change(plain_json(line))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(f"{file}, line {number}: this is no line of a backup.") from None


def _change(line: dict[str, str]) -> Change:
    if "body" not in line:
        return Gone(line["id"], bytes.fromhex(line["withdrawal"]))
    body = line["body"].encode("utf-8")
    data = json.loads(body)
    return Arrival(
        digest=sha256(body).digest(),
        id=data["id"],
        withdrawal=bytes.fromhex(data["withdrawal"]),
        edition=data["edition"],
        body=body,
        stratum=line["stratum"],
    )


def tidy(database: str) -> None:
    """Write the tables anew in the order of their keys."""
    _with(database, lambda repository: repository.tidy(), writing=True)


def _with(database: str, work: Callable[[Repository], Awaitable[T]], *, writing: bool = False) -> T:
    """Do something with a database and let go of it.

    Raises:
        Unavailable: the database cannot do it.
    """

    async def run() -> T:
        repository = await open_repository(database, writing=writing)
        try:
            return await work(repository)
        finally:
            await repository.close()

    try:
        return asyncio.run(run())
    except FileExistsError as error:
        raise Unavailable(f"{error.filename} is there already. Name another file.") from None
