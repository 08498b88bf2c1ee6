"""The database file spoilt by chance: bits, bytes, runs, pages, its end, parts of one in the place of others, cells."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory

from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.store.errors import DamagedInterview, StorageError
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.store import Store
from tests.moderation.sessions import keep_session, note
from tests.store.logs import answered, database, log

from .outcome import Failure, Outcome

_PAGE = 4096
_ENTRIES = 60
_BEYOND = 10
"""Entries that the newest backup lacks."""


def run(count: int, seed: int) -> Outcome:
    """Spoil so many copies of a database, each at its own places."""
    found, noticed = [], 0
    with TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        name = _filled(source)
        for number in range(count):
            wrong, told = tried(source, Path(folder) / str(number), name, Random(f"{seed} {number}"))
            noticed += told
            if wrong:
                found.append(Failure(wrong, f"soak.damage.tried with Random('{seed} {number}')"))
    return Outcome(count, tuple(found), {"noticed": noticed})


def _filled(directory: Path) -> str:
    """Make a store with a moderated interview that goes beyond its newest backup; return its id."""
    with open_store(directory) as store:
        name = keep_session(store, log(_ENTRIES))
        _noted(store, name)
        store.back_up()
    with open_store(directory) as store:
        store._backups, backups = None, store._backups
        if backups is not None:
            backups.wait()
        _noted(store, name)
        with store.resume(name) as recorder:
            recorder([answered(number) for number in range(_ENTRIES + 1, _ENTRIES + _BEYOND + 1)])
    return name


def _noted(store: Store, name: str) -> None:
    for number in range(3):
        store.moderation.observe(name, note(f"note {number}"))


def tried(source: Path, directory: Path, name: str, random: Random) -> tuple[str, bool]:
    """Spoil one copy; return what was wrong with what came of it, and whether it was noticed at all."""
    copytree(source, directory)
    before = [event.data for event in _events(source, name)]
    spoil = random.choice(SPOILERS)
    database(directory).write_bytes(spoilt := bytes(spoil(bytearray(database(directory).read_bytes()), random)))
    try:
        with open_store(directory) as store:
            told = bool(store.notices)
            try:
                after = [event.data for event in store.events(name)]
            except DamagedInterview:
                told, after = True, [event.data for event in store.events(name, good_part=True)]
                store.mend(name)
                store.resume(name).close()
            store.list()
            with suppress(DamagedInterview):
                store.moderation.observations(name)
            for one in store.moderation.sessions():
                store.moderation.observations(one.interview_id, good_part=True)
        kept = [path.read_bytes() for path in directory.glob("interviews.damaged-*.sqlite3")]
    except StorageError as error:
        untouched = database(directory).read_bytes() == spoilt
        return "" if error.code == "newer_schema" and untouched else f"{spoil.__name__}: {error}", True
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
        return f"{spoil.__name__}: {type(error).__name__}: {error}", True
    finally:
        rmtree(directory)
    if after != before[: len(after)]:
        return f"{spoil.__name__}: answers came back changed", told
    if told and spoilt not in kept and not kept:
        return f"{spoil.__name__}: the damaged file was not kept", told
    if len(after) < len(before) and not told:
        return f"{spoil.__name__}: {len(before) - len(after)} entries vanished without a word", told
    return "", told


def _events(directory: Path, name: str) -> list[Event]:
    with open_store(directory, read_only=True) as store:
        return store.events(name)


def bits(content: bytearray, random: Random) -> bytearray:
    """Flip a few bits anywhere."""
    for _ in range(random.randint(1, 5)):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return content


def runs(content: bytearray, random: Random) -> bytearray:
    """Overwrite a run of bytes with noise or zeros."""
    start, length = random.randrange(len(content)), random.randint(1, 2000)
    content[start : start + length] = random.randbytes(length) if random.random() < 0.5 else bytes(length)
    return content


def pages(content: bytearray, random: Random) -> bytearray:
    """Put pages in the place of others, as a disk does that writes to the wrong place."""
    count = len(content) // _PAGE
    for _ in range(random.randint(1, 3)):
        source, target = random.randrange(count) * _PAGE, random.randrange(count) * _PAGE
        content[target : target + _PAGE] = content[source : source + _PAGE]
    return content


def cut(content: bytearray, random: Random) -> bytearray:
    """Cut the end off, anywhere."""
    return content[: random.randrange(len(content))]


def grown(content: bytearray, random: Random) -> bytearray:
    """Add noise at the end."""
    return content + random.randbytes(random.randint(1, 3 * _PAGE))


def head(content: bytearray, random: Random) -> bytearray:
    """Change bytes of the header, which says what the file is."""
    for _ in range(random.randint(1, 4)):
        content[random.randrange(100)] = random.randrange(256)
    return content


_ODD: tuple[object, ...] = (
    None, b"", b"\xff\xfe", -1, 0, 1, 2**63 - 1, 1.5, "", "5", "null", "{}", "[" * 100_000, "\x1b[31m", "x" * 100_000,
)  # fmt: skip


def cells(content: bytearray, random: Random) -> bytearray:
    """Put something odd in the place of a cell, also what its column forbids."""
    with _opened(bytes(content)) as connection:
        schema = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        loosened = [(sql.replace(" NOT NULL", ""), name) for name, sql in schema]
        without = _redefined(connection, loosened)
    with _opened(without) as connection:
        filled = [name for name, _ in schema if connection.execute(f"SELECT 1 FROM {name}").fetchone()]
        table = random.choice(filled)
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()
        row = random.choice(rows)
        value, column = random.choice(_ODD), random.choice(columns)
        where = " AND ".join(f"{name} IS ?" for name in columns)
        with suppress(sqlite3.IntegrityError):  # no number, where only numbers can be
            connection.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE {where}", (value, *row))
        spoilt = _redefined(connection, [(sql, name) for name, sql in schema])
    return bytearray(spoilt)


def _opened(content: bytes) -> closing[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content)
    return closing(connection)


def _redefined(connection: sqlite3.Connection, tables: list[tuple[str, str]]) -> bytes:
    """Give tables other definitions, without a look at what is in them."""
    connection.execute("PRAGMA writable_schema = ON")
    connection.executemany("UPDATE sqlite_schema SET sql = ? WHERE name = ?", tables)
    return connection.serialize()


SPOILERS: tuple[Callable[[bytearray, Random], bytearray], ...] = (
    bits, runs, pages, cut, grown, head, cells, cells,
)  # fmt: skip
