"""What becomes of bundles: taken, or counted under the reason why not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mlops_survey_tui.publication.intake.screening import Rules, Screen
from tests.publication.editions import lines, questionnaire, whole

COFFEE = questionnaire("coffee")


def _screen(**changed: Any) -> Screen:
    settings: dict[str, Any] = {"edition": COFFEE.edition, "secret": "s"} | changed
    return Screen(Rules({COFFEE.source_hash: COFFEE}, **settings))


def _data(number: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(lines("coffee", 60)[number])
    return data


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data).encode()


def test_a_bundle_is_taken_as_it_was_sent_and_as_it_was_exported() -> None:
    line = lines("coffee", 60)[0]
    sent, exported = _screen().look(whole(line, 1)), _screen().look(line)
    assert isinstance(sent, dict)
    assert sent == exported, "ids and padding change nothing, not even the number of the respondent"


def test_the_number_of_a_respondent_depends_on_the_secret() -> None:
    numbers = [_screen(secret=secret).look(lines("coffee", 60)[0]) for secret in ("one", "two")]
    assert all(isinstance(one, dict) for one in numbers)
    assert numbers[0]["number"] != numbers[1]["number"]  # type: ignore[index]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b'{"answers": NaN}', b'{"a": 1, "a": 2}', b'{"a": 1.5}'],
    ids=["empty", "cut", "no UTF-8", "not a number", "a name twice", "a fraction"],
)
def test_what_is_no_exact_json_is_refused(body: bytes) -> None:
    assert _screen().look(body) == "refused:not_json"


@pytest.mark.parametrize("body", [b"[]", b"{}", b"7", b'"text"'])
def test_what_has_not_the_shape_of_a_bundle_is_refused(body: bytes) -> None:
    assert _screen().look(body) == "refused:wrong_shape"


def test_an_unknown_field_is_refused() -> None:
    assert _screen().look(_line(_data() | {"name": "somebody"})) == "refused:wrong_shape"


def test_an_answer_that_nobody_could_give_is_refused_under_the_code_of_the_collector() -> None:
    data = _data()
    data["answers"]["drinks"]["value"] = "petrol"
    assert _screen().look(_line(data)) in ("refused:invalid_answer", "refused:off_path", "refused:wrong_status")


def test_a_made_up_question_is_refused() -> None:
    data = _data()
    data["answers"]["made_up"] = {"status": "skipped"}
    assert _screen().look(_line(data)) == "refused:unknown_question"


def test_another_questionnaire_is_refused_and_another_edition_counted() -> None:
    assert _screen().look(_line(_data() | {"hash": "0" * 32})) == "refused:unknown_questionnaire"
    assert _screen().look(_line(_data() | {"edition": "1999"})) == "other_edition"


@pytest.mark.parametrize("mark", ["draft", "closed", "chosen_seed", "chosen_draws", "chosen_sections"])
def test_interviews_that_are_no_ordinary_ones_stay_out(mark: str) -> None:
    assert _screen().look(_line(_data() | {"marks": [mark]})) == mark


def test_interviews_of_a_draft_are_taken_if_the_draft_is_published() -> None:
    assert isinstance(_screen(drafts=True).look(_line(_data() | {"marks": ["draft"]})), dict)
    both = _line(_data() | {"marks": ["draft", "chosen_seed"]})
    assert _screen(drafts=True).look(both) == "chosen_seed"


def test_what_was_taken_back_stays_out() -> None:
    body = whole(lines("coffee", 60)[0], 4)
    gone = frozenset({json.loads(body)["id"]})
    assert _screen(withdrawn=gone).look(body) == "withdrawn"


def test_how_a_respondent_was_reached_comes_along() -> None:
    found = _screen().look(_line(_data() | {"stratum": "meetup"}))
    assert isinstance(found, dict)
    assert found["stratum"] == "meetup"


def test_checked_bundles_are_taken_faster_but_to_the_same_record() -> None:
    for line in lines("coffee", 60)[:20]:
        assert _screen(checked=True).look(line) == _screen().look(line)
