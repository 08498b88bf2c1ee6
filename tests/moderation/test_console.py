"""What the console shows and records of an interview, without a terminal."""

from __future__ import annotations

import pytest

from mlops_survey_tui.moderation.desk import Desk, Doing, act, draft, taken_up, typed
from mlops_survey_tui.moderation.interviews import Plan
from mlops_survey_tui.moderation.snapshot import Snapshot, Status
from mlops_survey_tui.moderation.spoken_console import SpokenConsole
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.observations import Moment, Observation, ObservationKind
from mlops_survey_tui.store.store import Store

from .interviews import Live

DONE = ObservationKind


def recorded(live: Live, *keys: str, text: str = "") -> Observation:
    """Press keys at the desk, type a text before the last one, and keep what comes of it."""
    desk = Desk()
    observation = None
    for number, key in enumerate(keys):
        snapshot = live.watching.look()
        if text and number == len(keys) - 1:
            desk = typed(desk, text)
        desk, observation = act(desk, snapshot, live.watching.probes(desk.subject(snapshot)), key)
    assert observation is not None
    live.watching.observe(observation, "console")
    return observation


def test_nothing_is_seen_before_consent_and_everything_after(live: Live) -> None:
    live.answer()
    waiting = live.watching.look()
    assert (waiting.status, waiting.page, waiting.moment.sequence) == (Status.WAITING, None, 0)
    live.answer("yes")
    shown = live.watching.look()
    assert (shown.status, shown.key, shown.session.respondent) == (Status.RUNNING, "attendance", "R-1")


def test_the_times_are_those_of_the_page_and_of_the_session(live: Live) -> None:
    live.to_attendance()
    live.clock.move(7)
    shown = live.watching.look()
    assert (shown.page_ms, shown.session_ms) == (7000, 9000)
    assert shown.typical > 0
    assert shown.budget == 8


def test_times_go_on_after_the_console_was_closed_and_opened(live: Live) -> None:
    live.to_attendance()
    live.clock.move(3)
    again = type(live.watching)(live.store, live.name, live.clock.milliseconds)
    assert again.look().page_ms == 3000


def test_a_note_belongs_to_the_page_and_moment_at_which_it_was_begun(live: Live) -> None:
    live.to_attendance()
    live.clock.move(4)
    before = live.watching.look()
    desk, nothing = act(Desk(), before, (), "note")
    assert nothing is None
    live.answer("in_person", seconds=2)
    desk = typed(desk, "reads it twice")
    _, observation = act(desk, live.watching.look(), (), "next")
    assert observation == Observation(DONE.NOTE, before.moment, {"text": "reads it twice"})
    assert before.moment == Moment("attendance", before.moment.sequence, 6000)


def test_without_consent_to_notes_only_ratings_flags_and_listed_probes_are_kept(store: Store) -> None:
    live = Live(store, Plan(notes=False))
    live.to_attendance()
    live.answer("in_person")
    shown = live.watching.look()
    desk, observation = act(Desk(), shown, (), "note")
    assert (desk.doing, observation) == (Doing.WATCHING, None)
    assert "not agreed" in desk.said
    assert recorded(live, "probe", "digit_1").data == {"listed": 1}
    assert recorded(live, "flag", "digit_3").data == {"flag": "missing_option"}
    assert recorded(live, "digit_2").data == {"value": 2}
    live.interviews.close()


def test_probes_are_kept_by_number_or_in_the_moderators_words(live: Live) -> None:
    live.to_attendance()
    live.answer("in_person")
    assert recorded(live, "probe", "digit_1", "next", text="the long ones").data == {
        "listed": 1,
        "text": "the long ones",
    }
    shown = live.watching.look()
    desk, _ = act(Desk(), shown, shown.probes, "probe")
    desk, _ = act(desk, shown, shown.probes, "digit_2")
    assert desk.doing is Doing.QUESTION
    desk, _ = act(typed(desk, "Why?"), shown, shown.probes, "next")
    _, observation = act(typed(desk, "no time"), shown, shown.probes, "next")
    assert observation is not None
    assert observation.data == {"probe": "Why?", "text": "no time"}


