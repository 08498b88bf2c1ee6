"""Counts that stand in no table: of questions published as counts only, and of the screening question by channel."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

from mlops_survey_tui.publication.plan.reading import plan_of
from mlops_survey_tui.publication.protecting.counts import counted_alone, counted_by_channel
from tests.publication.editions import FOLDERS, lines, questionnaire
from tests.publication.staging import made


def test_a_question_published_as_counts_only_is_counted_as_in_the_bundles() -> None:
    making, _ = made("2026", 120)
    plan = plan_of(questionnaire("2026"), FOLDERS["2026"])
    found = list(counted_alone(replace(making, plan=replace(plan, aggregated={"region": "x", "communities": "x"}))))
    given = [json.loads(line)["answers"] for line in lines("2026", 120)]
    regions = Counter(one["region"].get("value") for one in given)
    ticks = Counter(code for one in given for code in one["communities"].get("value", ()))
    for cell in found:
        told = regions[cell.code] if cell.question == "region" else ticks[cell.part]
        assert cell.count in (None, told)
        assert cell.count is None or not 0 < cell.count < 5
    assert any(cell.count for cell in found if cell.question == "region")


def test_who_came_on_which_way_is_counted_by_the_screening_question() -> None:
    found = list(counted_by_channel(made("2026", 120)[0]))
    assert {cell.question for cell in found} == {"ml_status"}
    assert {cell.group for cell in found} == {*questionnaire("2026").channels}
    assert all(cell.count is None or not 0 < cell.count < 5 for cell in found)
