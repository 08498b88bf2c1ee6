"""The respondent's own editor on a text: a private file, the program that VISUAL or EDITOR names, and back.

The file stands in a folder of its own, with whatever the editor leaves beside it, and both are removed whatever
happens. The event loop goes on meanwhile, so that a signal still saves and ends.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

from ...language import _, figure, mark
from ..editing_folders import editing_folder
from ..visible import storable
from .errands import Edit, Edited

_NONE = mark("No editor is set. Before you start, say for example: export EDITOR=nano")
_MISSING = mark("The editor {program} was not found. Your text is as it was.")
_FAILED = mark("The editor ended with a fault ({code}). Your text is as it was.")
_NO_FILE = mark("No file could be kept for the editor. Your text is as it was.")
_FULL = mark("The text is full: {limit} characters. What came after is left out.")
_TAKEN = mark("This is the text from your editor.")
_BYTES_A_CHARACTER = 4
_GRACE = 0.3
"""Seconds that an editor has to end when the survey has to."""


class Editor:
    """One run of an editor at a time; :meth:`end` takes it away from the terminal."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._process: asyncio.subprocess.Process | None = None

    @property
    def is_open(self) -> bool:
        """Whether an editor has the terminal."""
        return self._process is not None

    @property
    def obstacle(self) -> str:
        """Why no editor can be started; empty if one can be tried."""
        command = self._command()
        if not command:
            return _(_NONE)
        return "" if shutil.which(command[0]) else _(_MISSING).format(program=command[0])

    async def edit(self, errand: Edit) -> Edited:
        """Let the respondent edit a text, and return what became of it."""
        try:
            with editing_folder() as folder:
                file = _written(folder, errand.text)
                code = await self._run(file)
                return _taken(file, errand) if code == 0 else Edited(None, _(_FAILED).format(code=code))
        except OSError:
            return Edited(None, _(_NO_FILE))

    async def end(self) -> None:
        """End the editor, if one is open."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), _GRACE)
        except TimeoutError:
            self._process.kill()

    async def _run(self, file: Path) -> int:
        self._process = await asyncio.create_subprocess_exec(*self._command(), str(file))
        try:
            return await self._process.wait()
        finally:
            self._process = None

    def _command(self) -> list[str]:
        named = self._environ.get("VISUAL", "").strip() or self._environ.get("EDITOR", "").strip()
        try:
            return shlex.split(named)
        except ValueError:
            return [named]


def _written(folder: Path, text: str) -> Path:
    """Return a file that only its owner can read, with the text; lines end as editors expect."""
    file = folder / "answer.txt"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text + "\n")
    return file


def _taken(file: Path, errand: Edit) -> Edited:
    """Return the text of the file, as it may be stored and as much as the question takes."""
    with file.open("rb") as opened:
        data = opened.read(_BYTES_A_CHARACTER * (errand.limit + 1) + 8)
    raw = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").removesuffix("\n")
    text = storable(raw if errand.lines else raw.rstrip("\n"), errand.lines)
    if text == errand.text:
        return Edited(None)
    full = len(text) > errand.limit
    return Edited(text[: errand.limit], _(_FULL).format(limit=figure(f"{errand.limit:,}")) if full else _(_TAKEN))
