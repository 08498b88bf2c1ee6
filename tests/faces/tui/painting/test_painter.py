"""What is painted over a screen leaves what painting all of it would, and takes few bytes."""

from __future__ import annotations

from collections.abc import Sequence

import pyte
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.tui.frame import Row
from mlops_survey_tui.faces.tui.lines import Line, Span
from mlops_survey_tui.faces.tui.painting.codes import EIGHT_BIT, TRUE_COLOUR
from mlops_survey_tui.faces.tui.painting.painter import Painter, painter_of
from mlops_survey_tui.faces.tui.theme import DARK, MONO, PALETTES, Palette
from tests.terminal.terminal import seen

WIDTH, HEIGHT = 40, 10
_STYLES = st.sampled_from(["", "muted", "selected", "caret", "field", "error"])
_SPANS = st.lists(st.builds(Span, st.text("ab  é│日", max_size=30), _STYLES), max_size=3).map(tuple)
_ROWS = st.builds(
    Row, st.builds(Line, _SPANS, st.sampled_from(["", "cursor", "field"])), st.just(2), st.sampled_from("│")
)
_SCREENS = st.lists(_ROWS, min_size=HEIGHT, max_size=HEIGHT)
_PALETTES = st.sampled_from([MONO, *PALETTES.values()])
_DEPTHS = st.sampled_from([EIGHT_BIT, TRUE_COLOUR])


def _shown(*painted: bytes) -> list[list[tuple[object, ...]]]:
    """Return the cells that a terminal shows; of a space only what is seen of it."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.ByteStream(screen)
    for data in painted:
        stream.feed(data)
        assert screen.cursor.attrs == pyte.Screen(1, 1).cursor.attrs
    return [[seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


@given(_SCREENS, _SCREENS, _PALETTES, _DEPTHS)
def test_repainting_leaves_what_painting_all_of_it_would(
    before: Sequence[Row], after: Sequence[Row], palette: Palette, depth: str
) -> None:
    painter = Painter(palette, depth)
    whole = painter.paint(after, WIDTH)
    assert _shown(painter.paint(before, WIDTH), painter.repaint(before, after, WIDTH)) == _shown(whole)


@given(st.lists(_ROWS, min_size=30, max_size=30), st.lists(st.integers(-5, 5), max_size=6), st.integers(0, 3))
def test_so_does_moving_a_window_over_a_list(rows: Sequence[Row], steps: Sequence[int], head: int) -> None:
    painter, offset = Painter(DARK, EIGHT_BIT), 10
    shown = _window(rows, offset, head)
    painted = [painter.paint(shown, WIDTH)]
    for step in steps:
        before, offset = shown, max(0, min(offset + step, 30 - HEIGHT))
        shown = _window(rows, offset, head)
        painted.append(painter.repaint(before, shown, WIDTH))
    assert _shown(*painted) == _shown(painter.paint(shown, WIDTH))


def _window(rows: Sequence[Row], offset: int, head: int) -> list[Row]:
    body = rows[offset : offset + HEIGHT - head - 1]
    return [*rows[:head], *body, Row(Line((Span("Enter next", "key"),)))]


def test_a_list_that_scrolls_by_a_row_is_moved_by_the_terminal() -> None:
    rows = [Row(Line((Span(f"{chr(97 + number)}" * 30),)), 2) for number in range(26)]
    painter = Painter(DARK, EIGHT_BIT)
    written = painter.repaint(rows[:10], rows[1:11], WIDTH)
    assert b"k" * 30 in written
    assert len(written) < 100
    back = painter.repaint(rows[1:11], rows[:10], WIDTH)
    assert b"a" * 30 in back
    assert len(back) < 100


def test_words_that_are_the_same_are_not_written_again() -> None:
    before, after = (Row(Line((Span(f"Option number {number}"),)), 2) for number in (16, 17))
    assert Painter(MONO, "").repaint([before], [after], WIDTH) == b"\x1b[1;18H7"
    assert Painter(MONO, "").repaint([before], [before], WIDTH) == b""


def test_a_terminal_of_sixteen_colours_is_left_to_textual_unless_there_are_none() -> None:
    assert painter_of(DARK, {"TERM": "xterm"}) is None
    assert painter_of(MONO, {"TERM": "xterm"}) is not None
    assert painter_of(DARK, {"TERM": "xterm-256color"}) is not None
