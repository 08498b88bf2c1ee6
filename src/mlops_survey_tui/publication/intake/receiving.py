"""Everything that was received, looked at on all cores, into the staging tables; memory stays bounded throughout."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from ...questionnaire.model import Questionnaire
from ..tables.staging import DUPLICATE, load, prepare
from .batches import Looked, look_at
from .screening import Rules, Screen
from .worker import QUARANTINE, RECORDS, Worker

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 2_000
"""Bundles that are looked at together."""
TOGETHER = 8
"""Batches that are loaded together: how long a query takes goes by columns, and each notes all rows before it anew."""
Some = TypeVar("Some")
Tell = Callable[[Looked], None]
"""Is told after each batch what became of everything so far, but for what turns out to be there already."""


@dataclass(frozen=True)
class Desk:
    """What receiving needs: the engine, the questionnaire whose tables are filled, the rules, and a scratch folder.

    ``quarantine`` is a file for what was refused, if it is to be kept; ``processes`` 0 means all cores.
    """

    connection: DuckDBPyConnection
    questionnaire: Questionnaire
    rules: Rules
    scratch: Path
    quarantine: Path | None = None
    processes: int = 0
    batch: int = BATCH


def receive(desk: Desk, bodies: Iterable[bytes], tell: Tell = lambda looked: None) -> Looked:
    """Fill the staging tables; return what became of all bundles."""
    prepare(desk.connection, desk.questionnaire)
    looked = Looked()
    with ExitStack() as stack:
        kept = stack.enter_context(desk.quarantine.open("wb")) if desk.quarantine is not None else None
        for several in _batches(_records(desk, bodies, looked, kept, tell), TOGETHER):
            again = load(desk.connection, desk.questionnaire, several)
            looked.taken -= again
            looked.removed.update({DUPLICATE: again} if again else {})
            for records in several:
                records.unlink()
    return looked


def _records(desk: Desk, bodies: Iterable[bytes], looked: Looked, kept: IO[bytes] | None, tell: Tell) -> Iterator[Path]:
    """Yield files of records to be loaded, and count and keep what was refused meanwhile."""
    for number, one in enumerate(_looked(desk, _batches(bodies, desk.batch))):
        records = desk.scratch / RECORDS.format(number=number)
        refused = desk.scratch / QUARANTINE.format(number=number)
        looked.add(one)
        if kept is not None:
            with refused.open("rb") as lines:
                shutil.copyfileobj(lines, kept)
        refused.unlink()
        tell(looked)
        if one.taken:
            yield records
        else:
            records.unlink()


def _batches(stream: Iterable[Some], size: int) -> Iterator[list[Some]]:
    rest = iter(stream)
    while batch := list(islice(rest, size)):
        yield batch


def _looked(desk: Desk, batches: Iterator[list[bytes]]) -> Iterator[Looked]:
    """Yield the counts of each batch in order; a single one is not worth a process."""
    first = list(islice(batches, 2))
    if len(first) < 2:
        screen = Screen(desk.rules)
        for number, batch in enumerate(first):
            files = (desk.scratch / name.format(number=number) for name in (RECORDS, QUARANTINE))
            yield look_at(screen, batch, *files)
        return
    yield from _in_processes(desk, chain(first, batches))


def _in_processes(desk: Desk, batches: Iterable[Sequence[bytes]]) -> Iterator[Looked]:
    workers = [Worker(desk.rules, desk.scratch) for _ in range(desk.processes or os.cpu_count() or 1)]
    try:
        busy: deque[Worker] = deque()
        for number, batch in enumerate(batches):
            worker = workers[number % len(workers)]
            if len(busy) == len(workers):
                yield busy.popleft().answer()
            worker.give(number, batch)
            busy.append(worker)
        while busy:
            yield busy.popleft().answer()
    finally:
        for worker in workers:
            worker.stop()
