"""What each kind accepts, what it says about what it does not, and what is left when choices change."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.checking import clean_text, normalise
from mlops_survey_tui.interview.kinds import RULES, rules_of
from mlops_survey_tui.interview.page import Choice, Page, Scale
from mlops_survey_tui.rehearsal.replies import random_answer

ABC = (Choice("a", "Apple"), Choice("b", "Banana"), Choice("c", "Cherry"))
OTHER = Choice("other", "Other (please specify)", text_limit=10)
ALONE = Choice("nothing", "Nothing at all", exclusive=True)
DK = Choice("dont_know", "Don't know", exclusive=True, special=True)
POINTS = (Choice("1", "Low"), Choice("2", "High"), DK)


def page(kind: str, **fields: Any) -> Page:
    """Make a page that offers don't know."""
    return Page(kind=kind, key="q", question="q", section="S", text="?", **{"specials": (DK,), **fields})


PAGES = {
    "info": page("info", specials=()),
    "single": page("single", options=(*ABC, OTHER)),
    "scale": page("scale", options=POINTS[:2]),
    "multi": page("multi", options=(*ABC, OTHER, ALONE), maximum=2),
    "ranking": page("ranking", options=(*ABC, OTHER)),
    "top": page("ranking", options=(*ABC, OTHER), maximum=2),
    "maxdiff": page("maxdiff", options=ABC, sets=(("a", "b", "c"), ("c", "a", "b"))),
    "matrix": page("matrix", rows=ABC, scales=(Scale("", "", POINTS),)),
    "matrix_multiple": page("matrix", rows=ABC, scales=(Scale("", "", POINTS),), multiple=True),
    "matrix_scales": page("matrix", rows=ABC, scales=(Scale("now", "Now", POINTS), Scale("then", "Then", POINTS))),
    "allocation": page("allocation", rows=ABC, total=10),
    "at_most": page("allocation", rows=ABC, total=10, at_most=True),
    "percent": page("allocation", rows=ABC[:2], total=100, unit="percent", extra_rows=(ABC[2], OTHER), extra_limit=1),
    "number": page("number", minimum=1, maximum=99),
    "decimal": page("number", minimum=-5, maximum=5, decimals=1),
    "number_grid": page("number_grid", rows=ABC, minimum=0, maximum=200),
    "text": page("text", text_limit=20),
    "long_text": page("long_text", text_limit=40),
}

REFUSED: list[tuple[str, Any, str]] = [
    ("info", "x", "no_answer_here"),
    ("single", "z", "unknown_option"),
    ("single", ["a"], "unknown_option"),
    ("scale", "9", "unknown_option"),
    ("multi", ["a", "b", "c"], "too_many"),
    ("multi", ["a", "z"], "unknown_option"),
    ("multi", ["a", "a"], "repeated"),
    ("multi", ["a", "nothing"], "exclusive"),
    ("multi", "a", "wrong_shape"),
    ("ranking", ["a", "b"], "too_few"),
    ("ranking", ["a", "b", "c", "a"], "repeated"),
    ("top", ["a", "b", "c"], "too_many"),
    ("maxdiff", {"1": {"most": "a", "least": "a"}}, "same_item"),
    ("maxdiff", {"1": {"most": "a"}}, "half_set"),
    ("maxdiff", {"3": {"most": "a", "least": "b"}}, "unknown_set"),
    ("maxdiff", {"1": {"most": "z", "least": "b"}}, "unknown_option"),
    ("matrix", {"z": "1"}, "unknown_option"),
    ("matrix", {"a": "7"}, "unknown_option"),
    ("matrix", {"a": ["1"]}, "wrong_shape"),
    ("matrix_multiple", {"a": "1"}, "wrong_shape"),
    ("matrix_multiple", {"a": ["1", "dont_know"]}, "exclusive"),
    ("matrix_scales", {"a": "1"}, "wrong_shape"),
    ("matrix_scales", {"a": {"later": "1"}}, "wrong_shape"),
    ("allocation", {"a": 4}, "under_total"),
    ("allocation", {"a": 11}, "over_total"),
    ("allocation", {"a": -1, "b": 11}, "not_a_count"),
    ("allocation", {"a": 2.5, "b": 7.5}, "not_a_count"),
    ("allocation", {"z": 10}, "unknown_option"),
    ("at_most", {"a": 11}, "over_total"),
    ("percent", {"a": 50, "c": 25, "other": 25}, "too_many_rows"),
    ("number", 0, "too_small"),
    ("number", 100, "too_large"),
    ("number", 2.5, "not_whole"),
    ("number", "7", "not_a_number"),
    ("number", True, "not_a_number"),
    ("number", float("nan"), "not_a_number"),
    ("decimal", 0.25, "too_exact"),
    ("number_grid", {"a": 201}, "too_large"),
    ("number_grid", {"z": 1}, "unknown_option"),
    ("text", "x" * 21, "text_too_long"),
    ("long_text", 5, "wrong_shape"),
]

