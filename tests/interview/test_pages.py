"""What a page holds, in which order and words: broken, respondents would see other questions than the authors wrote."""

from __future__ import annotations

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Choice
from mlops_survey_tui.interview.session import Session
from tests.interview.surveys import begin, survey

OFFERS = survey("""
lists:
  trees:
    title: Trees
    order: alpha
    groups:
    - {id: needle, title: With needles, options: [{id: pine, label: Pine, aka: [Fir]}]}
    - id: leaf
      title: With leaves
      options:
      - {id: oak, label: Öak}
      - {id: any, label: Any tree, pinned: true}
      - {id: ash, label: ash}
      - {id: elm, label: "Elm, after all", when: "like == '3'"}
  grown: {title: Grown, options: [{id: oak, label: Oak}, {id: pine, label: Pine}]}
  marks: {title: Marks, options: [{id: low, label: Low}, {id: high, label: High}]}
sections:
- id: main
  title: The wood
  questions:
  - {id: like, kind: scale, text: Like?, sensitivity: none, low: 1, high: 3, low_label: Hardly, high_label: Much}
  - {id: seen, kind: multi, text: Seen?, sensitivity: none, options: [trees, {id: mine, label: "My own", asks_text: true, max_chars: 12}], special: [none]}
  - {id: gone, kind: multi, text: Not seen?, sensitivity: none, options: {from: seen, take: unselected, within: grown}}
  - {id: rest, kind: multi, text: The rest?, sensitivity: none, options: [{from: seen, take: shown, exclude: gone}], special: [none]}
  - id: share
    kind: allocation
    text: "How are {page.total} divided?"
    help: "All {page.total} of them."
    sensitivity: none
    rows: [{id: high, label: High}, {id: low, label: Low}]
  - {id: parts, kind: allocation, text: Of five?, sensitivity: none, total: 5, rows: [{id: high, label: High}, {id: low, label: Low}], beside: {from: share, take: rows}}
  - {id: rates, kind: matrix, text: Rate, sensitivity: none, rows: {from: seen}, columns: marks, row_special: [dont_know]}
  - {id: words, kind: text, text: "You saw {seen|nothing} and like it {like|not at all}.", sensitivity: none, max_chars: 30}
  - {id: each, kind: number, text: "How many of {tree.label}?", sensitivity: none, loop: {over: {from: seen}, as: tree}}
  - id: again
    kind: multi
    text: Again?
    sensitivity: none
    options: [{from: seen, when: "like == '1'"}, {id: own, label: Own}, {id: other_one, label: Another}]
  - {id: top, kind: maxdiff, text: Best?, sensitivity: none, options: trees, sets: 2, per_set: 3, when: "like == '1'"}
""")


def answered(*answers: Answer) -> Session:
    """Return an interview behind these answers, all of which must be right."""
    session = begin(OFFERS)
    for answer in answers:
        assert session.answer(answer) == [], answer
    return session


SEEN = (Answer("2"), Answer(["oak", "mine"], texts={"mine": "Yew"}))


def test_a_scale_offers_every_point_and_words_at_its_ends() -> None:
    page = begin(OFFERS).page()
    assert page is not None
    assert page.options == (Choice("1", "Hardly"), Choice("2", "2"), Choice("3", "Much"))
    assert (page.section, page.shape, page.required, page.answer, page.draft) == (
        "The wood",
        "scale",
        False,
        None,
        None,
    )


def test_a_list_by_the_alphabet_keeps_groups_together_and_what_is_pinned_last() -> None:
    page = answered(SEEN[0]).page()
    assert page is not None
    assert [(choice.id, choice.group) for choice in page.options] == [
        *(
            ("pine", "With needles"),
            ("ash", "With leaves"),
            ("oak", "With leaves"),
            ("mine", ""),
            ("any", "With leaves"),
        )
    ]
    assert page.options[0].aliases == ("Fir",)
    assert [choice.text_limit for choice in page.options] == [0, 0, 0, 12, 0]
    assert [(choice.id, choice.exclusive, choice.special) for choice in page.specials] == [("none", True, True)]
    later = answered(Answer("3")).page()
    assert later is not None
    assert [choice.id for choice in later.options][1:4] == ["ash", "elm", "oak"], "a condition that holds by now"


