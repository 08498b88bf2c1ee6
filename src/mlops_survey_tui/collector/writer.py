"""Group commit: what waits while one commit is under way is committed together by the next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from time import perf_counter

from .metrics import Metrics
from .records import Change, Outcome, Unavailable
from .repository import Repository

MOST_TOGETHER = 256
_log = logging.getLogger("collector")
_Waiting = tuple[Change, "asyncio.Future[Outcome]"]


class Writer:
    """The one task that writes. An outcome is given only once it is durable."""

    def __init__(self, repository: Repository, today: Callable[[], str], metrics: Metrics) -> None:
        self._repository, self._today, self._metrics = repository, today, metrics
        self._waiting: list[_Waiting] = []
        self._come = asyncio.Event()
        self._task = asyncio.create_task(self._run())
        self._stopping = self._is_failing = False

    async def make(self, change: Change) -> Outcome:
        """Make a change; return when it is durable.

        Raises:
            Unavailable: it did not happen.
        """
        if self._stopping:
            raise Unavailable("The collector is about to stop.")
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((change, done))
        self._come.set()
        return await done

    async def stop(self) -> None:
        """Write what waits, then end."""
        self._stopping = True
        self._come.set()
        await self._task

    async def _run(self) -> None:
        while not (self._stopping and not self._waiting):
            await self._come.wait()
            batch, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
            if not self._waiting and not self._stopping:
                self._come.clear()
            if batch:
                await self._write(batch)

    async def _write(self, batch: list[_Waiting]) -> None:
        begun = perf_counter()
        try:
            outcomes = await self._repository.write([change for change, _ in batch], self._today())
        except Exception as error:  # noqa: BLE001 - were this task to end, all who come later would wait for it
            self._tell(error)
            _fail(batch, str(error))
            return
        self._tell(None)
        self._metrics.committed(len(batch), perf_counter() - begun)
        for (_, done), outcome in zip(batch, outcomes, strict=True):
            if not done.done():
                done.set_result(outcome)

    def _tell(self, error: Exception | None) -> None:
        """Log that nothing can be stored, and why, and that it can be again; not each time in between."""
        if self._is_failing and error is None:
            _log.info("bundles are stored again")
        elif error is not None and not self._is_failing:
            _log.error("nothing can be stored: %s", error if isinstance(error, Unavailable) else type(error).__name__)
        self._is_failing = error is not None


def _fail(batch: list[_Waiting], why: str) -> None:
    for _, done in batch:
        if not done.done():
            done.set_exception(Unavailable(why))
