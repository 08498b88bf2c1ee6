"""A process of its own that looks at batches of bundles, so that all cores do.

It reads frames from its input: first the rules, then for each batch its number and the bodies in it; it answers each
batch with a line of counts. ``python -m mlops_survey_tui.publication.intake.worker``
"""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, Any

import orjson

from ...collector.verdicts import LENGTH, frame
from ...questionnaire.model import Questionnaire
from .batches import Looked, look_at
from .screening import Rules, Screen

MODULE = "mlops_survey_tui.publication.intake.worker"
RECORDS, QUARANTINE = "records-{number}.jsonl", "quarantine-{number}.jsonl"


class WorkerDied(RuntimeError):  # noqa: N818
    """A process that looks at bundles has ended before it was done."""


class Worker:
    """One process, seen from the one that hands out batches."""

    def __init__(self, rules: Rules, folder: Path) -> None:
        self._process = Popen((sys.executable, "-m", MODULE, str(folder)), stdin=PIPE, stdout=PIPE)
        self._send(orjson.dumps(_told(rules)))

    def give(self, number: int, bodies: Sequence[bytes]) -> None:
        """Hand over a batch; the answer to the one before must have been read."""
        self._send(orjson.dumps([number, len(bodies)]))
        for body in bodies:
            self._send(body, flush=False)
        self._input.flush()

    def answer(self) -> Looked:
        """Wait for the counts of the batch that was handed over.

        Raises:
            WorkerDied: there will be none.
        """
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise WorkerDied("a process that checks bundles has ended; its last words are above")
        received, taken, removed = orjson.loads(line)
        return Looked(received, taken, Counter(removed))

    def stop(self) -> None:
        """Let the process end."""
        self._input.close()
        self._process.wait()

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _send(self, content: bytes, *, flush: bool = True) -> None:
        try:
            self._input.write(frame(content))
            if flush:
                self._input.flush()
        except BrokenPipeError:
            raise WorkerDied("a process that checks bundles has ended; its last words are above") from None


def _told(rules: Rules) -> dict[str, Any]:
    return {
        "questionnaires": [one.to_json() for one in rules.questionnaires.values()],
        "edition": rules.edition,
        "secret": rules.secret,
        "withdrawn": sorted(rules.withdrawn),
        "checked": rules.checked,
        "drafts": rules.drafts,
        "simulated": rules.simulated,
    }


def _heard(told: dict[str, Any]) -> Rules:
    found = map(Questionnaire.from_json, told.pop("questionnaires"))
    gone = frozenset(told.pop("withdrawn"))
    return Rules({one.source_hash: one for one in found}, withdrawn=gone, **told)


def _next(stream: IO[bytes]) -> bytes:
    return stream.read(int.from_bytes(stream.read(LENGTH), "big"))


def main(folder: Path) -> int:
    """Look at batches until the input ends; a signal to stop is for the process that hands them out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stream, answers = sys.stdin.buffer, sys.stdout.buffer
    screen = Screen(_heard(orjson.loads(_next(stream))))
    while head := _next(stream):
        number, count = orjson.loads(head)
        bodies = [_next(stream) for _ in range(count)]
        records, quarantine = folder / RECORDS.format(number=number), folder / QUARANTINE.format(number=number)
        looked = look_at(screen, bodies, records, quarantine)
        answers.write(orjson.dumps([looked.received, looked.taken, looked.removed]) + b"\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
