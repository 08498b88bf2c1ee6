"""Everything that is said or drawn comes from the catalogue or the questionnaire, and finds room where it is longer."""

from __future__ import annotations

import dataclasses

import pytest

from mlops_survey_tui import language
from mlops_survey_tui.faces.keymap.naming import key_name, spelled
from mlops_survey_tui.faces.plain.driving import PlainDriver
from mlops_survey_tui.faces.plain.sitting import Sitting
from mlops_survey_tui.faces.tui import driven
from mlops_survey_tui.faces.tui.driving import AppDriver
from mlops_survey_tui.faces.tui.frame import small_screen
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.screens.trouble import TroubleScreen
from mlops_survey_tui.faces.tui.start import Resumable
from mlops_survey_tui.questionnaire.model import Questionnaire
from tests.faces.tui.fakes import PAGES, FakeOffer, FakeSession, FakeSurvey, start_with
from tests.faces.tui.screen import press, screen_text
from tests.interview.surveys import shipped

from .pseudo import SHIPPED, bare, cut, in_greek
from .walking import begun, walk

pytestmark = pytest.mark.usefixtures("pseudo_language")

_SAID_BY_THE_DRIVER = {"Saved", "Thank", "you"}
_COMMANDS = {"mlops", "survey", "plain", "resume", "responses", "show", "rehearsal", "delete", "export"}


def coffee() -> Questionnaire:
    """Return the example with every kind of question, in Greek letters."""
    return in_greek(shipped("examples/coffee"))


@pytest.mark.parametrize("seed", range(6))
def test_the_plain_face_says_nothing_that_is_not_in_the_catalogue(seed: int) -> None:
    session = begun(coffee(), str(seed))
    driver = PlainDriver(session)
    walk(driver, session, seed)
    for line in driver.transcript:
        if not line.startswith(">"):
            assert bare(line, _SAID_BY_THE_DRIVER) == [], line
            assert cut(line) == [], line


def drawn(monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], seed: int) -> list[str]:
    """Return every screen of a walk through the app."""
    screens: dict[str, None] = {}

    def draw(app: driven.DrivenApp) -> None:
        original(app)
        screens["\n".join(app.painted)] = None

    original = driven.DrivenApp.draw
    monkeypatch.setattr(driven.DrivenApp, "draw", draw)
    session = begun(coffee(), str(seed))
    driver = AppDriver(session, size)
    try:
        walk(driver, session, seed)
    finally:
        driver.close()
    assert len(screens) > 30
    return [screen for screen in screens if screen.strip()]


@pytest.mark.parametrize(("size", "seed"), [((100, 70), 2), ((100, 70), 5), ((58, 80), 3), ((58, 80), 7)])
def test_the_full_screen_draws_nothing_that_is_not_in_the_catalogue(
    size: tuple[int, int], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for screen in drawn(monkeypatch, size, seed):
        assert bare(screen, _COMMANDS) == [], screen
        assert cut(screen) == [], screen


@pytest.mark.parametrize(("width", "seed"), [(40, 5), (30, 7)])
def test_german_finds_room_on_a_narrow_screen(width: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "CATALOGUES", SHIPPED)
    assert language.use("de")
    screens = drawn(monkeypatch, (width, 80), seed)
    assert [screen for screen in screens if "Hilfe" not in screen] == []
    assert [screen for screen in screens if "…" in screen and width >= 40] == []
    assert any("Fertig: meine Antworten" in screen for screen in screens)


_SURVEY = FakeSurvey("Ερευνα", "7", "Απο ολους", offers=[FakeOffer("Νεα", "Χωρις ονομα", "7")])


@pytest.mark.parametrize("place", ["", "/7"])
@pytest.mark.parametrize("status", ["draft", "open", "closed"])
@pytest.mark.parametrize("ended", ["", "complete", "discarded", "screened_out"])
def test_welcome_and_thanks_say_nothing_that_is_not_in_the_catalogue(ended: str, status: str, place: str) -> None:
    survey, session = dataclasses.replace(_SURVEY, status=status, closes="7"), FakeSession(())
    session.ended = ended
    found = [Resumable("7", "", 1, "8"), Resumable("9", "", 2, "8", in_use=True)]
    start = dataclasses.replace(
        start_with(session, survey=survey, introduction="", resumable=found), data_location=place
    )
    said: list[str] = []
    for one in (start, dataclasses.replace(start, resume_first="7")):
        sitting = Sitting(one, said.append)
        sitting.begin()
        sitting.take("0")
        sitting.end_of_input()
        said.append(screen_text(Navigator(one, 90, 70)))
    for text in said:
        assert bare(text, _COMMANDS | {"k7m2q"}) == [], text
        assert cut(text) == [], text


def test_trouble_and_a_window_too_small_say_nothing_that_is_not_in_the_catalogue() -> None:
    session = FakeSession(PAGES[:1])
    navigator = Navigator(start_with(session, survey=_SURVEY, introduction=""), 100, 40)
    press(navigator, "enter")
    session.failures = 9
    press(navigator, "enter")
    assert isinstance(navigator.screen, TroubleScreen)
    fault = "The disk is full Free some space and try again"
    assert bare(screen_text(navigator), {*_COMMANDS, *fault.split(), "out", "FILE"}) == []
    small = "\n".join(row.line.spans[0].text for row in small_screen(200, 9).top)
    assert bare(small, set()) == []


def test_keys_are_named_in_the_language_spoken() -> None:
    for name in ("enter", "ctrl+x", "shift+up", "pageup", "space", "backspace", "left"):
        for ascii_only in (False, True):
            assert bare(spelled(key_name(name), ascii_only), set()) == []
