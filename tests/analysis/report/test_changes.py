"""Two editions: what changed is marked, what did not is not, what cannot be compared is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.analysis.report.figures.building import build
from mlops_survey_tui.analysis.report.results import CHANGE, Report
from mlops_survey_tui.questionnaire.model import Option, Question, Questionnaire, Section, Source, Texts, WordingVariant

from .conftest import result_of
from .releases import MOODS, whole


def questionnaire(edition: str, moods: tuple[str, ...] = MOODS) -> Questionnaire:
    """Return a questionnaire that asks for moods."""
    options = tuple(Source("own", option=Option(mood, mood.title())) for mood in moods)
    text = Texts((WordingVariant("What about mood?"),))
    asked = Question("mood", "single", "main", text, "none", options=options)
    return Questionnaire(
        "example", "Example", edition, "1", edition, (Section("main", "Main part", ("mood",)),), (asked,), {}
    )


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of an edition in which more are in a good mood than in the one before."""
    folders = [tmp_path_factory.mktemp(name) for name in ("old", "new")]
    whole(folders[0], 500, 3, "2025", questions=questionnaire("2025").to_json())
    whole(folders[1], 500, 4, "2026", questions=questionnaire("2026").to_json(), shift=0.25)
    return build(folders[1], folders[0], topics=["main"])


def test_a_clear_change_is_marked_with_both_editions_beside(compared: Report) -> None:
    result = result_of(compared, "mood.change")
    assert result.form == CHANGE
    assert [series.label for series in result.series][:2] == ["2025", "2026"]
    good = next(line for line in result.lines if line.id == "good")
    before, after, difference = (good.estimates[name] for name in ("before", "after", "difference"))
    assert good.marked
    assert "Holm" in good.note
    assert difference.value == pytest.approx((after.value or 0) - (before.value or 0))
    assert difference.error == pytest.approx(((before.error or 0) ** 2 + (after.error or 0) ** 2) ** 0.5)


def test_what_stayed_is_not_marked(compared: Report) -> None:
    bad = next(line for line in result_of(compared, "mood.change").lines if line.id == "bad")
    assert not bad.marked
    assert (bad.estimates["difference"].low or 0) < 0 < (bad.estimates["difference"].high or 0)


def test_a_change_is_among_the_findings(compared: Report) -> None:
    assert any(finding.result == "mood.change" for finding in compared.findings)
    assert compared.compared == "2025"


def test_a_list_that_changed_breaks_the_line(tmp_path: Path) -> None:
    for name, edition, moods in (("old", "2025", MOODS), ("new", "2026", (*MOODS, "splendid"))):
        whole(tmp_path / name, 100, 3, edition, questions=questionnaire(edition, moods).to_json())
    report = build(tmp_path / "new", tmp_path / "old", topics=["main"])
    changes = next(topic for topic in report.topics if topic.id == "changes")
    assert not any(result.id == "mood.change" for result in changes.results)
    assert "mood" in changes.introduction


def test_nothing_is_compared_without_an_earlier_edition(tmp_path: Path) -> None:
    made = whole(tmp_path, 60, 3)
    assert all(topic.id != "changes" for topic in build(made.folder, topics=["main"]).topics)
