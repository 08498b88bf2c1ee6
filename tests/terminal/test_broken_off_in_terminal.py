"""A bundle on its way, and its sender told to end: the loop ``broken_off`` of ``make soak``, in short."""

from __future__ import annotations

from random import Random

import pytest

from soak.broken_off import FACES, WAYS, run, tried

pytestmark = pytest.mark.terminal


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("way", ["SIGTERM", "SIGINT", "Ctrl+C"])
def test_nobody_waits_for_a_network_that_is_stuck(face: str, way: str) -> None:
    """The app waited for the end of all tries, lines heard no signal, and the bar left no cursor."""
    wrong, seconds = tried(face, way, "stuck", Random(face))
    assert wrong == ""
    assert seconds < 1.2


@pytest.mark.parametrize("way", [way for way in WAYS if " " in way])
def test_signals_on_top_of_each_other_end_the_sending_once(way: str) -> None:
    assert tried("share", way, "stuck", Random(way))[0] == ""


def test_at_any_moment_the_bundle_is_kept_or_stored_once() -> None:
    assert run(4, seed=5).found == ()
