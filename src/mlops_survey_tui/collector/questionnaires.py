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
    """Compile a folder, or read a compiled file, in a process of its own, which gives back the memory that it takes."""
    command = (sys.executable, "-m", __name__, str(place))
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise NoQuestionnaire(done.stderr.strip())
    facts, _, text = done.stdout.partition("\n")
    questionnaire, edition, version, hash_, deadline = json.loads(facts)
    return Known(questionnaire, edition, version, hash_, deadline, text)


def _main(place: Path) -> int:
    """Print facts about a questionnaire, and itself, compiled; or what is wrong with it."""
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..questionnaire.load import load
    from ..questionnaire.model import Questionnaire
    from ..questionnaire.plain_file import read_plain_text

    try:
        found = load(place) if place.is_dir() else Questionnaire.from_json(read_plain_text(place))
    except QuestionnaireInvalid as error:
        print(*error.faults, sep="\n", file=sys.stderr)
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"{place} holds no compiled questionnaire: {error}", file=sys.stderr)
        return 1
    print(json.dumps([found.id, found.edition, found.version, found.source_hash, found.withdrawal_deadline]))
    sys.stdout.write(found.to_json())
    return 0


def summary(one: Known) -> dict[str, Any]:
    """Return what the collector tells of a questionnaire."""
    return {"questionnaire": one.questionnaire, "edition": one.edition, "version": one.version, "hash": one.hash}


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1])))
