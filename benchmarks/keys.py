"""How long a key takes to a settled screen, and how many bytes it sends to the terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, repeat
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from .measured import Goal, Result, at_most, beside, judged, percentile, result
from .questionnaires import keys as questionnaire
from .surroundings import SURVEY, environment, node_peers, peer, peer_python
from .terminal import Program, Settled

Keys = Iterator[tuple[bytes, ...]]
UP, DOWN, LEFT, RIGHT, ENTER, BACKSPACE = b"\x1b[A", b"\x1b[B", b"\x1b[D", b"\x1b[C", b"\r", b"\x7f"
SMALL, LARGE = (80, 24), (200, 60)
_PAUSE = 0.2
"""Seconds before a key that a new question would ignore."""
_SAMPLES = 20
"""Keys for each round asked for, after a few that do not count."""
_WARM = 3
_IDLE = 3.0
"""Seconds in which nobody presses a key."""

_LINES, _LIST, _TABLE = "a list of lines in Textual", "Textual's OptionList", "Textual's DataTable"
_REFILL, _QUESTIONARY = "Textual's OptionList, refilled: Enter", "questionary"
_OPTIONS = "single, {} options: arrow"
_NEXT = "Enter to the next question, {} options"
_SEARCH = "multi, search over 560 options: letter"
_MATRIX = "matrix of 15 rows and 7 columns: first show"


@dataclass(frozen=True, slots=True)
class Job:
    """A program, and the keys whose effect is measured; each may need others before it, which are not."""

    name: str
    program: Program
    keys: Keys
    pause: float = 0.0

    def press(self) -> Settled:
        """Press the next key and say what it led to."""
        *before, key = next(self.keys)
        for other in before:
            time.sleep(self.pause)
            self.program.press(other)
        time.sleep(self.pause)
        return self.program.press(key)


def measure(runs: int) -> list[Result]:
    """Press a key in each program in turn, for each size of the terminal."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        questionnaire.write(folder / "questions")
        found = [
            *_pressed(lambda: chain(_peers(folder), _kinds(folder, SMALL)), _SAMPLES * runs),
            *_pressed(lambda: chain(_lines_at(folder, LARGE), _kinds(folder, LARGE)), _SAMPLES * runs),
            *_pressed(lambda: _turning(folder), min(_SAMPLES * runs, questionnaire.QUESTIONS - 10)),
            *_pressed(lambda: _matrices(folder), min(_SAMPLES * runs, questionnaire.MATRICES - 5)),
            *_idle(folder, runs),
        ]
    arrows = {name + suffix: _LINES + suffix for suffix in ("", _at(LARGE)) for name in _KINDS if name != _SEARCH}
    peers = dict.fromkeys(arrows, _LIST) | {_NEXT.format(size): _REFILL for size in (10, 100)}
    return judged(beside(found, peers, arrows), _goals(arrows))


def _goals(arrows: Mapping[str, str]) -> Mapping[str, list[Goal]]:
    """Return the goals: as quick as a bare list, hardly any bytes, and no slower with many options."""
    goals = {name: [at_most(1.15, lines), at_most(16, figure="p99_ms")] for name, lines in arrows.items()}
    for name, listed in goals.items():
        listed.append(at_most(700 if _at(LARGE) in name else 400, figure="bytes"))
    goals |= {_SEARCH + suffix: [at_most(16, figure="p99_ms")] for suffix in ("", _at(LARGE))}
    goals[_OPTIONS.format(1000)].append(at_most(1.2, _OPTIONS.format(10)))
    return {
        **goals,
        _NEXT.format(10): [at_most(8)],
        _NEXT.format(100): [at_most(10)],
        _MATRIX: [at_most(30, figure="cpu_ms")],
    }


def _pressed(start: Callable[[], Iterator[Job]], presses: int) -> list[Result]:
    jobs: list[Job] = []
    found: dict[str, list[Settled]] = {}
    try:
        for job in start():
            jobs.append(job)
        for number in range(presses + _WARM):
            for job in jobs:
                settled = job.press()
                if number >= _WARM:
                    found.setdefault(job.name, []).append(settled)
    finally:
        for job in jobs:
            job.program.kill()
    return [_line(name, samples) for name, samples in found.items()]


def _line(name: str, samples: Sequence[Settled]) -> Result:
    times = [one.milliseconds for one in samples]
    extra = {
        "p99_ms": percentile(times, 0.99),
        "bytes": median(one.size for one in samples),
        "cpu_ms": median(one.cpu for one in samples),
    }
    return result("keys", name, "ms", times, **extra)


def _idle(folder: Path, runs: int) -> list[Result]:
    """Return the processor time of programs that nobody uses, in milliseconds a second."""
    programs = {
        "idle: the survey": _question(folder, "single_100", SMALL),
        f"idle: {_LIST}": _other(folder, peer("option_list")),
    }
    found: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(min(runs, 5)):
        before = {name: program.cpu_milliseconds() for name, program in programs.items()}
        time.sleep(_IDLE)
        for name, program in programs.items():
            found[name].append((program.cpu_milliseconds() - before[name]) / _IDLE)
    for program in programs.values():
        program.kill()
    return [result("keys", name, "ms/s", samples) for name, samples in found.items()]


