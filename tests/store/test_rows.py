"""What is written on the disk, byte for byte: broken, interviews of earlier versions would read as damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import Event, EventKind
from mlops_survey_tui.store import backups, identifiers, paths, rows, schema
from mlops_survey_tui.store.cells import Cell, cells_of
from mlops_survey_tui.store.checksums import EventRow, chain, digest, event_of, follows, header_checksum, start_of_chain
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.identifiers import new_id, normalise
from mlops_survey_tui.store.observations import (
    ModeratedSession,
    Moment,
    Observation,
    ObservationKind,
    encoded,
    first_checksum,
    has_words,
    header_digest,
    observation_follows,
    observation_of,
    observation_row,
    session_of,
    session_row,
    standing,
)
from mlops_survey_tui.store.records import InterviewHeader, Status, status_after
from mlops_survey_tui.store.rows import StoredInterview, questionnaire_row
from tests.store.logs import finished

HEADER = InterviewHeader("hash", "2026", "Title", "seed", "moderated", "de")
EVENT = Event(1, EventKind.ANSWERED, "role@a", {"value": "ü", "texts": {}}, 1234)


def test_checksums_are_those_of_all_earlier_versions() -> None:
    assert digest("a", 1) == "8181c16b4ad83cc1"
    assert digest("a", 1) != digest("a1")
    (row,) = chain("abc", start_of_chain("abc"), [EVENT])
    assert row[:6] == ("abc", 1, "answered", "role@a", '{"value":"ü","texts":{}}', 1234)
    assert row.checksum == digest(digest("abc"), 1, "answered", "role@a", row.data, 1234)
    assert header_checksum("abc", HEADER, "2026-01-02") == digest(
        "abc", "hash", "2026", "Title", "seed", "moderated", "de", "2026-01-02"
    )


def test_any_change_of_an_entry_or_of_its_place_is_noticed() -> None:
    first, second = chain("abc", start_of_chain("abc"), [EVENT, Event(2, EventKind.SKIPPED, "b", {}, 0)])
    assert follows(first, start_of_chain("abc"))
    assert follows(second, first.checksum)
    assert not follows(second, start_of_chain("abc"))
    for place, value in enumerate((3, "skipped", "x", "{}", 1), 1):
        spoilt = EventRow._make((*first[:place], value, *first[place + 1 :]))
        assert not follows(spoilt, start_of_chain("abc")), spoilt
    assert event_of(first) == EVENT


def test_what_no_text_can_hold_is_escaped_and_comes_back() -> None:
    odd = EVENT._replace(data={"value": "\ud800"})
    (row,) = chain("abc", "start", [odd])
    assert row.data == '{"value":"\\ud800"}'
    assert event_of(row) == odd
    with pytest.raises(StorageError) as caught:
        chain("abc", "start", [EVENT._replace(sequence=7, data={"value": float("nan")})])
    assert (caught.value.code, "Entry 7" in caught.value.message) == ("not_storable", True)


def test_an_entry_of_a_newer_version_is_named() -> None:
    with pytest.raises(StorageError) as caught:
        event_of(EventRow("abc", 1, "dreamt", "", "{}", 0, ""))
    assert caught.value.code == "unknown_kind"
    assert "abc" in caught.value.message
    assert "dreamt" in caught.value.message
    assert "Update" in caught.value.remedy


def test_an_interview_goes_into_a_row_and_comes_back() -> None:
    new = StoredInterview.new("abc", HEADER, "2026-01-02", 5)
    row = new.as_row()
    assert row == (
        "abc", "hash", "2026", "Title", "seed", "moderated", "de", "2026-01-02",
        header_checksum("abc", HEADER, "2026-01-02"), "open", "2026-01-02", 5, 0, start_of_chain("abc"),
    )  # fmt: skip
    assert StoredInterview.from_row(row) == new
    assert new.header_is_good
    assert not StoredInterview.from_row(("abd", *row[1:])).header_is_good
    assert rows.INTERVIEW_COLUMNS == (
        "id", "questionnaire_hash", "edition", "title", "seed", "mode", "language", "started", "header_checksum", "status",
        "updated", "last_use", "events", "checksum",
    )  # fmt: skip
    assert rows.EVENT_COLUMNS == ("interview_id", "sequence", "kind", "page", "data", "active_ms", "checksum")
    assert rows.INSERT_EVENT == (
        "INSERT INTO events (interview_id, sequence, kind, page, data, active_ms, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    assert rows.KEEP_QUESTIONNAIRE == "INSERT OR IGNORE INTO questionnaires (hash, text, checksum) VALUES (?, ?, ?)"
    assert questionnaire_row("hash", "text") == ("hash", "text", digest("text"))
    assert (HEADER.questionnaire_text, InterviewHeader("h", "e", "t", "s").mode) == ("", "respondent")
    assert InterviewHeader("h", "e", "t", "s").language == "en"


def test_numbers_that_files_depend_on_stay() -> None:
    assert int.from_bytes(b"MLSv", "big") == schema.APPLICATION_ID
    assert schema.current_schema() == 2 == len(schema.MIGRATIONS)
    assert [migration.name for migration in schema.MIGRATIONS] == ["interviews_and_their_logs", "moderated_sessions"]
    assert (backups.KEPT, backups.EVERY_ANSWERS) == (5, 25)
    assert (identifiers.LENGTH, len(identifiers.ALPHABET), len(set(identifiers.ALPHABET))) == (8, 32, 32)
    assert paths.ASIDE == "interviews.damaged-{number}.sqlite3"
    place = paths.DataDirectory(Path("data"))
    assert [part.name for part in (place.database, place.backups, place.locks, place.first_screen)] == [
        *("interviews.sqlite3", "backups", "locks", "first-screen"),
    ]


def test_ids_are_read_as_people_say_them() -> None:
    assert normalise(" O1lI-aB c\n") == "0111abc"
    made = {new_id() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 8 and set(one) <= set(identifiers.ALPHABET) and normalise(one) == one for one in made)


def test_the_last_end_decides_the_status() -> None:
    assert status_after([EVENT]) is None
    assert status_after([finished(1), finished(2, "screened_out")]) is Status.SCREENED_OUT
    assert status_after([finished(1)]) is Status.FINISHED
    assert status_after([finished(1, "unheard of")]) is None
    assert [status.value for status in Status] == ["open", "finished", "screened_out"]


SESSION = ModeratedSession("abc", "R7", True, ("one", "two"), "2026-01-02")
NOTE = Observation(ObservationKind.NOTE, Moment("role", 3, 4500), {"text": "ü"}, 1)


def test_a_moderated_session_goes_into_rows_and_comes_back() -> None:
    first = observation_row("abc", first_checksum("abc"), 1, NOTE)
    assert first[:7] == ("abc", 1, "note", "role", 3, 4500, '{"text":"\\u00fc"}')
    assert first[7] == digest(digest("abc", "observations"), *first[1:7])
    assert observation_follows(first, first_checksum("abc"))
    assert not observation_follows((*first[:5], 4501, *first[6:]), first_checksum("abc"))
    assert observation_of(first) == NOTE
    row = session_row(SESSION, [first])
    assert row == ("abc", "R7", 1, '["one","two"]', "2026-01-02", header_digest(SESSION), 1, first[7])
    assert session_row(SESSION)[6:] == (0, first_checksum("abc"))
    assert session_of(row) == SESSION
    assert session_of(("abc", "R7", 0, "[", "2026")).sections == ()
    assert header_digest(SESSION) == digest("abc", "R7", 1, '["one","two"]', "2026-01-02")
    assert encoded({"b": 1, "a": None}) == '{"b":1,"a":null}'
    with pytest.raises(StorageError) as caught:
        observation_of((*first[:2], "dreamt", *first[3:]))
    assert (caught.value.code, "dreamt" in caught.value.message, "Update" in caught.value.remedy) == (
        "unknown_kind",
        True,
        True,
    )


def test_words_of_people_are_known_wherever_they_stand() -> None:
    def seen(kind: ObservationKind, **data: object) -> Observation:
        return Observation(kind, Moment(), data)

    assert has_words(NOTE)
    assert has_words(seen(ObservationKind.NOTE))
    assert has_words(seen(ObservationKind.RATING, text="said"))
    assert has_words(seen(ObservationKind.PROBE, probe="why"))
    assert not has_words(seen(ObservationKind.PROBE, probe="", text=""))
    assert not has_words(seen(ObservationKind.FLAG, flag="unclear"))


def test_what_was_taken_back_stands_no_more_nor_does_the_taking_back() -> None:
    kinds = (ObservationKind.FLAG, ObservationKind.RATING, ObservationKind.TAKEN_BACK, ObservationKind.TIMER)
    seen = [
        Observation(kind, Moment(), {"number": 1} if number == 3 else {}, number)
        for number, kind in enumerate(kinds, 1)
    ]
    assert [one.number for one in standing(seen)] == [2, 4]
    assert [kind.value for kind in ObservationKind] == [
        "note",
        "rating",
        "flag",
        "probe",
        "think_aloud",
        "timer",
        "taken_back",
    ]


@pytest.mark.parametrize(
    ("kind", "answer", "cells"),
    [
        ("single", Answer("a", texts={"a": "words"}), [Cell("", "", "a", "words")]),
        ("multi", Answer(["a", "b"], texts={"b": "words"}), [Cell("", "", "a", ""), Cell("", "", "b", "words")]),
        ("ranking", Answer(["b", "a"], texts={"a": "words"}), [Cell("b", "", 1, ""), Cell("a", "", 2, "words")]),
        ("number", Answer(7), [Cell(value=7)]),
        ("matrix", Answer({"r": ["p", "q"], "s": {"c": "p"}}, texts={"r": "words"}),
         [Cell("r", "", "p", "words"), Cell("r", "", "q", "words"), Cell("s", "c", "p", "")]),
        ("matrix", Answer({"r": "p"}, texts={"p": "near", "r": "far"}), [Cell("r", "", "p", "near")]),
        ("maxdiff", Answer({"1": {"most": "a", "least": "b"}}), [Cell("1", "most", "a"), Cell("1", "least", "b")]),
        ("text", Answer("words"), [Cell(text="words")]),
        ("unheard", Answer({"b": 1, "a": 2}, texts={"x": "one", "y": "two"}), [Cell(value='{"a": 2, "b": 1}', text="one; two")]),
        ("single", Answer(special="other", texts={"x": "words"}), [Cell(text="words")]),
        ("single", None, [Cell()]),
        ("single", Answer(), [Cell()]),
    ],
)  # fmt: skip
def test_an_answer_comes_apart_cell_by_cell(kind: str, answer: Answer | None, cells: list[Cell]) -> None:
    assert list(cells_of(kind, answer)) == cells
