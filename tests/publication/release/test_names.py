"""Short names and numbers of codes: valid, unique, and the same next year."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.publication.codebook.model import ANSWER, CODE, TICK, Column, Value
from mlops_survey_tui.publication.codebook.names import LONGEST, short_names
from mlops_survey_tui.publication.codebook.numbers import LOWEST, numbers, reasons

from .made import made

NAMES = st.lists(
    st.text(min_size=1, max_size=50) | st.from_regex(r"[a-c]{1,3}[._][A-C]{1,2}", fullmatch=True),
    unique=True,
    max_size=30,
)


@given(NAMES)
def test_names_are_valid_and_unique_in_any_case(names: list[str]) -> None:
    short = short_names(names)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) and len(name) <= LONGEST for name in short)
    assert len({name.lower() for name in short}) == len(names)


@given(st.lists(st.text(min_size=1, max_size=50), unique_by=str.lower, max_size=30))
def test_a_name_does_not_depend_on_the_order_of_the_others(names: list[str]) -> None:
    backwards = names[::-1]
    assert dict(zip(names, short_names(names), strict=True)) == dict(
        zip(backwards, short_names(backwards), strict=True)
    )


def test_names_people_know_stay_as_they_are() -> None:
    assert short_names(["row", "tools.mlflow", "weight", "tools_used.status"]) == (
        "row",
        "tools_mlflow",
        "weight",
        "tools_used_status",
    )


def test_words_of_the_packages_are_no_names() -> None:
    assert short_names(["with", "in", "str9", "1st"]) == ("with_", "in_", "str9_", "c1st")


def test_names_that_would_meet_end_with_a_mark() -> None:
    plain, dotted = short_names(["a_b", "a.b"])
    assert plain == "a_b"
    assert re.fullmatch(r"a_b_[0-9a-f]{6}", dotted)


def _column(*codes: str) -> Column:
    return Column("q", ANSWER, CODE, "q", values=(*(Value(code, code) for code in codes), Value("skipped", "s", True)))


def test_codes_that_are_numbers_keep_them() -> None:
    reason = reasons(made(0).codebook)
    assert numbers(_column("0", "1", "10"), reason) == {"0": 0, "1": 1, "10": 10, "skipped": -3}
    assert numbers(_column("1-5", "6+"), reason) == {"1-5": 1, "6+": 2, "skipped": -3}
    assert numbers(_column("01", "1"), reason) == {"01": 1, "1": 2, "skipped": -3}
    assert numbers(Column("t", ANSWER, TICK, "t"), reason) == {"0": 0, "1": 1}


def test_reasons_have_the_same_numbers_everywhere_and_own_ones_follow() -> None:
    codebook = made(0).codebook
    assert list(reasons(codebook).values()) == list(range(-1, -1 - len(codebook.missing), -1))
    assert min(reasons(codebook).values()) > LOWEST