def test_an_earlier_question_can_be_noted_on_and_says_that_it_was_later(live: Live) -> None:
    live.to_attendance()
    live.answer("in_person")
    observation = recorded(live, "left", "note", "next", text="hesitated")
    assert observation.moment.page == "attendance"
    assert observation.data == {"text": "hesitated", "later": True}


def test_a_stopped_clock_takes_no_time_and_runs_again_with_the_next_page(live: Live) -> None:
    live.to_attendance()
    live.clock.move(5)
    recorded(live, "stop_clock")
    live.clock.move(60)
    stopped = live.watching.look()
    assert (stopped.page_ms, stopped.stopped) == (5000, True)
    live.answer("in_person", seconds=10)
    live.clock.move(2)
    following = live.watching.look()
    assert (following.page_ms, following.session_ms, following.stopped) == (2000, 9000, False)


def test_time_in_the_panel_is_in_no_log(live: Live) -> None:
    live.to_attendance()
    live.clock.move(3)
    live.interviews.stop(live.name)
    live.clock.move(100)
    assert live.watching.look().page_ms == 3000
    live.interviews.go(live.name)
    live.clock.move(1)
    assert live.watching.look().page_ms == 4000
    live.answer("in_person", seconds=0)
    assert sum(event.active_ms for event in live.store.events(live.name)) == 6000


def test_when_the_respondents_program_is_gone_the_clock_stands_still(live: Live) -> None:
    live.to_attendance()
    live.interviews.close()
    live.clock.move(500)
    shown = live.watching.look()
    assert (shown.status, shown.page_ms, shown.key) == (Status.AWAY, 0, "attendance")


def test_what_was_recorded_last_is_taken_back(live: Live) -> None:
    live.to_attendance()
    recorded(live, "digit_2")
    recorded(live, "digit_4")
    recorded(live, "take_back")
    assert [one.data for one in live.watching.look().observations] == [{"value": 2}]


def test_a_draft_comes_back_where_it_was(live: Live) -> None:
    live.to_attendance()
    desk, _ = act(Desk(), live.watching.look(), (), "note")
    half_typed = draft(typed(desk, "half a sen"))
    live.watching.keep_draft("console", half_typed)
    kept = live.watching.draft("console")
    assert kept is not None
    again = taken_up(kept)
    assert (again.doing, again.text.text, again.moment) == (Doing.NOTE, "half a sen", desk.moment)


def test_the_answer_is_shown_once_it_was_given_or_drafted(live: Live) -> None:
    live.to_attendance()
    assert live.watching.look().answer == ""
    live.answer("in_person")
    live.opened.session.back()
    assert live.watching.look().answer == "Yes, in person"
    assert live.watching.answer("attendance") == "Yes, in person"


def test_the_newest_that_runs_is_followed_without_a_name(live: Live) -> None:
    live.to_attendance()
    unnamed = type(live.watching)(live.store, "", live.clock.milliseconds)
    assert unnamed.look().interview_id == live.name


@pytest.mark.parametrize("status", [Status.WAITING])
def test_before_the_interview_nothing_is_recorded(status: Status) -> None:
    for action in ("note", "flag", "probe", "digit_3", "think_aloud", "stop_clock", "take_back"):
        desk, observation = act(Desk(), Snapshot(status=status), (), action)
        assert (desk.doing, observation) == (Doing.WATCHING, None)


def test_the_spoken_console_says_that_the_respondent_is_gone_and_is_there_again(live: Live) -> None:
    said: list[str] = []
    live.to_attendance()
    console = SpokenConsole(live.watching, said.append)
    console.look()
    live.interviews.close()
    console.look()
    assert "program is closed" in said[-1]
    live.interviews.resume(live.name)
    console.look()
    assert "open again" in said[-1]


def test_what_the_spoken_console_could_not_keep_is_kept_at_enter(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    live.to_attendance()
    console = SpokenConsole(live.watching, said.append)
    console.look()
    with monkeypatch.context() as patch:
        patch.setattr(live.watching, "observe", _locked)
        console.take("note it took a while")
        console.take("")
    assert said.count("It was not kept. Press Enter to try again.") == 2
    console.take("")
    assert said[-1] == "The note is kept."
    assert [one.data["text"] for one in live.watching.look().observations] == ["it took a while"]


def _locked(observation: Observation, place: str) -> None:
    raise StorageError("locked", "Another program is using the database.")
