"""Every figure equals that of R survey on the classic samples, standard errors and tests included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mlops_survey_tui.analysis.arrays import Floats
from mlops_survey_tui.analysis.estimation import making
from mlops_survey_tui.analysis.estimation.association import rao_scott
from mlops_survey_tui.analysis.estimation.design import Design, design_of
from mlops_survey_tui.analysis.estimation.estimate import (
    POPULATION,
    REPLACEMENT,
    Choices,
    Estimate,
    Sample,
    means,
    proportions,
    ratio,
    totals,
)
from mlops_survey_tui.analysis.estimation.quantiles import quantile
from mlops_survey_tui.analysis.estimation.replicates import Replicates, replicates_given
from mlops_survey_tui.analysis.estimation.statistic import total_of
from mlops_survey_tui.analysis.weighting.distances import UNBOUNDED, calibrate, calibrate_margins
from mlops_survey_tui.analysis.weighting.margins import Coded, Margin
from mlops_survey_tui.analysis.weighting.raking import poststratify, rake

from .surveys import FILES, STYPES, Table, design, margins, raked_unequal, reference, table

INFINITE = float("inf")
LINEARISED = sorted(FILES)


def close(figures: Sequence[float]) -> Any:
    """Return what compares equal to figures up to 1e-6 of each."""
    return pytest.approx(figures, rel=1e-6, abs=1e-12)


def agree(found: Sequence[Estimate], expected: dict[str, Any]) -> None:
    """Compare estimates, errors, and design effects where R has them."""
    assert [one.value for one in found] == close(expected["value"])
    assert [one.se for one in found] == close(expected["se"])
    if expected.get("deff") is not None:
        assert [one.deff for one in found] == close(expected["deff"])


def columns(data: Table, *names: str) -> Floats:
    """Return columns side by side."""
    return np.column_stack([data.real(name) for name in names])


def basics(sample: Sample, data: Table, expected: dict[str, Any], kind: str) -> None:
    """Check means, totals, shares, a ratio and domains."""
    choices, everybody, wide = Choices(deff=kind), data.everybody, data.equal("sch.wide", "Yes")
    both = columns(data, "api00", "growth")
    agree(means(sample, both, everybody, choices), expected["mean"])
    types = np.column_stack([data.equal("stype", code) for code in "EHM"])
    agree(totals(sample, both, everybody, choices), expected["total"])
    if "share" in expected:
        agree(proportions(sample, types, everybody, choices), expected["share"])
        agree(means(sample, both[:, :1], wide, choices), expected["domain_mean"])
        assert sample.degrees_of_freedom(everybody) == expected["df"]
        assert sample.degrees_of_freedom(data.equal("comp.imp", "Yes")) == expected["domain_df"]
    if "domain_total" in expected:
        agree(totals(sample, both[:, :1], wide, choices), expected["domain_total"])
    agree([ratio(sample, data.real("api00"), data.real("api99"), everybody, choices)], expected["ratio"])


@pytest.mark.parametrize("name", LINEARISED)
def test_means_totals_ratios_and_domains(name: str) -> None:
    data, expected = table(FILES[name]), reference()[name]
    basics(design(name), data, expected, POPULATION)
    basics(design(name), data, expected["replacement"], REPLACEMENT)
    found = ratio(design(name), data.real("api00"), data.real("api99"), data.everybody)
    assert [found.deff] == close([expected["ratio_deff"]])


@pytest.mark.parametrize("name", LINEARISED)
def test_intervals_of_proportions(name: str) -> None:
    check_intervals(design(name), table(FILES[name]), reference()[name]["intervals"])


def check_intervals(sample: Sample, data: Table, expected: dict[str, list[float]]) -> None:
    """Check the intervals of one share."""
    for method, figures in expected.items():
        yes = data.equal("comp.imp", "Yes")[:, None]
        (found,) = proportions(sample, yes, data.everybody, Choices(interval=method))
        assert [found.value, found.low, found.high] == close(figures), method


@pytest.mark.parametrize("name", LINEARISED)
def test_quantiles(name: str) -> None:
    check_quantiles(design(name), table(FILES[name]), reference()[name]["quantiles"])


def check_quantiles(sample: Sample, data: Table, expected: dict[str, list[list[float]]]) -> None:
    """Check quantiles and their intervals."""
    for method, rows in expected.items():
        choices = Choices(interval={"xlogit": "logit"}.get(method, method))
        for share, (value, low, high, se) in zip((0.1, 0.25, 0.5, 0.9), rows, strict=True):
            found = quantile(sample, data.real("api00"), share, data.everybody, choices)
            assert [found.value, found.low, found.high, found.se] == close([value, low, high, se])


@pytest.mark.parametrize("name", LINEARISED)
def test_independence(name: str) -> None:
    check_independence(design(name), table(FILES[name]), reference()[name]["chisq"])


def check_independence(sample: Sample, data: Table, expected: dict[str, float]) -> None:
    """Check both corrections of Rao and Scott."""
    found = rao_scott(sample, data.codes("comp.imp"), data.codes("stype"), data.everybody)
    figures = [found.statistic, found.df1, found.df2, found.p, found.pearson, found.first_order]
    assert figures == close([expected[key] for key in ("F", "df1", "df2", "p", "pearson", "first")])


def test_health_survey_with_strata_clusters_and_missing_values() -> None:
    data, expected = table("nhanes.csv.gz"), reference()["nhanes"]
    sample = design_of(
        data.real("WTMEC2YR"), strata=[data.codes("SDMVSTRA")], clusters=[data.codes("SDMVPSU")], nest=True
    )
    high = data.real("HI_CHOL")
    told = ~np.isnan(high)
    (share,) = proportions(sample, (high == 1)[:, None], told, Choices(df=expected["df"]))
    agree([share], expected["share"])
    assert [share.value, share.low, share.high] == close(expected["interval"])
    groups = [means(sample, high[:, None], told & data.equal("race", race))[0] for race in "1234"]
    agree(groups, expected["by_race"])
    test = rao_scott(sample, np.where(told, high, 0).astype(np.int64), data.codes("race"), told)
    figures = [test.statistic, test.df1, test.df2, test.p]
    assert figures == close([expected["chisq"][key] for key in ("F", "df1", "df2", "p")])


def part(expected: dict[str, Any], number: int) -> dict[str, Any]:
    """Return one of several figures."""
    return {key: expected[key][number : number + 1] for key in ("value", "se")}


def short(sample: Sample, data: Table, expected: dict[str, Any]) -> None:
    """Check a calibrated sample."""
    everybody, improved = data.everybody, data.equal("comp.imp", "Yes")
    told = ~np.isnan(data.real("enroll"))
    agree(means(sample, data.real("api00")[:, None], told), part(expected["mean"], 0))
    agree(means(sample, data.real("enroll")[:, None], told), part(expected["mean"], 1))
    agree(totals(sample, data.real("api00")[:, None], everybody), expected["total"])
    agree([ratio(sample, data.real("api00"), data.real("api99"), everybody)], expected["ratio"])
    agree(means(sample, data.real("api00")[:, None], improved), expected["domain_mean"])
    assert [sample.weights.min(), sample.weights.max()] == close(expected["weights"])
    assert [np.square(sample.weights).sum()] == close([expected["weight"]])


@pytest.mark.parametrize("name", ["srs", "stratified", "clusters"])
def test_raking(name: str) -> None:
    data, sample = table(FILES[name]), design(name)
    raked = rake(margins(data), sample.weights, tolerance=1e-14)
    short(sample.calibrated(raked.calibration), data, reference()["raked"][name])


def test_raking_as_the_program_that_rakes_by_margins() -> None:
    data, sample = table(FILES["clusters"]), design("clusters")
    raked = rake(margins(data), sample.weights, tolerance=1e-14)
    short(sample.calibrated(raked.calibration), data, reference()["raked"]["rake"])


def _uneven(name: str) -> Design:
    """Return a design in which weights differ within the levels of the margins."""
    sample, data = design(name), table(FILES[name])
    if name != "clusters":
        return sample
    return replace(sample, weights=sample.weights * (1 + data.real("snum") % 3))


@pytest.mark.parametrize("name", ["stratified", "clusters", "stages"])
def test_errors_of_raked_unequal_weights_by_regression_and_as_r_rakes(name: str) -> None:
    data, sample, expected = table(FILES[name]), _uneven(name), raked_unequal()[name]
    raked = rake(margins(data), sample.weights, tolerance=1e-14)
    short(sample.calibrated(raked.calibration), data, expected["calibrated"])
    short(sample.calibrated(raked.calibration.by_means(raked.cells)), data, expected["rake"])


@pytest.mark.parametrize("name", ["stratified", "clusters", "stages"])
@pytest.mark.parametrize(("distance", "bounds"), [("linear", UNBOUNDED), ("logit", (0.3, 3.0))])
def test_margins_met_with_other_distances(name: str, distance: str, bounds: tuple[float, float]) -> None:
    data, sample = table(FILES[name]), _uneven(name)
    found = calibrate_margins(margins(data), sample.weights, distance=distance, bounds=bounds)
    short(sample.calibrated(found.calibration), data, raked_unequal()[name][distance])


@pytest.mark.parametrize("name", ["srs", "clusters"])
def test_post_stratification(name: str) -> None:
    data, sample = table(FILES[name]), design(name)
    short(
        sample.calibrated(poststratify(margins(data)[0], sample.weights).calibration), data, reference()["post"][name]
    )


def test_raking_after_post_stratification() -> None:
    data, sample = table(FILES["stratified"]), design("stratified")
    improved = Coded(Margin.of("comp.imp", {"No": 1700, "Yes": 4494}), data.codes("comp.imp"))
    sample = sample.calibrated(poststratify(improved, sample.weights).calibration)
    sample = sample.calibrated(rake(margins(data), sample.weights, tolerance=1e-14).calibration)
    short(sample, data, reference()["raked"]["twice"])


@pytest.mark.parametrize(
    ("name", "distance", "bounds"),
    [("clusters", "linear", None), ("stratified", "linear", None), ("clusters", "logit", (0.5, 2.0))],
)
def test_calibration_to_totals(name: str, distance: str, bounds: tuple[float, float] | None) -> None:
    data, sample = table(FILES[name]), design(name)
    types = [data.equal("stype", code).astype(np.float64) for code in "HM"]
    auxiliary = np.column_stack([np.ones(len(data.rows)), *types, data.real("api99")])
    found = calibrate(
        auxiliary,
        sample.weights,
        np.array([6194, 755, 1018, 3914069.0]),
        distance=distance,
        bounds=bounds or (-INFINITE, INFINITE),
        tolerance=1e-13,
    )
    assert found.converged
    short(sample.calibrated(found.calibration), data, reference()[distance][name])


@pytest.mark.parametrize(("method", "name"), [("jk1", "clusters"), ("jkn", "stratified")])
def test_jackknife_made_from_a_design(method: str, name: str) -> None:
    data, expected = table(FILES[name]), reference()[method]
    sample = making.jackknife(design(name))
    basics(sample, data, expected, POPULATION)
    both = columns(data, "api00", "growth")
    agree(means(sample, both, data.everybody), expected["replacement"]["mean"])
    check_intervals(sample, data, expected["intervals"])
    check_quantiles(sample, data, expected["quantiles"])
    check_independence(sample, data, expected["chisq"])
    coded = margins(data)
    raked = sample.calibrated(lambda weights: rake(coded, weights, tolerance=1e-14).weights)
    short(raked, data, expected["raked"])
    stratified = sample.calibrated(lambda weights: poststratify(coded[0], weights).weights)
    short(stratified, data, expected["post"])


def test_jackknife_about_the_estimate() -> None:
    data = table(FILES["stratified"])
    sample = replace(making.jackknife(design("stratified")), about_estimate=True)
    agree([ratio(sample, data.real("api00"), data.real("api99"), data.everybody)], reference()["jkn_mse"])


def test_half_samples_given_with_the_data() -> None:
    data = table("scd.csv")
    halves = 2 * np.array([[1, 0, 1, 0, 1, 0], [1, 0, 0, 1, 0, 1], [0, 1, 1, 0, 0, 1], [0, 1, 0, 1, 1, 0]], float).T
    weights = np.ones(6)
    for sample, expected in (
        (replicates_given(weights, halves, "BRR"), reference()["brr"]),
        (replicates_given(weights, np.where(halves == 2, 1.7, 0.3), "Fay", rho=0.3), reference()["fay"]),
    ):
        agree([ratio(sample, data.real("alive"), data.real("arrests"), data.everybody)], expected)


def test_half_samples_made_from_a_design() -> None:
    sample, high = pairs()
    told = ~np.isnan(high)
    for rho, kind in ((0.0, "BRR"), (0.4, "Fay")):
        made: Replicates = making.balanced_halves(sample, rho)
        agree(totals(made, high[:, None], told), reference()["half_totals"][kind])
    expected = sample.covariance(total_of(high[:, None], told))
    assert made.covariance(total_of(high[:, None], told)) == pytest.approx(expected, rel=1e-9)


def pairs() -> tuple[Design, Floats]:
    """Return the strata of the health survey that have exactly two clusters."""
    data = table("nhanes.csv.gz")
    clusters: dict[str, set[str]] = {}
    for row in data.rows:
        clusters.setdefault(row["SDMVSTRA"], set()).add(row["SDMVPSU"])
    kept = Table([row for row in data.rows if row["SDMVPSU"] in "12" and len(clusters[row["SDMVSTRA"]]) == 2])
    strata, units = [kept.codes("SDMVSTRA")], [kept.codes("SDMVPSU")]
    return design_of(kept.real("WTMEC2YR"), strata=strata, clusters=units, nest=True), kept.real("HI_CHOL")


@pytest.mark.parametrize("way", ["remove", "adjust", "certainty", "average"])
def test_strata_with_a_single_cluster(way: str) -> None:
    every = table(FILES["stratified"])
    data = Table([every.rows[0], *every.rows[100:200]])
    sample = design_of(data.real("pw"), strata=[data.codes("stype")], lonely=way)
    expected = reference()["lonely"][way]
    agree(means(sample, data.real("api00")[:, None], data.everybody), expected["mean"])
    agree(totals(sample, data.real("api00")[:, None], data.everybody), expected["total"])


def test_no_figure_of_the_reference_is_left_unchecked() -> None:
    checked = {*LINEARISED, "nhanes", "raked", "post", "linear", "logit", "jk1", "jkn", "jkn_mse", "brr", "fay"}
    assert set(reference()) == checked | {"half_totals", "lonely", "versions"}
    assert set(STYPES) == set(table(FILES["srs"]).text("stype"))
