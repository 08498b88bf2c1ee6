"""Marks of the quality checks: found where they were planted, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from random import Random
from typing import Any

import pytest

from mlops_survey_tui.publication.intake.likeness import bands
from mlops_survey_tui.publication.quality.flags import Checked
from mlops_survey_tui.publication.quality.near_duplicates import ALIKE
from mlops_survey_tui.publication.quality.raising import meanings, raise_flags
from tests.publication.editions import lines, questionnaire
from tests.publication.staging import received

ASKED = questionnaire("2026")


def _flags(bundles: list[dict[str, Any]]) -> dict[str, int]:
    connection, _ = received("2026", [json.dumps(one).encode() for one in bundles])
    return raise_flags(Checked(connection, ASKED))


def _bundles(careless: bool = False) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in lines("2026", 120)]
    return [one for one in found if careless or one.get("minutes") != "<10"]


def _answered(data: dict[str, Any]) -> int:
    return sum("value" in given for given in data["answers"].values())


def _longest() -> dict[str, Any]:
    return max(_bundles(), key=_answered)


def _copy(data: dict[str, Any]) -> dict[str, Any]:
    """Return the same answers with other draws, as of somebody who answers twice."""
    other: dict[str, Any] = json.loads(json.dumps(data))
    for decision in other["chance"]:
        if decision["decision"] == "assigned" and "form" in decision:
            decision["probability"] = 33_334
    return other


def _nearly(data: dict[str, Any]) -> dict[str, Any]:
    other = _copy(data)
    region = other["answers"]["region"]
    region.update(status="answered", value="oceania" if region.get("value") != "oceania" else "mena")
    return other


def _lined(data: dict[str, Any]) -> dict[str, Any]:
    other = _copy(data)
    for question in ("attitudes", "employer_views", "concepts"):
        rows = [row.id for row in ASKED.lists[{"concepts": "ml_concepts"}.get(question, question)].options][:4]
        other["answers"][question] = {"status": "answered", "value": dict.fromkeys(rows, "2")}
    return other


@pytest.mark.parametrize(("flag", "plant"), [("repeated", _copy), ("near_duplicate", _nearly)])
def test_a_record_that_is_there_again_is_flagged_with_the_other(
    flag: str, plant: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    bundles = _bundles()
    assert _flags(bundles)[flag] == 0
    assert _flags([*bundles, plant(_longest())])[flag] == 2


def test_one_column_in_three_grids_is_flagged() -> None:
    bundles = [one for one in _bundles() if one["answers"]["attitudes"]["status"] == "not_assigned"]
    before = _flags(bundles)["straight_lining"]
    assert _flags([*bundles, _lined(bundles[0])])["straight_lining"] == before + 1


def test_speed_is_flagged_only_if_the_whole_band_is_too_fast() -> None:
    fast = _longest() | {"minutes": "<10"}
    assert _flags([fast])["speed"] == 0, "nobody answers thirty minutes' worth in this survey"


def test_every_flag_has_its_meaning() -> None:
    assert set(_flags(_bundles()[:5])) == set(meanings())
    assert all(meaning[0].isupper() for meaning in meanings().values())


def test_flags_are_published_beside_the_answers_and_nobody_is_dropped() -> None:
    bundles = _bundles(careless=True)
    connection, looked = received("2026", [json.dumps(one).encode() for one in bundles])
    raise_flags(Checked(connection, ASKED))
    assert looked.taken == len(bundles)


def test_records_that_are_like_another_one_are_found_as_by_comparing_all_pairs() -> None:
    connection, _ = received("2026", [json.dumps(one).encode() for one in _bundles()[:30]])
    random = Random(3)
    people = _somewhat_alike(random)
    for respondent, said in people.items():
        connection.execute(
            "INSERT INTO staged.people (respondent, tokens, bands) VALUES (?, ?, ?)", [respondent, said, bands(said)]
        )
    raise_flags(Checked(connection, ASKED))
    found = connection.execute("SELECT respondent FROM staged.flags WHERE flag = 'near_duplicate'").fetchall()
    alike = {one for pair in combinations(people, 2) if _share(*(people[who] for who in pair)) >= ALIKE for one in pair}
    assert {one for (one,) in found} <= alike, "nobody else is flagged"
    assert len(found) >= 0.97 * len(alike) > 100


def _somewhat_alike(random: Random) -> dict[int, list[int]]:
    """Return answers of families of four, who have from three quarters to all but one in common."""
    people = {}
    for family in range(100):
        first = {random.getrandbits(32) for _ in range(random.randrange(30, 120))}
        for who in range(4):
            changed = random.sample(sorted(first), random.randrange(1, len(first) // 8) if who else 0)
            people[-1 - family * 4 - who] = sorted(
                first.difference(changed) | {random.getrandbits(32) for _ in changed}
            )
    return people


def _share(one: list[int], other: list[int]) -> float:
    return len({*one} & {*other}) / len({*one} | {*other})
