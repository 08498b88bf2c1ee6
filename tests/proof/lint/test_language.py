"""What the rules take for joining, negating and naming."""

from __future__ import annotations

import pytest

from mlops_survey_tui.proof.lint.language import (
    joining,
    negates_clause,
    negation,
    reading_grade,
    syllables,
    un_word,
    words,
)
from mlops_survey_tui.proof.lint.names import looks_like_name
from mlops_survey_tui.proof.lint.scale_words import family_of, poles


def test_placeholders_are_words() -> None:
    assert len(words("How is {tool.label|your tool} for you?")) == 5


@pytest.mark.parametrize(
    "text", ["fast and cheap", "fast or cheap", "fast/cheap", "fast as well as cheap", "red and/or blue"]
)
def test_two_things_are_joined(text: str) -> None:
    assert joining(text)


@pytest.mark.parametrize(
    "text", ["And how?", "5 or more", "yes or no", "the A/B test", "CI/CD", "grand", "2 and 3", "not or not"]
)
def test_one_thing_is_not(text: str) -> None:
    assert not joining(text)


@pytest.mark.parametrize("text", ["is not good", "isn't good", "cannot work", "never works", "without it", "no time"])
def test_negations(text: str) -> None:
    assert negation(text)
    assert negates_clause(text)


def test_a_contrast_negates_no_clause() -> None:
    assert negation("problems come from data, not models")
    assert not negates_clause("problems come from data, not models")


@pytest.mark.parametrize(
    ("text", "word"), [("an unclear goal", "unclear"), ("understood", ""), ("unique", ""), ("until", "")]
)
def test_words_with_un(text: str, word: str) -> None:
    assert un_word(text) == word


def test_reading_grades_tell_simple_from_hard() -> None:
    assert [syllables(word) for word in ("cat", "table", "idea", "time")] == [1, 2, 2, 1]
    simple = reading_grade("We ask you what you do at work. It is short.")
    hard = reading_grade("Organizational considerations necessitate comprehensive infrastructural reevaluation.")
    assert simple < 4 < 11 < hard


@pytest.mark.parametrize("label", ["MLflow", "Amazon SageMaker", "DataTalks.Club", "H2O", "Great Expectations"])
def test_names_of_products(label: str) -> None:
    assert looks_like_name(label)


@pytest.mark.parametrize("label", ["Data warehouse", "Images", "Custom scripts", "Feature store"])
def test_kinds_of_things(label: str) -> None:
    assert not looks_like_name(label)


@pytest.mark.parametrize(
    ("labels", "family"),
    [
        ("Strongly disagree|Disagree|Neither|Agree|Strongly agree", "agreement"),
        ("Very easy|Easy|Neither|Difficult|Very difficult", "ease"),
        ("Definitely not|Probably not|Undecided|Probably|Definitely", "likelihood"),
        ("Much worse|Worse|The same|Better|Much better", "change"),
        ("Daily|Weekly|Monthly|Never", "frequency"),
        ("Not at all|A little|A lot", "amount"),
        ("1 to 2|3 to 5|6 or more", "bands"),
        ("Data lake|Data warehouse|Feature store", ""),
    ],
)
def test_families_of_scales(labels: str, family: str) -> None:
    assert family_of(labels.split("|")) == family


def test_poles_are_told_apart() -> None:
    assert poles(["Very satisfied", "Satisfied", "Neither", "Not satisfied"]) == ("satisfaction", [1, 1, 0, -1])
    assert poles(["Not at all easy", "Rather easy", "Very easy"])[1] == [0, 1, 1]
