"""The page as text: valid, whole by itself, safe against what people wrote, and complete for each result."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from mlops_survey_tui.analysis.report.pages import render
from mlops_survey_tui.analysis.report.pages.palette import DARK, LIGHT, ON, contrast, word_on
from mlops_survey_tui.analysis.report.results import Finding, Report, Topic

from ..made_report import HOSTILE, bars, made_report

_VOID = {"meta", "img", "br", "link", "input"}
_SELF_CLOSED = {"rect", "line", "circle", "path"}


class _Page(HTMLParser):
    """Reads a page strictly: every element is closed in its order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _SELF_CLOSED, tag
        self.elements.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.words.append(data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a name."""
        return [attributes for tag, attributes, _ in self.elements if tag == name]


@pytest.fixture(scope="module")
def text() -> str:
    """The made report as HTML."""
    return render(made_report())


@pytest.fixture(scope="module")
def page(text: str) -> _Page:
    """The made report, read."""
    return _Page(text)


def test_every_element_is_closed_and_no_place_has_two_names(page: _Page) -> None:
    assert page.open == []
    names = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(names) == len(set(names))
    targets = {str(attributes["href"]) for attributes in page.all("a")}
    assert {target[1:] for target in targets} <= set(names), "a link leads nowhere"


def test_the_page_names_no_other_file_and_no_other_host(text: str, page: _Page) -> None:
    for _, attributes, _ in page.elements:
        for name in ("src", "srcset", "data", "poster", "action", "xlink:href"):
            assert name not in attributes
        assert str(attributes.get("href", "#")).startswith("#")
    assert not re.search(r"url\(|@import|https?://", text)


def test_the_policy_allows_the_own_script_and_nothing_from_elsewhere(text: str, page: _Page) -> None:
    policy = next(one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    script = text[text.rindex("<script>") + len("<script>") : text.rindex("</script>")]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert f"script-src 'sha256-{digest}'" in policy


def test_what_people_wrote_is_never_markup(text: str, page: _Page) -> None:
    assert page.all("img") == []
    assert "onerror=alert" in "".join(page.words)
    assert "\x1b" not in text
    assert "\u202e" not in text
    figures = re.findall(r'<script type="application/json" id="[^"]+">(.*?)</script>', text, re.DOTALL)
    assert len(figures) == sum(len(topic.results) for topic in made_report().topics)
    held = {one["id"]: one for one in map(json.loads, figures)}
    assert held["hard"]["title"] == HOSTILE


def test_every_chart_says_in_words_what_it_shows_and_has_its_table_and_its_base(page: _Page) -> None:
    charts = [one for one in page.all("div") if one.get("class") == "chart"]
    assert charts
    assert all(one.get("role") == "img" and one.get("aria-label") for one in charts)
    assert all(one.get("aria-hidden") == "true" for one in page.all("svg"))
    results = [result for topic in made_report().topics for result in topic.results]
    assert len(page.all("article")) == len(page.all("table")) == len(page.all("figcaption")) == len(results)
    assert page.words.count("n = 812") == len(results) - 1


def test_each_result_has_everything_that_is_needed_to_quote_it(page: _Page) -> None:
    said = " ".join(page.words)
    result = bars()
    for needed in (result.title, result.wording, "question_bars", "everybody on path A or B", result.weight_note,
                   result.interval_note, "not on their path: 120; skipped it: 34", "data/tools.parquet",
                   "A note on how to read this.", "not shown: small base", "(75.0% to 81.0%)"):  # fmt: skip
        assert needed in said


def test_headings_go_down_one_step_at_a_time_and_parts_of_the_page_have_names(page: _Page) -> None:
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(page.all("main")) == len(page.all("nav")) == 1
    assert page.all("html")[0]["lang"] == "en"
    labelled = {one["for"] for one in page.all("label")}
    assert {one["id"] for one in page.all("select")} == labelled
    assert all(one["type"] == "button" for one in page.all("button"))


def test_findings_lead_to_their_results_and_one_without_a_result_is_said_all_the_same() -> None:
    report = replace(made_report(), findings=(Finding("It is so.", "made_bars"), Finding("And so.", "unknown")))
    found = _Page(render(report))
    links = [one for one in found.all("a") if str(one.get("aria-label", "")).startswith("See the figures")]
    assert [one["href"] for one in links] == ["#r-made_bars"]
    assert "And so." in found.words


def test_invented_data_are_called_so_at_the_top_and_at_each_result_and_real_ones_are_not(page: _Page) -> None:
    assert "SIMULATED DATA" in page.words
    assert page.words.count("Simulated data") == len(page.all("article"))
    real = _Page(render(replace(made_report(), simulated=False)))
    assert "simulated" not in " ".join(real.words).lower()


def test_results_of_one_id_have_places_of_their_own() -> None:
    twice = replace(made_report(), topics=(Topic("a", "A", (bars(),)), Topic("a", "A", (bars(),))))
    found = _Page(render(twice))
    assert [one["id"] for one in found.all("article")] == ["r-made_bars", "r-made_bars-2"]
    assert [one["id"] for one in found.all("section")][1:3] == ["topic-a", "topic-a-2"]


def test_an_empty_report_is_a_page_too() -> None:
    empty = Report("2026", "Nothing yet", 0, (), (), ())
    assert _Page(render(empty)).open == []


def test_the_same_report_is_the_same_page(text: str) -> None:
    assert render(made_report()) == text


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_stand_out_from_the_paper_and_words_from_their_fills(palette: dict[str, str]) -> None:
    for name in ("ink", "soft", "link"):
        assert contrast(palette[name], palette["paper"]) >= 4.5
        assert contrast(palette[name], palette["surface"]) >= 4.5
    assert contrast(palette["warn"], palette["warn-paper"]) >= 4.5
    paper = {"paper", "surface", "hair", "warn-paper", "unknown"}
    for name in palette.keys() - paper:
        if not name.startswith("heat"):
            assert contrast(palette[name], palette["paper"]) >= 3, name
    assert all(contrast(word_on(palette[name]), palette[name]) >= 4.5 for name in ON)


def test_more_and_less_are_told_apart_by_the_usual_kinds_of_colour_blindness() -> None:
    for palette in (LIGHT, DARK):
        for one, other in (("up", "down"), ("more2", "less2"), ("more1", "less1")):
            for matrix in _BLIND.values():
                assert _apart(_seen(palette[one], matrix), _seen(palette[other], matrix)) > 60


_BLIND = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""What people without one kind of cones see (Machado, Oliveira and Fernandes 2009, severity 1; linear RGB)."""


def _seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> list[float]:
    parts = [(int(colour[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5)]
    seen = (sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in matrix)
    return [255 * min(max(part, 0.0), 1.0) ** (1 / 2.2) for part in seen]


def _apart(one: list[float], other: list[float]) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)
