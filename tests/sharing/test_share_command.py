"""`share` and `withdraw` as somebody types them: nothing leaves without a yes, and what leaves is what was shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mlops_survey_tui import exit_codes
from mlops_survey_tui.cli import app
from mlops_survey_tui.faces.plain.sitting import Sitting
from mlops_survey_tui.faces.tui.interviews import Interviews
from mlops_survey_tui.faces.tui.start import Start
from mlops_survey_tui.sharing.handover import handover
from mlops_survey_tui.sharing.outbox import Outbox
from mlops_survey_tui.sharing.sending import send_waiting
from mlops_survey_tui.sharing.transport import put_bundle
from mlops_survey_tui.store.opening import open_store
from tests.sharing.finished import coffee, finished, finished_in
from tests.sharing.receiving import Receiver, receiving

OTHER, MESSAGE = "my own machine", "A secret recipe"


def run(directory: Path, *arguments: str, typed: str = "") -> Result:
    """Run a command on a data directory."""
    return CliRunner().invoke(app, [*arguments, "--data-dir", str(directory)], input=typed)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A data directory of its own."""
    return tmp_path / "data"


def received(receiver: Receiver) -> str:
    """Return all that a receiver has, as text."""
    return json.dumps(list(receiver.kept.values()))


@pytest.mark.parametrize("typed", ["", "\n" * 9, "no\n" * 9, "no\nno\nno\nshow\nno\n"])
def test_nothing_leaves_without_a_yes_at_the_end(directory: Path, typed: str) -> None:
    with receiving() as receiver:
        finished(directory, coffee(receiver.address))
        result = run(directory, "share", typed=typed)
        assert result.exit_code == exit_codes.DONE
        assert "Nothing was sent" in result.stderr
        assert not receiver.kept
        assert not Outbox(directory).parcels()


def test_each_text_leaves_with_its_own_yes_alone(directory: Path) -> None:
    with receiving() as receiver:
        finished(directory, coffee(receiver.address))
        result = run(directory, "share", typed="no\nyes\nno\nyes\n")
        assert "It seems to hold a mail address" in result.stdout
        assert "Sent, and accepted" in result.stdout
        assert MESSAGE in received(receiver)
        assert OTHER not in received(receiver)
        assert "minutes" not in received(receiver)


def test_a_word_that_is_neither_yes_nor_no_is_asked_again(directory: Path) -> None:
    with receiving() as receiver:
        finished(directory, coffee(receiver.address))
        run(directory, "share", typed="perhaps\nyes\nno\nno\nyes\n")
        assert OTHER in received(receiver)
        assert MESSAGE not in received(receiver)


def test_the_bytes_shown_are_the_bytes_sent(directory: Path) -> None:
    with receiving() as receiver:
        name = finished(directory, coffee(receiver.address))
        shown = run(directory, "share", name, "--preview", "--minutes")
        dry = run(directory, "share", name, "--dry-run", "--minutes")
        talked = run(directory, "share", typed="no\nno\nyes\nshow\nno\n")
        assert not receiver.kept
        assert shown.stdout_bytes.decode() in talked.stdout
        sent = run(directory, "share", name, "--send", "--minutes")
        (digest,) = receiver.kept
        assert digest in shown.stderr
        assert digest in dry.stdout
        assert receiver.kept[digest] == json.loads(shown.stdout_bytes)
        assert "Receipt" in sent.stdout


def test_a_receipt_takes_back_and_the_interview_can_be_shared_anew(directory: Path) -> None:
    with receiving() as receiver:
        name = finished(directory, coffee(receiver.address, withdrawal_deadline="2026-12-31"))
        sent = run(directory, "share", name, "--send")
        assert "before 2026-12-31" in sent.stdout
        again = run(directory, "share", name, "--send")
        assert "shared already" in again.stderr
        (receipt,) = Outbox(directory).receipts()
        assert receipt.code in run(directory, "share", "--status").stdout
        assert run(directory, "withdraw", receipt.code[:8]).exit_code == exit_codes.DONE
        assert not receiver.kept
        assert "withdrawn" in run(directory, "share", "--status").stdout
        assert run(directory, "share", name, "--send").exit_code == exit_codes.DONE
        assert len(receiver.kept) == 1


