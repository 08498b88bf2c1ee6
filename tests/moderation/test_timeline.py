"""Times read off a log are never negative, add up, and leave out what the moderator stopped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.moderation.timeline import Timeline, counted, without
from mlops_survey_tui.store.observations import RUNNING, STOPPED, Moment, Observation, ObservationKind

KINDS = (EventKind.DISPLAYED, EventKind.ANSWERED, EventKind.NOTED, EventKind.PAUSED, EventKind.RESUMED)
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from("abc"), st.integers(0, 200_000)), max_size=30)
MOMENTS = st.lists(st.tuples(st.sampled_from((STOPPED, RUNNING)), st.integers(0, 30), st.integers(0, 10**7)))


def log(steps: list[tuple[EventKind, str, int]]) -> list[Event]:
    return [Event(at, kind, page, {}, spent) for at, (kind, page, spent) in enumerate(steps, 1)]


def timer(change: str, sequence: int, at_ms: int) -> Observation:
    return Observation(ObservationKind.TIMER, Moment("a", sequence, at_ms), {"change": change})


@given(STEPS, MOMENTS)
def test_no_time_is_negative_and_stops_only_take_away(
    steps: list[tuple[EventKind, str, int]], changes: list[tuple[str, int, int]]
) -> None:
    timeline = Timeline(log(steps))
    observations = [timer(*change) for change in changes if change[1] <= len(steps)]
    stops = timeline.stops(observations)
    assert all(0 <= start < end for start, end in stops)
    whole, less = timeline.active_ms([]), timeline.active_ms(stops)
    assert all(less[page] >= 0 for page in less)
    assert sum(whole.values()) <= timeline.total
    assert 0 <= without(stops, 0, timeline.total) <= timeline.total


@given(STEPS, st.integers(0, 30), st.integers(-(10**6), 10**8))
def test_a_moment_lies_between_its_entry_and_the_next(
    steps: list[tuple[EventKind, str, int]], sequence: int, at_ms: int
) -> None:
    timeline = Timeline(log(steps))
    sequence = min(sequence, len(steps))
    point = timeline.point(Moment("", sequence, at_ms))
    assert point >= timeline.at(sequence)
    if sequence < len(steps):
        assert point <= timeline.at(sequence + 1)


@given(STEPS)
def test_the_page_at_an_entry_is_the_one_last_shown(steps: list[tuple[EventKind, str, int]]) -> None:
    timeline = Timeline(log(steps))
    shown = ""
    for sequence, (kind, page, _) in enumerate(steps, 1):
        shown = page if kind is EventKind.DISPLAYED else shown
        assert timeline.page_at(sequence) == shown


def test_overlapping_stops_are_taken_away_once() -> None:
    assert without([(10, 30), (20, 40), (90, 200)], 0, 100) == 60


def test_a_long_pause_counts_as_a_short_one() -> None:
    assert (counted(119_000), counted(500_000)) == (119_000, 30_000)


def test_a_forgotten_stop_ends_with_its_page() -> None:
    events = log([(EventKind.DISPLAYED, "a", 0), (EventKind.ANSWERED, "a", 5000), (EventKind.DISPLAYED, "b", 0)])
    events.append(Event(4, EventKind.ANSWERED, "b", {}, 7000))
    timeline = Timeline(events)
    stops = timeline.stops([timer(STOPPED, 1, 2000)])
    assert timeline.active_ms(stops) == {"a": 2000, "b": 7000}
    assert not timeline.is_stopped([timer(STOPPED, 1, 2000)])
