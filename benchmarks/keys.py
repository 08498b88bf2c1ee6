"""How long a key takes to a settled screen, and how many bytes it sends to the terminal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, cycle, repeat
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from .measured import Result, beside, result
from .questionnaires import keys as questionnaire
from .surroundings import SURVEY, environment, peer
from .terminal import Program, Settled

UP, DOWN, LEFT, RIGHT, ENTER, BACKSPACE = b"\x1b[A", b"\x1b[B", b"\x1b[D", b"\x1b[C", b"\r", b"\x7f"
_PAUSE = 0.2
"""Seconds before a key that a new question would ignore."""

_LIST = "Textual's OptionList, 100 options: arrow"
_REFILL = "Textual's OptionList, refilled: Enter"
PEERS = {
    "single, 100 options: arrow": _LIST,
    "multi, search over 560 options: letter": _LIST,
    "multi, search over 560 options: arrow": _LIST,
    "matrix, 15 rows and 7 columns: arrow": _LIST,
    "Enter to the next question, 10 options": _REFILL,
}


@dataclass(frozen=True, slots=True)
class Job:
    """A program, and the keys whose effect is measured; each may need others before it, which are not."""

    name: str
    program: Program
    keys: Iterator[tuple[bytes, ...]]
    pause: float = 0.0

    def press(self) -> Settled:
        """Press the next key and say what it led to."""
        *before, key = next(self.keys)
        time.sleep(self.pause)
        for other in before:
            self.program.press(other)
        return self.program.press(key)


def measure(runs: int) -> list[Result]:
    """Press a key in each program in turn, twenty for each run asked for; the first three do not count."""
    with TemporaryDirectory() as folder:
        jobs = list(_jobs(Path(folder)))
        found: dict[str, list[Settled]] = {job.name: [] for job in jobs}
        try:
            for number in range(min(20 * runs, questionnaire.QUESTIONS - 10) + 3):
                for job in jobs:
                    settled = job.press()
                    if number >= 3:
                        found[job.name].append(settled)
        finally:
            for job in jobs:
                job.program.kill()
    results = [
        result("keys", name, "ms", [one.milliseconds for one in all_], bytes=median(one.size for one in all_))
        for name, all_ in found.items()
    ]
    return beside(results, PEERS)


def _jobs(folder: Path) -> Iterator[Job]:
    questionnaire.write(folder / "questions")
    up_and_down = list(chain(repeat((DOWN,), 30), repeat((UP,), 30)))
    across = list(chain(repeat((RIGHT,), 4), repeat((DOWN,), 1), repeat((LEFT,), 4), repeat((DOWN,), 1)))
    back_up: list[tuple[bytes, ...]] = [(UP,)] * 6
    letters = [(b"k",), (BACKSPACE, b"s"), (BACKSPACE, b"v"), (BACKSPACE, b"l")]
    option_list = peer("option_list")
    yield Job(_LIST, _peer(folder, option_list), cycle(up_and_down))
    yield Job("single, 100 options: arrow", _at(folder, "single", "Choose one"), cycle(up_and_down))
    searching = _at(folder, "search", "Search")
    yield Job("multi, search over 560 options: letter", searching, chain(letters[:1], cycle(letters[1:])))
    yield Job("multi, search over 560 options: arrow", _at(folder, "search", "Search"), cycle(up_and_down))
    yield Job("matrix, 15 rows and 7 columns: arrow", _at(folder, "matrix", "Rate each"), cycle(across * 3 + back_up))
    yield Job(_REFILL, _peer(folder, option_list), repeat((ENTER,)), _PAUSE)
    following = _at(folder, "next", "Question number 0")
    yield Job("Enter to the next question, 10 options", following, repeat((DOWN, ENTER)), _PAUSE)


def _peer(folder: Path, command: tuple[str, ...]) -> Program:
    program = Program(command, environment(folder / "home"))
    program.wait_for("Option number 9")
    program.settle(0.3)
    program.press(DOWN)
    return program


def _at(folder: Path, section: str, text: str) -> Program:
    """Start the survey and go to the question of a section."""
    options = ("--questions", str(folder / "questions"), "--section", section, "--new")
    data = ("--data-dir", str(folder / f"data-{section}-{time.monotonic_ns()}"))
    program = Program((*SURVEY, *options, *data), environment(folder / "home"))
    program.wait_for("Start the survey")
    time.sleep(_PAUSE)
    program.settle(0.1)
    program.press(ENTER)
    program.wait_for(text)
    program.settle(0.3)
    return program
