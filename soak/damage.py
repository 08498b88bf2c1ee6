"""The database file spoilt by chance: bits, bytes, runs, pages, its end, parts of one in the place of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory

from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.store.errors import DamagedInterview, StorageError
from mlops_survey_tui.store.opening import open_store
from tests.store.logs import answered, database, filled

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
        (name,) = filled(source, _ENTRIES)
        with open_store(source) as store:
            store._backups, backups = None, store._backups
            if backups is not None:
                backups.wait()
            with store.resume(name) as recorder:
                recorder([answered(number) for number in range(_ENTRIES + 1, _ENTRIES + _BEYOND + 1)])
        for number in range(count):
            wrong, told = tried(source, Path(folder) / str(number), name, Random(f"{seed} {number}"))
            noticed += told
            if wrong:
                found.append(Failure(wrong, f"soak.damage.tried with Random('{seed} {number}')"))
    return Outcome(count, tuple(found), {"noticed": noticed})


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
        kept = [path.read_bytes() for path in directory.glob("interviews.damaged-*.sqlite3")]
    except (StorageError, OSError) as error:
        return f"{spoil.__name__}: {error}", True
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


SPOILERS: tuple[Callable[[bytearray, Random], bytearray], ...] = (bits, runs, pages, cut, grown, head)