def test_what_is_carried_forward_is_filtered_by_lists_and_by_other_answers() -> None:
    session = answered(*SEEN)
    page = session.page()
    assert page is not None
    assert [choice.id for choice in page.options] == ["pine"], "of what was not seen, only what is grown"
    session.answer(Answer(["pine"]))
    assert [choice.id for choice in session.page_at("rest").options] == ["oak", "ash", "mine", "any"]
    session.back()
    session.skip()
    assert "pine" in [choice.id for choice in session.page_at("rest").options]


@pytest.mark.parametrize(("like", "offered"), [("1", ["oak", "mine", "own", "other_one"]), ("2", ["own", "other_one"])])
def test_a_source_gives_nothing_where_its_condition_does_not_hold(like: str, offered: list[str]) -> None:
    session = answered(Answer(like), SEEN[1])
    assert [choice.id for choice in session.page_at("again").options] == offered


def test_a_total_is_a_hundred_percent_unless_it_is_a_number_and_stands_in_the_words() -> None:
    session = answered(*SEEN)
    share, parts = session.page_at("share"), session.page_at("parts")
    assert (share.total, share.unit, share.text, share.help) == (
        100,
        "percent",
        "How are 100 divided?",
        "All 100 of them.",
    )
    assert (parts.total, parts.unit, parts.beside) == (5, "count", {})
    session.skip()
    session.skip()
    assert session.answer(Answer({"high": 60, "low": 40})) == []
    assert session.page_at("parts").beside == {"high": "60%", "low": "40%"}
    assert session.answer(Answer({"high": 5})) == []
    assert [line.answer for line in session.review() if line.key in ("share", "parts")] == [
        "High 60% · Low 40%",
        "High 5",
    ]


def test_a_matrix_offers_why_not_in_each_row_and_the_words_typed_for_other() -> None:
    page = answered(*SEEN).page_at("rates")
    assert [(row.id, row.label) for row in page.rows] == [("oak", "Öak"), ("mine", "Yew")]
    (scale,) = page.scales
    assert [(point.id, point.special) for point in scale.points] == [
        *(("low", False), ("high", False), ("dont_know", True)),
    ]
    assert page.text_limit == 0


def test_answers_stand_in_later_words_with_what_was_typed() -> None:
    session = answered(*SEEN)
    assert session.page_at("words").text == "You saw Öak and Yew and like it 2."
    assert session.page_at("words").text_limit == 30
    assert begin(OFFERS).page_at("words").text == "You saw nothing and like it not at all."
    assert [session.page_at(key).text for key in session.world.pages["each"]] == [
        "How many of Öak?",
        "How many of Yew?",
    ]
    assert [session.page_at(key).item for key in session.world.pages["each"]] == ["oak", "mine"]


def test_sets_of_best_and_worst_show_what_there_is() -> None:
    session = answered(Answer("1"))
    page = session.page_at("top")
    assert len(page.sets) == 2
    assert all(len(set(members)) == 3 for members in page.sets)
    assert {id_ for members in page.sets for id_ in members} <= {choice.id for choice in page.options}
    assert page.prompts == ("Most", "Least")


def test_what_was_chosen_from_before_is_asked_again_where_there_is_more_now() -> None:
    session = answered(*SEEN)
    session.jump("like")
    assert session.answer(Answer("3")) == []
    assert session.page_at("seen").answer == SEEN[1]


@pytest.mark.parametrize("drafted", [Answer(7), Answer(special="dont_know"), Answer("some words")])
def test_a_draft_is_kept_once_and_shown_until_the_page_is_answered(drafted: Answer) -> None:
    session = begin(OFFERS)
    session.draft(drafted)
    stored = len(session.log)
    session.draft(drafted)
    assert len(session.log) == stored, "the same draft is not stored again"
    page = session.page()
    assert page is not None
    assert (page.draft, page.answer) == (drafted, None)
    session.answer(Answer("2"))
    session.back()
    page = session.page()
    assert page is not None
    assert (page.draft, page.answer) == (None, Answer("2"))
    stored = len(session.log)
    session.draft(Answer("2"))
    assert len(session.log) == stored, "what is stored as the answer is no draft"
