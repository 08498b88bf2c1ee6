"""How long it takes from the command to the first text, to the first key answered, and from the last key to the end."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from .measured import Goal, Result, at_most, beside, judged, result
from .surroundings import PYTHON, SURVEY, environment, forget, interrupted, node_peers, peer, peer_python, warm
from .terminal import Program

_CTRL_C, _DOWN = b"\x03", b"\x1b[B"
_SETTLED = 0.6
"""Seconds of silence after which nothing is being loaded any more, even if the machine is busy."""
_SGR = r"(?:\x1b\[[0-9;]*m|\s)*"
_BARE, _LEAST, _NOTHING = "a bare Textual app", "Python that writes one screen", "Python doing nothing"
_NEW = "the survey, first start of all: compiles the questionnaire"
_FIRST = "the survey, no interview yet"
_AGAIN = "the survey, an interview to go on with"
_RESUME, _PLAIN = "the survey with --resume, to the question", "the survey with --plain"
_VERSION, _HELP = "mlops-survey --version", "mlops-survey --help"
_PROMPTS = ("enquirer, a prompt", "clack, a prompt", "questionary, a prompt")
_OURS = (_FIRST, _AGAIN)
TEXT, KEY, END = "{}: first text", "{}: first key answered", "{}: quit"


@dataclass(frozen=True, slots=True)
class Job:
    """A command, the text that shows it is there, and the keys that end it.

    ``answer`` is what the arrow down leads to, as a pattern; without it no key is pressed. ``before`` is done before
    each start.
    """

    name: str
    command: tuple[str, ...]
    text: str
    keys: tuple[bytes, ...] = (_CTRL_C,)
    answer: str = ""
    before: Callable[[], None] = lambda: None
    environ: Mapping[str, str] = field(default_factory=dict)


class Start(NamedTuple):
    """One sitting: milliseconds to the text, to the answer of a key pressed then, and from the last key to the end.

    ``cpu`` is the processor time in milliseconds, ``memory`` the most memory in megabytes.
    """

    text: float
    answered: float
    end: float
    cpu: float
    memory: float


def measure(runs: int) -> list[Result]:
    """Start everything in turn, as often as asked; a first round that fills caches does not count."""
    with TemporaryDirectory() as folder:
        jobs = list(_jobs(Path(folder)))
        rounds = [[_once(job) for job in jobs] for _ in range(runs + 1)][1:]
    results = [
        line for job, samples in zip(jobs, zip(*rounds, strict=True), strict=True) for line in _lines(job, samples)
    ]
    return judged(beside(results, _peers(), _floors()), _goals())


def _once(job: Job) -> Start:
    job.before()
    program = Program(job.command, job.environ)
    text = answered = program.wait_for(job.text)
    if job.answer:
        program.write(_DOWN)
        answered = program.wait_for(re.compile(job.answer.encode()))
    if job.keys:
        program.settle(_SETTLED)
    memory = program.peak_megabytes()
    for key in job.keys[:-1]:
        program.press(key)
    begun = time.perf_counter()
    ended = program.leave(*job.keys[-1:], settle=False)
    return Start(text, answered, (time.perf_counter() - begun) * 1000, ended.cpu_milliseconds, memory)


def _lines(job: Job, starts: Sequence[Start]) -> Iterator[Result]:
    extra = {"cpu_ms": median(one.cpu for one in starts), "peak_mb": median(one.memory for one in starts)}
    shown = {name: value for name, value in extra.items() if value}
    yield result("start", TEXT.format(job.name), "ms", [one.text for one in starts], **shown)
    if job.answer:
        yield result("start", KEY.format(job.name), "ms", [one.answered for one in starts])
    if job.keys:
        yield result("start", END.format(job.name), "ms", [one.end for one in starts])


def _jobs(folder: Path) -> Iterator[Job]:
    new, first, again = folder / "new", folder / "first", folder / "again"
    warm(first)
    name = interrupted(again, warm(again))
    leave, welcome, leaving = (_CTRL_C, _CTRL_C), "Start the survey", f"▸{_SGR}Leave"
    environ = environment(first)
    yield Job(_BARE, peer("bare_textual"), "This app is bare.", (b"q",), "A key was read", environ=environ)
    yield Job(_NEW, SURVEY, welcome, leave, leaving, lambda: forget(new, cache=True), environment(new))
    yield Job(_FIRST, SURVEY, welcome, leave, leaving, environ=environ)
    yield Job(_AGAIN, SURVEY, "Go on with", leave, f"▸{_SGR}Start a new", environ=environment(again))
    yield Job(_RESUME, (*SURVEY, "--resume", name), " min left", leave, environ=environment(again))
    yield Job(_PLAIN, (*SURVEY, "--plain"), "Start the survey", environ=environ)
    yield from _others(environ)
    yield Job(_LEAST, (PYTHON, "-m", "benchmarks.peers.first_bytes"), "This is all.", (b"\n",), environ=environ)
    yield Job(_NOTHING, (PYTHON, "-c", "print('done')"), "done", (), environ=environ)
    yield Job(_VERSION, (*SURVEY, "--version"), "mlops-survey", (), environ=environ)
    yield Job(_HELP, (*SURVEY, "--help"), "responses", (), environ=environ)


def _others(environ: Mapping[str, str]) -> Iterator[Job]:
    """Yield the programs that others wrote, where they are."""
    here = Path(__file__).parent / "peers"
    text, answer = "This prompt is bare.", f"[»❯▸●]{_SGR}two"
    if (folder := node_peers()) is not None:
        for name, script in zip(_PROMPTS, ("select_enquirer.mjs", "select_clack.mjs"), strict=False):
            (folder / script).write_bytes((here / "node" / script).read_bytes())
            yield Job(name, ("node", str(folder / script)), text, answer=answer, environ=environ)
    if (python := peer_python()) is not None:
        prompt = (str(python), str(here / "select_prompt.py"))
        yield Job(_PROMPTS[2], prompt, text, answer=answer, environ=environ)
        harlequin = (str(python.with_name("harlequin")), "--theme", "monokai")
        yield Job("harlequin", harlequin, "Query Editor", (b"\x11",), environ=environ)
    if node_peers() is None or peer_python() is None:
        print("some programs to measure beside are not installed: make bench-peers")


def _peers() -> dict[str, str]:
    text = dict.fromkeys((TEXT.format(name) for name in (*_OURS, _PLAIN)), TEXT.format(_PROMPTS[0]))
    key = dict.fromkeys((KEY.format(name) for name in (_NEW, *_OURS)), KEY.format(_BARE))
    end = dict.fromkeys((END.format(name) for name in (*_OURS, _RESUME)), END.format(_PROMPTS[2]))
    slow = dict.fromkeys((TEXT.format(_NEW), TEXT.format(_RESUME)), TEXT.format(_BARE))
    return text | key | end | slow


def _floors() -> dict[str, str]:
    floors = dict.fromkeys((TEXT.format(name) for name in _OURS), TEXT.format(_LEAST))
    return floors | dict.fromkeys((TEXT.format(_VERSION), TEXT.format(_HELP)), TEXT.format(_NOTHING))


def _goals() -> dict[str, list[Goal]]:
    prompts, bare = [TEXT.format(name) for name in _PROMPTS], TEXT.format(_BARE)
    ours = {TEXT.format(name): [at_most(0.25, *prompts), at_most(1.15, bare, figure="peak_mb")] for name in _OURS}
    keys = {KEY.format(name): [at_most(1, KEY.format(_BARE))] for name in _OURS}
    ends = {END.format(name): [at_most(0.5, END.format(_PROMPTS[2]))] for name in _OURS}
    resumed = {TEXT.format(_RESUME): [at_most(1, bare)]}
    commands = {
        TEXT.format(_VERSION): [at_most(80, figure="cpu_ms")],
        TEXT.format(_HELP): [at_most(250, figure="cpu_ms")],
    }
    return {**ours, **keys, **ends, **resumed, **commands}
