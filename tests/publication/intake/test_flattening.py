"""What a record says of an answer is what was on the page and what was answered there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mlops_survey_tui.interview.given import GivenWorld
from mlops_survey_tui.interview.pages import build_page
from mlops_survey_tui.publication.intake.flattening import band_code, flat
from mlops_survey_tui.publication.tables.shapes import shapes
from mlops_survey_tui.sharing.rebuilding import rebuilt
from tests.publication.editions import lines, questionnaire

COUNTS = {"coffee": 60, "workshop": 60, "2026": 120}


@pytest.mark.parametrize("name", COUNTS)
def test_rows_that_chance_left_out_are_told_from_those_that_were_passed_over(name: str) -> None:
    asked = questionnaire(name)
    looked_at = 0
    for line in lines(name, COUNTS[name])[:40]:
        data = json.loads(line)
        record = flat(asked, 1, data)
        world = GivenWorld(asked, "", rebuilt(asked, data))
        for shape in shapes(asked).values():
            if shape.by_items or not shape.drawn_rows or shape.id not in world.pages.get(shape.id, ()):
                continue
            page = build_page(world, shape.id, bare=True)
            shown = record["answers"][shape.id].get("shown")
            if data["answers"][shape.id]["status"] != "not_reached":
                looked_at += 1
                assert set(shown) == {one.id for one in (*page.options, *page.rows)}, shape.id
    assert looked_at or name == "coffee"


@pytest.mark.parametrize("name", COUNTS)
def test_each_item_of_a_loop_or_of_chosen_rows_has_a_record(name: str) -> None:
    asked = questionnaire(name)
    found = shapes(asked)
    for line in lines(name, COUNTS[name]):
        data = json.loads(line)
        items = flat(asked, 1, data)["items"]
        wanted: set[tuple[str, str]] = set()
        for key, given in data["answers"].items():
            question, _, item = key.partition("@")
            if found[question].over_items:
                wanted |= {(question, row) for row in given.get("value", {})}
            elif item:
                wanted.add((question, item))
        told = {(one["question"], "/".join(filter(None, (one["item"], one.get("inner", ""))))) for one in items}
        assert wanted <= told


def test_the_chance_of_a_rated_tool_is_the_share_that_was_drawn_of_those_named() -> None:
    asked = questionnaire("2026")
    tools, checked = asked.members("tools"), 0
    for line in lines("2026", 120):
        data = json.loads(line)
        named = [one for one in data["answers"]["tools_used"].get("value", []) if one in tools]
        for item in flat(asked, 1, data)["items"]:
            if item["question"] == "tool_satisfaction":
                checked += 1
                assert item["chance"] == pytest.approx(1e6 * min(2, len(named)) / len(named), abs=1)
    assert checked > 10


def test_modules_are_those_of_which_something_was_asked() -> None:
    asked = questionnaire("2026")
    for line in lines("2026", 120):
        data: dict[str, Any] = json.loads(line)
        record = flat(asked, 1, data)
        for module in record["modules"]:
            statuses = {
                given["status"]
                for key, given in data["answers"].items()
                if asked.question_by_id[key.partition("@")[0]].section == module
            }
            assert statuses - {"not_assigned", "not_routed"}
        assert not set(record["modules"]) & set(record["left_out"])
        assert len(record["modules"]) <= 4


@pytest.mark.parametrize(
    ("number", "code"), [(3, "3"), ({"from": 6, "to": 10}, "6-10"), ({"from": 101}, "101+"), ("2.5", "2.5")]
)
def test_bands_have_codes(number: object, code: str) -> None:
    assert band_code(number) == code
