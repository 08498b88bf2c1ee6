"""A questionnaire with faults on purpose: each is found, at its line, as a proof or with a witness.

A line that ends in ``#! R11`` is where that finding has to be; several are separated by spaces.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from mlops_survey_tui.proof.reachability.claim import PROOF, WITNESS
from mlops_survey_tui.proof.reachability.prove import Proof, prove
from mlops_survey_tui.proof.reachability.target import seen_in
from mlops_survey_tui.proof.reachability.trace import walked_by
from mlops_survey_tui.questionnaire.compiler import compile_folder

EXPECTED = re.compile(r"#! ((?:[A-Z]\d+ ?)+)$")

SURVEY = """
id: seeded
title: Seeded
edition: first
version: '1'
target_minutes: {median: 0.2, longest: 0.9} #! B3 B3
conditions:
  grown: age >= 18
  both: age > 60 and age < 30 #! R20
  any_age: grown or age < 18 or not answered(age) #! R21
draws:
  two_of: {source: [{from: tools}], take: 2}
  lucky: {one_of: [x, y], when: both} #! R15 R20
sections:
- id: first
  title: First
  questions:
  - {id: role, kind: single, text: Role?, required: true, sensitivity: none, options: [{id: lead, label: L}, {id: dev, label: D}, {id: guest, label: G, skip_to: last}]}
  - {id: age, kind: number, text: Age?, minimum: 0, maximum: 120, sensitivity: none}
  - id: never_asked #! R11
    kind: single
    text: Never?
    sensitivity: none
    options: [{id: a, label: A}]
    when: role == 'lead' and role == 'dev' #! R20
  - id: chained #! R11
    kind: single
    text: Chained?
    sensitivity: none
    options: [{id: a, label: A}]
    when: never_asked == 'a' #! R20
  - id: tools
    kind: multi
    text: Tools?
    sensitivity: none
    special: [none]
    maximum: 2
    options:
    - {id: hammer, label: Hammer}
    - {id: saw, label: Saw}
    - {id: drill, label: Drill, when: both} #! R12 R20
    - {id: glue, label: Glue, when: any_age} #! R21
  - id: many_tools #! R11
    kind: single
    text: So many?
    sensitivity: none
    options: [{id: a, label: A}]
    when: count(tools) >= 3 #! R20
  - id: best
    kind: single
    text: Best?
    sensitivity: none
    required: true
    options: {from: tools} #! R41
  - id: rate
    kind: matrix
    text: Rate?
    sensitivity: none
    rows:
    - {from: tools}
    - {id: ladder, label: Ladder, when: "'hammer' in tools and special(tools, 'none')"} #! R12 R20
    columns: [{id: good, label: Good}, {id: bad, label: Bad}]
    special: []
  - id: split
    kind: allocation
    text: Split?
    sensitivity: none
    rows: [{id: work, label: Work}, {id: play, label: Play}]
  - id: overfull #! R11
    kind: single
    text: Over?
    sensitivity: none
    options: [{id: a, label: A}]
    when: split.work > 60 and split.play > 60 #! R20
  - id: budget
    kind: allocation
    text: Budget?
    sensitivity: none
    required: true #! R40
    total: age - 200
    rows: [{id: home, label: Home}]
    when: grown
  - id: hard
    kind: number
    text: Hard?
    sensitivity: none
    minimum: 1
    maximum: 9
    checks:
    - {when: hard > 20, message: "Too many."} #! R20
    - {when: hard < 100 or not answered(hard), message: "So few."} #! R21
- id: inner
  title: Inner
  when: role == 'lead'
  questions:
  - id: redundant
    kind: single
    text:
    - {when: role == 'dev', text: "You develop."} #! R14 R20
    - {when: age > 10, text: "You are {age|old}."} #! R51
    - {when: age > 20, text: "You are older."} #! R14 R20
    - {text: "And you, {best|whoever}?"} #! R50
    sensitivity: none
    options: [{id: a, label: A}]
    when: role == 'lead' #! R21
  - id: each
    kind: single
    text: "{tool.label}?"
    sensitivity: none
    options: [{id: a, label: A}, {id: b, label: B}]
    loop: {over: {draw: two_of}, as: tool} #! R30
- id: unseen #! R10
  title: Unseen
  when: both #! R20
  questions:
  - {id: hidden, kind: info, text: Hidden., sensitivity: none}
- id: last
  title: Last
  questions:
  - id: ending
    kind: single
    text: End?
    sensitivity: none
    special: [dont_know]
    options: [{id: go, label: Go}, {id: stop, label: Stop, when: both, end: keep}] #! R12 R16 R20
  - id: ranked
    kind: ranking
    text: Rank?
    sensitivity: none
    special: []
    options: [{id: a, label: A}, {id: b, label: B}]
    top: 1
  - id: second_rank #! R11
    kind: info
    text: Second.
    sensitivity: none
    when: rank(ranked, 'a') == 2 #! R20
"""


def expected(text: str) -> Counter[tuple[int, str]]:
    """Return the findings that the text says it has, by line and code."""
    found: Counter[tuple[int, str]] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if (match := EXPECTED.search(line)) is not None:
            found.update((number, code) for code in match.group(1).split())
    return found


@pytest.fixture(scope="module", params=[True, False], ids=["solver", "walks"])
def proof(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The proof of the questionnaire, with and without the solver."""
    folder = tmp_path_factory.mktemp("seeded")
    (folder / "survey.yaml").write_text(SURVEY, encoding="utf-8")
    return prove(compile_folder(folder, "hash"), folder=folder, solver=request.param)


def test_every_fault_is_found_at_its_line(proof: Proof) -> None:
    told = Counter((claim.place.line, claim.code) for claim in proof.findings if claim.place is not None)
    wanted = expected(SURVEY)
    if proof.verdicts.solver:
        ignored = {key: count for key, count in told.items() if key[1] in ("R22", "R31", "R32", "R50", "R51")}
        missing = wanted - told
        assert not missing
        assert not {key for key in told - wanted if key not in ignored}
        assert sum(wanted.values()) >= 20
    else:
        assert {code for _, code in told if code != "R60"} <= {"B3", "R30", "R31", "R32", "R40", "R41", "R50"}


def test_what_cannot_be_reached_is_proved_or_left_undecided(proof: Proof) -> None:
    for claim in proof.findings:
        if claim.code in ("R10", "R11", "R12", "R14", "R15", "R16", "R20", "R21"):
            assert claim.basis == PROOF
    if not proof.verdicts.solver:
        undecided = {claim.subject for claim in proof.findings if claim.verdict == "undecided"}
        assert {"question never_asked", "section unseen"} <= undecided
        assert all("not a proof" in claim.message for claim in proof.findings if claim.verdict == "undecided")


def test_every_witness_walks(proof: Proof) -> None:
    witnessed = [claim for claim in proof.claims if claim.witness is not None and claim.target is not None]
    assert witnessed
    for claim in witnessed:
        assert claim.basis == WITNESS
        assert claim.witness is not None
        trace = walked_by(proof.questionnaire, claim.witness)
        assert claim.target in seen_in(trace), claim
