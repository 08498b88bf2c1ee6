"""Exports hold the final answers on the path, say why others are missing, and hold nothing else."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from mlops_survey_tui.commands.responses import responses
from mlops_survey_tui.faces.visible import visible
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.store.cells import Cell, cells_of
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.export import FORMATS, chosen, exported
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.records import InterviewHeader
from mlops_survey_tui.store.store import Store
from tests.interview.surveys import survey
from tests.store.logs import database

BODY = """
special_answers:
  other: {label: Other, exclusive: false, asks_text: true}
  dont_know: {label: I do not know}
sections:
  - id: drinks
    title: Drinks
    questions:
      - {id: drink, kind: single, text: What?, sensitivity: none,
         options: [{id: coffee, label: Coffee}, {id: tea, label: Tea}]}
      - {id: milk, kind: single, text: Milk?, sensitivity: none, when: "drink == 'coffee'",
         options: [{id: "yes", label: "Yes"}, {id: "no", label: "No"}]}
      - {id: extras, kind: multi, text: Extras?, sensitivity: none, special: [other, dont_know],
         options: [{id: sugar, label: Sugar}, {id: spice, label: Spice}]}
      - {id: words, kind: text, text: Words?, sensitivity: free_text}
"""
SEED = "unmistakable-seed"
HOSTILE = "\x1b[31mred‮\x9b \n=1+1"


def taken(store: Store, *answers: Answer, mode: str = "respondent", finish: bool = True) -> str:
    """Take the interview: the answers are given page by page."""
    questionnaire = survey(BODY)
    header = InterviewHeader(
        questionnaire.content_hash, "1", questionnaire.title, SEED, mode, "en", questionnaire.to_json()
    )
    with store.create(header) as recorder:
        session = Session.begin(questionnaire, seed=SEED, sink=recorder)
        for answer in answers:
            assert session.answer(answer) == []
        if finish:
            session.finish()
    return recorder.interview_id


def text_of(store: Store, form: str, *ids: str) -> str:
    """Return an export."""
    return "".join(FORMATS[form]((exported(store, name) for name in ids), visible))


def answers_of(store: Store, name: str) -> dict[str, Any]:
    """Return the answers of one interview as exported."""
    (interview,) = json.loads(text_of(store, "json", name))
    answers: dict[str, Any] = interview["answers"]
    return answers


def test_answers_and_the_reasons_why_there_are_none(store: Store) -> None:
    name = taken(store, Answer("tea"), Answer(["sugar", "other"], texts={"other": "honey"}), Answer())
    assert answers_of(store, name) == {
        "drink": {"question": "drink", "item": "", "status": "answered", "value": "tea"},
        "milk": {"question": "milk", "item": "", "status": "not_routed"},
        "extras": {
            "question": "extras",
            "item": "",
            "status": "answered",
            "value": ["sugar", "other"],
            "texts": {"other": "honey"},
        },
        "words": {"question": "words", "item": "", "status": "skipped"},
    }


def test_answers_of_an_abandoned_branch_are_not_there(store: Store) -> None:
    questionnaire = survey(BODY)
    header = InterviewHeader("hash", "1", "Small", SEED, questionnaire_text=questionnaire.to_json())
    with store.create(header) as recorder:
        session = Session.begin(questionnaire, seed=SEED, sink=recorder)
        session.answer(Answer("coffee"))
        session.answer(Answer("yes"))
        assert session.jump("drink")
        session.answer(Answer("tea"))
        assert answers_of(store, recorder.interview_id)["milk"] == {
            "question": "milk",
            "item": "",
            "status": "not_routed",
        }
        assert session.jump("drink")
        session.answer(Answer("coffee"))
        assert answers_of(store, recorder.interview_id)["milk"]["value"] == "yes"


def test_special_answers_and_unreached_questions_have_their_codes(store: Store) -> None:
    name = taken(store, Answer("tea"), Answer(special="dont_know"), finish=False)
    statuses = {key: answer["status"] for key, answer in answers_of(store, name).items()}
    assert statuses == {"drink": "answered", "milk": "not_routed", "extras": "dont_know", "words": "not_reached"}


def test_an_interview_says_what_it_was(store: Store) -> None:
    name = taken(store, Answer("tea"))
    (interview,) = json.loads(text_of(store, "json", name))
    del interview["answers"]
    assert interview == {
        "interview": name,
        "questionnaire": "small",
        "edition": "1",
        "version": "1",
        "content_hash": "hash",
        "source_hash": "hash",
        "mode": "respondent",
        "language": "en",
        "status": "open",
        "marks": ["draft"],
    }


def test_json_lines_hold_the_same_one_a_line(store: Store) -> None:
    names = [taken(store, Answer(drink)) for drink in ("tea", "coffee")]
    lines = [json.loads(line) for line in text_of(store, "jsonl", *names).splitlines()]
    assert lines == json.loads(text_of(store, "json", *names))
    assert text_of(store, "json") == "[]\n"


def test_csv_is_one_line_a_cell(store: Store) -> None:
    name = taken(store, Answer("tea"), Answer(["sugar", "other"], texts={"other": "honey"}), Answer("=1+1"))
    assert [*csv.reader(io.StringIO(text_of(store, "csv", name)))] == [
        ["interview", "question", "item", "row", "column", "value", "text", "status", "marks"],
        [name, "drink", "", "", "", "tea", "", "answered", "draft"],
        [name, "milk", "", "", "", "", "", "not_routed", "draft"],
        [name, "extras", "", "", "", "sugar", "", "answered", "draft"],
        [name, "extras", "", "", "", "other", "honey", "answered", "draft"],
        [name, "words", "", "", "", "", "'=1+1", "answered", "draft"],
    ]


@pytest.mark.parametrize(
    ("kind", "value", "cells"),
    [
        ("scale", "7", [Cell(value="7")]),
        ("number", 2.5, [Cell(value=2.5)]),
        ("ranking", ["b", "a"], [Cell("b", value=1), Cell("a", value=2)]),
        ("matrix", {"r": "high"}, [Cell("r", value="high")]),
        ("matrix", {"r": ["x", "y"]}, [Cell("r", value="x"), Cell("r", value="y")]),
        ("matrix", {"r": {"now": "x", "then": "y"}}, [Cell("r", "now", "x"), Cell("r", "then", "y")]),
        ("maxdiff", {"1": {"most": "a", "least": "b"}}, [Cell("1", "most", "a"), Cell("1", "least", "b")]),
        ("allocation", {"a": 60, "b": 40}, [Cell("a", value=60), Cell("b", value=40)]),
        ("number_grid", {"a": 1}, [Cell("a", value=1)]),
        ("long_text", "two\nlines", [Cell(text="two\nlines")]),
        ("a kind of the future", {"b": 1}, [Cell(value='{"b": 1}')]),
    ],
)
def test_every_kind_comes_apart(kind: str, value: object, cells: list[Cell]) -> None:
    assert [*cells_of(kind, Answer(value))] == cells


def test_neither_seed_nor_time_is_exported(store: Store) -> None:
    name = taken(store, Answer("tea"))
    year = store.list()[0].started[:4]
    for form in FORMATS:
        text = text_of(store, form, name)
        assert SEED not in text
        assert year not in text
        assert "active" not in text


def test_modes_are_never_mixed(store: Store) -> None:
    own, preview = taken(store, Answer("tea")), taken(store, Answer("tea"), mode="preview")
    assert chosen(store, []) == [own]
    assert chosen(store, [], "preview") == [preview]
    assert chosen(store, [own[:6], own]) == [own]
    with pytest.raises(StorageError, match="never mixed"):
        chosen(store, [own, preview])


def run(directory: Path, *arguments: str, **options: Any) -> Result:
    """Run a command of `responses`."""
    command, *rest = arguments
    return CliRunner().invoke(responses, [command, "--data-dir", str(directory), *rest], **options)


@pytest.fixture
def interview(directory: Path) -> str:
    """One interview with hostile words, in a store that is closed."""
    with open_store(directory) as store:
        return taken(store, Answer("tea"), Answer(["other"], texts={"other": HOSTILE}), Answer(HOSTILE))


def test_list_names_each_interview(directory: Path, interview: str) -> None:
    header, line = run(directory, "list").stdout.splitlines()
    assert header.split()[0] == "ID"
    assert line.split()[:5] == [interview, "1", "respondent", "finished", "3"]
    nothing = run(directory / "empty", "list")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert not (directory / "empty").exists()


def test_show_says_the_answers_in_words(directory: Path, interview: str) -> None:
    shown = run(directory, "show", interview[:6]).stdout
    assert "Drinks" in shown
    assert "  What?\n    Tea\n" in shown


@pytest.mark.parametrize("arguments", [["show"], *(["export", "--format", form] for form in FORMATS)])
def test_no_command_prints_control_characters(directory: Path, interview: str, arguments: list[str]) -> None:
    output = run(directory, *arguments, interview).stdout
    assert "red" in output
    assert output.replace("\n", "").isprintable()


def test_export_to_a_file_is_private_and_whole(directory: Path, interview: str, tmp_path: Path) -> None:
    target = tmp_path / "answers.json"
    target.write_text("an older export")
    result = run(directory, "export", "--out", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 interview(s) of mode respondent exported" in result.stderr
    assert json.loads(target.read_text())[0]["answers"]["words"]["value"].endswith("red\u202e \n=1+1")
    assert target.stat().st_mode & 0o777 == 0o600
    assert run(directory, "export", "--out", str(tmp_path / "no" / "where.json")).exit_code == 4


def test_a_damaged_interview_is_named_and_the_others_exported(directory: Path, interview: str) -> None:
    with open_store(directory) as store:
        other = taken(store, Answer("coffee"))
    damage(directory, interview)
    result = run(directory, "export")
    assert [one["interview"] for one in json.loads(result.stdout)] == [other]
    assert result.exit_code == 4
    assert f"{interview} is damaged" in result.stderr


def test_check_and_mend(directory: Path, interview: str) -> None:
    assert run(directory, "check").exit_code == 0
    with open_store(directory):
        pass
    damage(directory, interview)
    result = run(directory, "check")
    assert result.exit_code == 4
    assert f"damaged  interview {interview}" in result.stdout
    assert "0 are lost" in run(directory, "mend", interview).stderr
    assert run(directory, "check").exit_code == 0


def damage(directory: Path, interview: str) -> None:
    """Flip a word in the log of an interview."""
    content = database(directory).read_bytes()
    before = b'{"value":"tea"}'
    assert before in content
    database(directory).write_bytes(content.replace(before, b'{"value":"two"}'))


@pytest.mark.parametrize(
    ("reply", "left", "code"), [("n\n", 1, 0), ("", 1, 0), ("y\n", 0, 0)], ids=["no", "no answer", "yes"]
)
def test_delete_asks_first(directory: Path, interview: str, reply: str, left: int, code: int) -> None:
    result = run(directory, "delete", interview, input=reply)
    assert result.exit_code == code
    with open_store(directory) as store:
        assert len(store.list()) == left


def test_delete_with_yes_does_not_ask(directory: Path, interview: str) -> None:
    assert run(directory, "delete", "--yes", interview).exit_code == 0
    assert run(directory, "show", interview).exit_code == 4


@pytest.mark.parametrize("command", ["show", "delete", "mend"])
def test_an_unknown_interview_is_explained(directory: Path, interview: str, command: str) -> None:
    result = run(directory, command, "nothere")
    assert result.exit_code == 4
    assert "There is no interview" in result.stderr
    assert result.stdout == ""
