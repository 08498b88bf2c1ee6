"""Simulated respondents are repeatable, valid, told apart by their fit, and never taken for real ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.simulation.consistency import contradictions
from mlops_survey_tui.rehearsal.simulation.fit import root_likelihood, separation, utilities
from mlops_survey_tui.rehearsal.simulation.format import PersonaSpec, RangeSpec
from mlops_survey_tui.rehearsal.simulation.respondent import simulate_one
from mlops_survey_tui.rehearsal.simulation.run import Result, simulate, unknown_names
from mlops_survey_tui.rehearsal.simulation.summary import Summary
from tests.interview.surveys import Clock, Kept, shipped, survey

MENU = survey(
    """
    special_answers: {dont_know: {label: Don't know}}
    sections:
      - id: all
        title: All
        questions:
          - {id: taste, kind: single, text: Taste?, sensitivity: none, special: [dont_know],
             options: [{id: sweet, label: Sweet}, {id: sour, label: Sour}]}
          - {id: likes, kind: multi, text: Which?, sensitivity: none,
             options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}]}
          - {id: rate, kind: matrix, text: How good?, sensitivity: none, rows: [{id: r1, label: R1}, {id: r2, label: R2}],
             columns: [{id: "1", label: Bad}, {id: "2", label: Fair}, {id: "3", label: Good}]}
          - {id: cups, kind: number, text: How many?, minimum: 0, maximum: 50, sensitivity: none}
          - {id: order, kind: ranking, text: Order?, sensitivity: none,
             options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}]}
          - {id: best, kind: maxdiff, text: Best?, sets: 8, per_set: 4, sensitivity: none,
             options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D},
                       {id: e, label: E}, {id: f, label: F}, {id: g, label: G}, {id: h, label: H}]}
    """
)
TASTES = {"a": 3.0, "b": 2.0, "c": 1.0, "d": 0.5, "e": -0.5, "f": -1.0, "g": -2.0, "h": -3.0}


def steady(name: str, **more: Any) -> PersonaSpec:
    """Return a persona that answers everything, at its own even pace."""
    return PersonaSpec.model_validate({"id": name, "skips": 0, "specials": 0, "pace_spread": 0, **more})


def _answers(persona: PersonaSpec, seed: str, questionnaire: Questionnaire = MENU) -> Mapping[str, Answer]:
    return simulate_one(questionnaire, persona, seed).session.world.effective


def test_the_same_seed_gives_the_same_interviews_on_any_number_of_cores() -> None:
    personas = [PersonaSpec(id="a"), PersonaSpec(id="b", share=2, quits=0.1)]
    one = list(simulate(MENU, personas, 80, "seed", processes=1))
    two = list(simulate(MENU, personas, 80, "seed", processes=2))
    assert one == two
    assert len({result.persona for result in one}) == 2
    assert one != list(simulate(MENU, personas, 80, "other", processes=1))


@pytest.mark.parametrize("name", ["2026", "examples/coffee", "examples/workshop"])
def test_nobody_contradicts_what_was_shown(name: str) -> None:
    personas = [
        PersonaSpec(id="anybody"),
        PersonaSpec(id="line", straight_line="last"),
        PersonaSpec(id="q", quits=0.05),
    ]
    results = list(simulate(shipped(name), personas, 60, name, processes=1))
    assert [one for result in results for one in result.contradictions] == []
    assert sum(result.ended == "complete" for result in results) > 20


def test_a_contradiction_would_be_noticed() -> None:
    session = Session.begin(MENU, seed="s", sink=Kept(), clock=Clock())
    session.answer(Answer("sweet"))
    forged = [*session.log, Event(session.facts.sequence + 1, EventKind.ANSWERED, "rate", {"value": {"r9": "2"}})]
    found = list(contradictions(Session(MENU, "s", forged, lambda events: None, Clock())))
    assert any("never shown" in one for one in found)
    assert any("does not fit" in one for one in found)
    assert any("before it was shown" in one for one in found)


def test_weights_utilities_ranges_and_stated_answers_are_kept() -> None:
    persona = steady("p", answers={"taste": "Sour"}, weights={"likes": {"a": 1, "b": 1}, "rate": {"Good": 1}},
        numbers={"cups": RangeSpec(low=3, high=5)}, utilities={"order": {"d": 60, "c": 40, "b": 20}},
    )  # fmt: skip
    for seed in map(str, range(30)):
        answers = _answers(persona, seed)
        assert answers["taste"] == Answer("sour")
        assert set(answers["likes"].value) <= {"a", "b"}
        assert answers["rate"].value == {"r1": "3", "r2": "3"}
        assert 3 <= answers["cups"].value <= 5
        assert answers["order"].value == ["d", "c", "b", "a"]


def test_straight_liners_quitters_and_speeders_show_in_the_log() -> None:
    liner = _answers(steady("l", straight_line="middle"), "s")
    assert liner["rate"].value == {"r1": "2", "r2": "2"}
    quitter = simulate_one(MENU, steady("q", quits_at=["rate"]), "s").session
    assert quitter.ended == ""
    assert quitter.log[-1].kind is EventKind.PAUSED
    assert "rate" not in quitter.world.effective
    slow, fast = (
        sum(event.active_ms for event in simulate_one(MENU, steady("p", pace=pace), "s").session.log)
        for pace in (1.0, 0.1)
    )
    assert slow == pytest.approx(10 * fast, rel=0.01)


def test_random_clickers_and_utility_driven_people_are_told_apart_by_their_fit() -> None:
    personas = [steady("clicker"), steady("driven", utilities={"best": TASTES})]
    summary = Summary()
    for result in simulate(MENU, personas, 300, "fit", processes=1):
        summary.add(result)
    fits = summary.fits("best")
    assert separation(fits["clicker"], fits["driven"]) > 0.97
    assert sum(fits["clicker"]) / len(fits["clicker"]) < 0.289
    assert any("above clicker" in line for line in summary.lines())


def test_utilities_from_counts_find_the_order_that_was_put_in() -> None:
    persona = steady("p", utilities={"best": TASTES})
    results = simulate(MENU, [persona], 400, "order", processes=1)
    found = utilities(choices for result in results for choices in result.maxdiff.values())
    assert sorted(found, key=lambda item: -found[item]) == list(TASTES)
    assert found["a"] - found["h"] == pytest.approx(6, abs=2.5)


def test_fit_by_chance_and_the_area_under_the_curve_are_as_by_hand() -> None:
    sets = [["a", "b", "c", "d"]]
    assert root_likelihood(sets, Answer({"1": {"most": "a", "least": "b"}}), {}) == pytest.approx((1 / 12) ** 0.5)
    assert root_likelihood(sets, Answer(), {}) == 0
    assert separation([1, 2], [2, 3]) == pytest.approx((0.5 + 1 + 1 + 1) / 4)


def test_names_that_the_questionnaire_does_not_have_are_told() -> None:
    persona = PersonaSpec(id="p", weights={"taste": {"salty": 1, "Sweet": 1}}, utilities={"bset": {"a": 1}})
    assert unknown_names(MENU, [persona]) == ["bset", "taste: salty"]


def test_what_is_written_and_stored_is_marked_and_kept_apart(tmp_path: Path) -> None:
    out, data = tmp_path / "answers.jsonl", tmp_path / "data"
    command = ["simulate", "-n", "5", "--questions", "questions/examples/coffee", "--out", str(out), "--store"]
    done = CliRunner().invoke(app, [*command, "--data-dir", str(data), "--processes", "1"])
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(rows) == 5
    assert all(row["mode"] == "simulated" and row["marks"] == ["simulated", "persona=anybody"] for row in rows)
    export = ["responses", "export", "--data-dir", str(data)]
    assert json.loads(CliRunner().invoke(app, export).stdout) == []
    assert len(json.loads(CliRunner().invoke(app, [*export, "--mode", "simulated"]).stdout)) == 5


def test_a_result_holds_everything_that_is_told_of_it() -> None:
    (result,) = simulate(MENU, [steady("p")], 1, "s", processes=1)
    assert isinstance(result, Result)
    assert result.ended == "complete"
    assert result.seconds > 10
    assert {final.status for final in result.answers} == {"answered"}
    sets, answer = result.maxdiff["best"]
    assert len(sets) == len(answer.value) == 8
