"""Takes respondents through one logical survey: with this program, and with plain functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.path import all_pages
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.model import Questionnaire

from ..peers.closures import Machine
from .respondents import page_key


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an interview came to: the pages shown in order with their titles, and the answers by page."""

    shown: list[tuple[str, str]]
    answers: dict[str, Any]

    def digest(self, most: int | None = None) -> str:
        """Return a hash of the first pages, equal for equal outcomes, whichever program they are from."""
        shown = self.shown[:most]
        lines = [f"{key}\t{title}" for key, title in shown]
        lines += [f"{key}\t{written(self.answers[key])}" for key, _ in shown if key in self.answers]
        return sha256("\n".join(lines).encode()).hexdigest()


def written(value: Any) -> str:
    """Return an answer as every side writes it for the digest."""
    return ",".join(value) if isinstance(value, list) else str(value)


def as_answers(given: Mapping[str, Any]) -> dict[str, Answer]:
    """Return made-up answers as this program takes them."""
    return {key: EMPTY if value is None else Answer(value) for key, value in given.items()}


def walk_session(questionnaire: Questionnaire, given: Mapping[str, Answer], number: int) -> tuple[Any, Session]:
    """Take one respondent through this program's session; return the pages shown."""
    session = Session.begin(questionnaire, seed=str(number), sink=_forget)
    shown = []
    while (page := session.page()) is not None:
        shown.append((page.key, page.text))
        if session.answer(given[page.key]):
            raise AssertionError(f"{page.key}: {given[page.key]} was refused")
    session.finish()
    return shown, session


def walk_machine(program: list[Any], given: Mapping[Any, Any]) -> tuple[Any, Machine]:
    """Take one respondent through the plain functions; return the pages shown."""
    machine = Machine(program)
    shown = []
    while (key := machine.key) is not None:
        shown.append((key, machine.title))
        if not machine.answer(given[key]):
            raise AssertionError(f"{key}: {given[key]} was refused")
    machine.finish()
    return shown, machine


def outcome_of_session(shown: Sequence[tuple[str, str]], session: Session) -> Outcome:
    """Return what this program's interview came to; its path at the end must be the pages that were shown."""
    if [key for key, _ in shown] != list(all_pages(session.world)):
        raise AssertionError("the pages shown are not those on the path at the end")
    effective = session.world.effective
    answers = {key: effective[key].value for key, _ in shown if key in effective}
    return Outcome(list(shown), answers)


def outcome_of_machine(shown: Sequence[tuple[Any, str]], machine: Machine) -> Outcome:
    """Return what the plain functions' interview came to."""
    pages = [(page_key(key), title) for key, title in shown]
    answers = {page_key(key): machine.answers[key] for key, _ in shown if key in machine.answers}
    return Outcome(pages, answers)


def keyed_for_machine(given: Mapping[str, Any]) -> dict[Any, Any]:
    """Return made-up answers under the keys of the plain functions."""
    parts: Callable[[str], Any] = lambda key: tuple(key.split("@")) if "@" in key else key  # noqa: E731
    return {parts(key): value for key, value in given.items()}


def _forget(events: object) -> None:
    """Keep nothing: a sink without a store. The session keeps the log."""
