"""Each thing that a check looks at, at its edge: broken, a release would pass that tells who somebody is, or none would."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from mlops_survey_tui.publication.disclosure import aggregates
from mlops_survey_tui.publication.disclosure.checks import cells, joined, orders, told
from mlops_survey_tui.publication.disclosure.checks.cells import Line
from mlops_survey_tui.publication.disclosure.findings import Refused
from mlops_survey_tui.publication.disclosure.flows import with_totals
from mlops_survey_tui.publication.disclosure.gate import gate

from .releases import Release, good

OPTION = ("tools", "a", "1")
RELEASE: Any = SimpleNamespace(classes={"tools": "none"})


def _cell(base: int | None, count: int | None, share: float | None = None, note: str = "", group: str = "") -> Line:
    return Line("row 1", OPTION, "size" if group else "", group, base, count, share, note)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (_cell(100, 50, 0.5), []),
        (_cell(100, 0, 0.0), []),
        (_cell(100, 100, 1.0), []),
        (_cell(0, 0), []),
        (_cell(10, 5), []),
        (_cell(None, None, None, "suppressed"), []),
        (_cell(100, None, None, "suppressed"), []),
        (_cell(100, 4), ["count is 4; 5 is the least"]),
        (_cell(100, 1), ["count is 1; 5 is the least"]),
        (_cell(4, 0), ["base is 4; 5 is the least", "4 of the base are not counted"]),
        (_cell(-1, 0), ["base is -1; 5 is the least"]),
        (_cell(100, 99), ["1 of the base are not counted"]),
        (_cell(100, 96), ["4 of the base are not counted"]),
        (_cell(100, 95), []),
        (_cell(100, None), ["a suppressed count has a share, or no note that says so"]),
        (_cell(100, None, 0.5, "suppressed"), ["a suppressed count has a share, or no note that says so"]),
        (_cell(None, 50), ["a count has no base"]),
        (_cell(100, 50, 0.51), []),
        (_cell(100, 50, 0.52), ["the share is not that of count and base"]),
        (_cell(100, 50, 0.48), ["the share is not that of count and base"]),
        (_cell(30, 15, 0.515), []),
        (_cell(30, 15, 0.52), ["the share is not that of count and base"]),
        (_cell(30, 15, 0.5), []),
        (_cell(29, 15, 0.515), ["a share is of 29 people; 30 is the least"]),
        (replace(_cell(100, 50), option=("salary", "", "1")), ["salary is no question of this survey"]),
    ],
)
def test_a_published_count_in_itself(line: Line, said: list[str]) -> None:
    found = list(cells._alone(RELEASE, line))
    assert [(one.check, one.where) for one in found] == [("aggregates", "row 1")] * len(said)
    assert [one.what for one in found] == said


@pytest.mark.parametrize(
    ("total", "groups", "said"),
    [
        ((100, 50), [(40, 20), (60, 30)], []),
        ((100, 50), [(40, 20), (None, None)], ["30", "30"]),
        ((100, 50), [(40, 20), (30, 15), (None, None)], ["15", "15"]),
        ((100, 50), [(100, 50), (None, None)], []),
        ((100, 50), [(40, 20), (None, None), (None, None)], []),
        ((100, 50), [(60, 46), (None, None), (None, None)], ["4"]),
        ((100, 50), [(60, 45), (None, None), (None, None)], []),
        ((100, 50), [(95, 49), (None, None), (None, None)], ["1", "4"]),
        ((100, 50), [(None, None), (None, None)], []),
        ((100, 50), [(None, None)], []),
        ((100, 50), [(90, 41), (None, None), (None, None)], ["1"]),
        (None, [(40, 20), (None, None)], ["alone"]),
        (None, [(40, 20), (None, None), (None, None)], []),
        (None, [(40, 20), (60, 30)], []),
    ],
)
def test_what_groups_tell_of_suppressed_counts(
    total: tuple[int, int] | None, groups: list[tuple[int | None, int | None]], said: list[str]
) -> None:
    lines = [
        _cell(base, count, None, "" if count else "suppressed", f"g{place}")
        for place, (base, count) in enumerate(groups)
    ]
    totals = {OPTION: total} if total else {}
    found = list(cells._worked_out([*lines, _cell(100, 50)], totals))
    words = {"alone": "the one suppressed count is the total less the others"}
    assert [one.what for one in found] == [
        words.get(one, f"the suppressed counts are {one} people together") for one in said
    ]
    assert {(one.check, one.where) for one in found} <= {("aggregates", "data/aggregates tools a 1 by size")}


def test_totals_are_those_of_lines_without_a_group() -> None:
    release: Any = SimpleNamespace(classes={}, tables=list)
    lines = [_cell(100, 50), _cell(40, 20, group="g"), replace(_cell(None, None), option=("x", "", "1"))]
    assert cells._totals(release, lines) == {OPTION: (100, 50)}


def test_a_line_of_the_file_is_read_by_its_columns() -> None:
    line = cells._line(7, "id", "tools", "a", "1", "size", "small", "100.0", "50", "0.5", "said")
    assert line == Line("data/aggregates row 7", OPTION, "size", "small", 100, 50, 0.5, "said")
    empty = cells._line(8, "id", "tools", "", "1", "", "", "", "", "", "suppressed")
    assert empty == Line("data/aggregates row 8", ("tools", "", "1"), "", "", None, None, None, "suppressed")


def test_counts_are_found_wherever_they_stand_and_small_ones_are_told() -> None:
    method = {
        "kept": 400,
        "removed": {"duplicate": 4, "late": {"by day": 5, "ever": True}},
        "none": 0,
        "words": "3",
        "share": 0.5,
    }
    assert list(cells._counts(method, "method.json")) == [
        ("method.json kept", 400),
        ("method.json removed duplicate", 4),
        ("method.json removed late by day", 5),
        ("method.json none", 0),
    ]
    question = SimpleNamespace(id="role", statuses={"skipped": 0, "not_reached": 4, "answered": 5, "other": 1})
    release: Any = SimpleNamespace(
        codebook=SimpleNamespace(questions=[question]), json=lambda name: {"method.json": method}[name]
    )
    assert [str(one) for one in cells.small_statuses(release)] == [
        "question role: 4 people are not_reached [statuses]",
        "question role: 1 people are other [statuses]",
        "method.json removed duplicate: counts 4 people [statuses]",
    ]
    release.json = lambda name: None
    assert len(list(cells.small_statuses(release))) == 2


def _type_of_nothing(release: Release) -> None:
    columns = release.table("profile").columns
    release.change("profile", columns=(*columns[:4], replace(columns[4], type="odd"), *columns[5:]))


def _no_question(release: Release) -> None:
    release.lines["aggregates"][0][1] = release.lines["aggregates"][1][1] = "salary"


SPOILT: dict[str, tuple[Callable[[Release], None], list[str]]] = {
    "a type of nothing": (_type_of_nothing, ["[codes]"]),
    "no question of aggregates": (
        _no_question,
        ["data/aggregates row 1: salary is no question of this survey", "data/aggregates row 2: salary is no question"],
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_more_ways_to_spoil_a_release(name: str, tmp_path: Path) -> None:
    spoil, said = SPOILT[name]
    release = good()
    spoil(release)
    refused = _refused(release.write(tmp_path))
    assert all(words in refused for words in said), refused


def _refused(folder: Path) -> str:
    with pytest.raises(Refused) as refused:
        gate(folder)
    return str(refused.value)


def test_files_hold_the_columns_of_the_codebook_in_its_order(tmp_path: Path) -> None:
    folder = good().write(tmp_path)
    csv = folder / "data" / "profile.csv"
    head, *rest = csv.read_text("utf-8").splitlines()
    names = head.split(",")
    csv.write_text("\n".join([",".join([*names[:-1], "wages"]), *rest]) + "\n", "utf-8")
    refused = _refused(folder)
    assert "data/profile.csv: column pay is missing [columns]" in refused
    assert "data/profile.csv: column wages is not in the codebook [columns]" in refused
    csv.write_text("\n".join([",".join([names[1], names[0], *names[2:]]), *rest]) + "\n", "utf-8")
    assert "data/profile.csv: columns are in another order than in the codebook [columns]" in _refused(folder)
    csv.unlink()
    assert "data/profile.csv: this file is missing [files]" in _refused(folder)


def test_aggregates_say_the_same_in_both_files_and_have_all_columns(tmp_path: Path) -> None:
    folder = good().write(tmp_path)
    csv = folder / "data" / "aggregates.csv"
    text = csv.read_text("utf-8")
    csv.write_text(text.replace("tools", "happy", 1), "utf-8")
    assert "data/aggregates.csv: is not what the Parquet is [aggregates]" in _refused(folder)
    csv.write_text(text.rsplit("\n", 2)[0] + "\n", "utf-8")
    assert "data/aggregates.csv: is not what the Parquet is [aggregates]" in _refused(folder)
    csv.write_text(text.replace("share", "part_of", 1), "utf-8")
    assert "data/aggregates: columns are not id, question, part, code, group_question" in _refused(folder)


def test_what_is_hidden_beside_is_needed_and_what_a_total_tells_is_hidden_too() -> None:
    counts = np.array([[2, 30, 40], [50, 8, 60], [70, 80, 9]])
    hidden = aggregates.hidden_cells(counts)
    full = with_totals(counts)
    assert aggregates.unsafe_cell(full, hidden, 5) is None
    for row, column in np.argwhere(hidden):
        if (row, column) != (0, 0):
            shown = hidden.copy()
            shown[row, column] = False
            assert aggregates.unsafe_cell(full, shown, 5) is not None, "it would have been safe to show this"
    ticked, bases = aggregates.hidden_shares(np.array([48, 20, 30]), np.array([50, 50, 60]))
    assert ticked.tolist() == [True, True, False]
    assert not bases.any()
    few, sizes = aggregates.hidden_shares(np.array([1, 20, 30]), np.array([40, 50, 60]))
    assert few.tolist()[0]
    assert not sizes.any()
    assert not any(mask.any() for mask in aggregates.hidden_shares(np.array([20, 20]), np.array([50, 50])))


def test_orders_agree_by_chance_or_they_do_not() -> None:
    chance = np.random.default_rng(1)
    one, other = (chance.integers(0, 3, 600).astype(np.int8) for _ in range(2))
    assert orders._chance(one, other) > 0.001
    assert orders._chance(one, one) < 1e-12
    assert orders._chance(one, np.zeros(600, dtype=np.int8)) == 1.0
    assert orders._alike([one], [other, one])
    assert not orders._alike([one], [other])
    assert not orders._alike([], [one])
    two, even = np.repeat([0, 1], 50).astype(np.int8), np.tile([0, 1, 0, 1, 0], 20).astype(np.int8)
    assert orders._chance(two, even) == pytest.approx(_as_defined(np.array([[30, 20], [30, 20]])))
    few = np.tile([0, 0, 0, 1], 20).astype(np.int8)
    assert orders._chance(np.repeat([0, 1], 40).astype(np.int8), few) == 1.0, "twenty of eighty are too few to tell"
    half, leaning = (
        np.repeat([0, 1], 40).astype(np.int8),
        np.r_[np.zeros(30), np.ones(10), np.zeros(15), np.ones(25)].astype(np.int8),
    )
    assert orders._chance(half, leaning) == pytest.approx(_as_defined(np.array([[30, 10], [15, 25]])))


def _as_defined(table: Any) -> float:
    """Chi-square of a table with one degree of freedom, by the cube root of Wilson and Hilferty."""
    rows, columns, whole = table.sum(axis=1), table.sum(axis=0), table.sum()
    value = sum(
        (table[i, j] - rows[i] * columns[j] / whole) ** 2 / (rows[i] * columns[j] / whole)
        for i in (0, 1)
        for j in (0, 1)
    )
    z = (value ** (1 / 3) - (1 - 2 / 9)) / math.sqrt(2 / 9)
    return math.erfc(z / math.sqrt(2)) / 2


def test_the_most_frequent_codes_have_groups_of_their_own() -> None:
    codes = np.repeat([7, 1, 2, 3, 4, 5, 9], [70, 60, 50, 40, 30, 2, 1])
    assert orders._few(codes)[np.cumsum([0, 70, 60, 50, 40, 30, 2])].tolist() == [0, 1, 2, 3, 4, 5, 5]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [([1, 2, 3], [4, 5], 0), ([4, 5], [1, 2, 3], 0), ([1, 2, 3], [3, 4], 1), ([3, 4], [1, 2, 3], 1), ([], [1], 0), ([1], [], 0), ([1, 5, 9], [2, 5, 9], 2)],
)  # fmt: skip
def test_row_ids_that_two_blocks_share_are_counted(one: list[int], other: list[int], shared: int) -> None:
    assert orders._shared(np.array(one, dtype=np.int64), np.array(other, dtype=np.int64)) == shared


def test_ticks_that_people_hold_together_are_counted() -> None:
    ticks = np.array(
        [[1, 1, 0, 1, 0, 0, 0, 0, 1], [1, 0, 0, 1, 0, 0, 0, 0, 0], [0, 1, 1, 1, 0, 0, 0, 0, 1]], dtype=bool
    )
    packed = np.array([np.packbits(line) for line in ticks])
    assert [counts.tolist() for counts in told._together(packed)] == [[4], [2, 2], [3, 1, 4]]


def test_lines_that_few_share_are_rare() -> None:
    assert joined._rare(np.repeat([[1, 1], [2, 2]], [5, 4], axis=0)).tolist() == [False, True]
    assert joined._rare(np.zeros((3, 0), dtype=np.int64)).tolist() == []
    assert joined._number("a") == int.from_bytes(blake2b(b"a", digest_size=7).digest(), "big")
