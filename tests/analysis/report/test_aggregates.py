"""What the split into tables prevents comes from the published aggregates: as they stand, and labelled so."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.analysis.report.figures.building import build
from mlops_survey_tui.analysis.report.results import Report

from .conftest import result_of
from .releases import whole

AGGREGATES = """id,question,part,code,group_question,group,base,count,share,note
a1,tools_used,alpha,1,vendor_affiliation,no,300,150,0.5,
a2,tools_used,beta,1,vendor_affiliation,no,300,60,0.2,
a3,tools_used,rare,1,vendor_affiliation,no,,,,suppressed
a4,tools_used,alpha,1,role,engineer,120,90,0.75,
a5,tools_used,beta,1,role,engineer,,,,suppressed
a6,tools_used,alpha,1,role,manager,20,10,0.5,
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The tools of a release with aggregates."""
    made = whole(tmp_path_factory.mktemp("aggregates"), 120, questionnaire="mlops_survey", aggregates=AGGREGATES)
    return build(made.folder, topics=["tools"])


def test_tools_are_told_without_employees_of_vendors(report: Report) -> None:
    found = result_of(report, "tools_used.without_vendors")
    figures = {line.id: line.estimates["share"] for line in found.lines}
    assert (figures["alpha"].value, figures["alpha"].n, figures["alpha"].count) == (50, 300, 150)
    assert figures["rare"].hidden == "suppressed"
    assert found.source == "data/aggregates"


def test_a_list_is_split_by_a_fact_that_its_table_does_not_carry(report: Report) -> None:
    by_role = next(one for one in result_of(report, "tools_used").filters if one.variable == "role.aggregates")
    assert "published aggregates" in by_role.label
    engineers, managers = (
        next(group for group in by_role.groups if group.code == code) for code in ("engineer", "manager")
    )
    told = {line.id: line.estimates["share"] for line in engineers.lines}
    assert told["alpha"].value == 75
    assert told["beta"].hidden == "suppressed"
    assert (managers.hidden, managers.lines) == ("small base", ())


def test_without_aggregates_there_is_no_such_result(tmp_path: Path) -> None:
    made = whole(tmp_path, 60, questionnaire="mlops_survey")
    ids = {result.id for topic in build(made.folder, topics=["tools"]).topics for result in topic.results}
    assert "tools_used" in ids
    assert "tools_used.without_vendors" not in ids
