"""How the screens look: stored as text at three sizes, with the contrast of every cell."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.start import Options, Resumable
from mlops_survey_tui.faces.tui.theme import PALETTES
from mlops_survey_tui.interview.answers import Answer

from .fakes import PAGES, FakeSession, start_with
from .screen import press, screen_text
from .snapshots import faint_cells, overlong_rows, stored

SIZES = ((80, 24), (40, 12), (120, 40))


def _session(position: int) -> FakeSession:
    session = FakeSession(PAGES)
    session.position = position
    given = ("ml_engineer", ["hiring", "budget"], 7, {"mlflow": "daily"}, None)
    session.answers = {page.key: Answer(value) for page, value in zip(PAGES[1:position], given, strict=False)}
    return session


def _at(position: int, width: int, height: int, ascii_only: bool, *keys: str) -> Navigator:
    options = Options(grace=0.0, ascii=ascii_only)
    start = start_with(_session(position), resume_first="k7m2q", options=options)
    navigator = Navigator(start, width, height)
    press(navigator, *keys)
    return navigator


def _welcome(width: int, height: int, ascii_only: bool) -> Navigator:
    found = [
        Resumable("ab2cd", "Survey", 23, "12 March 2026"),
        Resumable("xy9zz", "Survey", 1, "today", True),
    ]
    options = Options(grace=0.0, ascii=ascii_only)
    return Navigator(start_with(_session(0), resumable=found, options=options), width, height)


def _trouble(width: int, height: int, ascii_only: bool) -> Navigator:
    session = _session(1)
    start = start_with(session, resume_first="k7m2q", options=Options(grace=0.0, ascii=ascii_only))
    navigator = Navigator(start, width, height)
    session.failures = 1
    press(navigator, "2", "enter")
    return navigator


SCREENS: dict[str, Callable[[int, int, bool], Navigator]] = {
    "welcome": _welcome,
    "question": lambda *look: _at(1, *look, "2"),
    "notice": lambda *look: _at(2, *look, "1", "down", "ctrl+c"),
    "matrix": lambda *look: _at(4, *look, "2", "down"),
    "help": lambda *look: _at(1, *look, "question_mark", "down"),
    "review": lambda *look: _at(3, *look, "r", "home", "down"),
    "thanks": lambda *look: _at(6, *look, "enter"),
    "trouble": _trouble,
}


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, width: int, height: int, stored_screen: SnapshotAssertion) -> None:
    navigator = SCREENS[name](width, height, False)
    assert len(navigator.rows) == height
    assert overlong_rows(navigator.rows, width) == []
    for palette in PALETTES.values():
        assert list(faint_cells(navigator.rows, width, palette)) == []
    assert stored(navigator.rows, width) == stored_screen


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", SCREENS)
def test_screen_in_ascii(name: str, width: int, height: int) -> None:
    navigator = SCREENS[name](width, height, True)
    text = screen_text(navigator)
    assert text.isascii(), [character for character in text if not character.isascii()]
    assert overlong_rows(navigator.rows, width) == []


@pytest.mark.parametrize("name", ["welcome", "question", "help", "review"])
def test_the_cursor_is_a_glyph_too(name: str) -> None:
    assert "▸" in screen_text(SCREENS[name](80, 24, False))
    assert ">" in screen_text(SCREENS[name](80, 24, True))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("name", SCREENS)
def test_the_footer_names_help_first_and_enter_always(name: str, width: int) -> None:
    footer = screen_text(SCREENS[name](width, 24, False)).split("\n")[-1]
    keys = re.split(" {2,}", footer.strip())
    assert name == "thanks" or keys[0] == "? help"
    assert any(key.startswith("Enter ") for key in keys)
    assert len(keys) <= 6
    assert len(footer) < width
