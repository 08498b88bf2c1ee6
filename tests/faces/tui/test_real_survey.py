"""The current survey on its real engine, taken by hurried fingers at several sizes."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache

import pytest

from mlops_survey_tui.faces.actions import ACTIONS
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.start import Opened, Options, Start
from mlops_survey_tui.faces.tui.theme import PALETTES
from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.questionnaire.shipped import SHIPPED

from .screen import press, screen_text, write
from .snapshots import faint_cells, overlong_rows

_CHOOSING = {
    "single": ("1",),
    "multi": ("space", "down", "space"),
    "scale": ("7",),
    "matrix": ("2",) * 16,
    "ranking": ("1", "down", "2", "down", "3"),
    "allocation": ("equals_sign",),
    "maxdiff": ("left", "down", "right"),
    "number": ("7",),
    "number_grid": ("3", "down", "1"),
}
_STRAY = tuple(key for action in ACTIONS.values() for key in action.keys if action.id not in ("leave", "suspend"))
SIZES = ((80, 24), (40, 12), (30, 8), (200, 60))


@cache
def _survey() -> Questionnaire:
    return load(SHIPPED / "2026")


class _Taken:
    """One interview under the fingers."""

    def __init__(self, seed: str, width: int, height: int) -> None:
        self.events: list[Event] = []
        questionnaire = _survey()
        self.session = Session.begin(questionnaire, seed=seed, sink=self._store)
        first = self.session.page()
        opened = Opened(self.session, questionnaire, lambda: "k7m2q" if self.session.consented else "")
        start = Start(
            questionnaire,
            lambda: opened,
            lambda: (),
            lambda _: opened,
            introduction=first.text if first and first.kind == "info" else "",
            options=Options(grace=0.0),
        )
        self.navigator = Navigator(start, width, height)

    def _store(self, events: Sequence[Event]) -> None:
        self.events += events

    def begin(self) -> None:
        """Start and agree."""
        for _ in range(30):
            if self.session.consented:
                return
            on_consent = self.session.position == "consent"
            press(self.navigator, *(("1",) if on_consent else ()), "enter")
        raise AssertionError(screen_text(self.navigator))

    def answer_page(self) -> None:
        """Answer the page shown, as its kind is answered, and go on."""
        page = self.session.page()
        assert page is not None
        keys = ("down", "space", "down", "down", "space") if page.searchable else _CHOOSING.get(page.kind, ())
        press(self.navigator, *keys)
        if page.kind in ("text", "long_text"):
            write(self.navigator, "some words")
        for _ in range(20):
            press(self.navigator, *(("tab",) if page.kind == "long_text" else ()), "enter")
            if self.session.position != page.key:
                return
            press(self.navigator, *keys)
        raise AssertionError(screen_text(self.navigator))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_whole_survey_by_keys_at_every_size(width: int, height: int) -> None:
    taken = _Taken("seed 1", width, height)
    taken.begin()
    pages = 0
    while taken.session.page() is not None and not taken.session.ended:
        rows = taken.navigator.rows
        assert len(rows) == height
        assert overlong_rows(rows, width) == [], taken.session.position
        for palette in PALETTES.values():
            assert list(faint_cells(rows, width, palette)) == [], taken.session.position
        keys = re.split(" {2,}", screen_text(taken.navigator).split("\n")[-1].strip())
        assert keys[0] in ("? help", "F1 help")
        assert len(keys) <= 6
        assert any(key.startswith("Enter ") for key in keys)
        taken.answer_page()
        pages += 1
        assert pages < 200
    assert "Finish: these are my answers" in screen_text(taken.navigator)
    press(taken.navigator, "enter")
    assert taken.session.ended == "complete"
    assert "Thank you." in screen_text(taken.navigator)
    assert pages > 30


@pytest.mark.parametrize("seed", range(4))
def test_stray_keys_break_nothing(seed: int) -> None:
    fingers = random.Random(seed)
    width, height = SIZES[seed % len(SIZES)]
    taken = _Taken(str(seed), width, height)
    taken.begin()
    for _ in range(400):
        if taken.session.ended or taken.navigator.departure:
            break
        if fingers.random() < 0.08 and taken.session.page() is not None:
            write(taken.navigator, fingers.choice(("kube", "x", "12", "\u202e")))
        press(taken.navigator, fingers.choice(_STRAY))
        if fingers.random() < 0.02:
            width, height = fingers.choice(SIZES)
            taken.navigator.resize(width, height)
        rows = taken.navigator.rows
        assert len(rows) == height
        assert overlong_rows(rows, width) == [], screen_text(taken.navigator)
    resumed = Session.resume(_survey(), taken.events, seed=str(seed), sink=lambda _: None)
    assert resumed.position == taken.session.position


def test_leaving_and_resuming_shows_the_same_question_with_what_was_entered() -> None:
    taken = _Taken("seed 2", 80, 24)
    taken.begin()
    for _ in range(6):
        taken.answer_page()
    press(taken.navigator, "space", "ctrl+c", "ctrl+c")
    assert taken.navigator.departure is not None
    before = taken.session.page()
    resumed = Session.resume(_survey(), taken.events, seed="seed 2", sink=lambda _: None)
    again = resumed.page()
    assert before is not None
    assert again is not None
    assert (again.key, again.draft) == (before.key, before.draft)
    assert again.draft is not None
