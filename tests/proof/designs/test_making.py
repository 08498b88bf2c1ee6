"""Designs that are made keep what is promised of them."""

from __future__ import annotations

from hashlib import blake2b

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.proof.designs.balance import balance_of
from mlops_survey_tui.proof.designs.design import Design, make_design
from mlops_survey_tui.proof.designs.exact import affine_plane


def made(items: int, per_set: int, sets: int, versions: int = 1, seed: int = 1) -> Design:
    return make_design([f"i{number}" for number in range(items)], per_set, sets, versions, seed)


def value(design: Design, name: str) -> float:
    return balance_of(design).figure(name).value


@pytest.mark.parametrize(
    ("items", "per_set", "sets"),
    [(7, 3, 7), (13, 4, 13), (16, 4, 20), (21, 5, 21), (25, 5, 30), (9, 3, 12), (31, 6, 31), (11, 5, 11), (13, 3, 26)],
)
def test_exact_designs_have_equal_pairs_in_one_version(items: int, per_set: int, sets: int) -> None:
    design = made(items, per_set, sets)
    assert value(design, "pair spread within a version") == 0
    assert value(design, "position spread overall") <= 1
    assert value(design, "groups of connected items") == 1


@pytest.mark.parametrize(
    ("items", "per_set", "sets"), [(12, 4, 9), (16, 4, 12), (20, 4, 10), (20, 4, 15), (25, 5, 15), (24, 4, 6)]
)
def test_other_single_versions_reach_the_bound(items: int, per_set: int, sets: int) -> None:
    figure = balance_of(made(items, per_set, sets)).figure("pair deviation within a version")
    assert figure.value == pytest.approx(figure.bound)


def test_many_versions_are_even() -> None:
    balance = balance_of(made(20, 4, 15, 300))
    figure = balance.figure("pair deviation overall")
    assert figure.value <= figure.bound + 0.16
    assert balance.figure("items in neighbouring sets").value == 0
    for name in ("item spread", "position spread"):
        assert balance.figure(f"{name} overall").value == 0
        assert balance.figure(f"{name} within a version").value <= 1


SIZES = st.tuples(st.integers(4, 16), st.integers(2, 6), st.integers(1, 10), st.integers(1, 12), st.integers(0, 10**6))


@settings(max_examples=25)
@given(SIZES)
def test_items_and_positions_are_always_balanced(size: tuple[int, int, int, int, int]) -> None:
    items, per_set, sets, versions, seed = size
    per_set = min(per_set, items)
    design = made(items, per_set, sets, versions, seed)
    balance = balance_of(design)
    assert [len(version) for version in design.versions] == [sets] * versions
    assert all(len(set(members)) == per_set for version in design.versions for members in version)
    for name in ("item spread", "position spread"):
        for where in ("overall", "within a version"):
            figure = balance.figure(f"{name} {where}")
            assert figure.bound <= figure.value <= 1


@settings(max_examples=10)
@given(st.integers(9, 16), st.integers(3, 5), st.integers(2, 9), st.integers(30, 40))
def test_pairs_are_even_over_many_versions(items: int, per_set: int, sets: int, versions: int) -> None:
    sets = max(sets, -(-items // per_set))
    figure = balance_of(made(items, per_set, sets, versions)).figure("pair deviation overall")
    assert figure.value <= figure.bound + 0.5


@settings(max_examples=10)
@given(st.integers(3, 4), st.integers(2, 5), st.integers(1, 8))
def test_sets_that_hold_every_item_once_are_partitions(per_set: int, sets: int, versions: int) -> None:
    design = made(per_set * sets, per_set, sets, versions)
    for version in design.versions:
        assert sorted(item for members in version for item in members) == sorted(design.items)


def test_the_same_seed_gives_the_same_design_on_every_machine() -> None:
    design = made(20, 4, 15, 5, seed=7)
    assert blake2b(repr(design).encode(), digest_size=8).hexdigest() == GOLDEN
    assert made(20, 4, 15, 5, seed=7) == design
    assert made(20, 4, 15, 5, seed=8) != design


GOLDEN = "0bf1fa95dee5b97d"


@pytest.mark.parametrize("order", [3, 4, 5])
def test_two_points_of_an_affine_plane_share_one_line(order: int) -> None:
    lines = affine_plane(order)
    assert lines is not None
    for one in range(order**2):
        for other in range(one):
            assert sum(one in line and other in line for line in lines) == 1


@pytest.mark.parametrize("numbers", [(4, 5, 3, 1), (4, 1, 3, 1), (4, 2, 0, 1), (4, 2, 3, 0)])
def test_numbers_that_do_not_fit_are_refused(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"sets of|at least one"):
        made(*numbers)


def test_an_item_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        make_design(["a", "b", "a"], 2, 2, 1, 1)
