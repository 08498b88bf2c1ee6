"""A kind of question is one file in each of the rooms, found by registration, and by nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from mlops_survey_tui.faces.tui import widgets
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.start import Opened, Options, Start
from mlops_survey_tui.interview import kinds as rules
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.outcome import final_answers
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.format.kinds import KINDS
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal import replies
from mlops_survey_tui.rehearsal.driver import drive
from mlops_survey_tui.store import cells
from tests.faces.tui.screen import press, screen_text

from . import kinds_from_outside
from .test_sizes import SOURCE


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_in_every_registry(kind: str) -> None:
    assert kind in rules.RULES
    assert kind in replies.SIMULATE
    assert widgets.view_of(kind) is widgets.view_of(kind)


def test_a_kind_answers_like_one_that_there_is_and_that_has_a_shape_of_its_own() -> None:
    likes = {model.answers_like for model in KINDS.values()} - {""}
    assert all(name in KINDS and not KINDS[name].answers_like for name in likes)


def test_no_registry_knows_a_kind_without_a_model() -> None:
    assert set(rules.RULES) == set(replies.SIMULATE) == set(widgets._VIEWS) == set(KINDS)
    assert set(cells._CELLS) == set(KINDS) - {"info"}


@pytest.fixture
def sky(tmp_path: Path) -> Iterator[Questionnaire]:
    """A questionnaire with a kind that this test registers, as somebody who adds one would."""
    with kinds_from_outside.sky(tmp_path) as questionnaire:
        yield questionnaire


def _begin(questionnaire: Questionnaire) -> Session:
    return Session.begin(questionnaire, seed="seed", sink=lambda events: None)


def test_a_kind_added_by_registration_is_compiled_answered_and_read_in_conditions(sky: Questionnaire) -> None:
    session = _begin(sky)
    (problem,) = session.answer(Answer(4))
    assert problem.message == "Give 1 to 3 stars."
    assert session.answer(Answer(2)) == []
    assert session.position == "why"
    page = session.page()
    assert page is not None
    assert page.text == "Why 2?"
    assert session.review()[0].answer == "**"
    assert final_answers(sky, session.log)[0].answer == Answer(2)


def test_a_kind_added_by_registration_is_rehearsed(sky: Questionnaire) -> None:
    session, random = _begin(sky), Random(7)
    shown = drive(session, lambda page: replies.random_answer(page, random, skips=0))
    assert shown[0] == "brightness"
    assert session.finish()


def test_a_kind_added_by_registration_is_shown_and_takes_keys(sky: Questionnaire) -> None:
    session = _begin(sky)
    opened = Opened(session, sky, lambda: "k7m2q")
    start = Start(sky, lambda: opened, lambda: (), lambda _: opened, options=Options(grace=0.0))
    navigator = Navigator(start)
    press(navigator, "enter", "right", "right", "right", "left")
    assert "How bright was it?" in screen_text(navigator)
    assert "**." in screen_text(navigator)
    press(navigator, "enter")
    assert "Why 2?" in screen_text(navigator)
    assert session.world.effective["brightness"] == Answer(2)


_BELOW_PUBLICATION = ("questionnaire", "interview", "store", "sharing", "faces", "moderation", "rehearsal", "proof")
_OTHERS = {"band", "target", "place", "node", "self"}
"""What has a kind of another sort; a screen's own is the shape of its page."""


def _compared_by_kind(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute) and node.left.attr == "kind":
            named = {one.value for one in ast.walk(node.comparators[0]) if isinstance(one, ast.Constant)}
            if ast.unparse(node.left.value) not in _OTHERS and not named.isdisjoint(KINDS):
                yield node.lineno


@pytest.mark.parametrize("room", _BELOW_PUBLICATION)
def test_no_room_below_publication_asks_for_a_kind_by_its_name(room: str) -> None:
    files = sorted((SOURCE / room).rglob("*.py"))
    found = {file.name: [*_compared_by_kind(ast.parse(file.read_text("utf-8")))] for file in files}
    assert {name: lines for name, lines in found.items() if lines} == {}
