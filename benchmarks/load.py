"""Loading a questionnaire: an author's cold load, beside yaml's loaders with pydantic; a respondent's, from the cache.

Every program is started anew, and all take turns. Figures are processor time: of a whole process, or of reading alone,
without what importing takes.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from mlops_survey_tui.questionnaire.load import current_edition, load

from .logical.as_questionnaire import yaml_of
from .logical.generate import generate
from .measured import Result, at_most, beside, judged, result
from .peers.yaml_pydantic import files_of, read
from .report import lines
from .surroundings import SURVEY, environment, peer, peer_python

GROUP = "load"
QUESTIONS = int(os.environ.get("BENCHMARK_QUESTIONS", "190"))
SEED = int(os.environ.get("BENCHMARK_SEED", "1"))
"""Size and seed of the made-up questionnaire; the size gives about 3,000 lines."""

EDITION, MADE = "the current edition", "a generated one"
PEER, OWN = "C loader and pydantic", "compiled"
PROCESS, READING = "whole process", "reading alone"
CACHED, FLOOR = "a respondent's load from the cache, hashing the files", "json reads the same cache"
CHECK = "mlops-survey check"
Job = Callable[[], Mapping[str, float]]


def measure(runs: int) -> list[Result]:
    """Start all programs in turn, in rounds; the first round fills caches and does not count."""
    samples: dict[str, list[float]] = {}
    with TemporaryDirectory() as name:
        home = Path(name)
        folders = {EDITION: current_edition(), MADE: _made(home / "made")}
        load(folders[EDITION], home / "cache")
        jobs = [*_authors(folders, home), *_respondents(folders[EDITION], home), *_readers(folders[MADE], home)]
        for number in range(runs + 1):
            for job in jobs:
                for what, seconds in job().items():
                    samples.setdefault(what, []).extend([seconds * 1e3] if number else [])
        counted = {what: _lines(folder) for what, folder in folders.items()}
    found = [result(GROUP, what, "ms CPU", each, **_of_folder(what, counted)) for what, each in samples.items()]
    pairs = {f"{OWN}: {what}, {how}": f"{PEER}: {what}, {how}" for what in folders for how in (PROCESS, READING)}
    goals = {own: at_most(1.3, other) for own, other in pairs.items() if own.endswith(PROCESS)} | {CACHED: at_most(5)}
    peers = pairs | {CHECK: f"{PEER}: {EDITION}, {PROCESS}"}
    return judged(beside(found, peers, {CACHED: FLOOR}), goals)


def _made(folder: Path) -> Path:
    """Write a made-up questionnaire as one file."""
    folder.mkdir()
    (folder / "survey.yaml").write_text(yaml_of(generate(QUESTIONS, SEED)), encoding="utf-8")
    return folder


def _lines(folder: Path) -> int:
    return sum(len(file.read_bytes().splitlines()) for file in files_of(folder))


def _of_folder(what: str, counted: Mapping[str, int]) -> dict[str, float]:
    found = [float(count) for name, count in counted.items() if name in what]
    return {"lines": found[0]} if found else {}


def _authors(folders: Mapping[str, Path], home: Path) -> list[Job]:
    def job(what: str, folder: Path, title: str, name: str) -> Mapping[str, float]:
        whole, told = _run([*peer(name), str(folder)], home)
        return {f"{title}: {what}, {PROCESS}": whole, f"{title}: {what}, {READING}": told}

    programs = ((PEER, "yaml_pydantic"), (OWN, "compile_folder"))
    found: list[Job] = [
        lambda what=what, folder=folder, title=title, name=name: job(what, folder, title, name)  # type: ignore[misc]
        for what, folder in folders.items()
        for title, name in programs
    ]
    return [*found, lambda: {CHECK: _run([*SURVEY, "check", str(folders[EDITION])], home)[0]}]


def _respondents(folder: Path, home: Path) -> list[Job]:
    command = [*peer("from_cache"), str(folder), str(home / "cache")]
    return [lambda: {CACHED: _run(command, home)[1]}, lambda: {FLOOR: _run([*command, "json"], home)[1]}]


def _readers(folder: Path, home: Path) -> list[Job]:
    """Return loaders that check nothing: the two of yaml, and both of ruamel where it is installed."""
    files = files_of(folder)
    found: list[Job] = [
        lambda: {f"C loader: {MADE}, {READING}": _timed(lambda: read(files, yaml.CSafeLoader))},
        lambda: {f"pure loader: {MADE}, {READING}": _timed(lambda: read(files, yaml.SafeLoader))},
    ]
    if python := peer_python():
        script = Path(__file__).parent / "peers" / "read_ruamel.py"
        for kind, title in (
            ("safe", "ruamel, plain data"),
            ("rt", "ruamel, with lines and comments"),
        ):
            command = [str(python), str(script), kind, *map(str, files)]
            found.append(lambda title=title, command=command: {f"{title}: {MADE}, {READING}": _run(command, home)[1]})  # type: ignore[misc]
    return found


def _timed(job: Callable[[], object]) -> float:
    begun = time.process_time()
    job()
    return time.process_time() - begun


def _run(command: Sequence[str], home: Path) -> tuple[float, float]:
    """Return the processor time of a program, and what it printed about a part of that (0 where nothing)."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(home)) as program:
        assert program.stdout is not None
        told = program.stdout.read().split()
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    assert program.returncode == 0, command
    return used.ru_utime + used.ru_stime, float(told[-1]) if told and told[-1][:1].isdigit() else 0.0


if __name__ == "__main__":
    print(*lines(measure(5)), sep="\n")
