"""Chance that a rehearsal decides: what is pinned is drawn, what is not possible is left to the seed."""

from __future__ import annotations

from typing import Any

import pytest

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.pins import Pins
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.driver import drive, from_mapping

from .surveys import Clock, Kept, shipped, survey

DRAWS = survey(
    """
    draws:
      word: {one_of: [up, down, left, right]}
      number: {number: [1, 50]}
      letter: {letter: true}
      two: {source: {from: picked}, take: 2}
    sections:
      - id: only
        title: Only
        questions:
          - {id: picked, kind: multi, text: Which?, sensitivity: none, order: random, options: [
              {id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}, {id: e, label: E}]}
          - {id: worded, kind: text, sensitivity: none, text: {one_of: [One, Two, Three]}}
          - {id: told, kind: info, text: "{word} {number} {letter} {two|none}", sensitivity: none}
          - {id: again, kind: multi, text: Some?, sensitivity: none, options: [{from: picked, take: shown, show: 2}]}
          - {id: best, kind: maxdiff, text: Best?, sensitivity: none, sets: 2, per_set: 3,
             options: [{id: w, label: W}, {id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]}
          - {id: each, kind: text, text: "{thing.label}?", sensitivity: none,
             loop: {over: {from: picked}, as: thing, cap: 2, choose: random}}
    """
)
PICKED = {"picked": Answer(["a", "b", "c", "d", "e"])}


def _begin(questionnaire: Questionnaire, pins: Pins, seed: str = "seed") -> Session:
    return Session.begin(questionnaire, seed=seed, sink=Kept(), clock=Clock(), pins=pins)


def _pages(pins: Pins, seed: str) -> dict[str, Page]:
    session, pages = _begin(DRAWS, pins, seed), dict[str, Page]()

    def reply(page: Page) -> Answer:
        pages[page.key] = page
        return PICKED.get(page.key, EMPTY)

    drive(session, reply)
    assert pages == _again(session, pages), "a log with pins replays like any other"
    return pages


def _again(session: Session, pages: dict[str, Page]) -> dict[str, Page]:
    replayed = Session.resume(DRAWS, session.log, seed=session.seed, sink=Kept(), clock=Clock())
    return {key: type(page)(**{**_fields(replayed.page_at(key)), "answer": page.answer}) for key, page in pages.items()}


def _fields(page: Page) -> dict[str, Any]:
    return {name: getattr(page, name) for name in page.__dataclass_fields__}


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_everything_that_chance_decides_can_be_pinned(seed: str) -> None:
    pins = Pins(
        draws={"word": "left", "number": 7, "letter": "Q", "two": ["e", "b"]},
        wordings={"worded": 2},
        shown={"picked": ["d", "a"], "again": ["c", "e"]},
        sets={"best": [["z", "w", "x"], ["y", "x", "w"]]},
        loops={"each": ["d", "b"]},
    )
    pages = _pages(pins, seed)
    assert [choice.id for choice in pages["picked"].options][:2] == ["d", "a"]
    assert pages["worded"].text == "Three"
    assert pages["told"].text.startswith("left 7 Q ")
    assert set(pages["told"].text.removeprefix("left 7 Q ").split(" and ")) == {"E", "B"}
    assert {choice.id for choice in pages["again"].options} == {"c", "e"}
    assert pages["best"].sets == (("z", "w", "x"), ("y", "x", "w"))
    assert {key for key in pages if key.startswith("each")} == {"each@b", "each@d"}


def test_what_is_not_possible_is_left_to_the_seed() -> None:
    impossible = Pins(
        draws={"word": "sideways", "number": 99, "letter": "ä", "two": ["nobody"]},
        wordings={"worded": 9},
        shown={"picked": ["nobody"]},
        sets={"best": [["nobody", "w"]]},
        loops={"each": ["nobody"]},
    )
    assert _pages(impossible, "s") == _pages(Pins(), "s")


def test_pins_survive_being_written_down() -> None:
    pins = Pins(draws={"word": "left"}, form=3, volunteer="mod_food")
    assert Pins.from_data(pins.to_data() | {"unknown": 1}) == pins
    assert Pins().to_data() == {}


def test_the_form_and_the_modules_can_be_pinned() -> None:
    survey_2026 = shipped("2026")
    assert survey_2026.rotation is not None
    answers = {"consent": Answer("yes"), "ml_status": Answer("production")}
    for number, modules in list(enumerate(survey_2026.rotation.forms, 1))[:5]:
        pins = Pins(form=number, boosts={boost.module: "" for boost in survey_2026.rotation.boost})
        session = _begin(survey_2026, pins)
        drive(session, from_mapping(answers), until="ml_role")
        assert session.world.assignment.form == number
        assert set(modules) == set(session.world.assignment.given)
