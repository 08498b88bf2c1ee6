"""Bundles to send: real ones, of simulated respondents, each under an id of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.questionnaire.shipped import SHIPPED
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, simulate
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import Envelope, enveloped, padded

SURVEY = "examples/coffee"


@cache
def survey(name: str = SURVEY) -> Questionnaire:
    """Return a questionnaire that is shipped."""
    return load(SHIPPED / name)


@cache
def contents(name: str = SURVEY, count: int = 12) -> tuple[dict[str, Any], ...]:
    """Return what so many simulated respondents would share."""
    taken = survey(name)
    return tuple(bundle(taken, one.seed, one.events) for one in simulate(taken, [ANYBODY], count, "collected", 1))


def envelopes(count: int, name: str = SURVEY) -> list[Envelope]:
    """Return so many bundles, no two alike."""
    given = contents(name)
    return [enveloped(given[number % len(given)], "1.0") for number in range(count)]


def changed(envelope: Envelope, **fields: Any) -> Envelope:
    """Return a bundle with other fields, under the same id and token."""
    data = {**json.loads(envelope.body), **fields}
    data.pop("padding")
    return Envelope(envelope.id, envelope.token, padded(data))


@dataclass(frozen=True)
class Reply:
    """An answer of the collector."""

    status: int
    content: Any
    headers: dict[str, str]


def compiled(folder: Path, name: str = SURVEY) -> Path:
    """Write a questionnaire, compiled, to a folder; return the file."""
    file = folder / "questionnaire.json"
    file.write_text(survey(name).to_json(), "utf-8")
    return file
