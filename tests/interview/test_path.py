"""What is asked when: branches, abandoned answers, skips, ends, loops, carry-forward."""

from __future__ import annotations

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import EventKind
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.path import all_pages
from mlops_survey_tui.interview.session import Session
from tests.interview.surveys import begin, survey

BRANCHES = survey("""
sections:
- id: main
  title: Main
  questions:
  - {id: pet, kind: single, text: Pet?, sensitivity: none, special: [prefer_not], options: [{id: cat, label: Cat}, {id: dog, label: Dog}]}
  - {id: cat_name, kind: text, text: Name of the cat?, sensitivity: none, when: "pet == 'cat'"}
  - {id: dog_name, kind: text, text: Name of the dog?, sensitivity: none, when: "pet == 'dog'"}
  - {id: not_cat, kind: text, text: Why no cat?, sensitivity: none, when: "pet != 'cat'"}
  - {id: not_cat_or_silent, kind: text, text: Still no cat?, sensitivity: none, when: "pet != 'cat' or not answered(pet)"}
  - {id: last, kind: text, text: "Hello {cat_name|stranger}", sensitivity: none}
  - {id: silent, kind: text, text: Why?, sensitivity: none, when: "special(pet, 'prefer_not')"}
""")


def status(session: Session) -> dict[str, str]:
    """Return the status of every final answer by page."""
    return {final.key: final.status for final in answers_of(session.world)}


def test_answers_of_the_abandoned_branch_count_nowhere_and_come_back() -> None:
    session = begin(BRANCHES)
    session.answer(Answer("cat"))
    session.answer(Answer("Minka"))
    assert session.page() is not None
    assert session.page().text == "Hello Minka"  # type: ignore[union-attr]
    session.jump("pet")
    session.answer(Answer("dog"))
    assert session.position == "dog_name"
    assert status(session)["cat_name"] == "not_routed"
    assert all(final.answer is None or final.answer.value != "Minka" for final in answers_of(session.world))
    assert session.page_at("last").text == "Hello stranger"
    session.jump("pet")
    session.answer(Answer("cat"))
    assert session.page_at("cat_name").answer == Answer("Minka")
    assert session.page_at("last").text == "Hello Minka"


def test_missing_is_not_false() -> None:
    session = begin(BRANCHES)
    session.answer(Answer(special="prefer_not"))
    assert list(all_pages(session.world)) == ["pet", "not_cat_or_silent", "last", "silent"]
    session.back()
    session.skip()
    assert list(all_pages(session.world)) == ["pet", "not_cat_or_silent", "last"]
    assert status(session)["pet"] == "skipped"


def test_skip_then_back_asks_again() -> None:
    session = begin(BRANCHES)
    session.skip()
    session.back()
    page = session.page()
    assert page is not None
    assert page.key == "pet"
    assert page.answer is None
    session.answer(Answer("dog"))
    assert status(session)["pet"] == "answered"


def test_after_a_jump_the_first_open_page_follows() -> None:
    session = begin(BRANCHES)
    for answer in (Answer("cat"), Answer("Minka"), Answer("bye")):
        session.answer(answer)
    assert session.page() is None
    session.jump("pet")
    session.answer(Answer("cat"))
    assert session.page() is None
    session.jump("pet")
    session.answer(Answer("dog"))
    assert session.position == "dog_name"
    assert not session.finish()
    session.answer(Answer("Rex"))
    session.answer(Answer("allergy"))
    session.answer(Answer("really"))
    assert session.page() is None
    assert session.finish()


def test_undo_takes_back_the_last_answer() -> None:
    session = begin(BRANCHES)
    session.answer(Answer("cat"))
    session.answer(Answer("Minka"))
    assert session.undo()
    assert session.position == "cat_name"
    assert session.page_at("cat_name").answer is None
    assert session.undo()
    assert session.position == "pet"
    assert not session.undo()
    assert list(all_pages(session.world)) == ["pet", "not_cat_or_silent", "last"]


JUMPS = survey("""
sections:
- id: one
  title: One
  questions:
  - id: way
    kind: single
    text: Which way?
    sensitivity: none
    options: [{id: on, label: On}, {id: over, label: Over, skip_to: goal}, {id: out, label: Out, end: keep}]
  - {id: between, kind: text, text: Between?, sensitivity: none}
- id: two
  title: Two
  questions:
  - {id: passed, kind: text, text: Passed?, sensitivity: none}
- id: goal
  title: Goal
  questions:
  - {id: arrived, kind: text, text: Arrived?, sensitivity: none}
""")


def test_skip_to_passes_over_and_comes_back() -> None:
    session = begin(JUMPS)
    session.answer(Answer("over"))
    assert session.position == "arrived"
    assert list(all_pages(session.world)) == ["way", "arrived"]
    session.back()
    session.answer(Answer("on"))
    assert session.position == "between"


def test_end_screens_out() -> None:
    session = begin(JUMPS)
    session.answer(Answer("out"))
    assert session.ended == "screened_out"
    assert session.page() is None
    assert session.log[-1].kind is EventKind.FINISHED


CONSENT = survey("""
consent: agree
sections:
- id: start
  title: Start
  questions:
  - {id: hello, kind: info, text: Hello, sensitivity: none}
  - id: agree
    kind: single
    text: Agree?
    sensitivity: none
    required: true
    options: [{id: "yes", label: "Yes"}, {id: "no", label: "No", end: discard}]
  - {id: more, kind: text, text: More?, sensitivity: none}
""")


