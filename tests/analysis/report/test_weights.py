"""Margins: tables that carry their facts are raked, and intervals reflect it as the estimators of single rows have it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mlops_survey_tui.analysis.estimation.design import design_of
from mlops_survey_tui.analysis.estimation.estimate import proportions
from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.report.figures.building import build
from mlops_survey_tui.analysis.weighting.margins import Margin, coded
from mlops_survey_tui.analysis.weighting.raking import rake

from .conftest import result_of
from .releases import MOODS, POINTS, ROLES, SIZES, Made

MARGINS = """
role: {engineer: 0.3, scientist: 0.3, manager: 0.3, other_role: 0.1}
size: {small: 0.4, medium: 0.4, large: 0.2}
"""


@pytest.fixture(scope="module")
def margins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of margins."""
    path = tmp_path_factory.mktemp("margins") / "margins.yaml"
    path.write_text(MARGINS, "utf-8")
    return path


def raked(made: Made) -> tuple[object, np.ndarray]:
    """Rake the rows one by one, those without a fact keeping their share."""
    rows = made.rows["profile"]
    known = []
    for name, codes, targets in (("role", ROLES, (0.3, 0.3, 0.3, 0.1)), ("size", SIZES, (0.4, 0.4, 0.2))):
        labels = [*codes, "unknown"]
        at = np.array([labels.index(row[name]) if row[name] in codes else len(codes) for row in rows])
        unknown = float((at == len(codes)).mean())
        shares = {code: share * (1 - unknown) for code, share in zip(codes, targets, strict=True)}
        known.append(coded(Margin.of(name, {**shares, "unknown": unknown}), at, labels))
    base = np.ones(len(rows))
    found = rake(known, base)
    return design_of(base).calibrated(found.calibration), found.weights


def test_shares_and_errors_are_those_of_raked_rows(made: Made, margins: Path) -> None:
    rows = made.rows["profile"]
    design, _ = raked(made)
    inside = np.array([row["mood"] in MOODS for row in rows])
    yes = np.array([[row["mood"] == mood for mood in MOODS] for row in rows])
    result = result_of(build(made.folder, weights=margins, topics=["main"]), "mood")
    assert "role, size" in result.weight_note
    for mood, right in zip(MOODS, proportions(design, yes, inside), strict=True):  # type: ignore[arg-type]
        figure = next(line for line in result.lines if line.id == mood).estimates["share"]
        assert figure.value == pytest.approx(100 * right.value, rel=1e-6)
        assert figure.error == pytest.approx(100 * right.se, rel=1e-5)


def test_a_fact_that_was_weighted_to_has_the_share_of_its_margin(made: Made, margins: Path) -> None:
    size = result_of(build(made.folder, weights=margins, topics=["main"]), "size")
    told = {line.id: line.estimates["share"].value for line in size.lines}
    assert told == pytest.approx({"small": 40, "medium": 40, "large": 20}, rel=1e-6)


def test_weights_of_modules_are_raked_too(made: Made, margins: Path) -> None:
    rows = made.rows["profile"]
    _, weights = raked(made)
    both = [
        (row, weight * row["weight.mod"])
        for row, weight in zip(rows, weights, strict=True)
        if row["views.calm"] in POINTS
    ]
    share = (
        100
        * sum(weight for row, weight in both if row["views.calm"] in POINTS[-2:])
        / sum(weight for _, weight in both)
    )
    calm = next(line for line in result_of(build(made.folder, weights=margins), "views").lines if line.id == "calm")
    assert calm.summary["top"].value == pytest.approx(share, rel=1e-6)


def test_margins_that_fit_no_table_are_refused_with_their_name(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "margins.yaml"
    path.write_text("planet: {earth: 0.5, mars: 0.5}\n", "utf-8")
    with pytest.raises(AnalysisError, match="planet"):
        build(made.folder, weights=path)
