"""The questionnaires whose bundles are taken: folders, and compiled files of former versions."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class NoQuestionnaire(Exception):  # noqa: N818
    """A place holds no questionnaire; the message lists what is wrong."""


@dataclass(frozen=True, slots=True)
class Known:
    """A questionnaire whose bundles are taken, with its compiled text."""

    questionnaire: str
    edition: str
    version: str
    hash: str
    withdrawal_deadline: str
    text: str


def known(places: Iterable[Path]) -> list[Known]:
    """Return the questionnaires in folders and compiled files, each once.

    Raises:
        NoQuestionnaire: a place holds none.
    """
    found: dict[str, Known] = {}
    for place in places:
        one = _known(place)
        found[one.hash] = one
    return list(found.values())


def _known(place: Path) -> Known:
    try:
        text = _compiled(place) if place.is_dir() else place.read_text("utf-8")
        data = json.loads(text)
        return Known(
            data["id"],
            data["edition"],
            data["version"],
            data.get("translated_from") or data["content_hash"],
            data.get("withdrawal_deadline", ""),
            text,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoQuestionnaire(f"{place} holds no compiled questionnaire: {error}") from None


def _compiled(folder: Path) -> str:
    """Compile a folder in a process of its own, which gives back the memory that compiling takes."""
    command = (sys.executable, "-m", __name__, str(folder))
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise NoQuestionnaire(done.stderr.strip())
    return done.stdout


def _main(folder: Path) -> int:
    """Print a folder's questionnaire, compiled; or its faults."""
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..questionnaire.load import load

    try:
        sys.stdout.write(load(folder).to_json())
    except QuestionnaireInvalid as error:
        print(*error.faults, sep="\n", file=sys.stderr)
        return 1
    return 0


def summary(one: Known) -> dict[str, Any]:
    """Return what the collector tells of a questionnaire."""
    return {"questionnaire": one.questionnaire, "edition": one.edition, "version": one.version, "hash": one.hash}


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1])))
