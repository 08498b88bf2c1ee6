"""Leaving a question and returning keeps the answer, for every kind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.tui.widgets import view_of
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.kinds import rules_of

from .given_answers import answers_to
from .pages import PAGES


@pytest.mark.parametrize("name", PAGES)
@given(data=st.data())
def test_an_answer_comes_back(name: str, data: st.DataObject) -> None:
    page, view = PAGES[name], view_of(PAGES[name].kind)
    answer = data.draw(answers_to(page))
    returned = replace(page, answer=answer)
    assert view.answer(returned, view.begin(returned)) == answer


@pytest.mark.parametrize("name", PAGES)
@given(data=st.data())
def test_a_draft_goes_before_the_answer(name: str, data: st.DataObject) -> None:
    page, view = PAGES[name], view_of(PAGES[name].kind)
    answer, draft = data.draw(answers_to(page)), data.draw(answers_to(page))
    returned = replace(page, answer=answer, draft=draft)
    assert view.answer(returned, view.begin(returned)) == draft


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("value", ["gone", ["gone"], {"gone": 1}, {"9": {"most": "gone"}}, 7, None])
def test_what_is_not_offered_any_more_is_left_out(name: str, value: object) -> None:
    page, view = PAGES[name], view_of(PAGES[name].kind)
    returned = replace(page, answer=Answer(value, special="gone"))
    answer = view.answer(returned, view.begin(returned))
    assert not answer.special
    problems = [] if answer.is_empty else rules_of(page).check(page, answer)
    assert {problem.code for problem in problems} <= {"too_large"}
