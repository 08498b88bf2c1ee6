"""How long it takes from the command to the first screen, and what a start costs in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from .measured import Result, beside, result
from .surroundings import PYTHON, SURVEY, environment, forget, interrupted, peer, warm
from .terminal import Program

_CTRL_C = b"\x03"
_BARE = "a bare Textual app"
_NOTHING = "Python doing nothing"
_NEW = "the survey, first start of all: compiles the questionnaire"
_FIRST = "the survey, no interview yet"
_AGAIN = "the survey, an interview to go on with"
_RESUME = "the survey with --resume, to the question"
_WELCOME = "Start the survey"
PEERS = {
    _NEW: _BARE,
    _FIRST: _BARE,
    _AGAIN: _BARE,
    _RESUME: _BARE,
    "a questionary prompt": _BARE,
    "mlops-survey --version": _NOTHING,
    "mlops-survey --help": _NOTHING,
}


@dataclass(frozen=True, slots=True)
class Job:
    """A command, the text that shows it is there, the keys that end it, and what comes before each start."""

    name: str
    command: tuple[str, ...]
    text: str
    keys: tuple[bytes, ...] = ()
    before: Callable[[], None] = lambda: None
    environ: Mapping[str, str] = field(default_factory=dict)


class Start(NamedTuple):
    """One start: milliseconds to the text, of processor time until the end, and megabytes at the most."""

    elapsed: float
    cpu: float
    memory: float


def measure(runs: int) -> list[Result]:
    """Start everything in turn, as often as asked; a first round that fills caches does not count."""
    with TemporaryDirectory() as folder:
        jobs = _jobs(Path(folder))
        rounds = [[_once(job) for job in jobs] for _ in range(runs + 1)][1:]
    results = [_summed_up(job, samples) for job, samples in zip(jobs, zip(*rounds, strict=True), strict=True)]
    return beside(results, PEERS)


def _once(job: Job) -> Start:
    job.before()
    program = Program(job.command, job.environ)
    elapsed = program.wait_for(job.text)
    program.settle(0.1)
    peak = program.peak_megabytes()
    return Start(elapsed, program.leave(*job.keys).cpu_milliseconds, peak)


def _summed_up(job: Job, starts: Sequence[Start]) -> Result:
    extra = {"cpu_ms": median(one.cpu for one in starts), "peak_mb": median(one.memory for one in starts)}
    shown = {name: value for name, value in extra.items() if value}
    return result("start", job.name, "ms", [one.elapsed for one in starts], **shown)


def _jobs(folder: Path) -> list[Job]:
    new, first, again = folder / "new", folder / "first", folder / "again"
    warm(first)
    name = interrupted(again, warm(again))
    leave = (_CTRL_C, _CTRL_C)
    environ = environment(first)
    jobs = [
        Job(_BARE, peer("bare_textual"), "This app is bare.", (b"q",), environ=environ),
        Job(_NEW, SURVEY, _WELCOME, leave, lambda: forget(new, cache=True), environment(new)),
        Job(_FIRST, SURVEY, _WELCOME, leave, lambda: forget(first), environ),
        Job(_AGAIN, SURVEY, "Go on with", leave, environ=environment(again)),
        Job(_RESUME, (*SURVEY, "--resume", name), " min left", leave, environ=environment(again)),
        Job(_NOTHING, (PYTHON, "-c", "print('done')"), "done", environ=environ),
        Job("mlops-survey --version", (*SURVEY, "--version"), "mlops-survey", environ=environ),
        Job("mlops-survey --help", (*SURVEY, "--help"), "responses", environ=environ),
    ]
    if find_spec("questionary"):
        jobs.append(Job("a questionary prompt", peer("select_prompt"), "three", (_CTRL_C,), environ=environ))
    else:
        print("questionary is not installed, so it is not measured")
    return jobs
