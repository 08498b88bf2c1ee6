"""Every format tells the same figures, shows hostile text as text, and is the same bytes each time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mlops_survey_tui.analysis.report import markdown
from mlops_survey_tui.analysis.report.charts.values import shown
from mlops_survey_tui.analysis.report.figures.building import build
from mlops_survey_tui.analysis.report.formats import FORMATS
from mlops_survey_tui.analysis.report.json import render as as_json
from mlops_survey_tui.analysis.report.json import schema
from mlops_survey_tui.analysis.report.results import Report
from mlops_survey_tui.analysis.report.terminal import render
from mlops_survey_tui.faces.widths import cell_len

from .conftest import result_of
from .made_report import HOSTILE
from .releases import Made

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "reference" / "report.schema.json"
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def hostile(report: Report) -> Report:
    """Return a report whose labels would break out of whatever shows them."""
    topic = report.topics[0]
    result = topic.results[0]
    lines = tuple(replace(line, label=f"[red]{HOSTILE}") for line in result.lines)
    broken = replace(result, title=HOSTILE, wording=HOSTILE, lines=lines, asked=HOSTILE)
    return replace(report, title=HOSTILE, topics=(replace(topic, title=HOSTILE, results=(broken,)),))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_release_gives_the_same_bytes(name: str, made: Made, plain: Report) -> None:
    again = build(made.folder, topics=["main"])
    once = build(made.folder, topics=["main"])
    assert FORMATS[name].render(once) == FORMATS[name].render(again)


def test_json_has_every_figure_and_keeps_to_its_schema(plain: Report, special: Report) -> None:
    for report in (plain, special):
        data = json.loads(as_json(report))
        jsonschema.validate(data, schema())
        mood = next(one for topic in data["topics"] for one in topic["results"] if one["lines"])
        right = result_of(report, mood["id"])
        for line, own in zip(mood["lines"], right.lines, strict=True):
            for series, figure in own.estimates.items():
                assert line["estimates"][series]["value"] == pytest.approx(figure.value, abs=1e-6)


def test_the_published_schema_is_that_of_the_program() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == schema()


def test_markdown_has_every_result_with_the_figures_of_the_json(plain: Report) -> None:
    text = markdown.render(plain)
    for topic in plain.topics:
        for result in topic.results:
            assert f'id="{markdown.anchor(result.id)}"' in text
            assert f"Base: {result.base:,}" in text
    for line in result_of(plain, "mood").lines:
        figure = line.estimates["share"]
        row = next(row for row in text.splitlines() if row.startswith(f"| {line.label} |"))
        assert shown(figure.value, "percent") in row
        assert f"{figure.count:,} of {figure.n:,}" in row


def test_findings_of_the_markdown_lead_to_their_figures(special: Report) -> None:
    text = markdown.render(special)
    targets = set(re.findall(r'id="([^"]+)"', text))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= targets


def test_the_terminal_shows_every_result_within_its_width(plain: Report, special: Report) -> None:
    for report in (plain, special):
        for width in (60, 80, 132):
            text = render(report, width)
            assert max(map(cell_len, text.split("\n"))) <= width
        for topic in report.topics:
            assert all(f"[{result.id}]" in text for result in topic.results)
        assert not CONTROL.search(text)


def test_a_terminal_of_ascii_gets_ascii_and_colours_are_only_added(special: Report) -> None:
    assert render(special, 80, ascii_only=True).isascii()
    coloured = render(special, 80, colour=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [row.rstrip() for row in bare.split("\n")] == render(special, 80).split("\n")


def test_figures_of_the_terminal_are_those_of_the_result(plain: Report) -> None:
    text = render(plain, 100)
    for line in result_of(plain, "mood").lines:
        row = next(row for row in text.split("\n") if row.startswith(line.label))
        assert shown(line.estimates["share"].value, "percent") in row


def test_hostile_text_stays_text(plain: Report) -> None:
    report = hostile(plain)
    for text in (render(report, 80), markdown.render(report)):
        assert not CONTROL.search(text)
    assert "[red]" in render(report, 80)
    assert "</script>" not in markdown.render(report)
    assert json.loads(as_json(report))["title"] == HOSTILE


def test_the_page_is_made_of_the_report(special: Report) -> None:
    page = FORMATS["html"].render(special)
    for topic in special.topics:
        assert topic.title in page


def test_an_empty_report_is_written_in_every_format() -> None:
    empty: Any = Report("2026", "Nothing", 0, (), (), ())
    for written in FORMATS.values():
        assert "Nothing" in written.render(empty)
