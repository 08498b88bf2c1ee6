"""Who was asked, in words that need no knowledge of the questionnaire's language."""

from __future__ import annotations

import pytest

from mlops_survey_tui.publication.tables.asked import asked
from mlops_survey_tui.publication.tables.shapes import shapes
from tests.publication.editions import questionnaire


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("2026", "role_current", "Everybody."),
        ("2026", "spend_band", "budget_knowledge is “I know it well” or “I know it roughly”"),
        ("2026", "org_size", "org_type was not answered"),
        ("2026", "tool_jobs", "Once for each tool."),
        ("2026", "attitudes", "Only those to whom chance gave the module “Views and community”."),
        ("2026", "uc_team_count_band", "uc_team_count is “Don't know”"),
        ("coffee", "why_not", "liking is at most 3"),
    ],
)
def test_conditions_are_said_with_the_words_of_answers(name: str, question: str, said: str) -> None:
    assert said in asked(questionnaire(name), questionnaire(name).question_by_id[question])


@pytest.mark.parametrize("name", ["2026", "coffee", "workshop"])
def test_every_question_says_who_was_asked(name: str) -> None:
    for shape in shapes(questionnaire(name)).values():
        said = asked(questionnaire(name), shape.question)
        assert said.startswith(("Everybody.", "Those for whom"))
        assert len(said) <= 600
