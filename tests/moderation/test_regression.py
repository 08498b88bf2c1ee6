"""The regression finds constants that are known, whatever a few wild answers say, and says when it cannot."""

from __future__ import annotations

import math
from random import Random

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Choice, Page
from mlops_survey_tui.moderation.clarity.effort import CONSTANTS, MEANINGS, effort_of, seconds_of
from mlops_survey_tui.moderation.clarity.regression import fit, independent, inverted
from mlops_survey_tui.moderation.clarity.time_model_update import LEAST_ANSWERS, Answered, update_of
from mlops_survey_tui.questionnaire.format.kinds.single import Single
from mlops_survey_tui.questionnaire.time_model import Effort, Expected, Material

TRUE = {"screen": 2.0, "word": 0.35, "decide": 1.5, "scan": 0.3, "tick": 1.6, "number": 6.0}


def answers(interviews: int, seed: int = 1, wild: float = 0.05) -> list[Answered]:
    """Return made-up answers whose times follow the true constants, each person at a pace of their own."""
    random = Random(seed)
    found = []
    for interview in range(interviews):
        pace = math.exp(random.gauss(0, 0.3))
        for _ in range(12):
            kind = random.choice(
                ({"decide": 1.0}, {"scan": float(random.randint(4, 12)), "tick": 2.0}, {"number": 1.0})
            )
            kind = {**kind, "tick": float(random.randint(1, 4))} if "tick" in kind else kind
            effort = {"screen": 1.0, "word": float(random.randint(5, 60)), **kind}
            seconds = sum(times * TRUE[name] for name, times in effort.items()) * pace * math.exp(random.gauss(0, 0.15))
            found.append(Answered(str(interview), effort, seconds * (20 if random.random() < wild else 1), 0.0))
    return found


def test_known_constants_are_found_within_their_errors_in_spite_of_outliers() -> None:
    """The level is that of the middle person of the sample; what a word takes shows it."""
    found = {one.name: one for one in update_of(answers(60, seed=5)).constants}
    level = (found["word"].suggested or 0.0) / TRUE["word"]
    assert 0.75 < level < 1.35
    for name, true in TRUE.items():
        one = found[name]
        assert one.suggested is not None
        assert one.error is not None
        assert abs(one.suggested - level * true) < 3 * one.error + 0.01
        assert one.error < 0.6 * true


def test_the_minutes_by_the_suggested_constants_come_nearer_to_those_measured() -> None:
    update = update_of(answers(60, wild=0.0))
    now, suggested = (
        abs(minutes - update.minutes_measured) for minutes in (update.minutes_now, update.minutes_suggested)
    )
    assert suggested < now


def test_too_few_answers_or_interviews_suggest_nothing() -> None:
    few = update_of(answers(1) + answers(1, seed=2))
    assert not few.suggests
    one_person = update_of([Answered("1", one.effort, one.seconds, 0.0) for one in answers(40)])
    assert not one_person.suggests
    assert all(one.suggested is None for one in update_of(()).constants)


def test_a_constant_that_few_answers_depend_on_stays() -> None:
    found = {one.name: one for one in update_of(answers(60)).constants}
    assert found["paragraph"].suggested is None
    assert found["paragraph"].answers < LEAST_ANSWERS


def test_columns_that_cannot_be_told_apart_are_left_out() -> None:
    rows = [[1.0, 2.0, float(at)] for at in range(10)]
    assert independent(rows, [0, 1, 2]) == [0, 2]
    fitted = fit(rows, [5.0 + 3.0 * at for at in range(10)])
    assert fitted[1] is None
    assert fitted[0] == pytest.approx(5)
    assert fitted[2] == pytest.approx(3)


def test_no_estimate_is_negative() -> None:
    rows = [[1.0, float(at % 7)] for at in range(40)]
    assert fit(rows, [10.0 - at % 7 for at in range(40)])[1] is None


def test_a_matrix_times_its_inverse_is_one() -> None:
    matrix = [[0.0, 2.0, 1.0], [1.0, 1.0, 0.0], [3.0, 0.0, 1.0]]
    inverse = inverted(matrix)
    product = [[sum(a * inverse[k][j] for k, a in enumerate(row)) for j in range(3)] for row in matrix]
    assert all(product[i][j] == pytest.approx(float(i == j)) for i in range(3) for j in range(3))


def test_the_terms_of_a_page_come_to_the_seconds_of_the_time_model() -> None:
    """A regression on other terms than those of the formulas would suggest constants of another model."""
    options = tuple(Choice(str(at), "two words") for at in range(5))
    page = Page("q", "q", "single", "s", "one two three four", options=options)
    spec = Single.model_validate(
        {"kind": "single", "id": "q", "text": page.text, "options": ["x"], "sensitivity": "none"}
    )
    modelled = spec.seconds(page.text, "", Material(option_count=5, option_words=10), Effort.TYPICAL)
    assert seconds_of(effort_of(page, Answer("1"))) == pytest.approx(modelled)
    assert Expected(1.0).selected == 1.0


def test_every_constant_is_explained() -> None:
    assert CONSTANTS.keys() == MEANINGS.keys()
