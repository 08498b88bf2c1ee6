"""Takes respondents through a logical survey with SurveyJS, headless in Node, where both are installed."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ..surroundings import node_peers
from .as_surveyjs import json_of
from .description import LogicalSurvey
from .respondents import Answers

SCRIPT = Path(__file__).parent.parent / "peers" / "surveyjs.cjs"


@dataclass(frozen=True, slots=True)
class Bound:
    """How many respondents SurveyJS takes, and how many answers of each (None: all)."""

    respondents: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What SurveyJS took: processor time per answer in microseconds, and the answers. Making the model is not timed."""

    microseconds: float
    answers: int


def take_through(survey: LogicalSurvey, given: Sequence[Answers], bound: Bound, digests: Sequence[str]) -> Taken | None:
    """Return what SurveyJS took for these respondents, or None where it is not installed (``make bench-peers``).

    Raises:
        AssertionError: it showed other pages or titles, or kept other answers.
    """
    peers = node_peers()
    if peers is None:
        return None
    with TemporaryDirectory() as folder:
        file = Path(folder) / "survey.json"
        file.write_text(json.dumps({"survey": json_of(survey), "respondents": list(given), "most": bound.most}))
        environment = {**os.environ, "NODE_PATH": str(peers / "node_modules")}
        command = ["node", str(SCRIPT), str(file)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.strip().rpartition("\n")[2])
    if found["digests"] != list(digests):
        raise AssertionError(f"{survey.size} questions: SurveyJS came to another outcome")
    return Taken(found["microseconds"], found["answers"])
