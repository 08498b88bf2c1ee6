"""Every figure of a report is what a person with the published rows would compute."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from mlops_survey_tui.analysis.estimation.design import design_of
from mlops_survey_tui.analysis.estimation.estimate import means, proportions
from mlops_survey_tui.analysis.report import results as form
from mlops_survey_tui.analysis.report.results import Estimate, Report, Result

from .conftest import result_of
from .releases import MOODS, POINTS, PROBLEMS, TOOLS, Made, Row


def line(result: Result, id: str) -> dict[str, Estimate]:
    """Return the figures of a line."""
    return dict(next(one for one in result.lines if one.id == id).estimates)


def percent(rows: Sequence[Row], yes: Sequence[bool], weights: Sequence[float]) -> float:
    """Return a weighted percentage."""
    return 100 * sum(w for w, one in zip(weights, yes, strict=True) if one) / sum(weights)


def test_shares_of_one_choice_are_those_of_the_rows(made: Made, plain: Report) -> None:
    answers = [row["mood"] for row in made.rows["profile"] if row["mood"] in MOODS]
    found = result_of(plain, "mood")
    assert found.base == len(answers)
    for code in MOODS:
        figure = line(found, code)["share"]
        assert figure.value == pytest.approx(100 * answers.count(code) / len(answers))
        assert (figure.n, figure.count) == (len(answers), answers.count(code))
    assert found.missing == {"skipped": 400 - len(answers)}


def test_intervals_are_those_of_the_estimator_on_the_whole_table(made: Made, plain: Report) -> None:
    rows = made.rows["profile"]
    weights = np.array([row["weight.mod"] or 0.0 for row in rows])
    inside = np.array([row["views.calm"] in POINTS for row in rows])
    yes = np.array([[row["views.calm"] == point for point in POINTS] for row in rows])
    calm = line(result_of(plain, "views"), "calm")
    for point, right in zip(POINTS, proportions(design_of(weights), yes, inside), strict=True):
        figure = calm[point]
        assert figure.value == pytest.approx(100 * right.value, rel=1e-9)
        assert figure.error == pytest.approx(100 * right.se, rel=1e-9)
        assert (figure.low, figure.high) == pytest.approx((100 * right.low, 100 * right.high), rel=1e-9)
        assert figure.deff == pytest.approx(right.deff, rel=1e-9)


def test_a_plain_share_has_the_logit_interval_of_the_textbook(made: Made, plain: Report) -> None:
    figure = line(result_of(plain, "mood"), "fair")["share"]
    p, n = (figure.value or 0) / 100, figure.n
    low, high = ((end or 0) / 100 for end in (figure.low, figure.high))
    middle = (math.log(low / (1 - low)) + math.log(high / (1 - high))) / 2
    assert middle == pytest.approx(math.log(p / (1 - p)))
    assert figure.error == pytest.approx(100 * math.sqrt(p * (1 - p) / n), rel=0.002)


def test_means_of_a_scale_count_points_and_weigh_respondents(made: Made, plain: Report) -> None:
    rows = [row for row in made.rows["profile"] if row["views.busy"] in POINTS]
    mean = sum(int(row["views.busy"]) * row["weight.mod"] for row in rows) / sum(row["weight.mod"] for row in rows)
    busy = next(one for one in result_of(plain, "views").lines if one.id == "busy")
    assert busy.summary["mean"].value == pytest.approx(mean)
    upper = [row["views.busy"] in POINTS[-2:] for row in rows]
    weights = [row["weight.mod"] for row in rows]
    assert busy.summary["top"].value == pytest.approx(percent(rows, upper, weights))
    assert result_of(plain, "views").centre == "3"


def test_ticks_are_shares_of_those_who_were_shown_them(made: Made, plain: Report) -> None:
    rows = made.rows["tools"]
    for tool in TOOLS[:3]:
        count = sum(row[f"tools_used.{tool}"] for row in rows)
        assert line(result_of(plain, "tools_used"), tool)["share"].value == pytest.approx(100 * count / len(rows))


def test_a_tool_that_hardly_anybody_uses_is_not_told(made: Made, plain: Report) -> None:
    count = sum(row["tools_used.rare"] for row in made.rows["tools"])
    assert 0 < count < 5
    assert line(result_of(plain, "tools_used"), "rare")["share"].hidden == "suppressed"


def test_a_split_has_its_three_figures(made: Made, plain: Report) -> None:
    given = [row["mix.north"] for row in made.rows["profile"] if row["mix.status"] == "answered"]
    north = line(result_of(plain, "mix"), "north")
    some = [value for value in given if value]
    assert north["any"].value == pytest.approx(100 * len(some) / len(given))
    assert north["among"].value == pytest.approx(sum(some) / len(some))
    assert north["overall"].value == pytest.approx(sum(given) / len(given))
    whole = sum(one.estimates["overall"].value or 0 for one in result_of(plain, "mix").lines)
    assert whole == pytest.approx(100)


def test_places_are_shares_and_worth_adds_up(made: Made, plain: Report) -> None:
    rows = made.rows["profile"]
    found = result_of(plain, "why")
    price = line(found, "price")
    assert price["place1"].value == pytest.approx(100 * sum(row["why.price"] == 1 for row in rows) / len(rows))
    placed = [row["why.price"] for row in rows if row["why.price"]]
    assert price["mean"].value == pytest.approx(sum(placed) / len(placed))
    assert sum(one.estimates["worth"].value or 0 for one in found.lines) == pytest.approx(100)


def test_quartiles_are_those_of_the_numbers(made: Made, plain: Report) -> None:
    cups = sorted(row["cups"] for row in made.rows["profile"] if row["cups"] is not None)
    figures = line(result_of(plain, "cups"), "cups")
    for name, share in (("q25", 0.25), ("median", 0.5), ("q75", 0.75)):
        assert figures[name].value == cups[math.ceil(share * len(cups)) - 1]


def test_best_worst_scores_are_counted_and_preferences_add_up(made: Made, plain: Report) -> None:
    rows = made.rows["challenges_sets"]
    found = result_of(plain, "challenge_maxdiff")
    for item in PROBLEMS:
        shown = [row["choice"] for row in rows if row["item"] == item]
        assert line(found, item)["score"].value == pytest.approx(sum(shown) / len(shown))
        assert line(found, item)["best"].value == pytest.approx(100 * shown.count(1) / len(shown))
    assert sum(one.estimates["preference"].value or 0 for one in found.lines) == pytest.approx(100)
    assert [one.id for one in found.lines][:2] == ["p1", "p2"]


def test_preferences_are_those_of_the_clustered_logit(
    made: Made, plain: Report, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from mlops_survey_tui.analysis.choice.estimates import fit
    from mlops_survey_tui.analysis.maxdiff.files import read_best_worst
    from mlops_survey_tui.analysis.maxdiff.forms import choices_of

    data = read_best_worst(str(made.folder / "data" / "challenges_sets.parquet"), {"respondent": "row"})
    coefficients = fit(choices_of(data), data.items).centred[0]
    odds = np.exp(coefficients)
    right = dict(zip(data.items, 100 * odds / odds.sum(), strict=True))
    for one in result_of(plain, "challenge_maxdiff").lines:
        assert one.estimates["preference"].value == pytest.approx(right[one.id], rel=1e-6)


def test_below_a_hundred_respondents_choices_are_only_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    from mlops_survey_tui.analysis.report.figures.building import build

    from .releases import whole

    report = build(whole(tmp_path_factory.mktemp("few"), 90).folder)
    for id, series in (("challenge_maxdiff", "preference"), ("why", "worth")):
        found = result_of(report, id)
        assert series not in {one.id for one in found.series}
        assert any("no model" in note for note in found.notes)


def test_usage_and_satisfaction_stand_side_by_side(planned: Made, special: Report) -> None:
    found = result_of(special, "tools_used.satisfaction")
    assert found.form == form.QUADRANT
    rated = [row for row in planned.rows["ratings"] if row["item"] == "alpha" and row["tool_satisfaction"] in POINTS]
    mean = sum(int(row["tool_satisfaction"]) * row["weight"] for row in rated) / sum(row["weight"] for row in rated)
    alpha = line(found, "alpha")
    assert alpha["satisfaction"].value == pytest.approx(mean)
    assert alpha["usage"].value == pytest.approx(
        100 * sum(row["tools_used.alpha"] for row in planned.rows["tools"]) / 400
    )
    assert alpha["satisfaction"].n == len(rated)


def test_what_is_expected_is_paired_within_respondents(planned: Made, special: Report) -> None:
    found = line(result_of(special, "mix_now.model"), "old")
    shifts = [
        row["mix_future"] - row["mix_now"]
        for row in planned.rows["portfolio"]
        if row["item"] == "model" and row["part"] == "old"
    ]
    assert found["shift"].value == pytest.approx(sum(shifts) / len(shifts))
    error = np.std(shifts, ddof=1) / math.sqrt(len(shifts))
    assert found["shift"].error == pytest.approx(error, rel=1e-9)
    assert found["overall"].value == pytest.approx(70)


def test_groups_are_the_rows_of_the_group(made: Made, plain: Report) -> None:
    rows = [row for row in made.rows["profile"] if row["role"] == "engineer" and row["mood"] in MOODS]
    by_role = next(one for one in result_of(plain, "mood").filters if one.variable == "role")
    engineers = next(one for one in by_role.groups if one.code == "engineer")
    assert engineers.n == len(rows)
    good = next(one for one in engineers.lines if one.id == "good").estimates["share"]
    assert good.value == pytest.approx(100 * sum(row["mood"] == "good" for row in rows) / len(rows))


def test_a_mean_is_that_of_the_estimator(made: Made, plain: Report) -> None:
    rows = made.rows["profile"]
    inside = np.array([row["views.odd"] in POINTS for row in rows])
    values = np.array([[float(row["views.odd"]) if row["views.odd"] in POINTS else 0.0] for row in rows])
    weights = np.array([row["weight.mod"] or 0.0 for row in rows])
    right = means(design_of(weights), values, inside)[0]
    odd = next(one for one in result_of(plain, "views").lines if one.id == "odd").summary["mean"]
    assert (odd.value, odd.error, odd.low) == pytest.approx((right.value, right.se, right.low), rel=1e-9)


def test_sentences_of_the_summary_name_a_result_of_the_report(plain: Report, special: Report) -> None:
    for report in (plain, special):
        ids = {result.id for topic in report.topics for result in topic.results}
        assert report.findings
        assert {finding.result for finding in report.findings} <= ids
        text = " ".join(finding.sentence for finding in report.findings)
        assert not {"industry", "will"} & set(text.split())