ACCEPTED: list[tuple[str, Any]] = [
    ("single", "a"),
    ("multi", ["nothing"]),
    ("multi", ["b", "a"]),
    ("ranking", ["b", "a", "other", "c"]),
    ("top", ["b"]),
    ("maxdiff", {"2": {"most": "a", "least": "c"}}),
    ("matrix", {"a": "1", "b": "dont_know"}),
    ("matrix_multiple", {"a": ["1", "2"]}),
    ("matrix_scales", {"a": {"now": "1"}, "b": {"now": "2", "then": "dont_know"}}),
    ("allocation", {"a": 0, "b": 10}),
    ("at_most", {"a": 3}),
    ("percent", {"a": 50, "c": 50}),
    ("number", 99),
    ("decimal", -4.5),
    ("number_grid", {"b": 200}),
    ("text", "[/] {x}"),
]


def codes(kind: str, answer: Answer) -> list[str]:
    """Return the codes of what is wrong."""
    return [problem.code for problem in rules_of(PAGES[kind]).check(PAGES[kind], answer)]


@pytest.mark.parametrize(("kind", "value", "code"), REFUSED)
def test_a_wrong_answer_is_refused_with_a_reason(kind: str, value: Any, code: str) -> None:
    assert code in codes(kind, Answer(value))


@pytest.mark.parametrize(("kind", "value"), ACCEPTED)
def test_a_right_answer_is_accepted_and_can_be_described(kind: str, value: Any) -> None:
    assert codes(kind, Answer(value)) == []
    assert rules_of(PAGES[kind]).describe(PAGES[kind], Answer(value))


@pytest.mark.parametrize("kind", [name for name in PAGES if name != "info"])
def test_special_answers_exclude_the_rest(kind: str) -> None:
    assert codes(kind, Answer(special="dont_know")) == []
    assert codes(kind, Answer(value=5, special="dont_know")) == ["special_excludes"]
    assert codes(kind, Answer(special="prefer_not")) == ["unknown_option"]
    assert rules_of(PAGES[kind]).describe(PAGES[kind], Answer(special="dont_know")) == "Don't know"


def test_words_beside_an_option() -> None:
    assert codes("single", Answer("other", texts={"other": "ten chars!"})) == []
    assert codes("single", Answer("other", texts={"other": "eleven char"})) == ["text_too_long"]
    assert codes("single", Answer("a", texts={"a": "words"})) == ["unexpected_text"]
    assert codes("single", Answer("a", texts={"other": "words"})) == ["unexpected_text"]
    assert (
        rules_of(PAGES["single"]).describe(PAGES["single"], Answer("other", texts={"other": "kiwi"})).endswith(": kiwi")
    )


@pytest.mark.parametrize("name", PAGES)
@given(seed=st.integers(0, 10**6), gone=st.sets(st.sampled_from(["a", "b", "c", "other"])))
def test_what_is_left_is_valid_and_pruning_again_changes_nothing(name: str, seed: int, gone: set[str]) -> None:
    whole = PAGES[name]
    rules = rules_of(whole)
    answer = random_answer(whole, Random(seed), skips=0.0)
    if answer.is_empty:
        return
    assert list(rules.check(whole, answer)) == []
    assert rules.prune(whole, answer) == answer
    smaller = replace(
        whole,
        options=tuple(choice for choice in whole.options if choice.id not in gone),
        rows=tuple(choice for choice in whole.rows if choice.id not in gone),
        sets=tuple(tuple(id_ for id_ in members if id_ not in gone) for members in whole.sets),
    )
    left = rules.prune(smaller, answer)
    if left is not None:
        assert list(rules.check(smaller, left)) == []
        assert rules.prune(smaller, left) == left


def test_every_kind_of_the_format_has_rules() -> None:
    from mlops_survey_tui.questionnaire.format import KINDS

    assert set(KINDS) == set(RULES)


def test_texts_are_cleaned_before_they_are_stored() -> None:
    assert clean_text("a\x00b\x1b[31m\ud800c\r\nd\te\x7f\u202e") == "ab[31mc\nd\te\u202e"
    assert normalise(Answer(" \n ")).is_empty
    assert normalise(Answer([], texts={"other": "  "})).is_empty
    assert normalise(Answer("a", texts={"other": " x \x07"})) == Answer("a", texts={"other": "x"})


@given(st.text(st.characters(codec=None), max_size=60))
def test_cleaned_text_can_be_written_as_utf8(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned.encode("utf-8")[: len(cleaned)] is not None
    assert clean_text(cleaned) == cleaned
