"""Which lines of a screen are in view."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.tui.frame import Frame, Viewport, column, inset, is_too_small, rows
from mlops_survey_tui.faces.tui.lines import Line, Span


def _line(text: str) -> Line:
    return Line((Span(text),))


def _frame(count: int, focus: int, *, lead: int = 0, page: str = "q", top: int = 3, bottom: int = 2) -> Frame:
    return Frame(
        inset([_line("top")] * top, 0),
        [_line(str(at)) for at in range(count)],
        inset([_line("bottom")] * bottom, 0),
        focus,
        lead,
        3,
        page,
    )


def _texts(frame: Frame, height: int, offset: int) -> list[str]:
    return ["".join(span.text for span in row.line.spans) for row in rows(frame, height, offset)]


def test_there_are_as_many_rows_as_the_terminal_has() -> None:
    assert _texts(_frame(2, 0), 9, 0) == ["top", "top", "top", "0", "1", "", "", "bottom", "bottom"]
    assert _texts(_frame(20, 0), 7, 4) == ["top", "top", "top", "4", "5", "bottom", "bottom"]


def test_the_column_is_at_most_88_cells() -> None:
    assert [column(width) for width in (30, 80, 88, 200)] == [30, 80, 88, 88]


def test_too_small_means_below_30_by_8() -> None:
    assert not is_too_small(30, 8)
    assert is_too_small(29, 24)
    assert is_too_small(80, 7)


@given(
    count=st.integers(1, 60),
    height=st.integers(8, 50),
    moves=st.lists(st.integers(0, 59), min_size=1, max_size=8),
    lead=st.integers(0, 5),
)
def test_the_cursor_is_in_view_after_every_key(count: int, height: int, moves: list[int], lead: int) -> None:
    viewport = Viewport()
    viewport.show(_frame(count, 0), height)
    for move in moves:
        focus = min(move, count - 1)
        viewport.following = True
        viewport.show(_frame(count, focus, lead=min(lead, count - 1)), height)
        shown = _texts(_frame(count, focus), height, viewport.offset)
        assert str(focus) in shown
        assert len(shown) == height


def test_a_new_page_starts_at_the_top_and_is_read_on_before_the_cursor_acts() -> None:
    viewport = Viewport()
    assert viewport.show(_frame(30, 25, lead=25), 15)
    assert viewport.offset == 0
    assert viewport.reads_on(True)
    assert viewport.offset == 9
    assert not viewport.reads_on(False)
    assert viewport.reads_on(True)
    assert not viewport.reads_on(True), "the cursor is in view now"


def test_scrolling_stays_within_the_body() -> None:
    viewport = Viewport()
    viewport.show(_frame(12, 0), 15)
    viewport.scroll(99)
    assert viewport.offset == 2
    viewport.scroll(-99)
    assert viewport.offset == 0


def test_the_scroll_bar_shows_only_where_there_is_more() -> None:
    marks = [row.mark for row in rows(_frame(5, 0), 20, 0)]
    assert not any(marks)
    marks = [row.mark for row in rows(_frame(40, 0), 15, 0)]
    assert marks[3:6] == ["┃", "┃", ""]
