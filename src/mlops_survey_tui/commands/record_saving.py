"""Saves the script of an interview: an interview that was held is nowhere else, so it is never lost with its place."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ..private_files import replacing
from .failing import in_words
from .printing import put, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..interview.events import Event
    from ..questionnaire.model import Questionnaire
    from ..rehearsal.script.format import ScriptSpec


def recorded_as(out: Path, questionnaire: Questionnaire, seed: str, events: Sequence[Event]) -> ScriptSpec:
    """Return the script of an interview, with the title of its file."""
    from ..rehearsal.recording import recorded

    return recorded(questionnaire, seed, events, title=out.stem)


def save(out: Path, spec: ScriptSpec, folder: Path | None = None) -> None:
    """Write a script that takes the questionnaire of this folder, whole or not at all, and say how to replay it.

    Raises:
        OSError: it cannot be written, or another file has its name meanwhile.
    """
    if out.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(out))
    with replacing(out) as partial:
        partial.write_text(_text(spec, out, folder), encoding="utf-8")
    say(f"The script is in {out}: {len(spec.steps or ())} steps. Replay it with: mlops-survey replay {out}")


def save_held(out: Path, spec: ScriptSpec, folder: Path | None) -> bool:
    """Write the script of an interview that was just held; return whether it is where it was to be.

    Where that fails it is kept among temporary files, and where that fails too it is printed.
    """
    try:
        save(out, spec, folder)
    except OSError as error:
        say(in_words(error))
        _save_elsewhere(spec, folder)
        return False
    return True


def _save_elsewhere(spec: ScriptSpec, folder: Path | None) -> None:
    try:
        save(Path(tempfile.mkdtemp(prefix="mlops-survey-")) / "recorded.yaml", spec, folder)
    except OSError:
        say("The script could not be kept in a file. This is it; copy it from here.")
        put(_text(spec, Path("recorded.yaml"), folder))


def _text(spec: ScriptSpec, out: Path, folder: Path | None) -> str:
    from ..rehearsal.script.writing import write_script

    if folder is not None:
        spec.questionnaire = Path(os.path.relpath(folder.resolve(), out.resolve().parent)).as_posix()
    return write_script(spec)
