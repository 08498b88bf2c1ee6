"""The bundle holds codes and chance, and nothing that somebody typed, unless they agreed to that text."""

from __future__ import annotations

import json
from random import Random

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.rehearsal.driver import drive, from_mapping
from mlops_survey_tui.rehearsal.replies import random_answer
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import canonical, enveloped
from mlops_survey_tui.sharing.verifying import verify
from mlops_survey_tui.strict_json import strict_json
from tests.interview.surveys import Clock, Kept, shipped, survey
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


@pytest.mark.parametrize(("count", "told"), [(1, True), (37, False)])
def test_a_number_drawn_up_to_a_banded_count_does_not_tell_the_count(count: int, told: bool) -> None:
    own = survey("""
        computed: {same: n1}
        draws: {lucky: {number: [1, same]}}
        sections:
          - id: s
            title: S
            questions:
              - {id: n1, kind: number, text: T, sensitivity: none, minimum: 1, maximum: 99, bands: [1, 2, 20]}
              - {id: t1, kind: text, text: "Take {lucky}", sensitivity: free_text}
    """)
    session = Session.begin(own, seed="s", sink=(kept := Kept()), clock=Clock(7.5))
    drive(session, from_mapping({"n1": Answer(count)}))
    session.finish()
    shared = bundle(own, "s", kept)
    assert any(one.get("draw") == "lucky" for one in shared["chance"]) is told
    verify(own, strict_json(enveloped(shared, "1.0").body))