def test_nothing_is_stored_before_consent() -> None:
    stored: list[object] = []
    session = Session.begin(CONSENT, seed="s", sink=stored.extend)
    session.answer(Answer())
    session.draft(Answer("yes"))
    session.back()
    assert stored == []
    session.answer(Answer())
    session.answer(Answer("yes"))
    assert [event.sequence for event in session.log] == list(range(1, len(stored) + 1))
    assert stored == session.log


def test_no_at_consent_keeps_nothing() -> None:
    stored: list[object] = []
    session = Session.begin(CONSENT, seed="s", sink=stored.extend)
    session.answer(Answer())
    session.answer(Answer("no"))
    assert session.ended == "discarded"
    session.pause()
    assert stored == []


def test_a_required_question_cannot_be_skipped() -> None:
    session = begin(CONSENT)
    session.answer(Answer())
    assert [problem.code for problem in session.skip()] == ["required"]
    assert session.position == "agree"


CARRIED = survey("""
sections:
- id: main
  title: Main
  questions:
  - id: fruits
    kind: multi
    text: Which fruits?
    sensitivity: none
    special: [other, none]
    options: [{id: apple, label: Apple}, {id: pear, label: Pear}, {id: plum, label: Plum}]
  - {id: best, kind: single, text: The best?, sensitivity: none, special: [], options: {from: fruits}, when: "count(fruits) >= 2"}
  - {id: wanted, kind: multi, text: Which others?, sensitivity: none, special: [none], options: {from: fruits, take: unselected}}
  - {id: how, kind: text, text: "How is {fruit.label}?", sensitivity: none, loop: {over: {from: fruits}, as: fruit}}
  - {id: sum, kind: allocation, text: Divide, sensitivity: none, rows: {from: fruits}, total: 10, when: "count(fruits) >= 1"}
""")


def chosen(session: Session, *ids: str, **texts: str) -> None:
    """Answer the first question of CARRIED."""
    assert session.answer(Answer(list(ids), texts=texts)) == []


def test_carry_forward_takes_the_selected_with_the_words_typed() -> None:
    session = begin(CARRIED)
    chosen(session, "plum", "other", other="Quince")
    page = session.page()
    assert page is not None
    assert [(option.id, option.label) for option in page.options] == [("plum", "Plum"), ("other", "Quince")]
    assert session.page_at("how@other").text == "How is Quince?"


def test_carry_forward_of_none() -> None:
    session = begin(CARRIED)
    session.answer(Answer(special="none"))
    assert list(all_pages(session.world)) == ["fruits", "wanted"]
    assert [option.id for option in session.page_at("wanted").options] == ["apple", "pear", "plum", "other"]


def test_a_shrinking_loop_drops_and_restores_answers() -> None:
    session = begin(CARRIED)
    chosen(session, "apple", "pear")
    session.answer(Answer("pear"))
    session.skip()
    session.answer(Answer("crisp"))
    session.answer(Answer("soft"))
    assert session.position == "sum"
    session.jump("fruits")
    chosen(session, "pear")
    assert list(all_pages(session.world)) == ["fruits", "wanted", "how@pear", "sum"]
    assert "how@apple" not in status(session)
    session.jump("fruits")
    chosen(session, "apple", "pear")
    assert session.page_at("how@apple").answer == Answer("crisp")
    assert session.page_at("best").answer == Answer("pear")


def test_what_no_longer_exists_drops_out_and_asks_to_be_confirmed() -> None:
    session = begin(CARRIED)
    chosen(session, "apple", "pear")
    session.answer(Answer("apple"))
    session.skip()
    session.skip()
    session.skip()
    assert session.answer(Answer({"apple": 4, "pear": 6})) == []
    assert session.page() is None
    session.jump("fruits")
    chosen(session, "pear", "plum")
    assert session.position == "best"
    page = session.page()
    assert page is not None
    assert page.confirm
    assert page.answer is None
    assert status(session)["sum"] == "not_reached"
    session.answer(Answer("pear"))
    assert session.position == "how@plum"
    session.skip()
    page = session.page()
    assert page is not None
    assert (page.key, page.confirm, page.draft) == ("sum", True, Answer({"pear": 6}))
    assert [problem.code for problem in session.answer(Answer({"pear": 6}))] == ["under_total"]
    assert session.answer(Answer({"pear": 6, "plum": 4})) == []
    assert session.finish()


def test_soft_checks_warn_once() -> None:
    checked = survey("""
    sections:
    - id: main
      title: Main
      questions:
      - {id: a, kind: number, text: A?, sensitivity: none, maximum: 99}
      - id: b
        kind: number
        text: B?
        sensitivity: none
        checks: [{when: "b > a", message: "More than {a|before}?"}, {when: "b == 13", message: Never, hard: true}]
    """)
    session = begin(checked)
    session.answer(Answer(5))
    first = session.answer(Answer(9))
    assert [(problem.soft, problem.message) for problem in first] == [(True, "More than 5?")]
    assert session.position == "b"
    assert session.answer(Answer(10)) != []
    assert session.answer(Answer(10)) == []
    session.back()
    assert session.answer(Answer(13)) != []
    assert session.answer(Answer(13)) != []


def test_an_interview_that_stopped_says_what_was_not_reached() -> None:
    session = begin(BRANCHES)
    assert set(status(session).values()) == {"not_reached"}
    session.answer(Answer("cat"))
    assert status(session) == {
        "pet": "answered",
        "cat_name": "not_reached",
        "dog_name": "not_routed",
        "not_cat": "not_routed",
        "not_cat_or_silent": "not_routed",
        "last": "not_reached",
        "silent": "not_routed",
    }
