"""Who was asked, in words that need no knowledge of the questionnaire's language."""

from __future__ import annotations

import re

import pytest

from mlops_survey_tui.publication.tables.alternatives import NONE_OF, ONE_OF, merged
from mlops_survey_tui.publication.tables.asked import asked
from mlops_survey_tui.publication.tables.labels import wordings
from mlops_survey_tui.publication.tables.shapes import shapes
from tests.publication.editions import questionnaire

DRINK = ["answer", "drinks", 0]


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("2026", "role_current", "Everybody."),
        ("2026", "spend_band", "who answered “I know it well” or “I know it roughly” to “How well do you know"),
        ("2026", "org_size", "Those who did not answer “Self-employed or independent” or “Not employed at present” to"),
        ("2026", "tool_jobs", "and who chose at least one of the tools in “Which tools and services"),
        ("2026", "tool_jobs", "Once for each tool."),
        ("2026", "mix_now", "the dimension is not “how outputs are produced”"),
        ("2026", "stop_reasons", "“Stopped before production” in “Think of the last ten ML projects"),
        ("2026", "attitudes", "Only those to whom chance gave the module “Views and community”."),
        ("2026", "uc_team_count_band", "who answered “Don't know” to “About how many ML use cases"),
        (
            "2026",
            "d_own_count",
            "Those who answered “Worked on at least one system that is in production” to “In the last",
        ),
        ("coffee", "why_not", "the answer to “How much do you like coffee?” is at most 3"),
        ("coffee", "cups", "Those who answered “Coffee” or “Coffee and tea” to “What do you drink?”."),
        ("workshop", "mood", "wording here is “calm” or “lively”"),
    ],
)
def test_conditions_are_said_with_the_words_of_questions_and_answers(name: str, question: str, said: str) -> None:
    assert said in asked(questionnaire(name), questionnaire(name).question_by_id[question])


@pytest.mark.parametrize("name", ["2026", "coffee", "workshop"])
def test_no_condition_is_told_as_it_is_written_in_the_questionnaire(name: str) -> None:
    for shape in shapes(questionnaire(name)).values():
        said = asked(questionnaire(name), shape.question)
        assert said.startswith(("Everybody.", "Those who ", "Those for whom ", "Those to whom "))
        assert not re.search(r"[a-z]_[a-z]|==|!=|count\(|'[a-z_]+'", said), said
        assert len(said) <= 800


@pytest.mark.parametrize("name", ["2026", "coffee", "workshop"])
def test_what_stands_in_a_wording_for_an_item_is_a_word(name: str) -> None:
    for shape in shapes(questionnaire(name)).values():
        for said in wordings(shape.question.text):
            assert not re.search(r"\[[^]]*[._][^]]*\]", said), said


def test_conditions_on_one_answer_are_told_once() -> None:
    section = ["or", ["==", DRINK, ["const", "coffee"]], ["in", DRINK, ["const", ["both", "tea"]]]]
    narrowed = [section, ["not_true", ["==", DRINK, ["const", "tea"]]]]
    assert merged([section, section]) == [[ONE_OF, DRINK, ["coffee", "both", "tea"]]]
    assert merged(narrowed) == [[ONE_OF, DRINK, ["coffee", "both"]]]
    absent = ["or", ["!=", DRINK, ["const", "tea"]], ["not", ["answered", DRINK]]]
    assert merged([absent]) == [[NONE_OF, DRINK, ["tea"], True]]
    assert merged([["!=", DRINK, ["const", "tea"]]]) == [[NONE_OF, DRINK, ["tea"], False]]
