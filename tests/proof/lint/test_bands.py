"""Bands of numbers are read from labels in many forms, and compared in one unit."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.proof.lint.bands import Band, band_of, bands_of, gap, neighbours, overlap

YEAR = 365.25 * 86_400


@pytest.mark.parametrize(
    ("label", "low", "high", "closed"),
    [
        ("2 to 4", 2, 4, (True, True)),
        ("5–10", 5, 10, (True, True)),
        ("between 5 and 10", 5, 10, (True, True)),
        ("under 10", -inf, 10, (False, False)),
        ("Less than 1", -inf, 1, (False, False)),
        ("10 or fewer", -inf, 10, (False, True)),
        ("Up to 20%", -inf, 20, (False, True)),
        ("1,000 or more", 1000, inf, (True, False)),
        ("10+", 10, inf, (True, False)),
        ("more than 20%", 20, inf, (False, False)),
        ("> 10", 10, inf, (False, False)),
        ("≥ 10", 10, inf, (True, False)),
        ("$1M to $5M", 1e6, 5e6, (True, True)),
        ("1 to under 5 million USD", 1e6, 5e6, (True, False)),
        ("250,000 to under 1 million USD", 250_000, 1e6, (True, False)),
        ("$50k–$100k per year", 50_000, 100_000, (True, True)),
        ("10 GB to under 1 TB", 1e10, 1e12, (True, False)),
        ("less than a year", -inf, YEAR, (False, False)),
        ("3 to under 6 months", YEAR / 4, YEAR / 2, (True, False)),
        ("1 day to under 1 week", 86_400, 7 * 86_400, (True, False)),
        ("More than 5 years, up to 10", 5 * YEAR, 10 * YEAR, (False, True)),
        ("1 (only me)", 1, 1, (True, True)),
        ("one to three", 1, 3, (True, True)),
        ("None", 0, 0, (True, True)),
        ("51–100 people", 51, 100, (True, True)),
    ],
)
def test_labels_are_read(label: str, low: float, high: float, closed: tuple[bool, bool]) -> None:
    band = band_of(label)
    assert band is not None
    assert band.low == pytest.approx(low)
    assert band.high == pytest.approx(high)
    assert (band.low_closed, band.high_closed) == closed


@pytest.mark.parametrize(
    "label",
    [
        "Data lake",
        "Weekly",
        "Top 10 list",
        "A few times a year",
        "Down by 6 to 25%",
        "A simpler solution was enough",
        "10 to 5",
    ],
)
def test_other_labels_are_no_bands(label: str) -> None:
    assert band_of(label) is None


@pytest.mark.parametrize(
    "labels",
    [
        ["Under 18", "18-24 years", "25 to 64", "65 and over"],
        ["None", "1 to 25%", "26 to 50%", "51 to 75%", "76 to 99%", "All"],
        ["None", "Under 1", "1 to 2", "3 to 5", "6 or more"],
        ["Under $1M", "$1M to under $5M", "$5M or more"],
        ["less than a year", "1 to 2 years", "3 to 5 years", "more than 5 years"],
        ["0.5 to 0.9", "1.0 to 1.4", "1.5 or more"],
    ],
)
def test_complete_lists_have_neither_overlap_nor_gap(labels: list[str]) -> None:
    found = bands_of(labels)
    assert len(found) == len(labels)
    for (_, first), (_, second) in neighbours(found):
        assert not overlap(first, second)
        assert not gap(first, second)


def test_money_in_millions_leaves_a_gap_between_whole_numbers() -> None:
    (first, second, _) = (band for _, band in bands_of(["$1M to $5M", "$6M to $10M", "over $10M"]))
    assert gap(first, second)


def test_times_in_different_units_are_compared() -> None:
    (first, second, third) = (band for _, band in bands_of(["Under 1 year", "12 months", "over 1 year"]))
    assert not overlap(first, second)
    assert not gap(first, second)
    assert not overlap(second, third)


CUTS = st.lists(st.integers(1, 10_000), min_size=2, max_size=8, unique=True).map(sorted)


def _half_open(cuts: list[int]) -> list[str]:
    inner = [f"{low:,} to under {high:,}" for low, high in pairwise(cuts)]
    return [f"Under {cuts[0]:,}", *inner, f"{cuts[-1]:,} or more"]


@given(CUTS)
def test_bands_made_from_cuts_are_whole(cuts: list[int]) -> None:
    found = bands_of(_half_open(cuts))
    assert [band.low for _, band in found] == [-inf, *cuts]
    assert all(not overlap(a, b) and not gap(a, b) for (_, a), (_, b) in neighbours(found))


@given(CUTS, st.data())
def test_a_band_left_out_is_a_gap_and_one_moved_down_overlaps(cuts: list[int], data: st.DataObject) -> None:
    labels = _half_open(cuts)
    index = data.draw(st.integers(1, len(labels) - 2))
    if len(labels) > 3:
        rest = bands_of(labels[:index] + labels[index + 1 :])
        assert any(gap(a, b) for (_, a), (_, b) in neighbours(rest))
    moved = bands_of([*labels[:index], f"{cuts[index - 1] - 1} to under {cuts[index]}", *labels[index + 1 :]])
    assert any(overlap(a, b) for (_, a), (_, b) in neighbours(moved))


@given(st.integers(-5, 5), st.integers(0, 5), st.integers(-5, 5), st.integers(0, 5))
def test_overlap_is_what_whole_and_half_numbers_say(a: int, width: int, b: int, other_width: int) -> None:
    first, second = Band(a, a + width, True, True, 1), Band(b, b + other_width, True, True, 1)
    halves = [number / 2 for number in range(-20, 25)]
    shared = [x for x in halves if first.low <= x <= first.high and second.low <= x <= second.high]
    assert overlap(first, second) == overlap(second, first) == bool(shared)
