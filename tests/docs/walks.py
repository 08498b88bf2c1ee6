"""Does what a page tells its reader to do: blocks of shell, changes to files, files, and programs, in the order of the page.

=====================  ========================================================================
block                  what is done
=====================  ========================================================================
``sh``                 every line is run, and has to succeed
``diff``               ``--- FILE``, then lines that go (``-``), come (``+``) or stay: done to the file
``yaml``               written, where its first line is ``# file: FILE``
``python``, ``r``,     run in the folder that the page names, ``<!-- code runs in: DIR -->``; R and SPSS (as PSPP) only
``spss``               where they are installed
anything else          not run: for screens, and for what needs a person or another machine
=====================  ========================================================================

Ports that a page names may be taken where it is walked: free ones are put in their place.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from shutil import which

from .markdown import PROJECT

_BLOCK = re.compile(r"^```(sh|diff|yaml|python|r|spss)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# file: (\S+)\n")
_PORT = re.compile(r"(?<=--port )\d+|(?<=127\.0\.0\.1:)\d+")
_FOLDER = re.compile(r"<!-- code runs in: (\S+) -->")
_SECONDS = 300
Do = Callable[[str, Path, Path], None]


def blocks(page: str) -> list[tuple[str, str]]:
    """Return what a page tells to do: the language of each block, and its text."""
    return [(kind, text) for kind, text in _BLOCK.findall(page) if kind in _DO]


def with_free_ports(page: str) -> str:
    """Return a page whose ports of this machine are others, which nothing listens on; the same one stays the same."""
    with ExitStack() as held:
        free = {port: _bound(held.enter_context(socket.socket())) for port in dict.fromkeys(_PORT.findall(page))}
    return _PORT.sub(lambda found: free[found[0]], page)


def _bound(listener: socket.socket) -> str:
    listener.bind(("127.0.0.1", 0))
    return str(listener.getsockname()[1])


def walk(page: str, folder: Path) -> int:
    """Do everything that a page tells, in a folder with the questionnaires of a checkout; return how many blocks."""
    shutil.copytree(PROJECT / "questions", folder / "questions")
    found, told = blocks(with_free_ports(page)), _FOLDER.search(page)
    inside = folder / told[1] if told else folder
    for kind, text in found:
        _DO[kind](text, folder, inside)
    return len(found)


def _shell(text: str, folder: Path, _: Path) -> None:
    _run(["bash", "-euo", "pipefail", "-c", text], folder, folder)


def _change(text: str, folder: Path, _: Path) -> None:
    first, *lines = text.splitlines()
    file = folder / first.removeprefix("--- ")
    before = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "+")
    after = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "-")
    content = file.read_text(encoding="utf-8")
    assert content.count(before) == 1, f"{first}: these lines are not there once:\n{before}"
    file.write_text(content.replace(before, after), encoding="utf-8")


def _write(text: str, folder: Path, _: Path) -> None:
    if told := _FILE.match(text):
        (folder / told[1]).write_text(text.removeprefix(told[0]), encoding="utf-8")


def _python(text: str, folder: Path, inside: Path) -> None:
    _run([sys.executable, "-c", text], inside, folder)


def _r(text: str, folder: Path, inside: Path) -> None:
    if program := which("Rscript"):
        _run([program, "-e", text], inside, folder)


def _spss(text: str, folder: Path, inside: Path) -> None:
    if program := which("pspp"):
        (folder / "syntax.sps").write_text(text, encoding="utf-8")
        _run([program, "-o", str(folder / "output.txt"), str(folder / "syntax.sps")], inside, folder)


_DO: Mapping[str, Do] = {"sh": _shell, "diff": _change, "yaml": _write, "python": _python, "r": _r, "spss": _spss}


def _run(command: list[str], place: Path, home: Path) -> None:
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MLOPS_SURVEY_")},
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
    }
    process = subprocess.Popen(
        command, cwd=place, env=environ, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        out, err = process.communicate(timeout=_SECONDS)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, f"{command[-1]}\n{out[-3000:]}\n{err[-3000:]}"
