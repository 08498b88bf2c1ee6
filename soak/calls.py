"""Whole sittings of the real program in which one system call on the store's files fails, each of them in turn."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.store.sitting import is_traceable, sit, traced, wrong_after

from .outcome import Failure, Outcome

_AT_ONCE = 2
_ERRORS = ("EIO", "ENOSPC", "EINTR", "EMFILE", "EACCES", "EROFS", "ENOLCK")
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(", re.MULTILINE)
_NEVER_FAIL = frozenset({"close", "lseek", "fstat", "exit_group", "execve", "chdir"})
"""Calls that no disk makes fail, and one whose failure Linux says to ignore."""


def run(count: int, seed: int) -> Outcome:
    """Let so many of the calls fail, one a sitting, or all of them if there are fewer."""
    with TemporaryDirectory() as folder:
        if shutil.which("strace") is None or not is_traceable(Path(folder)):
            return Outcome(0, left_out="everything, for one program may not trace another here")
        faults = list(injections(Path(folder)))
    chosen = Random(seed).sample(faults, min(count, len(faults)))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        wrong = list(pool.map(tried, chosen))
    found = [
        Failure(f"{fault}: {said}", f"tests/store/sitting.py under strace -e inject={fault}")
        for fault, said in zip(chosen, wrong, strict=True)
        if said
    ]
    return Outcome(len(chosen), tuple(found), {"calls that can fail, times errors": len(faults)})


def injections(folder: Path) -> Iterator[str]:
    """Yield each call that a sitting makes on the store's files, with each error, as strace wants them."""
    data, trace = folder / "data", folder / "trace"
    sit(data, traced(data, "-o", str(trace)))
    calls = Counter(_CALL.findall(trace.read_text(errors="replace")))
    for call, times in sorted(calls.items()):
        if call not in _NEVER_FAIL:
            yield from (f"{call}:error={error}:when={number}" for number in range(1, times + 1) for error in _ERRORS)


def tried(fault: str) -> str:
    """Hold a sitting with one failing call; say what was wrong with it, or with what it left."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        call = fault.partition(":")[0]
        options = ("-o", f"{folder}/trace", "-e", f"trace={call}", "-e", f"inject={fault}")
        return wrong_after(data, sit(data, traced(data, *options)))
