"""What respondents read of each kind: their answers in the review, and exactly what is wrong with one that is not taken."""

from __future__ import annotations

from typing import Any

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.kinds import rules_of
from mlops_survey_tui.interview.kinds.certain import certain_of
from tests.interview.test_kinds import PAGES, page

DESCRIBED: list[tuple[str, Answer, str]] = [
    ("single", Answer("b"), "Banana"),
    ("single", Answer("other", texts={"other": "kiwi"}), "Other (please specify): kiwi"),
    ("scale", Answer("2"), "High"),
    ("multi", Answer(["b", "a"]), "Banana · Apple"),
    ("ranking", Answer(["c", "a", "b", "other"]), "1. Cherry · 2. Apple · 3. Banana · 4. Other (please specify)"),
    ("matrix", Answer({"b": "dont_know", "a": "1"}), "Apple: Low · Banana: Don't know"),
    ("matrix_multiple", Answer({"a": ["1", "2"]}), "Apple: Low, High"),
    ("matrix_scales", Answer({"a": {"now": "1", "then": "2"}, "c": {"then": "1"}}), "Apple: Now Low; Then High · Cherry: Then Low"),
    ("allocation", Answer({"b": 4, "a": 6}), "Apple 6 · Banana 4"),
    ("percent", Answer({"a": 70, "c": 30}), "Apple 70% · Cherry 30%"),
    ("number", Answer(12), "12"),
    ("decimal", Answer(-4.5), "-4.5"),
    ("decimal", Answer(4.0), "4"),
    ("number_grid", Answer({"c": 7, "a": 2.5}), "Apple 2.5 · Cherry 7"),
    ("text", Answer(" two\n words "), "two words"),
    ("number", Answer(special="dont_know"), "Don't know"),
]  # fmt: skip

TOLD: list[tuple[str, Any, list[tuple[str, str]]]] = [
    ("single", "z", [("unknown_option", "z")]),
    ("multi", ["a", "nothing"], [("exclusive", "nothing")]),
    ("multi", ["a", "b", "c"], [("too_many", "")]),
    ("matrix", {"z": "1"}, [("unknown_option", "z")]),
    ("matrix", {"a": "7"}, [("unknown_option", "7")]),
    ("matrix", [], [("wrong_shape", "")]),
    ("matrix", {"a": ["1"]}, [("wrong_shape", "a")]),
    ("matrix_multiple", {"b": ["1", "dont_know"]}, [("exclusive", "b")]),
    ("matrix_scales", {"a": {"later": "1"}}, [("wrong_shape", "a")]),
    ("number", 0, [("too_small", "")]),
    ("number", 2.5, [("not_whole", "")]),
    ("decimal", 0.25, [("too_exact", "")]),
    ("decimal", 5.25, [("too_exact", ""), ("too_large", "")]),
    ("number_grid", {"b": 201, "z": "x"}, [("too_large", "b"), ("unknown_option", "z"), ("not_a_number", "z")]),
    ("number_grid", [], [("wrong_shape", "")]),
    ("text", "x" * 21, [("text_too_long", "")]),
]


@pytest.mark.parametrize(("kind", "answer", "words"), DESCRIBED)
def test_an_answer_is_shown_in_the_words_of_the_page_and_in_its_order(kind: str, answer: Answer, words: str) -> None:
    assert rules_of(PAGES[kind]).describe(PAGES[kind], answer) == words


@pytest.mark.parametrize(("kind", "value", "found"), TOLD)
def test_what_is_wrong_is_told_once_with_its_place_and_in_words(
    kind: str, value: Any, found: list[tuple[str, str]]
) -> None:
    problems = list(rules_of(PAGES[kind]).check(PAGES[kind], Answer(value)))
    assert [(problem.code, problem.where) for problem in problems] == found
    assert all(problem.message and not problem.soft for problem in problems)


def test_a_scale_shows_its_title_only_where_it_has_one() -> None:
    whole = page("matrix", rows=PAGES["matrix"].rows, scales=PAGES["matrix_scales"].scales[:1])
    assert rules_of(whole).describe(whole, Answer({"a": {"now": "1"}})) == "Apple: Now Low"
    assert rules_of(whole).describe(whole, Answer({"a": {"gone": "1"}})) == "Apple: 1"


def test_limits_are_told_as_numbers() -> None:
    (small,) = rules_of(PAGES["number"]).check(PAGES["number"], Answer(0))
    (large,) = rules_of(PAGES["decimal"]).check(PAGES["decimal"], Answer(5.5))
    (many,) = rules_of(PAGES["multi"]).check(PAGES["multi"], Answer(["a", "b", "c"]))
    assert small.message == "0 is below the least possible, 1."
    assert large.message == "5.5 is above the largest possible, 5."
    assert many.message == "At most 2 can be chosen; take 1 away."


def test_too_few_counts_what_is_missing_and_never_asks_for_more_than_there_is() -> None:
    least = page("multi", options=PAGES["multi"].options, minimum=3)
    (few,) = rules_of(least).check(least, Answer(["a"]))
    assert (few.code, few.message) == ("too_few", "Choose at least 3; 2 more to go.")
    assert not list(rules_of(least).check(least, Answer(["nothing"])))
    short = page("multi", options=PAGES["multi"].options[:2], minimum=3)
    assert not list(rules_of(short).check(short, Answer(["a", "b"])))


def test_a_required_matrix_names_the_first_row_that_is_not_whole() -> None:
    for kind, value in (("matrix", {"a": "1"}), ("matrix_scales", {"a": {"now": "1", "then": "2"}, "b": {"now": "1"}})):
        whole = page("matrix", required=True, rows=PAGES[kind].rows, scales=PAGES[kind].scales)
        (problem,) = rules_of(whole).check(whole, Answer(value))
        assert (problem.code, problem.where) == ("rows_missing", "b")
        assert problem.message == "2 rows still need an answer."


CERTAIN = ["single", "scale", "multi", "number", "decimal", "text", "long_text"]


@pytest.mark.parametrize("kind", CERTAIN)
def test_the_quick_test_knows_the_plainest_right_answers(kind: str) -> None:
    certain = certain_of(PAGES[kind])
    assert certain is not None
    right = {"single": "a", "scale": "1", "multi": ["a", "b"], "number": 99, "decimal": -5, "text": "x" * 20}
    answer = right.get(kind, "some words")
    assert certain(Answer(answer))
    assert not certain(Answer(answer, special="dont_know"))
    assert not certain(Answer(answer, texts={"other": "kiwi"}))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(("single", "z"), ("multi", []), ("multi", ["a", "a"]), ("multi", ["a", "b", "c"]), ("multi", ["nothing"])),
        *(("number", 0), ("number", 100), ("number", True), ("text", ""), ("text", " "), ("text", "x" * 21)),
        *(("text", "a\x00"), ("text", 5)),
    ],
)
def test_the_quick_test_leaves_everything_else_to_the_rules(kind: str, value: Any) -> None:
    certain = certain_of(PAGES[kind])
    assert certain is not None
    assert not certain(Answer(value))


def test_kinds_with_rules_of_many_parts_have_no_quick_test() -> None:
    assert {kind for kind in PAGES if certain_of(PAGES[kind]) is None} == PAGES.keys() - {*CERTAIN}
