"""Every kind of question, at every size, in every theme: whole, readable, and operable without colour.

All of it is computed from the rows that are drawn, over every screen that scrolling and moving leads to.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

import pytest
from rich.cells import cell_len

from mlops_survey_tui.faces.tui.directions import END_RUN, LEFT_MARK, LEFT_RUN, RIGHT_RUN
from mlops_survey_tui.faces.tui.frame import Row
from mlops_survey_tui.faces.tui.glyphs import ASCII, UNICODE
from mlops_survey_tui.faces.tui.theme import MONO, PALETTES
from mlops_survey_tui.faces.tui.widgets.canvas import row_strip
from mlops_survey_tui.interview.page import Page
from tests.faces.states.pages import PAGES

from .screen import press, screen_text
from .snapshots import faint_cells, overlong_rows
from .test_screens import SCREENS
from .walks import asked, navigator_for, walk

SIZES = ((80, 24), (40, 12), (120, 40), (200, 60), (30, 8))
_MARKS = str.maketrans("", "", LEFT_MARK + RIGHT_RUN + LEFT_RUN + END_RUN)
_PIECES = re.compile(r"[^\s\-/_.:,;]+")
_NOTHING_TO_CHOOSE = ("info", "text", "long-text", "number", "number-decimals", "number-grid", "allocation-more")


def check_drawn(screens: Iterable[list[Row]], width: int, height: int) -> None:
    """Assert what holds for every screen: its size, nothing cut at its edges, and contrast in every theme."""
    screens = list(screens)
    assert {len(rows) for rows in screens} == {height}
    different = list({row for rows in screens for row in rows})
    assert overlong_rows(different, width) == []
    for row in different:
        strip = row_strip(row, width, MONO)
        text = "".join(segment.text for segment in strip if not segment.control)
        assert strip.cell_length == width == cell_len(text)
        assert all(span.text.strip() in text.translate(_MARKS) for span in row.line.spans)
    for palette in PALETTES.values():
        assert list(faint_cells(different, width, palette)) == []


def texts_of(page: Page) -> Iterator[str]:
    """Yield all that a respondent has to be able to read."""
    yield from (page.text, page.help, *(page.prompts if page.kind == "maxdiff" else ()))
    for choice in (*page.choices(), *page.extra_rows):
        yield choice.label
    for scale in page.scales:
        yield from (scale.title, *(point.label for point in scale.points))


def missing_words(texts: Iterator[str], screens: Iterator[str]) -> set[str]:
    """Return the words that are on none of the screens."""
    seen = "\n".join(screens)
    found = set(_PIECES.findall(seen))
    wanted = {word for text in texts for word in _PIECES.findall(text)}
    return {word for word in wanted - found if word not in seen}


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_every_screen_of_every_kind_is_whole_and_readable(name: str, width: int, height: int) -> None:
    check_drawn(walk(name, width, height).screens, width, height)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_every_word_is_on_screen_or_reachable(name: str, width: int, height: int) -> None:
    assert missing_words(texts_of(asked(name)), walk(name, width, height).texts()) == set()


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_the_footer_names_keys_on_every_screen_help_first(name: str, width: int, height: int) -> None:
    for text in walk(name, width, height).texts():
        keys = re.split(" {2,}", text.split("\n")[-1].strip())
        assert keys[0] in ("? help", "F1 help"), text
        assert any(key.startswith("Enter ") for key in keys)
        assert len(keys) <= 6


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12), (200, 60)])
@pytest.mark.parametrize("name", PAGES)
def test_in_ascii_all_that_the_survey_draws_is_ascii(name: str, width: int, height: int) -> None:
    for text in walk(name, width, height, True).texts():
        assert text.isascii(), sorted(set(text) - set(map(chr, range(128))))


def _places(page: Page) -> int:
    """Return how many lines the cursor can stand on, roughly: one is none to move between."""
    return len(page.options) + len(page.rows) + len(page.specials)


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 12)])
@pytest.mark.parametrize("name", [name for name in PAGES if name != "info" and _places(PAGES[name]) > 1])
def test_moving_shows_in_the_characters_alone(name: str, width: int, height: int, ascii_only: bool) -> None:
    navigator = navigator_for(asked(name), width, height, ascii_only)
    press(navigator, *["up"] * 12)
    seen = [screen_text(navigator)]
    for _ in range(12):
        press(navigator, "down")
        seen.append(screen_text(navigator))
    changes = [before != after for before, after in itertools.pairwise(seen)]
    assert changes[0]
    assert True not in changes[changes.index(False) :] if False in changes else True


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("name", [name for name in PAGES if name not in _NOTHING_TO_CHOOSE])
def test_choosing_shows_in_the_characters_alone(name: str, ascii_only: bool) -> None:
    navigator = navigator_for(asked(name), 80, 24, ascii_only)
    press(navigator, "down")
    before = screen_text(navigator)
    press(navigator, "right" if name in ("maxdiff", "allocation") else "space")
    after = screen_text(navigator)
    assert after != before
    press(navigator, "down")
    assert screen_text(navigator) != after


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_the_screens_around_the_questions(name: str, width: int, height: int, ascii_only: bool) -> None:
    navigator = SCREENS[name](width, height, ascii_only)
    before = None
    while navigator.rows != before:
        before = navigator.rows
        check_drawn([before], width, height)
        assert not ascii_only or screen_text(navigator).isascii()
        assert "Enter" in screen_text(navigator).split("\n")[-1]
        navigator.wheel(1)


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize(("width", "height"), [(29, 8), (30, 7), (12, 4), (12, 1), (4, 3), (1, 1), (200, 2), (10, 60)])
def test_a_window_too_small_says_which_size_it_needs(width: int, height: int, ascii_only: bool) -> None:
    navigator = navigator_for(asked("single"), width, height, ascii_only)
    check_drawn([navigator.rows], width, height)
    times = "x" if ascii_only else "×"
    if width >= 4:
        assert f"30{times}8" in "".join(screen_text(navigator).split())
    if width >= 29:
        assert "Please make this" in screen_text(navigator)
    navigator.resize(80, 24)
    assert "Thinking of the last" in screen_text(navigator)


def test_every_glyph_is_one_cell_and_has_a_twin_in_ascii() -> None:
    for name in UNICODE.__slots__:
        assert cell_len(getattr(UNICODE, name)) == 1
        assert getattr(ASCII, name).isascii()
        assert len(getattr(ASCII, name)) == 1
