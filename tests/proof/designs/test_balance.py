"""The report counts right, and its bounds are bounds, for any design whatever."""

from __future__ import annotations

import math
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.proof.designs.balance import balance_of
from mlops_survey_tui.proof.designs.design import Design
from mlops_survey_tui.proof.designs.report import report_data, report_lines

ITEMS = tuple("abcdefg")
SETS = st.lists(st.sampled_from(ITEMS), min_size=2, max_size=5, unique=True).map(tuple)
VERSIONS = st.lists(st.lists(SETS, min_size=1, max_size=6).map(tuple), min_size=1, max_size=5).map(tuple)
DESIGNS = VERSIONS.map(lambda versions: Design(ITEMS, versions))


def spread(counts: list[int]) -> int:
    return max(counts) - min(counts)


@given(DESIGNS)
def test_counts_are_as_by_brute_force(design: Design) -> None:
    balance = balance_of(design)
    blocks = [block for version in design.versions for block in version]
    assert balance.figure("item spread overall").value == spread([sum(i in b for b in blocks) for i in ITEMS])
    pairs = [(a, b) for a, b in product(ITEMS, ITEMS) if a < b]
    met = [sum(a in block and b in block for block in blocks) for a, b in pairs]
    mean = sum(met) / len(met)
    deviation = math.sqrt(sum((count - mean) ** 2 for count in met) / len(met))
    assert math.isclose(balance.figure("pair deviation overall").value, deviation, abs_tol=1e-12)
    assert balance.figure("pair spread overall").value == spread(met)
    longest = max(map(len, blocks))
    places = [sum(len(b) > p and b[p] == i for b in blocks) for i in ITEMS for p in range(longest)]
    assert balance.figure("position spread overall").value == spread(places)
    again = sum(len({*a} & {*b}) for version in design.versions for a, b in pairwise(version))
    assert balance.figure("items in neighbouring sets").value == again


@given(DESIGNS)
def test_no_design_passes_a_bound(design: Design) -> None:
    for figure in balance_of(design).figures:
        assert figure.value >= figure.bound - 1e-12, figure


@given(DESIGNS)
def test_groups_are_what_can_be_reached(design: Design) -> None:
    most = max(len(_groups(version)) for version in design.versions)
    figure = balance_of(design).figure("groups of connected items")
    assert figure.value <= most
    if len(design.versions) == 1:
        assert figure.value == most


def _groups(version: tuple[tuple[str, ...], ...]) -> set[frozenset[str]]:
    groups = set()
    for item in ITEMS:
        reached = {item}
        for _ in ITEMS:
            reached |= {other for block in version if reached & {*block} for other in block}
        groups.add(frozenset(reached))
    return groups


def test_within_a_version_the_worst_is_told() -> None:
    good = (("a", "b"), ("c", "d"))
    bad = (("a", "b"), ("a", "b"))
    balance = balance_of(Design(tuple("abcd"), (good, bad)))
    assert balance.figure("item spread within a version").value == 2
    assert balance.figure("pair spread within a version").value == 2
    assert balance.figure("groups of connected items").value == 3


def test_the_report_says_sizes_figures_and_bounds() -> None:
    balance = balance_of(Design(tuple("abc"), ((("a", "b", "c"), ("a", "b")),)))
    lines = report_lines(balance)
    assert lines[0] == "3 items, 2 to 3 in each of 2 sets, 1 version"
    assert "item spread overall                     1        1   times an item is shown: 1 to 2, mean 1.67" in lines
    data = report_data(balance)
    assert data["figures"]["pair_spread_overall"] == {
        "value": 1,
        "bound": 1,
        "about": "times a pair meets: 1 to 2, mean 1.33",
    }
