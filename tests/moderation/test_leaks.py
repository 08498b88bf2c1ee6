"""Markers planted in every field of a moderator are found in no bundle, export, script, list or crash report."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.faces.tui.crash import crash_of
from mlops_survey_tui.faces.tui.start import Options
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.moderation.console import ConsoleNavigator, console_start
from mlops_survey_tui.moderation.interviews import Plan
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import canonical
from mlops_survey_tui.store.observations import Observation, ObservationKind
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.store import Store

from .interviews import Live

MARKER = "zebra"


def planted(store: Store) -> Live:
    """Hold a whole session with a marker in every field that takes words."""
    live = Live(store, Plan(respondent=f"{MARKER}-code", notes=True))
    live.to_attendance()
    live.clock.move(5)
    moment = live.watching.look().moment
    for kind, data in (
        (ObservationKind.NOTE, {"text": f"{MARKER}-note"}),
        (ObservationKind.NOTE, {"text": f"{MARKER}-later", "later": True}),
        (ObservationKind.PROBE, {"probe": f"{MARKER}-asked", "text": f"{MARKER}-said"}),
        (ObservationKind.PROBE, {"listed": 1, "text": f"{MARKER}-listed"}),
    ):
        live.watching.observe(Observation(kind, moment, data), "console")
    for place in ("console", "panel"):
        live.watching.keep_draft(place, Observation(ObservationKind.NOTE, moment, {"text": f"{MARKER}-draft"}))
    live.answer("not_at_all")
    while (page := live.opened.session.page()) is not None and page.kind == "info":
        live.answer()
    return live


def test_the_log_the_bundle_and_the_review_have_no_word_of_it(store: Store) -> None:
    live = planted(store)
    session = live.opened.session
    assert isinstance(session, Session)
    told = [repr(store.events(live.name)), repr(store.header(live.name)), repr(session.review()), repr(store.list())]
    told.append(canonical(bundle(session.questionnaire, session.seed, session.log, {"comments"})).decode())
    live.interviews.close()
    assert not any(MARKER in text for text in told)


@pytest.mark.parametrize(
    "arguments",
    [
        ("responses", "list"),
        ("responses", "show", "ID"),
        ("responses", "check"),
        ("responses", "export", "--mode", "moderated"),
        ("responses", "export", "--mode", "moderated", "--format", "csv"),
        ("responses", "export", "ID", "--mode", "moderated", "--format", "jsonl"),
        ("record", "OUT", "--interview", "ID"),
        ("share", "ID", "--preview"),
        ("share", "ID", "--dry-run"),
    ],
    ids=" ".join,
)
def test_no_command_but_the_report_tells_it(directory: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with open_store(directory) as store:
        live = planted(store)
        live.interviews.close()
    out = tmp_path / "out.yaml"
    given = [{"ID": live.name, "OUT": str(out)}.get(argument, argument) for argument in arguments]
    told = CliRunner().invoke(app, ["--data-dir", str(directory), *given])
    text = told.output + (out.read_text(encoding="utf-8") if out.exists() else "")
    assert text
    assert MARKER not in text


def test_the_report_tells_what_was_said_but_no_code_and_no_draft(directory: Path) -> None:
    with open_store(directory) as store:
        planted(store).interviews.close()
    told = CliRunner().invoke(app, ["--data-dir", str(directory), "clarity", "--format", "json"]).output
    assert all(f"{MARKER}-{what}" in told for what in ("note", "later", "asked", "said", "listed"))
    assert not any(f"{MARKER}-{what}" in told for what in ("code", "draft"))


def test_a_crash_tells_no_word_of_a_note(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    live.to_attendance()
    shown = ConsoleNavigator(console_start(Options()), live.watching, 80, 24)
    shown.key("n", "n")
    for character in MARKER:
        shown.key(character, character)

    def fail(observation: Observation, place: str) -> None:
        raise ValueError(f"cannot keep {observation.data}")

    monkeypatch.setattr(live.watching, "observe", fail)
    with pytest.raises(ValueError, match=MARKER) as caught:
        shown.key("enter", None)
    assert MARKER not in crash_of(caught.value).report()
