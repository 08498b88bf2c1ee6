"""Every form of chart, with usual and with hard figures: what is drawn is to scale, has its base, and can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.analysis.report import results as form
from mlops_survey_tui.analysis.report.charts import FORMS, NARROW, WIDE, draw, sentence
from mlops_survey_tui.analysis.report.charts.drawing import Canvas, Drawing
from mlops_survey_tui.analysis.report.results import Line, Result

from .. import made_report as made
from .pictures import outside, overlapping, shapes, words

WIDTHS = (WIDE, NARROW)
ALL = [*(make() for make in made.EVERY), *made.extremes()]


def test_every_form_that_a_result_can_have_is_drawn_by_a_file_of_its_own() -> None:
    assert set(FORMS) == set(form.SERIES)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("result", ALL, ids=lambda one: one.id)
def test_words_neither_overlap_nor_leave_the_chart_and_no_figure_is_not_a_number(result: Result, width: int) -> None:
    drawn = draw(result, width)
    assert overlapping(drawn) == []
    assert outside(drawn) == []
    assert not re.search(r"\b(nan|inf|None)\b", re.sub(r">[^<]*<", "><", drawn.svg))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("make", made.EVERY, ids=lambda one: one.__name__)
def test_a_chart_of_hidden_figures_alone_is_drawn_and_says_so(make: Callable[[], Result], width: int) -> None:
    result = make()
    hidden = tuple(
        replace(line, estimates={name: made.estimate(None) for name in line.estimates}) for line in result.lines
    )
    drawn = draw(replace(result, lines=hidden), width)
    assert overlapping(drawn) == []
    assert "not shown" in drawn.svg or any("may not be shown" in remark for remark in drawn.remarks)
    assert draw(replace(result, lines=()), width).svg


_FIGURES = st.one_of(st.none(), st.floats(0, 100), st.sampled_from([0.0, 100.0, 0.01, 99.99]))
_LABELS = st.one_of(st.text(max_size=90), st.sampled_from([made.LONG, made.WORD, made.HOSTILE, made.RIGHT_TO_LEFT]))


@given(st.sampled_from(made.EVERY), st.sampled_from(WIDTHS), st.data())
@settings(max_examples=60, deadline=None)
def test_any_figures_and_labels_make_a_chart_without_overlaps(
    make: Callable[[], Result], width: int, data: st.DataObject
) -> None:
    result = make()
    unit = 0.01 if result.form == form.SCORES else 1.0
    lines = []
    for at in range(data.draw(st.integers(0, 9))):
        figures = {one.id: data.draw(_FIGURES) for one in result.series}
        estimates = {
            name: made.estimate(None if value is None else value * unit, data.draw(st.integers(1, 10**6)), 5 * unit)
            for name, value in figures.items()
        }
        lines.append(Line(f"line {at}", data.draw(_LABELS), estimates, marked=data.draw(st.booleans())))
    drawn = draw(replace(result, lines=tuple(lines)), width)
    assert overlapping(drawn) == []
    assert outside(drawn) == []
    assert sentence(replace(result, lines=tuple(lines)))


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_begin_at_zero_and_are_as_long_as_their_figures(width: int) -> None:
    drawn = draw(made.bars(), width)
    bars = shapes(drawn, "rect", "bar")
    figures = made.falling(11)
    assert len({bar["x"] for bar in bars}) == 1
    assert [bar["width"] / bars[0]["width"] for bar in bars] == pytest.approx(
        [one / figures[0] for one in figures], abs=2e-3
    )


def test_bars_of_a_scale_are_centred_on_the_middle_of_the_neutral_point() -> None:
    middles = [bar["x"] + (bar["width"] + 1) / 2 for bar in shapes(draw(made.likert()), "rect", "middle")]
    assert max(middles) - min(middles) < 1.5
    backwards = replace(made.likert(), centre="")
    starts = [bar["x"] for bar in shapes(draw(backwards), "rect", "way1")]
    assert len(set(starts)) == 1, "a scale without a middle begins at zero"


def _with_points(*shares: float | None) -> Result:
    found = {code: made.estimate(share) for (code, _), share in zip(made.POINTS, shares, strict=True)}
    return replace(made.likert(), lines=(Line("line", "A tool", found),))


def test_points_that_may_not_be_shown_are_a_piece_of_their_own_that_fills_up_the_whole() -> None:
    drawn = draw(_with_points(None, None, 20.0, 40.0, 20.0))
    (unknown,) = shapes(drawn, "rect", "unknown")
    (middle,) = shapes(drawn, "rect", "middle")
    assert unknown["x"] < middle["x"]
    assert unknown["width"] == pytest.approx(middle["width"], abs=0.2)
    assert any("may not be shown" in key.label for key in drawn.legend)
    backwards = draw(replace(_with_points(20.0, None, 40.0, None, 20.0), centre=""))
    assert shapes(backwards, "rect", "unknown")[0]["x"] > shapes(backwards, "rect", "way5")[0]["x"]


def test_a_centred_bar_is_not_drawn_if_nobody_can_know_where_its_middle_is() -> None:
    drawn = draw(_with_points(None, 20.0, 30.0, None, 30.0))
    assert shapes(drawn, "rect", "middle") == []
    assert "in the table only: points are hidden on both sides" in [one.text for one in words(drawn)]


def test_a_split_that_was_only_asked_for_later_is_drawn_as_that_alone() -> None:
    later = replace(made.allocation(), series=tuple(form.Series(*one) for one in (
        ("later_any", "Have any"), ("later_overall", "In three years"))))  # fmt: skip
    lines = tuple(
        Line(one.id, one.label, {"later_any": made.estimate(90), "later_overall": made.estimate(16)})
        for one in later.lines
    )
    drawn = draw(replace(later, lines=lines))
    assert shapes(drawn, "rect", "now") == []
    assert "In three years: the parts shown, 96%" in [one.text for one in words(drawn)]


def test_rows_say_their_bases_where_these_differ_and_only_there() -> None:
    said = [one.text for one in words(draw(made.likert())) if one.style == "base"]
    assert said == ["120", "151", "182", "213", "244"]
    assert [one for one in words(draw(made.stages())) if one.style == "base"] == []


def test_sixty_lines_are_cut_to_thirty_and_the_chart_says_that_the_table_has_all() -> None:
    sixty = made.extremes()[1]
    drawn = draw(sixty)
    assert len(shapes(drawn, "rect", "bar")) == 30
    assert drawn.remarks == ("The chart shows 30 of 60 lines; the table below has all of them.",)


def test_a_line_that_may_not_be_shown_has_no_bar_and_says_why() -> None:
    drawn = draw(made.bars())
    assert len(shapes(drawn, "rect", "bar")) == 11
    assert "not shown: small base" in [one.text for one in words(drawn)]


def test_only_what_clearly_changed_has_colour_and_a_sign() -> None:
    drawn = draw(made.change())
    for style, count in (("up", 2), ("down", 1)):
        assert len([one for one in shapes(drawn, "circle", style) if one["r"] == 5]) == count
    assert sum("▲" in one.text for one in words(drawn)) == 2
    assert sum("▼" in one.text for one in words(drawn)) == 1


def test_tools_without_room_for_a_name_have_a_number_that_is_explained() -> None:
    drawn = draw(made.quadrant(), NARROW)
    numbers = {one.text for one in words(drawn) if one.style == "name" and one.text.isdigit()}
    explained = next(remark for remark in drawn.remarks if remark.startswith("Numbers"))
    assert numbers
    assert all(f" {number} " in f" {explained.replace(',', ' ')} " for number in numbers)
    assert "Not drawn" in drawn.remarks[-1]
    assert "Vector database C" in drawn.remarks[-1]


def test_few_ratings_are_drawn_as_an_interval_instead_of_a_point() -> None:
    few = [
        line
        for line in made.quadrant().lines
        if line.estimates["satisfaction"].n < 75 and line.estimates["satisfaction"].value
    ]
    assert len(shapes(draw(made.quadrant()), "circle", "disc hollow")) == len(few) > 0


def test_far_apart_numbers_get_a_logarithmic_axis_and_say_so_and_near_ones_do_not() -> None:
    assert "logarithmic" in draw(made.numbers()).remarks[0]
    near = replace(made.numbers(), lines=made.numbers().lines[:1])
    assert draw(near).remarks == ()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("size", [1e-3, 1.0, 1e4, 1e7, 3e11])
def test_figures_of_any_size_have_an_axis_whose_words_do_not_touch(size: float, width: int) -> None:
    grown = tuple(
        replace(
            line,
            estimates={name: made.estimate((one.value or 0) * size, most=1e99) for name, one in line.estimates.items()},
        )
        for line in made.numbers().lines
    )
    for lines in (grown, grown[:1]):
        drawn = draw(replace(made.numbers(), lines=lines), width)
        assert overlapping(drawn) == []
        assert outside(drawn) == []


def test_words_that_overlap_would_be_found() -> None:
    canvas = Canvas(300)
    for x, y in ((10, 20), (40, 22), (10, 60), (280, 60)):
        canvas.words(x, y, "some words", "value")
    found = Drawing(canvas.svg(100))
    assert overlapping(found) == [("some words", "some words")]
    assert outside(found) == ["some words"]


def test_a_table_of_more_columns_than_fit_is_turned_and_keeps_its_bases() -> None:
    columns = tuple(form.Series(f"c{at}", f"Column {at}") for at in range(40))
    rows = tuple(
        Line(f"l{row}", f"Row {row}", {one.id: made.estimate(30.0, 90 + row) for one in columns}) for row in range(3)
    )
    drawn = draw(replace(made.cross(), series=columns, lines=rows))
    said = " ".join(one.text for one in words(drawn))
    assert "Column 29" in said
    assert "(n 91)" in said
    assert overlapping(drawn) == []


@pytest.mark.parametrize(("make", "said"), [
    (made.bars, ("Python notebooks 78% (75% to 81%)", "812 respondents", "1 of 12 lines are not shown")),
    (made.likert, ("Satisfied or Very satisfied", "Model registry 94%")),
    (made.change, ("Clearly changed from 2025 to 2026", "Python notebooks from 78% to 87%")),
    (made.places, ("Mean place: first Python notebooks 1.8",)),
    (made.cross, ("6 rows by 7 columns", "Feature store, Health care: 80%")),
    (made.numbers, ("Median: first Orchestration 1,215",)),
    (made.allocation, ("Now: first Batch 44%", "In three years: first Batch 33%")),
    (made.quadrant, ("Used by: first", "Mean satisfaction of users: first")),
])  # fmt: skip
def test_the_sentence_instead_of_the_chart_says_what_it_shows(
    make: Callable[[], Result], said: tuple[str, ...]
) -> None:
    for words_said in said:
        assert words_said in sentence(make())
