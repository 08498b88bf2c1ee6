"""A key paints no more of a row than what changed, and what it leaves was right already."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.strip import Strip

from mlops_survey_tui.faces.tui.frame import Row
from mlops_survey_tui.faces.tui.lines import Line, Span
from mlops_survey_tui.faces.tui.pieces import changed_cells
from mlops_survey_tui.faces.tui.theme import DARK
from mlops_survey_tui.faces.tui.widgets.canvas import row_strip

_CHARACTERS = "ab  é日本\u0301\u200d\u05d0👩️"
_STYLES = st.sampled_from(["", "muted", "selected"])
_SPANS = st.lists(st.builds(Span, st.text(_CHARACTERS, max_size=50), _STYLES), max_size=3).map(tuple)
_LINES = st.builds(Line, _SPANS, st.sampled_from(["", "cursor"]))
_ROWS = st.builds(Row, _LINES, st.just(2), st.sampled_from(["", "│"]))
_WIDTH = 60


def _cells(strip: Strip) -> list[Segment]:
    return [Segment(character, segment.style) for segment in strip for character in segment.text]


@given(_ROWS, _ROWS)
def test_painting_the_changed_cells_over_a_row_leaves_what_painting_it_all_would(before: Row, after: Row) -> None:
    old, new = (row_strip(row, _WIDTH, DARK) for row in (before, after))
    cells = changed_cells(before, after, _WIDTH)
    painted = [*_cells(new.crop(0, cells)), *_cells(old.crop(cells, _WIDTH))] if cells < _WIDTH else _cells(new)
    assert painted == _cells(new)


def test_a_row_with_other_words_is_painted_as_far_as_they_reach() -> None:
    before, after = (Row(Line((Span(f"Option number {number}"),)), 2) for number in (16, 17))
    assert changed_cells(before, after, _WIDTH) == 2 + len("Option number 17")


def test_a_row_that_looks_the_same_is_not_painted() -> None:
    row = Row(Line((Span("the same"),)), 2)
    assert changed_cells(row, row, _WIDTH) == 0