def _up_and_down(distance: int = 30, *, keys: tuple[bytes, bytes] = (DOWN, UP)) -> Keys:
    """Return a way to and back again without an end, on which each key changes something."""
    forth, back = keys
    return cycle(chain(repeat((forth,), distance), repeat((back,), distance)))


def _letters(first: bytes, others: bytes) -> Keys:
    """Return a letter, then others in its place without an end."""
    return chain([(first,)], cycle((BACKSPACE, bytes([letter])) for letter in others))


def _over_the_grid() -> Keys:
    across = [*[(RIGHT,)] * 4, (DOWN,), *[(LEFT,)] * 4, (DOWN,)]
    return cycle([*across * 3, *[(UP,)] * 6])


_KINDS: Mapping[str, tuple[str, Callable[[], Keys]]] = {
    _OPTIONS.format(10): ("single_10", lambda: _up_and_down(8)),
    _OPTIONS.format(100): ("single_100", _up_and_down),
    _OPTIONS.format(1000): ("single_1000", _up_and_down),
    "multi, 100 options: arrow": ("multi", _up_and_down),
    "multi, 100 options: Space": ("multi", lambda: repeat((b" ",))),
    _SEARCH: ("search", lambda: _letters(b"k", b"svl")),
    "multi, search over 560 options: arrow": ("search", _up_and_down),
    "ranking, 100 options: arrow": ("ranking", _up_and_down),
    "maxdiff: arrow": ("maxdiff", lambda: _up_and_down(4)),
    "allocation, 100 rows: arrow": ("allocation", _up_and_down),
    "allocation, 100 rows: more, less": ("allocation", lambda: _up_and_down(1, keys=(RIGHT, LEFT))),
    "grid of numbers, 100 rows: arrow": ("number_grid", _up_and_down),
    "matrix of 15 × 7, cells: arrow": ("matrix", _over_the_grid),
    "scale: arrow": ("scale", lambda: _up_and_down(4, keys=(RIGHT, LEFT))),
    "number: digit": ("number", lambda: _letters(b"1", b"234")),
    "text: letter": ("words", lambda: _letters(b"k", b"svl")),
    "long text: letter": ("long_words", lambda: _letters(b"k", b"svl")),
}
"""Sections of the questionnaire, and the keys that are pressed there."""


def _kinds(folder: Path, size: tuple[int, int]) -> Iterator[Job]:
    suffix = "" if size == SMALL else _at(size)
    for name, (section, keys) in _KINDS.items():
        yield Job(name + suffix, _question(folder, section, size), keys())


def _at(size: tuple[int, int]) -> str:
    return f", {size[0]}×{size[1]}"


def _turning(folder: Path) -> Iterator[Job]:
    yield Job(_REFILL, _other(folder, peer("option_list")), repeat((ENTER,)), _PAUSE)
    for size in (10, 100):
        yield Job(_NEXT.format(size), _question(folder, f"next_{size}", SMALL), repeat((DOWN, ENTER)), _PAUSE)


def _matrices(folder: Path) -> Iterator[Job]:
    yield Job(_MATRIX, _question(folder, "grids", SMALL), chain([(ENTER,)], repeat((ENTER, ENTER))), _PAUSE)


def _lines_at(folder: Path, size: tuple[int, int]) -> Iterator[Job]:
    yield Job(_LINES + _at(size), _other(folder, peer("line_list"), size), _up_and_down())


def _peers(folder: Path) -> Iterator[Job]:
    here, arrows = Path(__file__).parent / "peers", _up_and_down
    for name, module in ((_LINES, "line_list"), (_LIST, "option_list"), (_TABLE, "data_table")):
        yield Job(name, _other(folder, peer(module)), arrows())
    if (python := peer_python()) is not None:
        for name, script in ((_QUESTIONARY, "select_prompt.py"), ("InquirerPy", "inquirer_prompt.py")):
            yield Job(name, _other(folder, (str(python), str(here / script), "100")), arrows())
    if (modules := node_peers()) is not None:
        for name, script in (("enquirer", "select_enquirer.mjs"), ("clack", "select_clack.mjs")):
            (modules / script).write_bytes((here / "node" / script).read_bytes())
            yield Job(name, _other(folder, ("node", str(modules / script), "100")), arrows())


def _other(folder: Path, command: tuple[str, ...], size: tuple[int, int] = SMALL) -> Program:
    program = Program(command, environment(folder / "home"), *size)
    program.wait_for("Option number 9")
    program.settle(0.3)
    program.press(DOWN)
    return program


def _question(folder: Path, section: str, size: tuple[int, int]) -> Program:
    """Start the survey and go to the question of a section."""
    options = ("--questions", str(folder / "questions"), "--section", section, "--new")
    data = ("--data-dir", str(folder / f"data-{section}-{time.monotonic_ns()}"))
    program = Program((*SURVEY, *options, *data), environment(folder / "home"), *size)
    program.wait_for("Start the survey")
    time.sleep(_PAUSE)
    program.settle(0.1)
    program.press(ENTER)
    program.settle(0.3)
    return program
