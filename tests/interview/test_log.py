"""What is written into the log and read off it: names that are stored for ever, marks, statuses, time."""

from __future__ import annotations

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.checking import TEXT_LIMIT
from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.interview.facts import Facts
from mlops_survey_tui.interview.marks import channel_of, marks_of
from mlops_survey_tui.interview.offers import Offer
from mlops_survey_tui.interview.outcome import answers_of, final_answers
from mlops_survey_tui.interview.page import Choice, Page
from mlops_survey_tui.interview.pins import Pins
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.interview.timing import LEAST_PACE, MOST_PACE, PAUSES, elapsed_seconds, pace
from tests.interview.surveys import Clock, Kept, begin, shipped, survey

LOOPS = survey("""
sections:
- id: main
  title: Main
  questions:
  - {id: rooms, kind: multi, text: Rooms?, sensitivity: none, options: [{id: hall, label: Hall}, {id: attic, label: Attic}]}
  - {id: size, kind: number, text: "Size of {room.label}?", sensitivity: none, loop: {over: {from: rooms}, as: room}}
  - {id: last, kind: text, text: Last?, sensitivity: none, special: [prefer_not]}
""")


def test_the_names_of_entries_are_stored_in_every_database_and_stay() -> None:
    assert {kind.name: kind.value for kind in EventKind} == {kind.name: kind.name.lower() for kind in EventKind}
    assert len(EventKind) == 18
    assert TEXT_LIMIT == 4000


def test_what_is_no_ordinary_interview_is_marked() -> None:
    pins = Pins(form=2)
    session = Session.begin(
        LOOPS, seed="s", sink=Kept(), clock=Clock(), channel="forum", chosen_seed=True, pins=pins, sections=("main",)
    )
    assert marks_of(session.log) == ("draft", "chosen_seed", "chosen_draws", "chosen_sections")
    assert channel_of(session.log) == "forum"
    plain = begin(shipped("examples/coffee"))
    assert (marks_of(plain.log), channel_of(plain.log)) == ((), "")
    assert (marks_of([]), channel_of([])) == ((), "")
    assert marks_of([Event(1, EventKind.STARTED, "", {"status": "draft"})]) == ("draft",)
    assert marks_of([Event(1, EventKind.NOTED, "", {"status": "draft", "channel": "forum"})]) == ()


def test_a_note_says_what_and_where() -> None:
    session = begin(LOOPS)
    session.note("help", {"seconds": 3})
    assert session.log[-1][1:4] == (EventKind.NOTED, "rooms", {"what": "help", "seconds": 3})


def test_final_answers_name_the_question_the_pass_and_the_reason() -> None:
    session = begin(LOOPS)
    session.answer(Answer(["attic", "hall"]))
    session.answer(Answer(4))
    session.skip()
    session.answer(Answer(special="prefer_not"))
    found = [(one.key, one.question, one.item, one.status, one.answer) for one in answers_of(session.world)]
    assert found == [
        ("rooms", "rooms", "", "answered", Answer(["attic", "hall"])),
        ("size@hall", "size", "hall", "answered", Answer(4)),
        ("size@attic", "size", "attic", "skipped", None),
        ("last", "last", "", "prefer_not", Answer(special="prefer_not")),
    ]
    assert [one.status for one in final_answers(LOOPS, session.log)] == [status for *_, status, _ in found]
    assert [(line.key, line.status, line.answer, line.shown) for line in session.review()] == [
        ("rooms", "answered", "Attic · Hall", True),
        ("size@hall", "answered", "4", True),
        ("size@attic", "skipped", "", True),
        ("last", "special", "Prefer not to say", True),
    ]


def test_the_review_says_what_is_still_open() -> None:
    session = begin(LOOPS)
    session.answer(Answer(["hall"]))
    assert [(line.key, line.status, line.shown) for line in session.review()][1:] == [
        *(("size@hall", "open", True), ("last", "open", False)),
    ]


def test_progress_goes_from_nothing_to_all_and_names_the_section() -> None:
    session = begin(LOOPS)
    assert (session.progress().share, session.progress().section) == (0.0, "Main")
    assert session.progress().minutes_left > 0
    session.answer(Answer(["hall"]))
    assert 0 < session.progress().share < 1
    session.answer(Answer(1))
    session.skip()
    assert (session.progress().share, session.progress().section, session.progress().minutes_left) == (1.0, "", 0.0)


def test_time_is_that_since_the_last_entry_and_a_long_pause_counts_as_a_short_one() -> None:
    clock = Clock()
    session = Session.begin(LOOPS, seed="s", sink=Kept(), clock=clock)
    clock.now = 7.25
    session.answer(Answer(["hall"]))
    assert [(event.kind, event.active_ms) for event in session.log][-2:] == [
        *((EventKind.ANSWERED, 7250), (EventKind.DISPLAYED, 0)),
    ]
    clock.now += 120
    session.answer(Answer(1))
    assert elapsed_seconds(session.world) == 127.25
    clock.now += 120.001
    session.skip()
    assert elapsed_seconds(session.world) == 157.25
    assert (PAUSES.pause_above_seconds, PAUSES.pause_counts_seconds) == (120, 30)
    assert (PAUSES.after_questions, PAUSES.limit_minutes) == (8, 15)


@pytest.mark.parametrize(("step", "expected"), [(0.001, LEAST_PACE), (1000.0, None), (119.0, MOST_PACE)])
def test_a_pace_is_known_after_a_minute_and_has_bounds(step: float, expected: float | None) -> None:
    session = begin(shipped("examples/coffee"), step=step)
    assert pace(session.world) == 1.0
    for answer in (Answer(), Answer("yes"), Answer("both"), Answer(4), Answer({"home": 4}), Answer(), Answer()):
        session.answer(answer)
    while session.page() is not None and session.page().kind != "long_text":  # type: ignore[union-attr]
        session.skip()
    assert (LEAST_PACE, MOST_PACE) == (0.4, 4.0)
    found = pace(session.world)
    assert found == expected if expected is not None else LEAST_PACE < found <= MOST_PACE


def test_an_offer_is_outdated_by_new_choices_and_by_another_total_only() -> None:
    a, b = Choice("a", "A"), Choice("b", "B")
    page = Page("q", "q", "multi", "S", "?", options=(a,), rows=(b,), total=5)
    shown = Offer.logged({"options": ["a"], "rows": ["b"], "total": 5})
    assert shown == Offer(frozenset("ab"), 5)
    assert shown is not None
    assert not shown.is_outdated(page)
    assert not shown.is_outdated(page.but(options=()))
    assert shown.is_outdated(page.but(total=6))
    assert shown.is_outdated(page.but(options=(a, Choice("c", "C"))))
    assert not Offer(frozenset("ab")).is_outdated(page), "where no total was told, none can have changed"
    assert Offer.logged({"total": 5}) is None


def test_facts_are_the_same_from_a_log_and_while_it_grows() -> None:
    session = begin(LOOPS)
    session.answer(Answer(["hall"]))
    session.undo()
    session.draft(Answer(["attic"]))
    session.answer(Answer(["attic", "hall"]))
    session.clear("rooms")
    session.jump("rooms")
    assert vars(Facts(session.log)) == vars(session.facts)
    assert (session.facts.taken_back, session.facts.returning, session.facts.passed("rooms")) == (True, True, False)
