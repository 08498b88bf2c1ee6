"""What a respondent installs: packages, megabytes, native wheels, and the seconds that pip and pipx take.

Everything is fetched through pip as this machine has it set up; seconds with nothing cached depend on the network.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from release.distributions import PROJECT, build

from .measured import Goal, Result, at_most, beside, judged, result

GROUP = "install"
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
_PIPX = (sys.executable, "-m", "pipx", "run", "--python", sys.executable)
_DOWNLOAD = "the wheel and all that it needs"
_TEXTUAL = "Textual and all that it needs"
_FRESH = "pip install into a fresh environment, packages in pip's cache"
_COLD = "pipx run, nothing of it here"
_CACHED = "pipx run, packages in pip's cache"
_WARM = "pipx run, again"
_LEAST_COLD = "pipx run, a wheel of one line"
_LEAST_WARM = "pipx run, a wheel of one line, again"
_FLOORS = {_COLD: _LEAST_COLD, _CACHED: _LEAST_COLD, _WARM: _LEAST_WARM}
_GOALS: Mapping[str, Goal | Iterable[Goal]] = {
    _DOWNLOAD: (at_most(10), at_most(27, figure="packages"), at_most(2, figure="native_wheels")),
    _COLD: at_most(6),
    _CACHED: at_most(6),
    _WARM: at_most(2.5),
}
_ROUNDS = 3
"""More rounds tell no more about downloads, and burden those who serve packages."""


def measure(runs: int) -> list[Result]:
    """Install in a few rounds, each way in turn; what is fetched is counted once."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(PROJECT, folder, "wheel")[0]
        results = [_fetched(_DOWNLOAD, folder, str(wheel)), _fetched(_TEXTUAL, folder, "textual>=8.2.8,<9")]
        samples: dict[str, list[tuple[float, float]]] = {}
        jobs = _jobs(folder, wheel)
        jobs[_LEAST_COLD]()
        for number in range(min(runs, _ROUNDS)):
            for what, job in jobs.items():
                if what != _COLD or number < 2:
                    samples.setdefault(what, []).append(_timed(job))
    results += [_summed_up(what, each) for what, each in samples.items()]
    return judged(beside(results, {_DOWNLOAD: _TEXTUAL}, _FLOORS), _GOALS)


def _summed_up(what: str, samples: Sequence[tuple[float, float]]) -> Result:
    processor = sorted(cpu for _, cpu in samples)[len(samples) // 2]
    return result(GROUP, what, "s", [elapsed for elapsed, _ in samples], cpu_s=processor)


def _timed(job: Callable[[], None]) -> tuple[float, float]:
    """Return the seconds that a job takes by the clock, and of processor time of the processes it starts."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    job()
    elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _fetched(what: str, folder: Path, wanted: str) -> Result:
    """Fetch a package with all that it needs; count packages, megabytes, and wheels that are not for every machine."""
    target = folder / what
    _run([*_PIP, "download", "--quiet", "--dest", str(target), wanted], os.environ)
    files = list(target.iterdir())
    native = sum(not file.name.endswith("-any.whl") for file in files)
    megabytes = [file.stat().st_size / 1e6 for file in files]
    pip = sum(file.stat().st_size / 1e6 for file in files if file.name.startswith("pip-"))
    return result(GROUP, what, "MB", [sum(megabytes)], packages=len(files), native_wheels=native, mb_of_pip=pip)


def _jobs(folder: Path, wheel: Path) -> Mapping[str, Callable[[], None]]:
    """Return the ways to install, in the order in which one leaves behind what the next needs."""
    return dict(_ways(folder, wheel, _least(folder)))


def _ways(folder: Path, wheel: Path, least: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    def pipx(file: Path, program: str, **environ: str) -> None:
        home = {"PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "bin")}
        command = [*_PIPX, "--spec", str(file), program, "--version"]
        _run(command, {**os.environ, **home, **environ})

    def anew(**environ: str) -> None:
        shutil.rmtree(folder / "pipx" / ".cache", ignore_errors=True)
        pipx(wheel, "mlops-survey", **environ)

    def fresh() -> None:
        shutil.rmtree(folder / "venv", ignore_errors=True)
        _run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], os.environ)
        _run([*_PIP, "--python", str(folder / "venv"), "install", "--quiet", str(wheel)], os.environ)

    def least_anew() -> None:
        shutil.rmtree(folder / "pipx" / ".cache", ignore_errors=True)
        pipx(least, "least")

    yield _LEAST_COLD, least_anew
    yield _LEAST_WARM, lambda: pipx(least, "least")
    yield _FRESH, fresh
    yield _COLD, lambda: anew(PIP_NO_CACHE_DIR="1")
    yield _CACHED, anew
    yield _WARM, lambda: pipx(wheel, "mlops-survey")


def _least(folder: Path) -> Path:
    """Write a wheel that needs nothing and holds a program of one line; return its path."""
    about = "least-1.dist-info"
    files = {
        "least.py": "main = print\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: least\nVersion: 1\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: benchmarks\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": "[console_scripts]\nleast = least:main\n",
    }
    file = folder / "least-1-py3-none-any.whl"
    with ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr(f"{about}/RECORD", "".join(f"{name},,\n" for name in [*files, f"{about}/RECORD"]))
    return file


def _run(command: Sequence[str], environ: Mapping[str, str]) -> None:
    subprocess.run(command, env=dict(environ), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
