"""An answer whose choices, total or limits changed since it was given is looked at again, and nothing else is."""

from __future__ import annotations

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.session import Session

from .surveys import begin, survey

PARTY = survey(
    """
    sections:
      - id: party
        title: Party
        questions:
          - {id: guests, kind: multi, text: Who came?, sensitivity: none,
             options: [{id: ann, label: Ann}, {id: bob, label: Bob}, {id: cy, label: Cy}]}
          - {id: dancers, kind: multi, text: Who danced?, sensitivity: none, options: {from: guests}, minimum: 2}
          - {id: order, kind: ranking, text: In which order did they leave?, sensitivity: none, options: {from: guests}}
          - {id: songs, kind: number, text: How many songs?, sensitivity: none}
          - {id: sung, kind: number, text: How many did you sing?, sensitivity: none,
             checks: [{when: sung > songs, message: Not so many were played., hard: true}]}
          - {id: why, kind: text, text: Why?, sensitivity: none, when: answered(sung)}
    """
)


def given(*answers: object) -> Session:
    """Return an interview with these answers, one page after the other."""
    session = begin(PARTY)
    for value in answers:
        assert session.answer(Answer(value)) == []
    return session


def change(session: Session, key: str, value: object) -> None:
    """Jump to a page and answer it anew."""
    assert session.jump(key)
    assert session.answer(Answer(value)) == []


def test_more_to_choose_from_asks_again_with_the_answer_kept() -> None:
    session = given(["ann", "bob"], ["ann", "bob"], ["bob", "ann"], 3)
    change(session, "guests", ["ann", "bob", "cy"])
    page = session.page()
    assert page is not None
    assert (page.key, page.confirm, page.answer) == ("dancers", True, Answer(["ann", "bob"]))
    assert session.answer(Answer(["ann", "bob"])) == []
    page = session.page()
    assert page is not None
    assert (page.key, page.answer, page.draft) == ("order", None, Answer(["bob", "ann"]))
    assert session.answer(Answer(["cy", "bob", "ann"])) == []
    assert session.position == "sung"


def test_the_choices_of_before_need_no_second_look() -> None:
    session = given(["ann", "bob"], ["ann", "bob"], ["bob", "ann"])
    change(session, "guests", ["ann", "bob", "cy"])
    change(session, "guests", ["bob", "ann"])
    assert session.position == "songs"
    assert not session.world.changed_answers


def test_what_is_left_counts_only_if_it_would_be_accepted() -> None:
    session = given(["ann", "bob"], ["ann", "bob"])
    change(session, "guests", ["ann", "cy"])
    page = session.page()
    assert page is not None
    assert (page.key, page.answer, page.draft) == ("dancers", None, Answer(["ann"]))
    change(session, "guests", ["ann"])
    assert session.world.effective["dancers"] == Answer(["ann"])


def test_an_answer_that_a_hard_check_refuses_by_now_is_asked_again() -> None:
    session = given(["ann"], ["ann"], ["ann"], 5, 4)
    assert session.position == "why"
    change(session, "songs", 2)
    page = session.page()
    assert page is not None
    assert (page.key, page.confirm, page.answer, page.draft) == ("sung", True, None, Answer(4))
    status = {final.key: final.status for final in answers_of(session.world)}
    assert (status["sung"], status["why"]) == ("not_reached", "not_reached")
    change(session, "songs", 9)
    assert session.position == "why"


def test_clearing_what_the_page_on_the_screen_hangs_on_leaves_that_page() -> None:
    session = given(["ann"], ["ann"], ["ann"], 5, 4)
    assert session.position == "why"
    session.clear("sung")
    assert session.position == "sung"
    assert session.page_at("sung").answer is None
