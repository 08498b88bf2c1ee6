"""What a sceptical reader trips over: facts from the wrong table, lone figures, scales that are none, repeated notes."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from mlops_survey_tui.analysis.report import markdown
from mlops_survey_tui.analysis.report.charts import NARROW, WIDE, draw
from mlops_survey_tui.analysis.report.figures.building import build
from mlops_survey_tui.analysis.report.figures.findings import findings
from mlops_survey_tui.analysis.report.figures.leaving_out import PROTECTED
from mlops_survey_tui.analysis.report.formats import FORMATS
from mlops_survey_tui.analysis.report.pages.tables import table
from mlops_survey_tui.analysis.report.results import (
    CROSS,
    LATER_OVERALL,
    LIKERT,
    NUMBERS,
    OVERALL,
    SHIFT,
    Estimate,
    Line,
    Report,
    Result,
    Series,
    Topic,
)
from mlops_survey_tui.analysis.report.terminal import render
from mlops_survey_tui.analysis.report.terminal.canvas import Look, wrapped
from mlops_survey_tui.publication.codebook.model import (
    ANSWER,
    ITEMS,
    KEY,
    PARTS,
    RESPONDENTS,
    WHOLE,
    Column,
)

from .conftest import result_of
from .releases import ID, MOODS, PLAIN_WEIGHT, ROLES, SIZES, Row, Writer, banded, code, status

KINDS, OFTEN = ("by_hand", "pipeline", "provider"), ("daily", "weekly", "rarely")
PEOPLE = 240


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release whose tables carry facts at several levels, answers that stand apart, kinds, and parts by group."""
    chance, writer = random.Random(5), Writer(tmp_path_factory.mktemp("reading"), questionnaire="mlops_survey")
    _facts(writer, chance)
    _apart(writer, chance)
    _parts(writer, chance)
    return writer.write().folder


@pytest.fixture(scope="module")
def report(release: Path) -> Report:
    """Its report."""
    return build(release)


def _facts(writer: Writer, chance: random.Random) -> None:
    people: list[Row] = []
    for number in range(PEOPLE):
        row: Row = {"row": number, "weight": 1.0, "role": chance.choice(ROLES), "size": chance.choice(SIZES)}
        row["ways.model"], row["ways.data"] = chance.choice(KINDS), chance.choice(KINDS)
        row["often.mail"], row["often.chat"] = (chance.choices(OFTEN, (6, 3, 1))[0] for _ in range(2))
        people.append(row)
    kinds = [code(f"ways.{part}", KINDS, part=part) for part in ("model", "data")]
    labels = ("Daily or almost daily", "Weekly", "Less than weekly")
    often = [code(f"often.{part}", OFTEN, part=part, labels=labels, ordered=True) for part in ("mail", "chat")]
    coarse = code("size", SIZES[:2], KEY, ordered=True)
    fine = [ID, code("role", ROLES, KEY), code("size", SIZES, KEY, ordered=True), PLAIN_WEIGHT]
    writer.block("fine", ("fine", RESPONDENTS, [*fine, *kinds, *often], people))
    mood = [{**row, "size": SIZES[row["size"] == SIZES[1]], "mood": chance.choice(MOODS)} for row in people]
    writer.block("coarse", ("coarse", RESPONDENTS, [ID, coarse, PLAIN_WEIGHT, code("mood", MOODS)], mood))
    rated = [{"row": at, "item": "alpha", "vendor": "yes", "size": SIZES[0], "weight": 1.0} for at in range(PEOPLE)]
    only = [ID, code("item", ("alpha",), question=""), code("vendor", ("yes", "no"), KEY), coarse, PLAIN_WEIGHT]
    writer.block("ratings", ("ratings", ITEMS, only, rated))
    for id, kind, block in (
        ("role", "single", "fine"), ("size", "single", "ratings"), ("vendor", "single", "ratings"),
        ("ways", "matrix", "fine"), ("often", "matrix", "fine"), ("mood", "single", "coarse"),
    ):  # fmt: skip
        writer.ask(id, kind, block)


