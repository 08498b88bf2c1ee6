"""One release of every form of table, and its report, for all tests that only read them."""

from __future__ import annotations

import pytest

from mlops_survey_tui.analysis.report.figures.building import build
from mlops_survey_tui.analysis.report.results import Report, Result

from .releases import Made, whole


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A release that has no plan."""
    return whole(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The same release as that of the survey that has a plan."""
    return whole(tmp_path_factory.mktemp("planned"), questionnaire="mlops_survey")


@pytest.fixture(scope="session")
def plain(made: Made) -> Report:
    """The report of the release that has no plan."""
    return build(made.folder)


@pytest.fixture(scope="session")
def special(planned: Made) -> Report:
    """The report by the plan."""
    return build(planned.folder)


def result_of(report: Report, id: str) -> Result:
    """Return a result by id."""
    return next(result for topic in report.topics for result in topic.results if result.id == id)
