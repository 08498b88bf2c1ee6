"""The bundle holds codes and chance, and nothing that somebody typed, unless they agreed to that text."""

from __future__ import annotations

import json
from random import Random

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.rehearsal.driver import drive
from mlops_survey_tui.rehearsal.replies import random_answer
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import canonical
from tests.interview.surveys import Clock, Kept, shipped
from tests.rehearsal.scripts import failures, run

CANARY = "kanarienvogel 4711"


def _with_canaries(name: str, seed: str) -> Session:
    random = Random(seed)

    def reply(page: Page) -> Answer:
        if page.question == "consent":
            return Answer("yes")
        answer = random_answer(page, random, skips=0.05, specials=0.05)
        if page.kind in ("text", "long_text") and answer.value:
            return Answer(CANARY)
        return Answer(answer.value, answer.special, dict.fromkeys(answer.texts, CANARY))

    session = Session.begin(shipped(name), seed=seed, sink=Kept(), clock=Clock(7.5))
    drive(session, reply)
    session.finish()
    return session


@pytest.mark.parametrize("name", ["2026", "examples/coffee", "examples/workshop"])
@pytest.mark.parametrize("seed", ["seed-one-11aa", "seed-two-22bb"])
def test_no_typed_word_no_seed_and_no_time_is_in_a_bundle(name: str, seed: str) -> None:
    session = _with_canaries(name, seed)
    found = bundle(shipped(name), seed, session.log)
    text = canonical(found).decode()
    assert CANARY not in text
    assert seed not in text
    assert "active_ms" not in text
    assert json.loads(text) == found
    assert text == canonical(bundle(shipped(name), seed, session.log)).decode()


def test_a_text_leaves_only_with_its_own_consent() -> None:
    script = """
    answers: {consent: "yes", drinks: coffee, message: "a secret", makes: {value: [other], texts: {other: "a pot"}}}
    expect:
      bundle: {answers: {drinks: Coffee, message: text_withheld, makes: [other]}, statuses: {cups: skipped},
               lacks: [a secret, a pot]}
    """
    replayed = run(shipped("examples/coffee"), script)
    assert replayed.passed, failures(replayed)
    agreed = run(shipped("examples/coffee"), script.replace("lacks:", "shared_texts: message, lacks:"))
    assert {one.verdict.expected for one in agreed.failures} == {"a secret", "text_withheld"}


def test_chance_is_told_with_its_probability_and_once() -> None:
    session = _with_canaries("examples/workshop", "chance")
    decisions = bundle(shipped("examples/workshop"), "chance", session.log)["chance"]
    drawn = [one["draw"] for one in decisions if one["decision"] == "drawn"]
    assert len(drawn) == len(set(drawn))
    assert all("probability" in one or "probabilities" in one for one in decisions if one["decision"] == "drawn")
    assert any(one["decision"] == "assigned" and one["probability"] > 0 for one in decisions)
