"""Alike records meet in a band; what chance decided is counted in bits."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from mlops_survey_tui.publication.intake.likeness import BANDS, bands, randomness, tokens
from tests.publication.editions import lines, questionnaire


def _alike(shared: float, random: Random) -> bool:
    """Whether two sets of a Jaccard index share a band."""
    both = round(200 * shared / (1 + shared))
    pool = random.sample(range(1 << 32), 200)
    apart = (100 - both, 100)
    one, other = pool[:both] + pool[100 : 100 + apart[0]], pool[:both] + pool[-apart[0] :] if apart[0] else pool[:both]
    return bool({(place, band) for place, band in enumerate(bands(one))} & set(enumerate(bands(other))))


def test_sets_that_have_nine_tenths_in_common_meet_and_those_that_have_little_do_not() -> None:
    random = Random(6)
    assert sum(_alike(0.92, random) for _ in range(200)) >= 195
    assert sum(_alike(0.3, random) for _ in range(200)) == 0


def test_a_record_that_says_little_is_compared_with_nothing() -> None:
    assert bands(list(range(19))) == []
    assert len(bands(list(range(20)))) == BANDS


def test_reasons_for_missing_answers_are_no_likeness() -> None:
    assert tokens({"a": {"status": "skipped"}, "b": {"status": "not_routed"}}) == []


def test_every_row_and_every_choice_is_one_answer() -> None:
    answers: dict[str, dict[str, Any]] = {
        "a": {"value": ["x", "y"]},
        "b": {"value": {"r": "1", "s": "2"}},
        "c": {"value": "x"},
    }
    assert len(tokens(answers)) == 5


def test_only_what_chance_decided_counts_as_chance() -> None:
    asked = questionnaire("2026")
    order = {"decision": "displayed", "page": "community_reasons", "options": ["a", "b", "c", "d"]}
    natural = {"decision": "displayed", "page": "stage_time", "rows": ["a", "b", "c", "d"]}
    drawn = {"decision": "drawn", "draw": "mix_dimensions", "value": ["x"], "probabilities": {"x": 250_000}}
    assert [randomness(asked, [one]) for one in (order, natural, drawn)] == [4, 0, 2]
    assert randomness(asked, []) == 0


def test_ordinary_interviews_have_enough_chance_in_them_to_be_known_again() -> None:
    bits = [randomness(questionnaire("2026"), json.loads(line)["chance"]) for line in lines("2026", 120)]
    assert sum(one >= 20 for one in bits) > 0.9 * len(bits)
