"""An answer, committed: the store beside plain sqlite3, sqlite-utils and raw syncs; and what long logs cost to resume.

All sides write to the same disk, in turn, answer by answer.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.load import current_edition, load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.records import InterviewHeader
from mlops_survey_tui.store.store import Store

from .measured import Goal, Result, at_most, beside, judged, result
from .report import lines
from .store_sides import MEMORY, OWN, PLAIN, SIDES, SYNC, UTILS, batches
from .surroundings import PYTHON, SEED, consenting, drive_one

GROUP = "store"
LENGTHS = (100, 1_000, 10_000)
BUSY = "the store, while other programs use every core"
BUSY_PLAIN = "sqlite3, while other programs use every core"


def measure(runs: int) -> list[Result]:
    """Commit answers in rounds over all sides, the store's once more on a busy machine; then resume long logs."""
    walls: dict[str, list[float]] = {}
    spent: dict[str, list[float]] = {}
    for number in range(runs + 1):
        _round({name: "" for name in SIDES if name != MEMORY}, walls, spent)
        _round({MEMORY: ""}, walls, spent)
        with _others():
            _round({PLAIN: BUSY_PLAIN, OWN: BUSY}, walls, spent)
        if number == 0:
            walls, spent = {}, {}
    found = [
        result(GROUP, name, "ms", each, p99_ms=_share(each, 0.99), cpu_us=median(spent[name]) * 1e3)
        for name, each in walls.items()
    ]
    found += _resuming(runs)
    peers = {OWN: PLAIN, UTILS: PLAIN, BUSY: BUSY_PLAIN}
    peers |= {f"{what}, {n:,} entries": f"sqlite3 and json read, {n:,} entries" for what in _WHATS for n in LENGTHS}
    goals: dict[str, Goal | list[Goal]] = {
        OWN: at_most(1.25, PLAIN),
        BUSY: [at_most(20, figure="p99_ms"), at_most(1.25, BUSY_PLAIN, figure="p99_ms")],
        MEMORY: at_most(80, figure="cpu_us"),
    }
    return judged(beside(found, peers, {OWN: SYNC, PLAIN: SYNC}), goals)


def _round(names: dict[str, str], walls: dict[str, list[float]], spent: dict[str, list[float]]) -> None:
    """Commit the same answers by each side, answer by answer in turn; each side has another's place each time."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        commits = [
            (called or name, stack.enter_context(SIDES[name](Path(folder) / str(number))))
            for number, (name, called) in enumerate(names.items())
        ]
        for number, events in enumerate(batches()):
            start = number % len(commits)
            for name, commit in (*commits[start:], *commits[:start]):
                cpu, begun = time.thread_time(), time.perf_counter()
                commit(events)
                elapsed, used = time.perf_counter() - begun, time.thread_time() - cpu
                if number:
                    walls.setdefault(name, []).append(elapsed * 1e3)
                    spent.setdefault(name, []).append(used * 1e3)


@contextmanager
def _others() -> Iterator[None]:
    """Let as many programs as there are cores count in a loop meanwhile."""
    programs = [subprocess.Popen([PYTHON, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


def _share(samples: Sequence[float], share: float) -> float:
    ordered = sorted(samples)
    return ordered[math.ceil(share * len(ordered)) - 1]


_WHATS = ("the store reads and proves", "the whole way back to the question")


def _resuming(runs: int) -> list[Result]:
    questionnaire = load(current_edition())
    samples: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        logs = {length: _long_log(store, questionnaire, length) for length in LENGTHS}
        for number in range(runs + 1):
            for length, interview_id in logs.items():
                for what, elapsed in _resumed(store, questionnaire, interview_id):
                    if number:
                        samples.setdefault(f"{what}, {length:,} entries", []).append(elapsed * 1e3)
    return [result(GROUP, name, "ms CPU", each) for name, each in samples.items()]


def _long_log(store: Store, questionnaire: Questionnaire, length: int) -> str:
    """Leave an interview of at least so many entries: who is at the end goes to some page and answers again."""
    header = InterviewHeader(
        questionnaire.content_hash, questionnaire.edition, questionnaire.title, SEED, "respondent", "en", "{}"
    )
    events: list[Event] = []
    random = Random(SEED)
    with store.create(header) as recorder:
        session = Session.begin(questionnaire, seed=SEED, sink=events.extend, clock=lambda: 0.0)
        reply = consenting(questionnaire, random)
        while len(events) < length:
            page = session.page()
            if page is None:
                session.jump(random.choice(sorted(session.facts.displayed)))
            else:
                drive_one(session, reply(page))
        recorder(events[:length])
        return recorder.interview_id


def _resumed(store: Store, questionnaire: Questionnaire, interview_id: str) -> Iterator[tuple[str, float]]:
    moments = [time.thread_time()]
    with store._database.reading() as connection:
        rows = connection.execute("SELECT * FROM events WHERE interview_id = ? ORDER BY sequence", (interview_id,))
        [json.loads(row[4]) for row in rows.fetchall()]
    moments.append(time.thread_time())
    log = store.events(interview_id)
    moments.append(time.thread_time())
    Session.resume(questionnaire, log, seed=SEED, sink=lambda events: None).page()
    moments.append(time.thread_time())
    plain, read, replayed = (later - earlier for earlier, later in pairwise(moments))
    yield "sqlite3 and json read", plain
    yield from zip(_WHATS, (read, read + replayed), strict=True)


if __name__ == "__main__":
    print(*lines(measure(5)), sep="\n")
