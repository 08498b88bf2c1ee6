"""One described case a respondent: against R's survey, against simulated truth, and as the methodology promises."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from mlops_survey_tui import exit_codes
from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.details.cases import TARGETS, Cases, cap_of, standing
from mlops_survey_tui.analysis.details.estimating import Weights, _jackknife, _Parts, estimated, poststratified, weighed
from mlops_survey_tui.analysis.details.numbers import NotANumberError, number_of
from mlops_survey_tui.analysis.details.overview import MERGED, UNKNOWN, raking_margin, shares_of
from mlops_survey_tui.analysis.details.reading import Wishes, read
from mlops_survey_tui.analysis.details.run import analysed
from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.influence import Means
from mlops_survey_tui.analysis.weighting.margins import Margin
from mlops_survey_tui.cli import app

from ..simulations import RUNS, nominal

DATA = Path(__file__).with_name("data")
FILE = str(DATA / "cases.csv")


def _reference() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "reference.json").read_text("utf-8"))
    return found


@cache
def _cases(value: str = "value") -> Cases:
    return read(FILE, {"value": value}, Wishes("mix.", ("model",))).cases


def _one(found: Means, at: int = 0) -> list[float]:
    return [float(found.values[at]), float(found.errors[at])]


def test_three_respondents_of_the_methodology_speak_for_fifteen_cases() -> None:
    values = np.array([[2.0], [5.0], [12.0]])
    cases = Cases(
        values, ("months",), False, np.ones(3, np.bool_), np.ones(3), np.full(3, -1), (), np.array([1.0, 4, 10])
    )
    found = analysed(cases, {}, "practitioners", None, ())
    assert found.unweighted.values[0] == pytest.approx(19 / 3)
    assert found.weighted.values[0] == pytest.approx(142 / 15)
    assert found.weights.values.tolist() == [1, 4, 10]


@pytest.mark.parametrize(("target", "name"), [("practitioners", "weighted"), ("cases", "cases")])
def test_weights_by_the_number_of_cases_and_of_people_agree_with_r(target: str, name: str) -> None:
    cases, wanted = _cases(), _reference()
    assert cap_of(cases) == wanted["cap"]
    design = TARGETS[target](cases, cap_of(cases))
    assert _one(estimated(cases, Weights(design, None, 0, None))) == pytest.approx(wanted[name], abs=1e-6)
    assert _one(estimated(cases, Weights(np.ones(cases.n), None, 0, None))) == pytest.approx(
        wanted["unweighted"], abs=1e-6
    )


def test_errors_after_raking_to_serving_mode_and_model_agree_with_r(monkeypatch: pytest.MonkeyPatch) -> None:
    from mlops_survey_tui.analysis.details import estimating

    monkeypatch.setattr(estimating, "TOLERANCE", 1e-12)
    monkeypatch.setattr(estimating, "ROUNDS", 500)
    monkeypatch.setattr(estimating, "TRIM", 1000.0)
    margins = (
        Margin.of("type", {"batch": 50, "online": 38, "stream": 12}),
        Margin.of("model", {"classical": 48, "deep": 32, "generative": 20}),
    )
    for value, at, name in (("value", 0, "raked"), ("stage", 1, "late")):
        cases = _cases(value)
        design = TARGETS["practitioners"](cases, cap_of(cases))
        assert cases.facts is not None
        coded = [raking_margin(margins[0], cases.kind, cases.kinds, design)]
        coded.append(raking_margin(margins[1], *cases.facts["model"], design))
        assert _one(estimated(cases, weighed(design, coded)), at) == pytest.approx(_reference()[name], abs=1e-6)


def test_the_post_stratified_estimate_weighs_types_as_everybody_gave_them() -> None:
    cases = _cases()
    design, shares = TARGETS["practitioners"](cases, cap_of(cases)), shares_of(cases, cases.weights)
    found = poststratified(cases, design, shares)
    means = [np.average(cases.values[cases.kind == at, 0], weights=design[cases.kind == at]) for at in range(3)]
    assert cases.overview is not None
    given_overview = ~np.isnan(cases.overview[:, 0])
    overview = np.average(cases.overview[given_overview], axis=0, weights=cases.weights[given_overview]) / 100
    assert found.estimate.values[0] == pytest.approx(float(overview @ means))
    assert found.covered == pytest.approx(1)


def test_leaving_out_one_respondent_at_a_time_agrees_with_the_influence_values() -> None:
    cases = _cases()
    design, shares = TARGETS["practitioners"](cases, cap_of(cases)), shares_of(cases, cases.weights)
    found = poststratified(cases, design, shares)
    assert not found.jackknife
    everybody = np.ones(len(design), dtype=np.bool_)
    parts = _Parts(cases, design, np.ones(3, dtype=np.bool_))
    jackknifed = _jackknife(cases, parts, shares, everybody)
    assert float(np.sqrt(jackknifed[0, 0])) == pytest.approx(float(found.estimate.errors[0]), rel=0.03)
    without = []
    for row in range(len(design)):
        kept = np.arange(len(design)) != row
        assert cases.overview is not None
        overview = np.where(kept[:, None], cases.overview, np.nan)
        one = replace(cases, described=cases.described & kept, overview=overview)
        without.append(poststratified(one, design, shares_of(one, one.weights)).estimate.values[0])
    count = len(without)
    by_hand = (count - 1) / count * np.sum((np.array(without) - np.mean(without)) ** 2)
    assert jackknifed[0, 0] == pytest.approx(by_hand)


def test_a_type_with_few_cases_has_its_error_by_jackknife_and_one_without_any_is_told() -> None:
    cases = _cases()
    stream = np.flatnonzero(cases.kind == 2)
    gone = np.zeros(len(cases.kind), dtype=np.bool_)
    gone[stream[4:]] = True
    design = TARGETS["practitioners"](cases, 10)
    few = cases.without(gone)
    assert poststratified(few, design, shares_of(few, few.weights)).jackknife
    gone[stream] = True
    none = cases.without(gone)
    found = poststratified(none, design, shares_of(none, none.weights))
    assert found.covered == pytest.approx(1 - shares_of(none, none.weights).values[2])
    assert np.isfinite(found.estimate.errors).all()


def test_an_overview_counts_for_as_many_cases_as_the_described_case_stands_for() -> None:
    overview = np.array([[100.0, 0], [0, 100.0]])
    cases = replace(
        _cases(), values=np.ones((2, 1)), described=np.ones(2, np.bool_), weights=np.ones(2), kind=np.array([0, 1]),
        kinds=("a", "b"), count=np.array([1.0, 9]), overview=overview, totals=np.array([1.0, 9]),
    )  # fmt: skip
    assert shares_of(cases, standing(cases, 15)).values == pytest.approx([0.1, 0.9])
    assert shares_of(cases, standing(cases, 4)).values == pytest.approx([0.2, 0.8])
    by_share = replace(cases, share=np.array([100.0, 100]), chance=np.ones(2))
    assert shares_of(by_share, standing(by_share, 15)).values == pytest.approx([0.5, 0.5])
    unknown = replace(cases, count=np.array([1.0, np.nan]))
    assert shares_of(unknown, standing(unknown, 15)).values == pytest.approx([0.1, 0.9])


def test_a_chance_by_share_weighs_the_share_over_the_chance() -> None:
    cases = replace(_cases(), share=np.full(260, 40.0), chance=np.linspace(0.2, 0.8, 260))
    assert TARGETS["practitioners"](cases, 15) == pytest.approx(cases.weights * 40 / np.linspace(0.2, 0.8, 260))


def test_small_classes_are_merged_and_cases_of_unknown_class_keep_their_share() -> None:
    margin = Margin.of("type", {"a": 60, "b": 36.5, "c": 2, "d": 1.5})
    codes = np.array([0, 0, 1, 2, 3, -1])
    found = raking_margin(margin, codes, ("a", "b", "c", "d"), np.array([1.0, 1, 1, 1, 1, 1]))
    assert found.margin.levels == ("a", MERGED, UNKNOWN)
    assert found.margin.targets == pytest.approx([0.6 * 5 / 6, 0.4 * 5 / 6, 1 / 6])
    raked = weighed(np.ones(6), [found])
    assert raked.values[:2].sum() / raked.values.sum() == pytest.approx(0.5)
    assert raked.values[5] / raked.values.sum() == pytest.approx(1 / 6)


def test_a_case_of_a_class_that_no_margin_names_is_refused() -> None:
    with pytest.raises(AnalysisError, match="does not name these values: z"):
        raking_margin(Margin.of("type", {"a": 60, "b": 40}), np.array([0, 1, 2]), ("a", "b", "z"), np.ones(3))


def test_weights_above_five_times_the_mean_are_cut_and_a_high_design_effect_publishes_unweighted() -> None:
    count = np.array([1.0] * 99 + [15.0])
    cases = Cases(
        np.arange(100.0)[:, None], ("y",), False, np.ones(100, np.bool_), np.ones(100), np.full(100, -1), (), count
    )
    found = analysed(cases, {}, "practitioners", 15.0, ())
    assert found.weights.trimmed == 1
    assert found.weights.values.max() / found.weights.values.mean() == pytest.approx(5)
    assert found.headline is found.weighted
    steep = replace(cases, count=np.array([1.0] * 70 + [15.0] * 30), weights=np.where(np.arange(100) % 2, 0.2, 2.0))
    found = analysed(steep, {}, "practitioners", 15.0, ())
    assert found.design_effect > 2
    assert found.headline is found.unweighted


@given(st.integers(0, 100_000))
@settings(max_examples=15)
def test_the_order_of_respondents_and_of_types_changes_nothing(seed: int) -> None:
    random, cases = np.random.default_rng(seed), _cases()
    order, types = random.permutation(260), random.permutation(3)
    assert cases.overview is not None
    assert cases.totals is not None
    turned = Cases(
        cases.values[order], cases.labels, False, cases.described[order], cases.weights[order],
        np.argsort(types)[cases.kind[order]], tuple(cases.kinds[at] for at in types), cases.count[order],
        overview=cases.overview[order][:, types], totals=cases.totals[order],
    )  # fmt: skip
    one, other = (analysed(which, {}, "practitioners", None, ()) for which in (cases, turned))
    assert _one(other.weighted) == pytest.approx(_one(one.weighted))
    assert one.poststratified is not None
    assert other.poststratified is not None
    assert _one(other.poststratified.estimate) == pytest.approx(_one(one.poststratified.estimate))


def test_bands_of_counts_are_read_as_the_methodology_has_their_middles() -> None:
    assert [number_of(code) for code in ("n2_3", "n7_12", "n31p")] == [2.5, 9, 40]
    assert [number_of(code) for code in ("16-30", "31+", "7")] == [23, 31, 7]
    assert np.isnan(number_of("dont_know"))
    with pytest.raises(NotANumberError, match="'many'"):
        number_of("many")


class _Teams:
    """Teams with up to ten cases, of which late ones are more often the most important, and more often monitored."""

    def __init__(self, seed: int, teams: int = 4000) -> None:
        random = np.random.default_rng(seed)
        self.count = random.integers(1, 11, teams)
        alive = np.arange(10) < self.count[:, None]
        lean = random.beta(2, 2, (teams, 1))
        self.kind = np.where(random.random((teams, 10)) < lean, 0, np.where(random.random((teams, 10)) < 0.7, 1, 2))
        importance = random.normal(size=(teams, 10))
        chance = np.array([0.35, 0.5, 0.65])[self.kind] + 0.15 * np.tanh(importance)
        self.value = 100.0 * (random.random((teams, 10)) < chance)
        self.important = np.where(alive, importance, -np.inf).argmax(axis=1)
        self.truth = float(self.value[alive].mean())
        shares = [np.where(alive, self.kind == at, False).sum(axis=1) / self.count for at in range(3)]
        self.shares = 100 * np.stack(shares, axis=1)
        self.of_types = np.array([(alive & (self.kind == at)).sum() for at in range(3)]) / alive.sum()

    def drawn(self, random: np.random.Generator, n: int, important: bool) -> Cases:
        who = random.integers(0, len(self.count), n)
        which = self.important[who] if important else (random.random(n) * self.count[who]).astype(np.int64)
        ones = np.ones(n)
        return Cases(
            self.value[who, which][:, None], ("yes",), True, ones > 0, ones, self.kind[who, which], ("a", "b", "c"),
            self.count[who].astype(np.float64), overview=self.shares[who], totals=self.count[who].astype(np.float64),
        )  # fmt: skip


def _covers(found: Means, truth: float) -> bool:
    low, high = found.within(0, 100)
    return bool(low[0] <= truth <= high[0])


def test_a_case_drawn_by_the_rule_covers_the_truth_as_often_as_the_interval_says() -> None:
    teams, random = _Teams(1), np.random.default_rng(2)
    covered, estimates = np.zeros(3), []
    for _ in range(RUNS):
        cases = teams.drawn(random, 300, important=False)
        design = TARGETS["practitioners"](cases, 15)
        weighted = estimated(cases, Weights(design, None, 0, None))
        margin = Margin.of("type", dict(zip(cases.kinds, teams.of_types.tolist(), strict=True)))
        raked = estimated(cases, weighed(design, [raking_margin(margin, cases.kind, cases.kinds, design)]))
        post = poststratified(cases, design, shares_of(cases, standing(cases, 15))).estimate
        covered += [_covers(one, teams.truth) for one in (weighted, raked, post)]
        estimates.append([float(one.values[0]) for one in (weighted, raked, post)])
    assert all(nominal(share, RUNS) for share in covered / RUNS), covered / RUNS
    bias: Floats = np.mean(estimates, axis=0) - teams.truth
    assert np.abs(bias).max() < 0.4 + 3 * 3.2 / np.sqrt(RUNS)


class _Unlike:
    """Teams of which large ones have more cases of the second type; more people work on cases of the first."""

    def __init__(self, seed: int, teams: int = 8000) -> None:
        random = np.random.default_rng(seed)
        self.count = np.minimum(random.geometric(0.3, teams) + 4 * (random.random(teams) < 0.1), 10)
        lean = 1 / (1 + np.exp(0.35 * (self.count - 3.0) - random.normal(size=teams)))
        self.kind = (random.random((teams, 10)) > lean[:, None]).astype(np.int64)
        self.people = 1 + random.poisson(np.array([3.0, 1.5])[self.kind])
        yes = random.random((teams, 10)) < np.array([0.75, 0.2])[self.kind] + 0.02 * (self.people - 3)
        self.value = 100.0 * yes
        alive = np.arange(10) < self.count[:, None]
        of_first = (alive & (self.kind == 0)).sum(axis=1) / self.count
        self.shares = 100 * np.stack([of_first, 1 - of_first], axis=1)
        weights = {"practitioners": alive.astype(np.float64), "cases": alive / self.people}
        self.truth = {target: float(np.average(self.value, weights=one)) for target, one in weights.items()}

    def drawn(self, random: np.random.Generator, n: int) -> Cases:
        who = random.integers(0, len(self.count), n)
        which = (random.random(n) * self.count[who]).astype(np.int64)
        ones, count = np.ones(n), self.count[who].astype(np.float64)
        return Cases(
            self.value[who, which][:, None], ("yes",), True, random.random(n) < 0.8, ones, self.kind[who, which],
            ("a", "b"), count, self.people[who, which].astype(np.float64), overview=self.shares[who], totals=count,
        )  # fmt: skip


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_the_overview_brings_no_bias_where_types_go_with_the_number_of_cases_and_of_people(target: str) -> None:
    """Where overviews counted once a respondent, intervals held the truth in 30 of 100 samples; in 54 for use cases."""
    teams, random = _Unlike(1), np.random.default_rng(4)
    runs = [analysed(teams.drawn(random, 400), {}, target, 10.0, ()) for _ in range(RUNS)]
    ways: dict[str, list[Means]] = {"raked": [run.weighted for run in runs], "post": []}
    ways["post"] = [run.poststratified.estimate for run in runs if run.poststratified is not None]
    truth = teams.truth[target]
    for way, found in ways.items():
        held = np.mean([_covers(one, truth) for one in found])
        values, errors = (np.array([float(getattr(one, what)[0]) for one in found]) for what in ("values", "errors"))
        assert nominal(float(held)), (way, held)
        assert abs(values.mean() - truth) < 4 * values.std() / np.sqrt(RUNS), way
        assert errors.mean() == pytest.approx(values.std(), rel=max(0.06, 3 / np.sqrt(2 * RUNS))), way


def test_errors_of_estimates_raked_to_the_overview_agree_with_the_jackknife() -> None:
    cases = _Unlike(2).drawn(np.random.default_rng(5), 150)
    assert cases.overview is not None
    for target in TARGETS:
        without = []
        for row in range(150):
            kept = np.arange(150) != row
            overview = np.where(kept[:, None], cases.overview, np.nan)
            one = replace(cases, described=cases.described & kept, overview=overview)
            found = analysed(one, {}, target, 10.0, ())
            assert found.poststratified is not None
            without.append([found.weighted.values[0], found.poststratified.estimate.values[0]])
        spread = np.sqrt(149 / 150 * np.square(without - np.mean(without, axis=0)).sum(axis=0))
        whole = analysed(cases, {}, target, 10.0, ())
        assert whole.poststratified is not None
        errors = [whole.weighted.errors[0], whole.poststratified.estimate.errors[0]]
        assert errors == pytest.approx(spread, rel=0.05), target


def test_the_most_important_case_misleads_and_no_weighting_repairs_it() -> None:
    teams, random = _Teams(1), np.random.default_rng(3)
    found: list[list[tuple[float, bool]]] = []
    for _ in range(RUNS):
        cases = teams.drawn(random, 350, important=True)
        design = TARGETS["practitioners"](cases, 15)
        weighted = estimated(cases, Weights(design, None, 0, None))
        margin = Margin.of("type", dict(zip(cases.kinds, teams.of_types.tolist(), strict=True)))
        raked = estimated(cases, weighed(design, [raking_margin(margin, cases.kind, cases.kinds, design)]))
        post = poststratified(cases, design, shares_of(cases, standing(cases, 15))).estimate
        found.append(
            [(float(one.values[0]) - teams.truth, _covers(one, teams.truth)) for one in (weighted, raked, post)]
        )
    for way in range(3):
        assert np.mean([run[way][0] for run in found]) == pytest.approx(10.8, abs=1.5)
        assert np.mean([run[way][1] for run in found]) < 0.2


def test_the_command_shows_unweighted_beside_weighted_and_what_other_choices_would_change() -> None:
    words = ["analyse", "details", FILE, "--value", "stage", "--weight", "weight", "--split", "mix.", "--margins"]
    found = CliRunner().invoke(app, [*words, str(DATA / "margins.csv"), "--target", "cases"])
    assert found.exit_code == exit_codes.DONE
    for told in ("unweighted %", "poststratified %", "raked to: type, model", "without own choices", "should."):
        assert told in found.stdout
    found = CliRunner().invoke(app, [*words, str(DATA / "margins.csv"), "--json"])
    data = json.loads(found.stdout)
    assert [row["figure"] for row in data["tables"]["estimates"]["rows"]] == ["early", "late"]
    assert data["facts"]["raked_to"] == "type, model"


def test_a_count_that_is_no_number_is_told_with_the_option_that_mends_it(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("value,count\n3,some\n4,2\n5,2\n", "utf-8")
    found = CliRunner().invoke(app, ["analyse", "details", str(file)])
    assert found.exit_code == exit_codes.INVALID
    assert "no number is known for 'some'. Give it one with --number CODE=NUMBER." in found.stderr
    found = CliRunner().invoke(app, ["analyse", "details", str(file), "--number", "some=7", "--least", "1", "--json"])
    assert json.loads(found.stdout)["tables"]["estimates"]["rows"][0]["weighted"] == pytest.approx((21 + 8 + 10) / 11)


def test_a_margin_of_types_that_is_given_takes_the_place_of_the_overview() -> None:
    margin = Margin.of("type", {"batch": 40, "online": 40, "stream": 20})
    found = analysed(_cases(), {}, "practitioners", None, (margin,))
    assert found.margins == ("type",)
    weights = found.weights.values
    assert weights[_cases().kind == 2].sum() / weights.sum() == pytest.approx(0.2, abs=0.02)


def test_an_overview_without_the_types_of_cases_is_refused() -> None:
    words = ["analyse", "details", str(DATA / "untyped.csv"), "--split", "mix."]
    found = CliRunner().invoke(app, words)
    assert found.exit_code == exit_codes.INVALID
    assert "the type of each case is needed beside the overview. Name the column" in found.stderr


def test_few_cases_show_no_figures(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("value,count\n3,1\n4,2\n5,dont_know\nskipped,2\n", "utf-8")
    data = json.loads(CliRunner().invoke(app, ["analyse", "details", str(file), "--json"]).stdout)
    assert data["tables"]["estimates"]["rows"][0]["weighted"] is None
    assert (data["facts"]["n"], data["facts"]["missing_skipped"]) == (3, 1)
