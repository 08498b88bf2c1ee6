"""No report tells a count of one to four, nor lets it be computed from what it tells."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.analysis.report.figures.building import build
from mlops_survey_tui.analysis.report.figures.limits import BASE, CELL
from mlops_survey_tui.analysis.report.figures.protecting import nested, protected
from mlops_survey_tui.analysis.report.results import Estimate, Line, Report

from .releases import Made, Row, whole

Counts = list[list[int]]
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=2, max_size=4)
)


def estimates(report: Report) -> Iterator[Estimate]:
    """Yield every figure, those of groups and those beside the series too."""
    for topic in report.topics:
        for result in topic.results:
            groups = [group.lines for one in result.filters for group in one.groups]
            for lines in (result.lines, *groups):
                yield from itertools.chain.from_iterable(map(_of_line, lines))


def _of_line(line: Line) -> Iterator[Estimate]:
    yield from line.estimates.values()
    yield from line.summary.values()


@pytest.mark.parametrize("seed", range(6))
def test_no_figure_tells_a_small_count(seed: int, tmp_path: Path) -> None:
    made = whole(
        tmp_path, (60, 90, 150, 200, 280, 360)[seed], seed, questionnaire=("example", "mlops_survey")[seed % 2]
    )
    report = build(made.folder)
    for one in estimates(report):
        assert not 0 < one.n < CELL
        if one.value is None:
            assert one.hidden
            assert (one.count, one.low) == (None, None)
        elif one.count is not None:
            assert not 0 < one.count < CELL
            assert not 0 < one.n - one.count < CELL or one.n == one.count
            assert one.n >= min(BASE, 25)
    _check_groups(report, made)


def _check_groups(report: Report, made: Made) -> None:
    """What is left when all groups that are told are taken from everybody is no small count."""
    for topic in report.topics:
        for result in topic.results:
            for one in result.filters:
                told = [group for group in one.groups if not group.hidden]
                for group in one.groups:
                    assert not 0 < group.n < CELL
                    assert group.hidden or group.n >= BASE
                for line in result.lines:
                    _check_line(line, [group.lines for group in told], len(told) < len(one.groups))
    assert made.rows


def _check_line(line: Line, groups: Sequence[Sequence[Line]], some_hidden: bool) -> None:
    for series, everybody in line.estimates.items():
        if everybody.count is None or everybody.value is None or everybody.count == everybody.n:
            continue
        parts = [found.estimates[series].count for lines in groups for found in lines if found.id == line.id]
        if all(part is not None for part in parts):
            assert not 0 < everybody.count - sum(part or 0 for part in parts) < CELL, line.id


@given(TABLES)
@settings(max_examples=150, deadline=None)
def test_no_hidden_small_cell_follows_from_the_totals(counts: Counts) -> None:
    """By linear algebra: a cell follows from totals if its unit vector is in the row space of the equations."""
    hidden = sorted(protected(counts, CELL))
    place = {cell: at for at, cell in enumerate(hidden)}
    equations = np.zeros((len(counts) + len(counts[0]), len(hidden)))
    for (row, column), at in place.items():
        equations[row, at] = equations[len(counts) + column, at] = 1
    rank = np.linalg.matrix_rank(equations) if hidden else 0
    for row, line in enumerate(counts):
        for column, n in enumerate(line):
            if 0 < n < CELL:
                unit = np.zeros(len(hidden))
                unit[place[row, column]] = 1
                assert np.linalg.matrix_rank(np.vstack([equations, unit])) > rank


def test_a_small_cell_alone_takes_others_with_it() -> None:
    hidden = protected([[3, 20, 30], [40, 50, 60], [20, 9, 70]], CELL)
    assert (0, 0) in hidden
    assert len(hidden) == 4
    rows, columns = Counter(row for row, _ in hidden), Counter(column for _, column in hidden)
    assert set(rows.values()) == set(columns.values()) == {2}


def test_a_table_without_small_cells_is_told_whole() -> None:
    assert protected([[5, 20], [40, 0]], CELL) == set()


def test_groups_that_differ_by_a_few_people_are_found() -> None:
    assert nested({(0, 0): 40, (0, 1): 3, (1, 1): 60}, CELL) == {(0, 0), (1, 1)}
    assert nested({(0, 0): 40, (0, 1): 9, (1, 1): 60}, CELL) == set()


def test_of_two_groups_that_differ_by_a_few_people_one_is_left_out(tmp_path: Path) -> None:
    from .releases import ID, PLAIN_WEIGHT, SIZES, Writer, code, keys

    rows: list[Row] = [
        {"row": at, "role": "engineer", "size": "small", "mood": ("bad", "good")[at % 2]} for at in range(60)
    ]
    rows += [{"row": 60 + at, "role": "engineer", "size": "medium", "mood": "good"} for at in range(3)]
    rows += [
        {"row": 70 + at, "role": role, "size": "medium", "mood": ("bad", "good")[at % 2]}
        for role in ("scientist", "manager")
        for at in range(50)
    ]
    writer = Writer(tmp_path)
    columns: list[Any] = [ID, *keys(), PLAIN_WEIGHT, code("mood", ("bad", "good"))]
    writer.block("profile", ("profile", "respondents", columns, [{**row, "weight": 1.0} for row in rows]))
    writer.ask("mood", "single", "profile")
    report = build(writer.write().folder)
    told = {
        (one.variable, group.code)
        for one in report.topics[0].results[0].filters
        for group in one.groups
        if not group.hidden
    }
    assert ("role", "engineer") not in told or ("size", "small") not in told
    assert SIZES


def test_spending_is_left_out_below_a_hundred_answers(tmp_path: Path) -> None:
    from .releases import ID, PLAIN_WEIGHT, Writer, code

    for n, expected in ((99, False), (100, True)):
        writer = Writer(tmp_path / str(n), questionnaire="mlops_survey")
        rows: list[Row] = [{"row": at, "weight": 1.0, "spend_band": ("low", "high")[at % 2]} for at in range(n)]
        writer.block("money", ("money", "respondents", [ID, PLAIN_WEIGHT, code("spend_band", ("low", "high"))], rows))
        writer.ask("spend_band", "single", "money")
        found = {result.id for topic in build(writer.write().folder).topics for result in topic.results}
        assert ("spend_band" in found) is expected
