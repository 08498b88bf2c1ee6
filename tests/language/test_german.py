"""Taking the survey in German changes what is shown, and nothing of what is stored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from mlops_survey_tui import language
from mlops_survey_tui.faces.plain.driving import PlainDriver
from mlops_survey_tui.faces.plain.sharing import SharingTalk
from mlops_survey_tui.faces.tui.driving import AppDriver
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import Event
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.driver import drive
from mlops_survey_tui.sharing.handover import handover
from mlops_survey_tui.store.opening import open_store
from tests.interview.surveys import QUESTIONS, shipped, survey
from tests.sharing.finished import coffee, finished_in

from .walking import begun, reply_to, walk

COFFEE = QUESTIONS / "examples/coffee"
FACES = {"plain": PlainDriver, "tui": AppDriver}


def rows(log: list[Event]) -> list[tuple[int, str, str, dict[str, Any]]]:
    """Return everything of a log but the times."""
    return [(event.sequence, event.kind, event.page, dict(event.data)) for event in log]


@pytest.mark.parametrize("face", FACES)
def test_an_interview_in_german_leaves_the_rows_of_the_one_in_english(face: str) -> None:
    logs = []
    for code in ("en", "de"):
        assert language.use(code)
        session = begun(shipped("examples/coffee"), "5")
        driver = FACES[face](session)
        walk(driver, session, 5)
        if face == "tui":
            driver.close()
        logs.append(rows(session.log))
    assert logs[0] == logs[1]


@pytest.mark.parametrize("seed", ["5", "13"])
def test_the_program_asked_in_german_stores_what_it_stores_in_english(tmp_path: Path, seed: str) -> None:
    answers = _given(shipped("examples/coffee"), seed)
    stored = []
    for code, thanks in (("en", "Thank you."), ("de", "Danke.")):
        assert language.use(code)
        lines = _typed_for(load(COFFEE, tmp_path / "cache", code), seed, answers)
        said, kept = _taken(tmp_path / code, code, seed, lines)
        assert thanks in said
        stored.append(kept)
    assert stored[0] == stored[1]
    assert sum(kind == "answered" for _, kind, _, _ in stored[0]) > 5


def _given(questionnaire: Questionnaire, seed: str) -> dict[str, Answer]:
    """Return the answers of a whole interview, by page."""
    session, random = begun(questionnaire, seed), Random(int(seed))

    def reply(page: Page) -> Answer:
        answers[page.key] = reply_to(page, session, random)
        return answers[page.key]

    answers: dict[str, Answer] = {}
    drive(session, reply)
    assert not session.ended
    return answers


def _typed_for(questionnaire: Questionnaire, seed: str, answers: dict[str, Answer]) -> list[str]:
    """Return the lines that a person types for a whole interview, from the welcome on; once it is back and on again."""
    session = begun(questionnaire, seed)
    driver = PlainDriver(session)
    while (page := session.page()) is not None:
        if driver.answer(answers[page.key]):
            driver.answer(answers[page.key])
        if page.key == "cups":
            driver.back()
            driver.answer(answers[session.position])
    driver.finish()
    typed = [line[2:] for line in driver.transcript if line.startswith("> ")]
    return [_in_german(line) if language.in_use() == "de" else line for line in typed]


def _in_german(line: str) -> str:
    """Return a line with its command in German, to see that these words work."""
    return {"back": "zurück", "skip": "ÜBERSPRINGEN", "done": "fertig", "yes": "ja", "row 1": "Zeile 1"}.get(line, line)


def _taken(folder: Path, code: str, seed: str, lines: list[str]) -> tuple[str, list[Any]]:
    """Type lines into the program; return what it said, and the rows that it stored."""
    options = ["--plain", "--lang", code, "--questions", str(COFFEE), "--data-dir", str(folder), "--seed", seed]
    done = subprocess.run(
        [sys.executable, "-m", "mlops_survey_tui", *options],
        input="\n".join([*lines, ""]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    with open_store(folder, read_only=True) as store:
        (found,) = store.list()
        return done.stdout, rows(list(store.events(found.id)))


def test_numbers_are_read_and_written_with_a_comma(german: None) -> None:
    session = _asking("kind: number, minimum: 0.5, maximum: 9.5, decimals: 2")
    driver = PlainDriver(session)
    assert "Schreib eine Zahl, 0,5 bis 9,5." in driver.screen()
    driver.conversation.take("3,25")
    assert session.review()[0].answer == "3,25"
    assert session.world.effective["asked"] == Answer(3.25)


@pytest.mark.parametrize(("code", "typed"), [("de", "1.234"), ("en", "1,234")])
def test_a_number_that_could_mean_two_is_refused(code: str, typed: str) -> None:
    language.use(code)
    session = _asking("kind: number, minimum: 0, maximum: 9000, decimals: 3")
    driver = PlainDriver(session)
    driver.conversation.take(typed)
    assert not driver.conversation.understood
    driver.conversation.take(typed.translate({ord("."): ",", ord(","): "."}))
    assert session.world.effective["asked"] == Answer(1.234)


def _asking(fields: str) -> Session:
    body = f"""
        sections:
          - id: first
            title: First
            questions:
              - {{{fields}, id: asked, text: How much?, sensitivity: none}}
    """
    return begun(survey(body), "1")


def test_a_bundle_is_shown_and_saved_by_the_german_words_that_are_told(german: None, tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store:
        name = finished_in(store, coffee())
        said: list[str] = []
        offered = handover(store, name)
        assert offered is not None
        talk = SharingTalk(offered, said.append)
        talk.begin()
        while "zeigen" not in " ".join(said):
            talk.take("nein")
        talk.take("zeigen")
        assert any('"answers"' in line for line in said)
        talk.take(f"datei {tmp_path / 'bundle.json'}")
        talk.done()
    assert (tmp_path / "bundle.json").exists()
