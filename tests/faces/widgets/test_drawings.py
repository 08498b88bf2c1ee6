"""How each kind is drawn: stored as text at three widths, to be read and judged."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from mlops_survey_tui.faces.tui.lines import Look
from mlops_survey_tui.faces.tui.widgets import view_of
from mlops_survey_tui.interview.answers import Answer

from ..states.pages import PAGES, SEARCH, tools
from .driving import Driver

LOOKS = (Look(76, 18), Look(40, 18), Look(30, 9), Look(40, 18, ascii=True))
KEYS = {
    "single": ("down", "down"),
    "single-search": (*"codewh",),
    "multi": ("1", "3", "6", *"Mine", "up", "4"),
    "multi-search": (*"mlflow", "Enter", *"tool 1", "down", " ", "down"),
    "matrix": ("5", "2", "right"),
    "matrix-many": ("5", "1", "down"),
    "matrix-scales": ("2", "1"),
    "ranking": ("toggle", "toggle", "home", "toggle"),
    "ranking-all": ("down", "3", "1"),
    "maxdiff": ("2", "down", "right", "Enter", "left"),
    "allocation": ("5", "down", "2", "down", "down", "4"),
    "allocation-more": ("5", "0", "down", "2", "+", *"row 7", "Enter", "="),
    "number": ("4", "2", "z"),
    "number-decimals": (*"-1.5",),
    "number-grid": ("1", "2", "down", "down", "down", "3", "next_field", *"Mine"),
    "scale": ("7", "left"),
    "text": (*"A line that is wider than a narrow window",),
    "long-text": (*"Two lines, and the first is wider", "Enter", *"than the window", "up"),
    "info": (),
}


@pytest.mark.parametrize("name", PAGES)
def test_stored_drawing(name: str, stored_drawing: SnapshotAssertion) -> None:
    drawings = []
    for look in LOOKS:
        driver = Driver(PAGES[name]).press(*KEYS[name])
        driver.step(("look", look))
        drawings.append(f"{look.width} cells{', ASCII' if look.ascii else ''}\n\n{driver.text()}")
        assert not look.ascii or driver.text().replace("› ", "").isascii()
    assert "\n\n".join(drawings) + "\n" == stored_drawing


def test_help_shows_for_all_options_where_there_is_room_and_else_at_the_cursor() -> None:
    roomy, tight = Driver(PAGES["single"], Look(40, 30)), Driver(PAGES["single"], Look(40, 8))
    assert "Versions, conflicts" in roomy.text()
    assert "Versions, conflicts" not in tight.text()
    assert "Versions, conflicts" in tight.press("down", "down").text()


def test_a_key_in_a_list_of_six_hundred_makes_only_the_lines_in_view() -> None:
    """The bound is many times what a slow machine needs: only work on every option at every key fails it."""
    page = replace(SEARCH, options=tools(600), answer=Answer(["mlflow"]))
    view, look = view_of("multi"), Look(76, 18)
    state = view.act(page, view.begin(page), "down")
    seconds = []
    for _ in range(20):
        start = time.perf_counter()
        state = view.act(page, state, "down")
        lines, focus = view.lines(page, state, look), view.focus_line(page, state, look)
        assert len([lines[at] for at in range(focus, focus + look.height)]) == look.height
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.01


def test_clicks_reach_every_option_of_a_list() -> None:
    driver = Driver(PAGES["multi"])
    assert {target.row for target in driver.targets() if target.name == "choice"} == set(range(9))
