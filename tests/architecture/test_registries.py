"""What is added often is one entry of one table: a chart, a format of an export or a release, a rule.

Each test adds one from outside the package and finds it where people would, also on the command line. If it fails, there
is a second place.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.analysis.maxdiff.forms import FORMS as LIKELIHOODS
from mlops_survey_tui.analysis.report import charts
from mlops_survey_tui.analysis.report.charts.drawing import Drawing
from mlops_survey_tui.analysis.report.figures import building
from mlops_survey_tui.analysis.report.formats import FORMATS as REPORTS
from mlops_survey_tui.analysis.report.results import Result
from mlops_survey_tui.cli import app
from mlops_survey_tui.commands.analyse.maxdiff import FormName
from mlops_survey_tui.commands.completing import complete
from mlops_survey_tui.moderation.clarity.writers import FORMATS as CLARITY
from mlops_survey_tui.proof.comparison.formats import FORMATS as COMPARISONS
from mlops_survey_tui.proof.graph.drawers import DRAWERS
from mlops_survey_tui.proof.lint import rules, run
from mlops_survey_tui.proof.lint.rules import Found, Level
from mlops_survey_tui.proof.lint.subject import Subject
from mlops_survey_tui.publication.codebook.model import Table
from mlops_survey_tui.publication.release import formats
from mlops_survey_tui.publication.release.contents import Contents
from mlops_survey_tui.publication.release.formats.query import ROWS
from mlops_survey_tui.publication.release.sums import SUMS, read_sums
from mlops_survey_tui.publication.release.verifying import verify
from mlops_survey_tui.publication.release.writing import write_release
from mlops_survey_tui.raffle.drawing.rounds import CHAINS
from mlops_survey_tui.store import export
from tests.analysis.report.made_report import made_report
from tests.publication.release.made import made
from tests.sharing.finished import coffee, finished

EXAMPLE = Path(__file__).parents[2] / "questions/examples/coffee"


def _circles(result: Result, width: float = 0.0) -> Drawing:
    dots = "".join(f'<circle class="dot" r="{len(line.estimates)}"/>' for line in result.lines)
    return Drawing(f'<svg role="img" data-of="circles">{dots}</svg>')


def test_a_chart_is_drawn_on_the_page_and_has_words_and_figures_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(charts.FORMS, "circles", _circles)
    report = made_report()
    result = replace(report.topics[0].results[0], form="circles", title="In circles")
    report = replace(report, topics=(replace(report.topics[0], results=(result,)),), findings=())
    written = {name: one.render(report) for name, one in REPORTS.items()}
    assert 'data-of="circles"' in written["html"]
    assert all("In circles" in text for text in written.values())


def _statuses(interviews: Iterable[export.Exported], clean: Callable[[str], str]) -> Iterator[str]:
    for interview in interviews:
        yield from (f"{final.question}\t{final.status}\n" for final in interview.answers)


def test_a_format_of_an_export_gets_interviews_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast("dict[str, Any]", export.FORMATS), "statuses", _statuses)
    name = finished(tmp_path, coffee())
    place = ["--data-dir", str(tmp_path)]
    done = CliRunner().invoke(app, ["responses", "export", *place, "--format", "statuses", name])
    assert "cups\tanswered\n" in done.stdout


@pytest.mark.parametrize(
    ("command", "registry", "option"),
    [
        (["report"], REPORTS, "--format"),
        (["responses", "export"], export.FORMATS, "--format"),
        (["clarity"], CLARITY, "--format"),
        (["compare"], COMPARISONS, "--format"),
        (["graph"], DRAWERS, "--format"),
        (["raffle", "close"], CHAINS, "--chain"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_a_command_takes_lists_and_completes_what_its_registry_has(
    command: list[str], registry: Any, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(name: str) -> str:
        return CliRunner().invoke(app, [*command, option, name], terminal_width=200).output

    assert "'toy' is not one of" in said("toy")
    monkeypatch.setitem(registry, "toy", next(iter(registry.values())))
    assert "'toy' is not one of" not in said("toy")
    assert f"<{'|'.join(registry)}>" in CliRunner().invoke(app, [*command, "--help"], terminal_width=200).output
    line = " ".join(["mlops-survey", *command, option, "to"])
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
    with redirect_stdout(StringIO()) as offered:
        complete(app, "complete_bash")
    assert offered.getvalue().split() == ["toy"]


def test_the_likelihoods_are_those_that_the_command_takes() -> None:
    assert [*FormName] == [*LIKELIHOODS]


def test_a_format_of_the_report_is_written_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_before = made_report()
    monkeypatch.setattr(building, "build", lambda *_: made_before)
    titles = replace(REPORTS["md"], ending="titles", render=lambda report: report.title)
    monkeypatch.setitem(cast("dict[str, Any]", REPORTS), "titles", titles)
    done = CliRunner().invoke(app, ["report", "--from", "x", "--format", "titles", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "report.titles").read_text("utf-8") == made_before.title


def _write_tabs(contents: Contents, table: Table, target: Path) -> None:
    found = contents.connection.execute(f"SELECT * FROM {ROWS}").fetchall()
    with target.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter="\t").writerows(found)


def test_a_format_of_the_data_is_written_for_each_table_with_its_checksum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cast("dict[str, Any]", formats.FORMATS), "tabs", formats.Format("tabs", ".tsv", _write_tabs))
    codebook = write_release(made(40), tmp_path / "release")
    listed = set(read_sums((tmp_path / "release" / SUMS).read_text("utf-8")))
    for table in codebook.tables():
        path = formats.FORMATS["tabs"].path(table)
        assert path in listed
        assert len((tmp_path / "release" / path).read_text("utf-8").splitlines()) >= table.rows
    assert verify(tmp_path / "release") == ()


def test_a_rule_is_checked_explained_and_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(subject: Subject) -> Iterator[Found]:
        yield Found(subject.questions[0].part, "a toy was here")

    toy = rules.Rule("Z900", Level.INFORM, "Toy", what="A toy.", why="To see.", remedy="None.", check=check)
    monkeypatch.setitem(rules.RULES, toy.code, toy)
    assert "Z900" in run.known_codes()
    assert "A toy." in run.explained("Z900")
    assert any(finding.code == "Z900" for finding in run.lint(EXAMPLE))
