"""How a count is published: its share where enough are asked, nothing where it is suppressed."""

from __future__ import annotations

import pytest

from mlops_survey_tui.publication.protecting.counted import Counted
from mlops_survey_tui.publication.protecting.release import _any_keys

NAMES = ["tools", "a", "1", "size", "small"]


@pytest.mark.parametrize(
    ("base", "count", "cells"),
    [
        (60, 20, [60, 20, 0.333333, ""]),
        (30, 0, [30, 0, 0.0, ""]),
        (29, 20, [29, 20, None, ""]),
        (None, None, [None, None, None, "suppressed"]),
        (60, None, [None, None, None, "suppressed"]),
        (None, 20, [None, None, None, "suppressed"]),
    ],
)
def test_a_count_is_shown_with_its_share_or_said_to_be_suppressed(
    base: int | None, count: int | None, cells: list[object]
) -> None:
    assert Counted("tools", "a", "1", "size", "small", base, count).row(7) == ["a000007", *NAMES, *cells]


def test_keys_that_no_block_tells_are_named() -> None:
    reports = [{"levels": {"region": "", "size": "any"}}, {"levels": {"region": "any", "size": "any"}}, {}]
    assert {key for key, _ in _any_keys(reports)} == {"size"}
    assert not list(_any_keys([{"levels": {"region": "half"}}]))