def _apart(writer: Writer, chance: random.Random) -> None:
    ticked, years = [], []
    for number in range(PEOPLE):
        for option in ("sea", "sky"):
            answer = chance.choices(("yes", "no", "skipped"), (5, 4, 1))[0]
            ticked.append({"row": 2 * number + len(option), "item": option, "weight": 1.0, "seen": answer})
            years.append({"row": number, "item": option, "weight": 1.0, "years": chance.choice(("0", "1-5", "6-10"))})
    for name, column, rows in (("seen", code("seen", ("yes", "no")), ticked), ("years", banded("years"), years)):
        item = code("item", ("sea", "sky"), question=name)
        writer.block(name, (name, ITEMS, [ID, item, PLAIN_WEIGHT, column], rows))
        writer.ask(name, "multi" if name == "seen" else "number_grid", name, wording=f"What of [answer] in {name}?")


def _parts(writer: Writer, chance: random.Random) -> None:
    rows: list[Row] = []
    for number in range(PEOPLE):
        size = chance.choice(SIZES)
        for item in ("model", "serving"):
            now, later = chance.choice((20, 40, 60)), chance.choice((10, 30, 50))
            for part, first, then in (("old", now, later), ("new", 100 - now, 100 - later)):
                row: Row = {"row": number, "item": item, "part": part, "size": size, "weight": 1.0, "mix_future": then}
                asked = item == "model"
                row["mix_now"], row["mix_future.status"] = first if asked else None, "answered"
                row["mix_now.status"] = "answered" if asked else "not_routed"
                rows.append(row)
    columns = [
        ID, code("item", ("model", "serving"), question=""), code("part", ("old", "new"), question=""),
        code("size", SIZES, KEY, ordered=True), PLAIN_WEIGHT,
        Column("mix_now", ANSWER, WHOLE, "Now", "mix_now"), status("mix_now"),
        Column("mix_future", ANSWER, WHOLE, "Later", "mix_future"), status("mix_future"),
    ]  # fmt: skip
    writer.block("portfolio", ("portfolio", PARTS, columns, rows))
    writer.ask("mix_now", "allocation", "portfolio", wording="Think of [dimension]: how is it today?")
    writer.ask("mix_future", "allocation", "portfolio", wording="And [dimension] in three years?")


def test_a_fact_about_people_comes_from_the_table_of_respondents_that_keeps_it_finest(report: Report) -> None:
    found = result_of(report, "size")
    assert [line.id for line in found.lines] == list(SIZES)
    assert (found.source, found.base) == ("data/fine", PEOPLE)
    assert any("data/fine" in note for note in found.notes)


def test_a_fact_that_stands_only_beside_ratings_is_left_out_and_says_so(report: Report) -> None:
    found = result_of(report, "vendor")
    assert not found.lines
    assert PROTECTED in found.notes
    for written in FORMATS.values():
        assert PROTECTED.rstrip(".") in written.render(report)


def test_columns_that_are_kinds_have_no_means_and_no_middle(report: Report) -> None:
    found = result_of(report, "ways")
    assert (found.form, found.centre, found.upper) == (CROSS, "", ())
    assert not any(line.summary for line in found.lines)
    assert not any("Means" in note for note in found.notes)


def test_the_upper_points_of_a_scale_from_often_to_seldom_are_the_first_ones(report: Report, release: Path) -> None:
    found = result_of(report, "often")
    assert (found.form, found.upper) == (LIKERT, ("Daily or almost daily", "Weekly"))
    for line in found.lines:
        shares = [line.estimates[code].value or 0.0 for code in OFTEN[:2]]
        assert line.summary["top"].value == pytest.approx(sum(shares))
    assert "“Daily or almost daily” or “Weekly”" in table(found)


def test_answers_published_apart_are_reported_by_option(report: Report) -> None:
    found = result_of(report, "seen")
    assert [line.id for line in found.lines if line.estimates["share"].value is not None]
    assert found.base <= PEOPLE
    assert result_of(report, "years").form == NUMBERS
    assert result_of(report, "seen").title == "What of … in seen?"


def test_an_item_that_was_asked_for_later_alone_has_the_words_and_figures_of_later(report: Report) -> None:
    found = result_of(report, "mix_now.serving")
    assert LATER_OVERALL in {one.id for one in found.series}
    assert not {OVERALL, SHIFT} & {one.id for one in found.series}
    assert (found.questions, found.wording) == (("mix_future",), "And Serving in three years?")


