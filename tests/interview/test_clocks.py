"""A clock that jumps, stands still or runs backwards changes no order and makes no time negative."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.rehearsal.replies import random_answer

from .surveys import Kept, shipped

DAY = 86_400.0
MOMENTS = st.one_of(
    st.floats(-1e10, 1e10), st.sampled_from([0.0, -DAY, DAY, 2**31 - 1.0, 2**31 + 1.0, 1e18, 3600.0, 7200.0])
)


def _clock(moments: list[float]) -> Callable[[], float]:
    """Return a clock that gives these moments in turn, and then runs backwards by an hour at each look."""
    left, last = list(moments), [0.0]

    def now() -> float:
        last[0] = left.pop(0) if left else last[0] - 3600
        return last[0]

    return now


@settings(max_examples=15, deadline=None)
@given(moments=st.lists(MOMENTS, max_size=40), seed=st.integers(0, 99))
def test_whatever_the_clock_says(moments: list[float], seed: int) -> None:
    random, kept = Random(seed), Kept()
    session = Session.begin(shipped("examples/coffee"), seed=f"s{seed}", sink=kept, clock=_clock(moments))
    while (page := session.page()) is not None:
        session.answer(Answer("yes") if page.question == "consent" else random_answer(page, random))
        progress = session.progress()
        assert 0 <= progress.minutes_left < float("inf")
        assert 0 <= progress.share <= 1
    assert [event.sequence for event in session.log] == list(range(1, len(session.log) + 1))
    assert all(event.active_ms >= 0 for event in session.log)
    again = Session.resume(session.questionnaire, session.log, seed=session.seed, sink=Kept(), clock=_clock([-DAY]))
    assert answers_of(again.world) == answers_of(session.world)