def test_what_could_not_be_sent_waits_and_goes_later(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlops_survey_tui.sharing.sending.TRIES_IN_A_ROW", 1)
    with receiving() as receiver:
        receiver.answers = [(503, {}, b"")] * 4
        name = finished(directory, coffee(receiver.address))
        monkeypatch.setattr("mlops_survey_tui.sharing.sending._FIRST_WAIT", 0.001)
        result = run(directory, "share", name, "--send")
        assert result.exit_code == exit_codes.STORAGE
        assert "It waits here" in result.stdout
        assert run(directory, "share", "--send").exit_code == exit_codes.DONE
        assert len(receiver.kept) == 1


def test_without_a_collector_it_can_be_saved_to_a_file(directory: Path, tmp_path: Path) -> None:
    name = finished(directory, coffee())
    refused = run(directory, "share", name, "--send")
    assert refused.exit_code == exit_codes.USAGE
    assert "No collector is named" in refused.stderr
    target = tmp_path / "bundle.json"
    run(directory, "share", typed=f"no\nno\nno\nyes\nfile {target}\n")
    assert json.loads(target.read_text())["questionnaire"] == "coffee"
    again = run(directory, "share", name, "--export", str(target))
    assert "There is a file already" in again.stderr


def test_a_bundle_saved_to_a_file_can_still_be_sent(directory: Path, tmp_path: Path) -> None:
    with receiving() as receiver:
        name = finished(directory, coffee(receiver.address, withdrawal_deadline="2027-01-31"))
        run(directory, "share", name, "--export", str(tmp_path / "bundle.json"))
        assert f"{name}   2026      saved" in run(directory, "share", "--status").stdout
        assert Outbox(directory).receipts()[0].deadline == "2027-01-31"
        assert run(directory, "share", "--send").exit_code == exit_codes.DONE
        assert len(receiver.kept) == 1
        assert "shared" in run(directory, "share", "--status").stdout


@pytest.mark.parametrize("arrived", [False, True])
def test_what_waits_can_be_called_off_and_is_not_sent_again(
    directory: Path, arrived: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlops_survey_tui.sharing.sending._FIRST_WAIT", 0.001)
    with receiving() as receiver:
        name = finished(directory, coffee(receiver.address))
        receiver.answers = [(503, {}, b"")] * 4
        assert "To call it off: mlops-survey withdraw" in run(directory, "share", name, "--send").stdout
        (parcel,) = Outbox(directory).parcels()
        if arrived:
            put_bundle(receiver.address, parcel.digest, parcel.body.encode())
        result = run(directory, "withdraw", parcel.id)
        assert result.exit_code == exit_codes.DONE
        assert ("Withdrawn" if arrived else "Called off") in result.stderr
        assert not send_waiting(Outbox(directory))
        assert not receiver.kept


def test_what_waits_is_called_off_while_the_collector_is_away_and_its_receipt_is_kept(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlops_survey_tui.sharing.sending.TRIES_IN_A_ROW", 1)
    name = finished(directory, coffee("http://127.0.0.1:9"))
    monkeypatch.setattr("mlops_survey_tui.sharing.sending._FIRST_WAIT", 0.001)
    run(directory, "share", name, "--send")
    (parcel,) = Outbox(directory).parcels()
    assert "withdraw again later" in run(directory, "withdraw", parcel.id).stderr
    assert not Outbox(directory).parcels()
    assert "called off" in run(directory, "share", "--status").stdout
    with receiving() as receiver:
        again = run(directory, "withdraw", parcel.id, "--collector", receiver.address)
        assert "it had not arrived" in again.stderr
    assert "withdrawn" in run(directory, "share", "--status").stdout


def test_who_agrees_to_more_after_the_bundle_arrived_unnoticed_still_gets_the_receipt(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlops_survey_tui.sharing.sending._FIRST_WAIT", 0.001)
    with receiving() as receiver:
        name = finished(directory, coffee(receiver.address))
        receiver.answers = [(503, {}, b"")] * 4
        run(directory, "share", name, "--send")
        (parcel,) = Outbox(directory).parcels()
        put_bundle(receiver.address, parcel.digest, parcel.body.encode())
        receiver.answers = [(409, {}, b'{"code": "other_content", "message": "Another bundle has this id."}')]
        result = run(directory, "share", name, "--send", "--text", "message")
        assert "Receipt, to take it back" in result.stdout
        assert run(directory, "withdraw", parcel.id).exit_code == exit_codes.DONE
        assert not receiver.kept


@pytest.mark.parametrize(("mode", "status"), [("simulated", "open"), ("preview", "open"), ("respondent", "closed")])
def test_trials_and_closed_editions_are_not_shared(directory: Path, mode: str, status: str) -> None:
    with receiving() as receiver:
        name = finished(directory, coffee(receiver.address, status=status), mode)
        for option in ("--send", "--preview", "--dry-run"):
            assert run(directory, "share", name, option).exit_code == exit_codes.USAGE
        assert not receiver.kept


def test_what_is_not_here_is_told(directory: Path) -> None:
    assert run(directory, "share").exit_code == exit_codes.USAGE
    assert run(directory, "withdraw", "abc").exit_code == exit_codes.USAGE
    name = finished(directory, coffee("http://127.0.0.1:9"))
    unknown = run(directory, "share", name, "--preview", "--text", "cups")
    assert unknown.exit_code == exit_codes.USAGE
    assert "makes, message" in unknown.stderr


def test_the_plain_face_asks_at_the_end_and_the_end_of_the_input_is_a_no(directory: Path) -> None:
    with receiving() as receiver:
        survey = coffee(receiver.address)
        for typed, kept in (([], 0), (["no", "no", "no", "yes"], 1)):
            said: list[str] = []
            with open_store(directory) as store:
                name = finished_in(store, survey, end=False)
                start = Start(
                    survey, begin=Interviews(survey, store).begin, resumable=lambda: (),
                    resume=Interviews(survey, store).resume, data_location=str(directory), resume_first=name,
                    sharing=lambda interview, store=store: handover(store, interview),  # type: ignore[misc]
                )  # fmt: skip
                sitting = Sitting(start, said.append)
                sitting.begin()
                sitting.take("finish")
                for line in typed:
                    sitting.take(line)
                sitting.end_of_input()
            assert sitting.ending is not None
            assert len(receiver.kept) == kept
            assert any("Nothing has left this computer" in line for line in said)
