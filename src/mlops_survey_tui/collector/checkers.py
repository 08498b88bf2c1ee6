"""The processes that check: each body goes to the one with the least to do, and one that dies is started anew."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from .records import Unavailable
from .verdicts import Verdict, frame

LONGEST_CHECK = 10.0
"""After so many seconds without an answer a process is ended, and what it was checking is answered with "later"."""
PAUSE = 1.0
"""Seconds after which a process is started again that could not be."""


class Checkers:
    """So many processes, all with the same questionnaires."""

    def __init__(self, texts: Sequence[str], count: int) -> None:
        self._checkers = [_Checker(frame(json.dumps(list(texts)).encode())) for _ in range(count)]

    async def start(self) -> None:
        """Start all processes."""
        for checker in self._checkers:
            await checker.start()

    async def check(self, body: bytes) -> Verdict:
        """Return the verdict on a body.

        Raises:
            Unavailable: the process ended before it had one.
        """
        return await min(self._checkers, key=lambda checker: checker.pending).check(body)

    @property
    def are_ready(self) -> bool:
        """Whether a body would be checked now."""
        return any(checker.runs for checker in self._checkers)

    async def stop(self) -> None:
        """End all processes."""
        for checker in self._checkers:
            await checker.stop()


class _Checker:
    """One process, and who waits for its verdicts, in the order in which the bodies were given."""

    def __init__(self, questionnaires: bytes) -> None:
        self._questionnaires = questionnaires
        self._waiting: deque[asyncio.Future[Verdict]] = deque()
        self._process: Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def pending(self) -> int:
        return len(self._waiting) if self.runs else sys.maxsize

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        command = (sys.executable, "-m", "mlops_survey_tui.collector.checker")
        self._process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
        self._give(self._questionnaires)
        self._task = asyncio.create_task(self._listen(self._process))

    async def check(self, body: bytes) -> Verdict:
        if not self.runs:
            raise Unavailable("No process that checks is running.")
        verdict: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self._waiting.append(verdict)
        self._give(frame(body))
        try:
            async with asyncio.timeout(LONGEST_CHECK):
                return await verdict
        except TimeoutError:
            self._kill()
            raise Unavailable("A check took too long.") from None

    async def stop(self) -> None:
        self._stopping = True
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        if self._task is not None:
            await self._task

    def _give(self, content: bytes) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(content)

    async def _listen(self, process: Process) -> None:
        """Hand out verdicts until the process ends, then start the next."""
        assert process.stdout is not None
        while line := await process.stdout.readline():
            verdict = Verdict.read(line)
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(verdict)
        await process.wait()
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_exception(Unavailable("The process that checks has ended."))
        self._waiting.clear()
        await self._start_again()

    async def _start_again(self) -> None:
        """Start the next process, once the system has room for one."""
        while not self._stopping:
            try:
                await self.start()
            except OSError:
                await asyncio.sleep(PAUSE)
            else:
                return

    def _kill(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
