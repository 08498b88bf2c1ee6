"""Questions, options and answers in other scripts: whole, in their columns, and moved over by whole characters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import split_graphemes

from mlops_survey_tui.faces.states.text_field import after, before, erased, field_of
from mlops_survey_tui.faces.tui.frame import Row
from mlops_survey_tui.faces.tui.lines import Line, Span
from mlops_survey_tui.faces.tui.theme import MONO
from mlops_survey_tui.faces.tui.widgets.canvas import row_strip
from mlops_survey_tui.faces.tui.wrapping import slices, wrap
from mlops_survey_tui.faces.widths import cell_len, excess
from mlops_survey_tui.interview.page import Choice, Page
from tests.faces.states.pages import PAGES

from .screen import find, press, screen_text, write
from .scripts import LABELS, labelled
from .test_matrix_of_screens import check_drawn
from .walks import navigator_for, walked

SIZES = ((80, 24), (40, 12), (30, 8))
KINDS = ("single", "multi", "ranking", "maxdiff", "matrix", "allocation", "number-grid", "multi-search")


def _page(name: str) -> Page:
    """Return one of the pages with all its labels in other scripts."""
    page, given = PAGES[name], labelled()

    def relabelled(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(replace(choice, label=given[at % len(given)].label) for at, choice in enumerate(choices))

    scales = tuple(replace(scale, points=relabelled(scale.points)) for scale in page.scales)
    return replace(
        page,
        text=LABELS["hebrew"],
        help=LABELS["arabic"],
        options=relabelled(page.options),
        rows=relabelled(page.rows),
        specials=relabelled(page.specials),
        scales=scales,
        prompts=(LABELS["japanese"], LABELS["hebrew"]) if name == "maxdiff" else page.prompts,
    )


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", KINDS)
def test_every_script_is_drawn_whole_in_every_kind(name: str, width: int, height: int) -> None:
    page = _page(name)
    walk = walked(page, (), width, height)
    check_drawn(walk.screens, width, height)
    shown = "".join("".join(walk.texts()).split())
    for choice in page.options if name != "maxdiff" else page.rows:
        assert choice.label[:4].strip() in shown


def test_what_stands_after_a_label_stands_in_one_column() -> None:
    page = Page("division", "division", "allocation", "work", "How?", rows=labelled(), total=9)
    navigator = navigator_for(page, 80, 24)
    ends = {cell_len(line.rstrip()) for line in screen_text(navigator).split("\n") if "░" in line}
    starts = {cell_len(line.partition("░")[0]) for line in screen_text(navigator).split("\n") if "░" in line}
    assert len(ends) == len(starts) == 1


@pytest.mark.parametrize("width", range(4, 12))
@pytest.mark.parametrize("name", LABELS)
def test_no_character_is_torn_where_a_line_ends(name: str, width: int) -> None:
    text = LABELS[name]
    starts = {start for start, _, _ in split_graphemes(text)[0]} | {len(text)}
    for start, end in slices(text, width):
        assert {start, end} <= starts
    assert all(cell_len(row) <= width for row in wrap(text, width))


@pytest.mark.parametrize("text", [*LABELS.values(), "👩\u200d💻!", "🇩🇪", "e\u0301a\u0308"])
def test_the_caret_goes_over_whole_characters_both_ways(text: str) -> None:
    forward = [0]
    while forward[-1] < len(text):
        forward.append(after(text, forward[-1]))
    back = [len(text)]
    while back[-1] > 0:
        back.append(before(text, back[-1]))
    assert forward == back[::-1]
    assert set(forward) <= {start for start, _, _ in split_graphemes(text)[0]} | {len(text)}
    assert text.startswith(erased(field_of(text, 80)).text)


@pytest.mark.parametrize("name", LABELS)
def test_an_answer_in_any_script_is_written_shown_and_erased(name: str) -> None:
    navigator = navigator_for(replace(PAGES["text"], text="What?"), 80, 24)
    write(navigator, LABELS[name])
    assert LABELS[name] + "_" in screen_text(navigator)
    check_drawn([navigator.rows], 80, 24)
    press(navigator, *["left"] * 5, *["backspace"] * 60, *["delete"] * 60)
    assert find(navigator, "│_")


@pytest.mark.parametrize("mark", "\u202e\u2066\u2069\u200e\u200f\u061c")
def test_marks_of_direction_in_a_text_are_seen_and_turn_nothing(mark: str) -> None:
    page = replace(PAGES["single"], options=(Choice("one", f"before {mark} after"),))
    navigator = navigator_for(page, 80, 24)
    assert f"before ‹U+{ord(mark):04X}› after" in screen_text(navigator)
    check_drawn([navigator.rows], 80, 24)


@pytest.mark.parametrize(
    ("text", "most", "unsure"),
    [("abc", 3, 0), ("日本", 4, 0), ("नि", 2, 1), ("👍🏽", 4, 2), ("👩\u200d💻", 4, 2), ("สวัสดี", 4, 0), ("é", 1, 0)],
)
def test_room_is_kept_for_the_most_that_a_terminal_may_take(text: str, most: int, unsure: int) -> None:
    assert (cell_len(text), excess(text)) == (most, unsure)


def test_what_follows_a_text_of_unsure_width_is_put_in_its_column() -> None:
    row = Row(Line((Span("निगरानी"), Span("│"))), inset=3)
    segments = list(row_strip(row, 40, MONO))
    at = next(at for at, segment in enumerate(segments) if segment.text == "│")
    assert segments[at - 1].control
    assert segments[at - 1].text == f"\x1b[{3 + cell_len('निगरानी') + 1}G"