def test_no_figure_of_parts_is_told_of_a_few_of_them_alone(report: Report) -> None:
    for id in ("mix_now.model", "mix_now.serving"):
        found = result_of(report, id)
        for series in found.series:
            told = [line for line in found.lines if line.estimates[series.id].value is not None]
            assert 2 * len(told) >= len(found.lines)


def test_parts_are_split_by_the_keys_of_their_table(report: Report, release: Path) -> None:
    (found,) = result_of(report, "mix_now.model").filters
    assert [group.code for group in found.groups] == list(SIZES)
    assert sum(group.n for group in found.groups) == PEOPLE
    for group in found.groups:
        total = sum(line.estimates[OVERALL].value or 0.0 for line in group.lines)
        assert total == pytest.approx(100)
        assert all(LATER_OVERALL in line.estimates for line in group.lines)


def test_every_figure_beside_the_series_is_in_the_table() -> None:
    figure = Estimate(12.5, n=100)
    line = Line("a", "Thing", {"s": figure}, summary={"faced": Estimate(41.0, n=90), "severe": Estimate(7.0, n=90)})
    made = Result("r", "scores", "R", ("r",), "", (Series("s", "Score", "score"),), (line,), 100)
    for words in ("Faced it at all", "Called it severe", "41.0%", "7.0%"):
        assert words in table(made)


def test_what_many_results_share_is_told_below_and_not_in_each_caption(report: Report) -> None:
    note = "The same on every result."
    results = [result for topic in report.topics for result in topic.results][:5]
    same = replace(report.topics[0], results=tuple(replace(one, notes=(note,)) for one in results))
    page = FORMATS["html"].render(replace(report, topics=(same,), findings=()))
    captions = [part.partition("</figcaption>")[0] for part in page.split("<figcaption>")[1:]]
    assert len(captions) == 5
    assert not any(note in caption for caption in captions)
    assert page.count(f"{note}</dd>") == 5


def test_the_kind_of_interval_is_told_once_in_texts(report: Report) -> None:
    for text in (render(report, 100), markdown.render(report)):
        assert " ".join(text.split()).count("if respondents behaved like a random sample") == 1
        assert "95 % intervals: precision" not in text


def test_labels_of_plots_that_are_long_take_a_second_line_and_lose_nothing() -> None:
    label = "Automatic retrain and release (schedule or trigger)"
    first, second = wrapped(label, 30, Look(80))
    assert f"{first.strip()} {second.strip()}" == label
    assert len(first) == len(second) == 30
    assert wrapped("Short", 30, Look(80)) == ("Short" + " " * 25,)


def test_the_figure_of_a_bar_stands_clear_of_the_marks_over_it() -> None:
    made = Result("r", "bars", "R", ("r",), "", (Series("share", "Share"), Series("weighted", "Of cases", "percent")),
                  tuple(Line(str(at), f"Line {at}", {"share": Estimate(6.0, 5.0, 7.0, n=99),
                                                     "weighted": Estimate(6.0 + at, n=99)}) for at in range(5)), 99)  # fmt: skip
    for width in (WIDE, NARROW):
        svg = draw(made, width).svg
        figures = [float(x) for x in re.findall(r'class="value" x="([0-9.]+)"[^>]*>6%</text>', svg)]
        marks = [float(x) for x in re.findall(r'class="mark"[^>]* d="M([0-9.]+)', svg)]
        assert len(figures) == len(marks) == 5
        assert all(figure > mark + 5.5 for figure, mark in zip(figures, marks, strict=True))


def test_findings_say_what_their_figures_are() -> None:
    words = {"score": "Most minus least severe", "best": "Chosen as most severe when shown"}
    series = [Series(id, label) for id, label in {**words, "worst": "Chosen as least severe when shown"}.items()]
    lines = [
        Line(id, id.title(), {
            "score": Estimate(at, at - 0.1, at + 0.1, n=200),
            "best": Estimate(50 + 50 * at, n=200), "worst": Estimate(50 - 50 * at, n=200),
        })
        for id, at in (("high", 0.5), ("low", -0.5))
    ]  # fmt: skip
    made = Result("r", "scores", "Problems", ("r",), "", tuple(series), tuple(lines), 200, "score")
    (found,) = findings([Topic("t", "T", (made,))])
    assert found.sentence == (
        "Problems: “High” comes first, chosen as most severe in 75% of its showings and as least severe in 25%; "
        "“Low” comes last, chosen as most severe in 25% of its showings and as least severe in 75%."
    )
