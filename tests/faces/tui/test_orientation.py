"""Where one is stays on the screen: the row asked about, the end of what was pasted, and what was said last."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.interview.page import Choice, Page, Scale
from tests.faces.states.pages import PAGES

from .screen import press, screen_text
from .test_screens import SCREENS
from .walks import asked, navigator_for

_POINTS = tuple(Choice(f"p{at}", f"Point {at}") for at in range(1, 10))
_ROWS = tuple(Choice(f"r{at}", f"Row {at} with a text that wraps at forty cells") for at in range(1, 21))


def _matrix(scales: int = 1) -> Page:
    """Return a matrix of more rows, points and words than narrow windows have room for."""
    several = tuple(Scale(f"s{at}", f"Scale {at}", _POINTS) for at in range(1, scales + 1))
    return replace(PAGES["matrix"], rows=_ROWS, scales=several, text="How often?", help="")


def _left(navigator: Navigator) -> bool:
    return navigator.departure is not None


@pytest.mark.parametrize("scales", [1, 2])
@pytest.mark.parametrize("key", ["9", "down", "right", "enter"])
def test_the_row_asked_about_is_in_view_however_far_down_its_points_one_is(key: str, scales: int) -> None:
    navigator = navigator_for(_matrix(scales), 40, 12)
    for _ in range(16):
        press(navigator, key)
        row = navigator.screen.state.row  # type: ignore[attr-defined]
        assert f"Row {min(row, 19) + 1} with" in screen_text(navigator)


@pytest.mark.parametrize(("width", "height"), [(40, 12), (30, 8)])
def test_each_digit_shows_the_next_row_of_a_matrix_from_its_beginning(width: int, height: int) -> None:
    navigator = navigator_for(_matrix(), width, height)
    seen = [screen_text(navigator)]
    for number in range(2, 12):
        press(navigator, "9")
        seen.append(screen_text(navigator))
        assert f"Row {number} with" in seen[-1]
        assert "Point 1" in seen[-1]
    assert all(before != after for before, after in itertools.pairwise(seen))


def test_the_scale_under_the_cursor_is_named_with_its_place_among_several() -> None:
    navigator = navigator_for(_matrix(2), 40, 12)
    press(navigator, "9")
    assert "Scale 2" in screen_text(navigator)
    assert "2/2" in screen_text(navigator)


@pytest.mark.parametrize("name", ["text", "long-text"])
def test_the_end_of_a_paste_is_in_view_and_that_it_was_cut_is_said(name: str) -> None:
    navigator = navigator_for(asked(name), 80, 24)
    navigator.paste("abc " * 5000 + "\n")
    assert "The text is full" in screen_text(navigator)


@pytest.mark.parametrize("name", list(SCREENS))
@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12), (30, 8)])
def test_the_first_press_of_leave_is_answered_on_every_screen(name: str, width: int, height: int) -> None:
    navigator = SCREENS[name](width, height, False)
    if "again" not in screen_text(navigator):
        press(navigator, "ctrl+c")
    if not _left(navigator):
        assert "again" in " ".join(screen_text(navigator).split())


@pytest.mark.parametrize("key", ["question_mark", "colon"])
def test_the_first_press_of_leave_is_answered_over_a_question(key: str) -> None:
    navigator = navigator_for(asked("single"), 80, 24)
    press(navigator, key, "ctrl+c")
    assert "Press Ctrl+C again to save and leave" in screen_text(navigator)
    press(navigator, "ctrl+c")
    assert _left(navigator)
