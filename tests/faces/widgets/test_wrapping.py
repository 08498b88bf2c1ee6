"""Wrapping by cells: nothing is lost, no row is too wide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.tui.wrapping import centred, clipped, padded, slices, wrap
from mlops_survey_tui.faces.visible import cells, visible

TEXT = st.text(st.sampled_from("ab -/日e\u0301\u200d\ufe0f\u202e👩"), max_size=60)


@given(TEXT, st.integers(8, 40))
def test_rows_hold_all_of_the_text_within_the_width(text: str, width: int) -> None:
    rows = wrap(text, width)
    assert rows
    assert all(cells(row) <= width for row in rows)
    assert "".join(rows).replace(" ", "") == visible(text).replace(" ", "")


@given(st.text(st.sampled_from("ab \n日\u202e"), max_size=60), st.integers(8, 40))
def test_slices_leave_out_newlines_only(text: str, width: int) -> None:
    rows = slices(text, width)
    assert "".join(text[start:end] for start, end in rows) == text.replace("\n", "")
    assert rows[0][0] == 0
    assert rows[-1][1] == len(text)


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap("Keeping training and serving data consistent", 20) == (
        "Keeping training and",
        "serving data",
        "consistent",
    )


def test_long_words_break_after_a_mark_where_there_is_one() -> None:
    assert wrap("training/serving", 10) == ("training/", "serving")
    assert wrap("abcdefghijklmnop", 10) == ("abcdefghij", "klmnop")


def test_wide_characters_count_two_cells() -> None:
    assert wrap("日本語日本語", 8) == ("日本語日", "本語")
    assert padded("日本", 6) == "日本  "
    assert centred("日", 6) == "  日  "


def test_clipping_says_that_something_is_left_out() -> None:
    assert clipped("abcdef", 4, "…") == "abc…"
    assert clipped("abcd", 4, "…") == "abcd"
