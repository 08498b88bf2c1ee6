"""The parts that charts are made of: words in lines, axes, places of labels, colours of segments, figures in words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.analysis.report.charts.drawing import number, safe
from mlops_survey_tui.analysis.report.charts.lettering import lines_of, room, shortened
from mlops_survey_tui.analysis.report.charts.placing import Box, Point, place
from mlops_survey_tui.analysis.report.charts.scales import Scale, reach
from mlops_survey_tui.analysis.report.charts.segments import both_ways, letter, one_way
from mlops_survey_tui.analysis.report.charts.values import fixed, shown, tick
from mlops_survey_tui.faces.visible import visible


@given(st.text(max_size=200), st.floats(40, 400))
def test_words_in_lines_fit_and_none_is_lost(text: str, width: float) -> None:
    lines = lines_of(text, width, most=10**6)
    assert all(room(line, 13.0) <= width or len(line) <= 2 for line in lines)
    assert "".join("".join(lines).split()) == "".join(visible(text).split())


def test_words_beyond_the_last_line_end_in_dots_and_break_after_strokes() -> None:
    assert lines_of("one two three four five six", 40, most=2)[-1].endswith("…")
    assert lines_of("model-registry/feature-store", 110)[0].endswith(("/", "-"))
    assert room(shortened("a long name of something", 60), 13.0) <= 60 + 1


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.floats(60, 700))
def test_marks_of_an_axis_are_round_inside_and_apart(low: float, span: float, pixels: float) -> None:
    scale = Scale(low, low + span, 0, pixels)
    marks = scale.marks()
    assert all(scale.low - span * 1e-6 <= mark <= scale.high + span * 1e-6 for mark in marks)
    places = [scale.at(mark) for mark in marks]
    assert all(after - before >= min(63, pixels * 0.99) for before, after in pairwise(places))


@given(st.floats(1e-3, 1e3), st.floats(1.5, 1e9), st.floats(100, 700))
def test_marks_of_a_logarithmic_axis_are_inside(low: float, times: float, pixels: float) -> None:
    scale = Scale(low, low * times, 0, pixels, logarithmic=True)
    assert all(low * 0.99 <= mark <= low * times * 1.01 for mark in scale.marks())


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_the_end_of_an_axis_is_passed_by_no_figure(values: list[float]) -> None:
    assert reach(values, 1) >= max(values) * (1 - 1e-9)
    assert reach(values, 1, 100) <= 100


_POINTS = st.builds(Point, st.floats(0, 300), st.floats(0, 300), st.floats(3, 15), st.floats(10, 120), st.just(15.0))


@given(st.lists(_POINTS, max_size=25))
@settings(deadline=None)
def test_labels_lie_over_no_other_label_and_no_other_disc(points: list[Point]) -> None:
    area = Box(0, 0, 300, 300)
    discs = [point.disc() for point in points]
    boxes = place(points, area, discs)
    placed = [box for box in boxes if box]
    assert all(not one.meets(other) for at, one in enumerate(placed) for other in placed[at + 1 :])
    for at, box in enumerate(boxes):
        if box:
            assert box.within(area)
            assert not any(box.meets(disc) for disc in discs if disc != discs[at])


def test_segments_grow_stronger_away_from_the_middle_and_letters_do_not_repeat() -> None:
    assert both_ways(5, 2) == ["less2", "less1", "middle", "more1", "more2"]
    assert one_way(4) == ["way1", "way2", "way4", "way5"]
    assert len({letter(at) for at in range(800)}) == 800


@pytest.mark.parametrize(("value", "unit", "words"), [
    (0.0, "percent", "0%"), (0.2, "percent", "<1%"), (99.7, "percent", ">99%"), (100.0, "percent", "100%"),
    (43.4, "percent", "43%"), (-3.24, "points", "−3.2"), (2.0, "points", "+2.0"), (-0.001, "score", "0.00"),
    (1234.0, "models", "1,234"), (2.54, "models", "2.5"), (None, "percent", "–"), (float("nan"), "percent", "–"),
])  # fmt: skip
def test_figures_are_said_as_people_read_them(value: float | None, unit: str, words: str) -> None:
    assert shown(value, unit) == words


def test_small_things_of_pictures_are_written_right() -> None:
    assert number(-0.04) == "0"
    assert number(2.0) == "2"
    assert fixed(-0.0, 1) == "0.0"
    assert tick(-5, "points") == "−5"
    assert tick(2.5e9, "") == "2.5 bn"
    assert safe("<b>\x1b") == "&lt;b&gt;␛"
