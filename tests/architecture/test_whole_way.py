"""A kind from outside the package goes the whole way, from a question file to the codebook of a release.

If this fails, somewhere a kind is known by its name and not by registration, and whoever adds one finds out late.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from mlops_survey_tui.analysis.report.charts import draw
from mlops_survey_tui.analysis.report.figures.building import build
from mlops_survey_tui.analysis.report.results import NUMBERS
from mlops_survey_tui.faces.plain.driving import PlainDriver
from mlops_survey_tui.faces.tui.driving import AppDriver
from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.publication.codebook.model import Codebook
from mlops_survey_tui.publication.plan.reading import plan_of
from mlops_survey_tui.publication.publishing import Order, publish
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, simulate
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import enveloped
from mlops_survey_tui.sharing.proposal import propose
from mlops_survey_tui.store.export import FORMATS, exported
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.records import InterviewHeader
from tests.interview.surveys import Clock

from .kinds_from_outside import sky

Driver = AppDriver | PlainDriver
GIVEN = {"brightness": Answer(2), "why": EMPTY, "cold": Answer(7)}


@pytest.fixture
def questionnaire(tmp_path: Path) -> Iterator[Questionnaire]:
    folder = tmp_path / "questions"
    folder.mkdir()
    with sky(folder) as compiled:
        yield compiled


def _interview(asked: Questionnaire, data: Path, face: Callable[[Session], Driver]) -> tuple[bytes, str]:
    """Take an interview through a face into a store; return what it shares, and its export."""
    header = InterviewHeader(asked.content_hash, asked.edition, asked.title, "s", questionnaire_text=asked.to_json())
    with open_store(data) as store:
        with store.create(header) as recorder:
            driver = face(Session.begin(asked, seed="s", sink=recorder, clock=Clock(5.0)))
            for question, answer in GIVEN.items():
                assert driver.session.position == question
                assert driver.answer(answer) == []
            assert driver.finish()
            driver.close()
        proposal = propose(store, recorder.interview_id)
        export = "".join(FORMATS["csv"]([exported(store, recorder.interview_id)], str))
    return proposal.envelope().body, export


@pytest.mark.parametrize("face", [AppDriver, PlainDriver])
def test_an_interview_is_stored_exported_and_shared(
    questionnaire: Questionnaire, tmp_path: Path, face: Callable[[Session], Driver]
) -> None:
    body, export = _interview(questionnaire, tmp_path / "data", face)
    answers = json.loads(body)["answers"]
    assert answers["brightness"]["value"] == 2
    assert answers["cold"]["value"] == {"from": 0, "to": 9}
    assert ",brightness,,,,2," in export
    assert ",cold,,,,7," in export


def test_it_is_published_with_a_column_a_place_in_the_codebook_and_a_chart(
    questionnaire: Questionnaire, tmp_path: Path
) -> None:
    own, _ = _interview(questionnaire, tmp_path / "data", PlainDriver)
    others = simulate(questionnaire, [ANYBODY], 80, "sky", processes=1)
    shared = (enveloped(bundle(questionnaire, one.seed, one.events) | {"marks": []}, "1.0").body for one in others)
    place = tmp_path / "bundles.jsonl"
    place.write_bytes(b"\n".join([own, *shared]) + b"\n")
    out = tmp_path / "release"
    published = publish(
        Order(str(place), out, "1", (questionnaire,), plan_of(questionnaire), "s" * 64, drafts=True, simulated=True)
    )
    assert published.looked.taken == 81
    codebook = Codebook.of_release(out)
    asked = {question.id: question for question in codebook.questions}
    assert asked["brightness"].statuses["answered"] > 40
    columns = {column.name: table for table in codebook.tables() for column in table.columns}
    with duckdb.connect() as connection:
        for question in ("brightness", "cold"):
            file = out / f"{columns[question].file}.parquet"
            query = f"SELECT count(\"{question}\") FROM '{file}'"
            assert (connection.execute(query).fetchone() or (0,))[0] > 40, question
    report = build(out)
    shown = {question: result for topic in report.topics for result in topic.results for question in result.questions}
    assert shown["brightness"].form == NUMBERS
    assert all(draw(shown[question]).svg.startswith("<svg ") for question in ("brightness", "cold"))
