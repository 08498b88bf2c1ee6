"""Remarks of the questionnaire count only where they hold whatever the exact numbers are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mlops_survey_tui.interview.checking import problems
from mlops_survey_tui.interview.given import GivenWorld
from mlops_survey_tui.publication.intake.contradictions import contradictions
from mlops_survey_tui.sharing.offered import offered
from mlops_survey_tui.sharing.rebuilding import rebuilt
from tests.publication.editions import lines, questionnaire

ASKED = questionnaire("2026")


def _with(**values: Any) -> dict[str, Any]:
    answers = {name: {"status": "answered", "value": value} for name, value in values.items()}
    return {"answers": answers, "chance": []}


@pytest.mark.parametrize(
    ("own", "team", "found"),
    [
        (5, 3, ["d_own_count"]),
        (3, 5, []),
        (7, {"from": 6, "to": 10}, []),
        (11, {"from": 6, "to": 10}, ["d_own_count"]),
        ({"from": 16, "to": 30}, {"from": 11, "to": 20}, []),
        ({"from": 31}, {"from": 11, "to": 20}, ["d_own_count"]),
        ({"from": 31}, {"from": 21, "to": 50}, []),
    ],
)
def test_counts_contradict_only_if_no_number_in_their_bands_fits(own: Any, team: Any, found: list[str]) -> None:
    assert contradictions(ASKED, _with(d_own_count=own, uc_team_count=team)) == found


def test_a_special_answer_contradicts_nothing() -> None:
    data = _with(d_own_count=5)
    data["answers"]["uc_team_count"] = {"status": "dont_know"}
    assert contradictions(ASKED, data) == []


@pytest.mark.parametrize("name", ["coffee", "2026"])
def test_where_no_number_is_banded_the_engine_itself_makes_the_same_remarks(name: str) -> None:
    asked = questionnaire(name)
    compared = 0
    for line in lines(name, {"coffee": 60, "2026": 120}[name]):
        data = json.loads(line)
        if any(isinstance(one.get("value"), dict) and "from" in one["value"] for one in data["answers"].values()):
            continue
        world = GivenWorld(asked, "", rebuilt(asked, data))
        wanted = set()
        for question in asked.questions:
            answer = world.facts.raw(question.id)
            if question.checks and answer is not None and question.id in world.pages.get(question.id, ()):
                page = offered(world, question.id)
                if any(problem.soft for problem in problems(world, page, answer)):
                    wanted.add(question.id)
        compared += bool(wanted)
        assert set(contradictions(asked, data)) == wanted
    assert compared
