"""Builds small questionnaires for tests from YAML text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.model import Questionnaire

QUESTIONS = Path(__file__).resolve().parents[2] / "questions"
HEAD = "id: small\ntitle: Small\nedition: '1'\nversion: '1'\n"


@lru_cache
def survey(body: str, rotation: str = "") -> Questionnaire:
    """Compile a questionnaire from the body of its manifest."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "survey.yaml").write_text(HEAD + textwrap.dedent(body), encoding="utf-8")
        if rotation:
            (Path(folder) / "rotation.yaml").write_text(textwrap.dedent(rotation), encoding="utf-8")
        return compile_folder(Path(folder), "hash")


@lru_cache
def shipped(name: str) -> Questionnaire:
    """Compile one of the shipped questionnaires."""
    return compile_folder(QUESTIONS / name, name)


class Kept(list[Event]):
    """A sink that keeps events, and fails when told to."""

    broken = False

    def __call__(self, events: Sequence[Event]) -> None:
        """Keep the events."""
        if self.broken:
            raise OSError("no space left")
        self.extend(events)


class Clock:
    """A clock that moves only when told to, or by ``step`` seconds at each look."""

    def __init__(self, step: float = 0.0) -> None:
        self.now = 0.0
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def begin(
    questionnaire: Questionnaire, seed: str = "seed", sections: tuple[str, ...] = (), step: float = 0.0
) -> Session:
    """Begin an interview whose events are kept in ``session.log``."""
    return Session.begin(questionnaire, seed=seed, sink=Kept(), clock=Clock(step), sections=sections)
