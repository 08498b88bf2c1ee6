"""What a questionnaire gave is taken, what it cannot have given is refused, and nothing in between."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.compiler.build import compile_folder
from mlops_survey_tui.rehearsal.driver import drive, from_mapping
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, simulate
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import BLOCK, enveloped
from mlops_survey_tui.sharing.verifying import Refused, verify
from mlops_survey_tui.strict_json import NotStrict, strict_json
from tests.interview.surveys import Clock, Kept, shipped

SURVEYS = ["2026", "examples/coffee", "examples/workshop"]


def _shared(name: str, count: int, seed: str) -> list[dict[str, Any]]:
    survey = shipped(name)
    results = simulate(survey, [ANYBODY], count, seed, 1)
    return [strict_json(enveloped(bundle(survey, one.seed, one.events), "1.0").body) for one in results]


@pytest.mark.parametrize("name", SURVEYS)
def test_what_an_interview_shares_is_taken_by_its_questionnaire(name: str) -> None:
    for data in _shared(name, 40, "taken"):
        verify(shipped(name), data)


def _unknown_option(answers: dict[str, Any]) -> str:
    answers["drinks"]["value"] = "gasoline"
    return "invalid_answer"


def _unknown_special(answers: dict[str, Any]) -> str:
    answers["cups"] = {"status": "never_heard_of"}
    return "invalid_answer"


def _left_out(answers: dict[str, Any]) -> str:
    del answers["drinks"]
    return "missing_question"


def _off_the_path(answers: dict[str, Any]) -> str:
    answers["drinks"]["value"] = "tea"
    return "wrong_status"


def _loop_item_of_nothing(answers: dict[str, Any]) -> str:
    answers["cups@nowhere"] = {"status": "skipped"}
    return "off_path"


def _unknown_question(answers: dict[str, Any]) -> str:
    answers["employer"] = {"status": "answered", "value": "ACME"}
    return "unknown_question"


def _too_large(answers: dict[str, Any]) -> str:
    answers["cups"] = {"status": "answered", "value": 21}
    return "invalid_answer"


def _words_beside_an_option_without(answers: dict[str, Any]) -> str:
    answers["drinks"]["texts"] = {"coffee": "my name is"}
    return "invalid_answer"


def _skipped_what_needs_an_answer(answers: dict[str, Any]) -> str:
    answers["drinks"] = {"status": "skipped"}
    return "wrong_status"


@pytest.mark.parametrize(
    "forge",
    [
        _unknown_option,
        _unknown_special,
        _left_out,
        _off_the_path,
        _loop_item_of_nothing,
        _unknown_question,
        _too_large,
        _words_beside_an_option_without,
        _skipped_what_needs_an_answer,
    ],
)
def test_what_the_questionnaire_cannot_have_given_is_refused(forge: Callable[[dict[str, Any]], str]) -> None:
    survey = shipped("examples/coffee")
    drinkers = (one for one in _shared("examples/coffee", 30, "forged") if "value" in one["answers"]["cups"])
    data = copy.deepcopy(next(one for one in drinkers if one["answers"]["drinks"]["value"] == "coffee"))
    code = forge(data["answers"])
    with pytest.raises(Refused) as caught:
        verify(survey, data)
    assert caught.value.refusal.code == code


@pytest.mark.parametrize("name", SURVEYS)
def test_no_mangled_bundle_brings_the_check_down(name: str) -> None:
    """Each answer and decision is put in the place of another; the check says yes or no, and raises nothing else."""
    random, refused = Random(11), 0
    for data in _shared(name, 12, "mangled"):
        values = [one["value"] for one in data["answers"].values() if "value" in one]
        for _ in range(25):
            forged = copy.deepcopy(data)
            answer = random.choice([one for one in forged["answers"].values() if "value" in one])
            answer["value"] = random.choice(values)
            if forged["chance"]:
                decision = random.choice(forged["chance"])
                decision[random.choice(list(decision))] = random.choice([*values, random.choice(forged["chance"])])
            try:
                verify(shipped(name), forged)
            except Refused:
                refused += 1
    assert refused > 100


def test_a_bundle_is_padded_so_that_its_size_says_little() -> None:
    survey = shipped("examples/coffee")
    for one in simulate(survey, [ANYBODY], 10, "size", 1):
        envelope = enveloped(bundle(survey, one.seed, one.events), "1.0")
        assert len(envelope.body) % BLOCK == 0
        assert envelope.token not in envelope.body.decode()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 0.5}', "fraction"),
        (b'{"a": 1e3}', "fraction"),
        (b'{"a": 9007199254740993}', "beyond 2"),
        (b'{"a": ' + b"9" * 5000 + b"}", "beyond 2"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b"[[[[[[[[[1]]]]]]]]]", "deeper"),
        (b"[" * 60_000, "deeper"),
        (b'{"a": 1', "not JSON"),
        (b"", "not JSON"),
    ],
)
def test_json_that_others_could_read_differently_is_refused(body: bytes, said: str) -> None:
    with pytest.raises(NotStrict, match=said):
        strict_json(body)


def test_ordinary_json_is_read() -> None:
    assert strict_json('{"a": [1, -2, "\\ud83d\\ude00 é"], "b": {"c": null}}'.encode()) == {
        "a": [1, -2, "😀 é"],
        "b": {"c": None},
    }


EXACT = """
id: small
title: Small
edition: "1"
version: "1"
status: open
sections:
  - id: s
    title: S
    questions:
      - {kind: number, id: many, text: How many?, maximum: 9, sensitivity: none, required: true}
      - kind: allocation
        id: parts
        text: How are they divided?
        total: many
        rows: [{id: a, label: A}, {id: b, label: B}]
        when: many >= 1
        sensitivity: none
      - {kind: text, id: why, text: Why so many?, when: parts.a >= LIMIT, sensitivity: free_text}
"""


@pytest.mark.parametrize(("limit", "shared"), [(1, {"a": 67, "b": 33}), (3, {"a": 4, "b": 2})])
def test_parts_leave_as_percent_unless_the_way_depends_on_a_count(tmp_path: Path, limit: int, shared: Any) -> None:
    (tmp_path / "survey.yaml").write_text(EXACT.replace("LIMIT", str(limit)))
    survey = compile_folder(tmp_path, "exact")
    session = Session.begin(survey, seed="parts", sink=Kept(), clock=Clock(1.0))
    drive(session, from_mapping({"many": Answer(6), "parts": Answer({"a": 4, "b": 2}), "why": Answer("So")}))
    session.finish()
    data = strict_json(enveloped(bundle(survey, "parts", session.log), "1.0").body)
    assert data["answers"]["parts"]["value"] == shared
    assert data["answers"]["why"]["status"] == "answered"
    verify(survey, data)
