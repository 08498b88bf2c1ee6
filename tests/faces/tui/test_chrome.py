"""Head and foot of a screen."""

from __future__ import annotations

import pytest

from mlops_survey_tui.faces.tui.frame import Row
from mlops_survey_tui.faces.tui.lines import Look
from mlops_survey_tui.faces.tui.widgets.footer import Key, Notice, footer, key, notice_rows
from mlops_survey_tui.faces.tui.widgets.header import header, minutes_left

from .screen import row_text

LOOK = Look(80, 24)


def _texts(rows: tuple[Row, ...]) -> list[str]:
    return [row_text(row) for row in rows]


def test_the_head_has_survey_section_minutes_and_a_bar() -> None:
    head = _texts(header("Survey 2026", "Tools", "about 6 min left", 0.5, LOOK))
    assert head[0].startswith(" Survey 2026 · Tools   ")
    assert head[0].endswith("about 6 min left")
    assert head[1] == " " + "━" * 39 + "─" * 39
    assert head[2] == ""


def test_the_survey_gives_way_to_a_long_section() -> None:
    head = _texts(header("MLOps Community Survey 2026", "Portfolio " * 5, "less than a minute left", 0.1, LOOK))
    assert head[0].startswith(" Portfolio Portfolio")


def test_a_short_screen_has_a_head_of_one_line() -> None:
    head = _texts(header("Survey", "Tools", "6 min", 0.42, Look(40, 12)))
    assert head == [" Tools" + " " * 23 + "42%, 6 min"]


@pytest.mark.parametrize(
    ("minutes", "long", "short"),
    [
        (6.4, "about 6 min left", "6 min"),
        (0.4, "less than a minute left", "< 1 min"),
        (0, "nearly done", "nearly done"),
    ],
)
def test_minutes_in_words(minutes: float, long: str, short: str) -> None:
    assert minutes_left(minutes, short=False) == long
    assert minutes_left(minutes, short=True) == short


def test_the_lightest_keys_give_way_to_the_width() -> None:
    keys = [key("help", 9), key("up", 3), key("next", 8), key("back", 4)]
    assert row_text(footer(keys, LOOK)) == " ? help   ↑↓ move   Enter next   Esc back"
    assert row_text(footer(keys, Look(38, 12))) == " ? help   Enter next   Esc back"
    assert row_text(footer(keys, Look(5, 12))) == " ? help"


def test_never_more_than_six_keys() -> None:
    keys = [Key("next", number, label="do") for number in range(9)]
    assert row_text(footer(keys, Look(200, 24))).count("do") == 6


def test_a_notice_has_a_mark_and_at_most_three_lines() -> None:
    rows = _texts(notice_rows(Notice("please " * 60, "error"), 3, LOOK))
    assert len(rows) == 3
    assert rows[0].startswith("   ! please")
    assert rows[1].startswith("     please")
    assert notice_rows(None, 3, LOOK) == ()
