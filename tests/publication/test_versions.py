"""A soft launch and the corrected questionnaire are one edition: what only the earlier one had is carried or said."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from mlops_survey_tui.publication.codebook.model import Codebook
from mlops_survey_tui.publication.plan.reading import plan_of
from mlops_survey_tui.publication.publishing import Order, publish
from mlops_survey_tui.publication.versions import EARLIER, Unlike, together
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.questionnaire.offerings import offered, offered_by
from tests.publication.editions import lines, questionnaire

OLDER = questionnaire("coffee")


def _corrected() -> Questionnaire:
    """Return the questionnaire without one question, one option of a question, one of a list and one row of a grid."""
    by_id = OLDER.question_by_id
    changed = {
        "first_cup": replace(by_id["first_cup"], options=by_id["first_cup"].options[1:]),
        "care": replace(by_id["care"], rows=by_id["care"].rows[:-1]),
    }
    ways = OLDER.lists["ways"]
    return replace(
        OLDER,
        content_hash="c" * 32,
        translated_from="",
        version="2026.2",
        questions=tuple(changed.get(one.id, one) for one in OLDER.questions if one.id != "why_not"),
        sections=tuple(
            replace(one, questions=tuple(id_ for id_ in one.questions if id_ != "why_not")) for one in OLDER.sections
        ),
        lists={**OLDER.lists, "ways": replace(ways, options=ways.options[1:])},
    )


NEWEST = _corrected()


def test_everything_that_any_version_offered_is_offered() -> None:
    whole = together((NEWEST, OLDER))
    assert {one.id for one in whole.questions} == {one.id for one in OLDER.questions}
    assert {id_ for section in whole.sections for id_ in section.questions} >= {"why_not"}
    for question in OLDER.questions:
        found = whole.question_by_id[question.id]
        assert set(offered_by(whole, found)) == set(offered_by(OLDER, question)), question.id
        for mine, theirs in zip(found.columns, question.columns, strict=True):
            assert set(offered(whole, mine.sources)) == set(offered(OLDER, theirs.sources))
    assert Questionnaire.from_json(whole.to_json()) == whole
    assert whole.content_hash == NEWEST.content_hash


def test_one_version_is_left_as_it_is() -> None:
    assert together((OLDER,)) is OLDER
    assert together((OLDER, NEWEST)) == OLDER


def test_a_question_of_another_sort_is_refused_by_name() -> None:
    changed = tuple(replace(one, kind="multi") if one.id == "drinks" else one for one in OLDER.questions)
    with pytest.raises(Unlike, match="'drinks' differs in kind from version"):
        together((NEWEST, replace(OLDER, questions=changed)))


def test_answers_to_both_versions_are_published_and_what_has_no_place_is_withheld_with_the_reason(
    tmp_path: Path,
) -> None:
    bodies = lines("coffee", 300)
    later = [json.loads(line) | {"hash": NEWEST.source_hash, "version": "2026.2"} for line in bodies[150:]]
    for bundle in later:
        bundle["answers"].pop("why_not", None)
    place = tmp_path / "both.jsonl"
    place.write_bytes(b"".join(bodies[:150]) + b"".join(json.dumps(one).encode() + b"\n" for one in later))
    plan = plan_of(NEWEST)
    found = publish(
        Order(str(place), tmp_path / "release", NEWEST.edition, (NEWEST, OLDER), plan, "s" * 64, checked=True)
    )
    assert found.looked.taken == 300
    assert len(found.method["versions"]) == 2
    codebook = Codebook.of_release(tmp_path / "release")
    columns = {column.name: column for table in codebook.tables() for column in table.columns}
    gone = OLDER.question_by_id["first_cup"].options[0].option
    assert gone is not None
    assert gone.id in {value.code for value in columns["first_cup"].values}
    table = next(table for table in codebook.tables() if "first_cup" in table.by_name)
    query = f"SELECT count(*) FROM '{tmp_path / 'release' / table.file}.parquet' WHERE first_cup = '{gone.id}'"
    with duckdb.connect() as connection:
        assert connection.execute(query).fetchall()[0][0] > 0
    note = next(question.note for question in codebook.questions if question.id == "why_not")
    assert EARLIER in note
