"""Runs mutants, each in a process that is forked from one which has loaded everything except the program and its tests.

As a program (``python -m tests.mutants.trying``, within the copy) it reads one request a line and answers with one verdict
a line.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from .checkout import PYTEST, Reached, environment

MEMORY = 6 * 1024**3
"""Address space of a run in bytes; a change may make a loop fill it."""
_WAIT = 0.02
_LOAD = 12
"""A run that waits for something is ended after so many times the processor time that it may use."""
_VERDICTS = {0: "survived", 5: "survived", -signal.SIGXCPU: "outlasted", -signal.SIGKILL: "outlasted"}
"""By exit code of pytest, or by the signal that ended it; after any other one the change was noticed."""


class Bench:
    """The process that tries mutants in a copy."""

    def __init__(self, copy: Path, reached: Reached) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-m", "tests.mutants.trying"],
            cwd=copy,
            env=environment(copy) | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ask({"load": reached.loaded})

    def verdict(self, file: Path, text: bytes, tests: list[str], seconds: float) -> str:
        """Return ``killed``, ``outlasted`` or ``survived`` for a changed file; ``seconds`` are of processor time."""
        return str(self._ask({"file": str(file), "text": text.decode(), "tests": tests, "seconds": seconds}))

    def _ask(self, request: Mapping[str, Any]) -> object:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def _serve() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(_load(request["load"]) if "load" in request else _tried(request)), flush=True)


def _load(names: list[str]) -> int:
    for name in names:
        with suppress(ImportError, AttributeError):
            importlib.import_module(name)
    return len(sys.modules)


def _tried(request: Mapping[str, Any]) -> str:
    with _changed(Path(request["file"]), request["text"]):
        child = os.fork()
        if not child:
            os._exit(_run(request["tests"], math.ceil(request["seconds"])))
        return _verdict(child, time.monotonic() + _LOAD * request["seconds"])


@contextmanager
def _changed(file: Path, text: str) -> Iterator[None]:
    """Have a file changed for a while; with its old time it also fits what was compiled of it again."""
    before, times = file.read_bytes(), file.stat()
    file.write_bytes(text.encode())
    try:
        yield
    finally:
        file.write_bytes(before)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _run(tests: list[str], seconds: int) -> int:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    import pytest

    from .reaching import Choosing

    modules = list(dict.fromkeys(test.split("::")[0] for test in tests))
    try:
        return int(pytest.main([*PYTEST, "-x", *modules], plugins=[Choosing(tests)]))
    except BaseException:  # noqa: BLE001 - whatever ends the tests has noticed the change
        return 1


def _verdict(child: int, until: float) -> str:
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return _VERDICTS.get(os.waitstatus_to_exitcode(status), "killed")
        time.sleep(_WAIT)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "outlasted"


if __name__ == "__main__":
    _serve()
