"""What was drawn stays, is recorded with the chance it had, and a module that chance or time took is not replaced."""

from __future__ import annotations

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import EventKind
from mlops_survey_tui.interview.facts import Facts
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.path import all_pages
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.interview.world import World
from mlops_survey_tui.rehearsal.driver import drive, from_mapping
from tests.interview.surveys import Clock, Kept, begin, shipped, survey

STRATA = survey("""
lists:
  one: {title: One, options: [{id: b, label: B}, {id: a, label: A}]}
  two: {title: Two, options: [{id: b, label: B}, {id: c, label: C}, {id: d, label: D}, {id: e, label: E}]}
  yes: {title: Yes, options: [{id: y, label: Y}]}
draws:
  x: {strata: [{source: one, take: 1}, {source: two, take: 1}], fill: two, total: 3}
sections:
- id: main
  title: Main
  questions:
  - {id: m, kind: matrix, text: "About {x}", sensitivity: none, rows: {draw: x}, columns: yes, special: []}
""")


@pytest.mark.parametrize("seed", range(30))
def test_overlapping_strata_stay_as_drawn(seed: int) -> None:
    session = begin(STRATA, str(seed))
    page = session.page()
    assert page is not None
    rows = [row.id for row in page.rows]
    assert len(rows) == 3
    assert page.text == f"About {rows[0].upper()}, {rows[1].upper()} and {rows[2].upper()}"
    session.answer(Answer(dict.fromkeys(rows, "y")))
    again = Session.resume(STRATA, session.log, seed=session.seed, sink=Kept(), clock=Clock())
    assert [row.id for row in again.page_at("m").rows] == rows
    assert not again.page_at("m").confirm


def test_each_drawn_item_has_its_own_probability() -> None:
    session = begin(shipped("2026"), "strata", sections=("mod_challenges",))
    ids = [option.id for option in shipped("2026").lists["challenges"].options]
    assert len(ids) == 24
    drive(
        session,
        from_mapping({"consent": Answer("yes"), "ml_status": Answer("production")}),
        until="challenge_maxdiff",
    )
    page = session.page()
    assert page is not None
    marks = {str(n): {"most": members[0], "least": members[1]} for n, members in enumerate(page.sets, 1)}
    session.answer(Answer(marks))
    (drawn,) = [event.data for event in session.log if event.kind is EventKind.DRAWN]
    most, neither, least, fill = drawn["parts"]
    assert (len(most), len(neither), len(least), fill) == (3, 2, 2, [])
    assert {drawn["probabilities"][id_] for id_ in most} == {round(3 / 6, 6)}
    assert {drawn["probabilities"][id_] for id_ in neither} == {round(2 / 12, 6)}
    assert {drawn["probabilities"][id_] for id_ in least} == {round(2 / 6, 6)}


CARRIED = survey("""
lists:
  fruits: {title: Fruits, special: [other, none], options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]}
sections:
- id: main
  title: Main
  questions:
  - {id: eat, kind: multi, text: Eat?, sensitivity: none, options: fruits}
  - {id: best, kind: single, text: Best?, sensitivity: none, required: true, options: {from: eat}}
  - {id: order, kind: ranking, text: Order?, sensitivity: none, required: true, minimum: 2, options: {from: eat}}
  - {id: known, kind: multi, text: Known?, sensitivity: none, options: {from: order, take: ranked, others: false}}
  - {id: rest, kind: multi, text: Rest?, sensitivity: none, options: {from: eat, take: unselected}}
- id: each
  title: Each
  loop: {over: {from: eat}, as: fruit, cap: 2, choose: random}
  questions:
  - {id: why, kind: text, text: "Why {fruit.label}?", sensitivity: none}
""")


def test_a_page_with_nothing_to_choose_from_is_not_asked() -> None:
    session = begin(CARRIED)
    session.answer(Answer(special="none"))
    assert list(all_pages(session.world)) == ["eat", "rest"]
    session.skip()
    assert session.finish()


def test_a_limit_falls_to_what_is_offered() -> None:
    session = begin(CARRIED)
    session.answer(Answer(["a"]))
    session.answer(Answer("a"))
    assert session.answer(Answer(["a"])) == []


def test_typed_words_stay_out_where_others_are_left_out() -> None:
    session = begin(CARRIED)
    session.answer(Answer(["a", "other"], texts={"other": "Kiwi"}))
    session.answer(Answer("other"))
    session.answer(Answer(["other", "a"]))
    assert [option.label for option in session.page_at("known").options] == ["A"]
    assert [option.id for option in session.page_at("rest").options] == ["b", "c"]


@pytest.mark.parametrize("seed", range(12))
def test_items_asked_about_stay_under_a_random_cap(seed: int) -> None:
    session = begin(CARRIED, str(seed))
    drive(session, from_mapping({"eat": Answer(["a", "b", "other"], texts={"other": "Kiwi"}), "why": Answer("x"),
                                 "best": Answer("a"), "order": Answer(["a", "b"])}))  # fmt: skip
    before = [key for key in all_pages(session.world) if key.startswith("why@")]
    session.jump("eat")
    session.answer(Answer(["a", "b", "c", "other"], texts={"other": "Kiwi"}))
    assert [key for key in all_pages(session.world) if key.startswith("why@")] == before


DROPPED = survey(
    """
    sections:
    - id: main
      title: Main
      questions:
      - {id: k, kind: single, text: K?, sensitivity: none, options: [{id: u, label: U}, {id: v, label: V}]}
      - {id: slow, kind: text, text: Slow?, sensitivity: none}
    - id: late
      title: Late
      questions:
      - {id: l, kind: text, text: L?, sensitivity: none}
    - id: m1
      title: One
      module: true
      when: "k == 'u'"
      questions: [{id: a1, kind: text, text: A1?, sensitivity: none}]
    - id: m2
      title: Two
      module: true
      questions: [{id: a2, kind: text, text: A2?, sensitivity: none}]
    """,
    """
    when: answered(k)
    forms: [{form: 1, modules: [m1]}, {form: 2, modules: [m1]}, {form: 3, modules: [m1]}]
    fixed: [{when: "special(k, 'dont_know')", modules: [m2]}]
    pace_guard: {after_questions: 1, limit_minutes: 1}
    """,
)


def test_a_module_that_was_dropped_gets_no_substitute() -> None:
    session = begin(DROPPED, step=100.0)
    session.answer(Answer("u"))
    session.answer(Answer("words"))
    assert [event.data["module"] for event in session.log if event.kind is EventKind.DROPPED] == ["m1"]
    session.jump("k")
    session.answer(Answer("v"))
    assert not any(event.kind is EventKind.REPLACED for event in session.log)
    assert list(all_pages(session.world)) == ["k", "slow", "l"]


def test_nobody_was_left_out_by_chance_before_chance_decided() -> None:
    session = begin(shipped("2026"))
    assert {final.status for final in answers_of(session.world)} == {"not_reached"}
    assert World(shipped("2026"), session.seed, Facts(session.log)).pages == session.world.pages
