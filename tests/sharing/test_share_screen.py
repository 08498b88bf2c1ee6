"""The share screen: off by default, the exact bytes on request, and one yes that sends."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.faces.tui.errands import Work
from mlops_survey_tui.faces.tui.interviews import Interviews
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.start import Options, Start
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.driver import drive, from_mapping
from mlops_survey_tui.sharing.handover import handover
from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.store import Store
from tests.faces.tui.screen import press, screen_text
from tests.sharing.finished import ANSWERS, coffee
from tests.sharing.receiving import receiving


def thanked(store: Store, survey: Questionnaire, width: int = 80, height: int = 24) -> Navigator:
    """Return a navigator on the last screen of a finished interview."""
    interviews = Interviews(survey, store)
    opened = interviews.begin()
    drive(opened.session, from_mapping(ANSWERS))  # type: ignore[arg-type]
    opened.session.finish()
    assert store.directory
    start = Start(
        survey,
        begin=lambda: opened,
        resumable=lambda: (),
        resume=interviews.resume,
        data_location=str(store.directory.root),
        options=Options(grace=0),
        sharing=lambda name: handover(store, name),
    )
    navigator = Navigator(start, width, height)
    press(navigator, "home")
    while "Start the survey" in screen_text(navigator):
        press(navigator, "home", "enter")
    return navigator


def work(navigator: Navigator) -> None:
    """Do the errands that were left."""
    for errand in navigator.errands():
        assert isinstance(errand, Work)
        errand.then(errand.job())
    navigator.refresh()


def whole(navigator: Navigator) -> str:
    """Return the screen read to its end."""
    seen = [screen_text(navigator)]
    for _ in range(12):
        navigator.wheel(3)
        seen.append(screen_text(navigator))
    return " ".join(" ".join(seen).split())


def choose(navigator: Navigator, label: str) -> None:
    """Move to an entry of the menu and press Enter."""
    for _ in range(30):
        lines = [line for line in screen_text(navigator).split("\n") if line.lstrip().startswith("▸")]
        if lines and label in lines[0]:
            press(navigator, "enter")
            return
        press(navigator, "down")
    raise AssertionError(f"no {label}:\n{screen_text(navigator)}")


def test_who_presses_enter_all_the_time_shares_nothing(tmp_path: Path) -> None:
    with receiving() as receiver, open_store(tmp_path / "data") as store:
        navigator = thanked(store, coffee(receiver.address))
        choose(navigator, "Look at what could be shared")
        press(navigator, "end")
        assert "▸ No, keep it on this computer" in screen_text(navigator)
        press(navigator, "home", "end", *["enter"] * 20)
        assert not receiver.kept
        assert not navigator.errands()


def test_what_is_agreed_to_and_nothing_else_is_sent_and_the_receipt_is_told(tmp_path: Path) -> None:
    with receiving() as receiver, open_store(tmp_path / "data") as store:
        navigator = thanked(store, coffee(receiver.address, withdrawal_deadline="2027-01-31"))
        choose(navigator, "Look at what could be shared")
        told = whole(navigator)
        assert receiver.address in told
        assert "2027-01-31" in told
        assert "a mail address" in told
        choose(navigator, "Share the text: A secret recipe")
        choose(navigator, "Yes, send it now")
        work(navigator)
        text = str(list(receiver.kept.values()))
        assert "A secret recipe" in text
        assert "my own machine" not in text
        assert "minutes" not in text
        assert "Sent, and accepted" in whole(navigator)
        press(navigator, "home")
        choose(navigator, "Leave")
        assert navigator.departure
        assert "Receipt" in navigator.departure.message


def test_the_exact_bytes_are_shown_before(tmp_path: Path) -> None:
    with receiving() as receiver, open_store(tmp_path / "data") as store:
        navigator = thanked(store, coffee(receiver.address))
        choose(navigator, "Look at what could be shared")
        choose(navigator, "Show exactly")
        shown = screen_text(navigator)
        press(navigator, "escape")
        choose(navigator, "Yes, send it now")
        work(navigator)
        (digest,) = receiver.kept
        assert digest in shown.replace("\n", "").replace(" ", "") or digest in shown


def test_without_a_collector_a_file_is_offered(tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store:
        navigator = thanked(store, coffee())
        choose(navigator, "Look at what could be shared")
        told = whole(navigator)
        assert "No collector is named" in told
        assert "Yes, send" not in told
        choose(navigator, "Save it to a file")
        assert list((tmp_path / "data").glob("mlops-survey-2026-*.json"))


def test_a_failed_sending_says_that_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlops_survey_tui.sharing.sending._FIRST_WAIT", 0.001)
    with open_store(tmp_path / "data") as store:
        navigator = thanked(store, coffee("http://127.0.0.1:9"))
        choose(navigator, "Look at what could be shared")
        choose(navigator, "Yes, send it now")
        work(navigator)
        assert "It waits here" in whole(navigator)


@pytest.mark.parametrize(("width", "height"), [(40, 12), (30, 10), (120, 40)])
def test_it_can_be_read_and_decided_on_small_and_large_screens(tmp_path: Path, width: int, height: int) -> None:
    with receiving() as receiver, open_store(tmp_path / "data") as store:
        navigator = thanked(store, coffee(receiver.address), width, height)
        choose(navigator, "Look at what could")
        choose(navigator, "Yes, send it now")
        work(navigator)
        assert receiver.kept
