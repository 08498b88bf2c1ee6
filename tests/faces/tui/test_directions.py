"""Text written from right to left keeps to its place on the line, whatever the terminal does with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mlops_survey_tui.faces.tui.directions import END_RUN, LEFT_MARK, LEFT_RUN, RIGHT_RUN, set_off
from mlops_survey_tui.faces.visible import visible

MARKS = (LEFT_MARK, RIGHT_RUN, LEFT_RUN, END_RUN)
PIECES = st.lists(
    st.tuples(
        st.text("ab 5%(.אבשلم٣日ก\u0e31é", max_size=8).map(visible), st.sampled_from(["", "field", "caret", "accent"])
    ),
    min_size=1,
    max_size=6,
)


def _unmarked(text: str) -> str:
    return "".join(character for character in text if character not in MARKS)


def _outside(line: str) -> Iterator[str]:
    """Yield the characters of a line that stand in no embedded run."""
    depth = 0
    for character in line:
        depth += (character in (RIGHT_RUN, LEFT_RUN)) - (character == END_RUN)
        if not depth and character != END_RUN:
            yield character


@given(PIECES)
def test_marks_add_no_cell_and_change_no_text(pieces: list[tuple[str, str]]) -> None:
    marked = set_off(pieces)
    assert [_unmarked(text) for text in marked] == [text for text, _ in pieces]
    assert [cell_len(text) for text in marked] == [cell_len(text) for text, _ in pieces]


@given(PIECES)
def test_nothing_from_right_to_left_stands_outside_a_run(pieces: list[tuple[str, str]]) -> None:
    """The line is left to right from its first character, so that what is outside runs keeps its order (UAX 9)."""
    line = "".join(set_off(pieces))
    kinds = [unicodedata.bidirectional(character) for character in _outside(line)]
    assert not {"R", "AL", "AN"} & set(kinds)
    assert line.count(RIGHT_RUN) + line.count(LEFT_RUN) == line.count(END_RUN)
    assert END_RUN not in line or line.startswith(LEFT_MARK)


@given(PIECES)
def test_marks_stand_next_to_what_they_set_off(pieces: list[tuple[str, str]]) -> None:
    line = "".join(set_off(pieces))
    for run in (RIGHT_RUN, LEFT_RUN):
        assert all(part.endswith(LEFT_MARK) for part in line.split(run)[:-1])
    assert all(part.startswith(LEFT_MARK) for part in line.split(END_RUN)[1:])


@pytest.mark.parametrize(
    ("text", "begins"), [("שלום MLflow", RIGHT_RUN), ("MLflow שלום", LEFT_RUN), ("5 שלום", RIGHT_RUN)]
)
def test_a_text_runs_as_its_first_letter_does(text: str, begins: str) -> None:
    assert list(set_off([("2 ", ""), (f"{text}  ", ""), ("5", "")])) == [
        f"{LEFT_MARK}2 ",
        f"{LEFT_MARK}{begins}{text}{END_RUN}{LEFT_MARK}  ",
        "5",
    ]


def test_a_field_and_its_caret_are_one_text() -> None:
    marked = set_off([("|", ""), ("של", "field"), ("ו", "caret"), ("ם  ", "field"), ("|", "")])
    assert "".join(marked).count(END_RUN) == 1
    assert marked[1].startswith(LEFT_MARK + RIGHT_RUN)
    assert marked[3] == f"ם{END_RUN}{LEFT_MARK}  "


def test_other_lines_are_left_alone() -> None:
    assert list(set_off([("▸ ", ""), ("日本語 ไทย नमस्ते", "")])) == ["▸ ", "日本語 ไทย नमस्ते"]
