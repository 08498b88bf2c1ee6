"""What an operator gives a service by mistake: it ends at once, with what is wrong and what to do, and never listens."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import pytest
from typer.main import get_command

from mlops_survey_tui.cli import app
from mlops_survey_tui.collector.invites import read_key
from mlops_survey_tui.collector.questionnaires import NoQuestionnaire, known
from mlops_survey_tui.collector.sqlite import SqliteRepository
from mlops_survey_tui.listening import CannotListen, listening, shown_address
from mlops_survey_tui.questionnaire.shipped import SHIPPED

COLLECT = ["collect", "--questions", str(SHIPPED / "examples" / "coffee"), "--database", "sqlite:///bundles.sqlite3"]

ADVICE = "Check the path, and name another one where something is in its way."


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLOPS_SURVEY_RAFFLE_PASSPHRASE", raising=False)


def _said(words: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run a command that must end by itself; return its code and what it said."""
    with pytest.raises(SystemExit) as left:
        get_command(app).main(words, prog_name="mlops-survey")
    assert isinstance(left.value.code, int)
    return left.value.code, capfd.readouterr().err


def _odd(kind: str) -> Path:
    file = Path("odd")
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    return file


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_not_waited_for(kind: str) -> None:
    file = _odd(kind)
    with pytest.raises(OSError, match="it is no plain file"):
        read_key(file)
    with pytest.raises(NoQuestionnaire, match=r"odd holds no compiled questionnaire: .*it is no plain file"):
        known([file])


@pytest.mark.parametrize("content", [b"", b"ab", b"\xff" * 64, b"0" * 500, b"zz" * 32])
def test_a_file_that_holds_no_key_of_invites_is_named(content: bytes) -> None:
    Path("key").write_bytes(content)
    with pytest.raises(ValueError, match=r"key holds no key of invite codes: 64 hexadecimal digits"):
        read_key(Path("key"))


def test_a_port_that_is_taken_is_said_with_the_way_out(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, told = _said([*COLLECT, "--port", str(port)], capfd)
    assert code == 4
    assert f"Nothing can listen at 127.0.0.1, port {port}: Address already in use. Name another" in told
    assert "listening on" not in told


@pytest.mark.parametrize("host", ["", "::1::", "no such host.invalid", "x" * 300])
def test_a_host_without_an_address_is_said_and_never_means_all(host: str) -> None:
    with pytest.raises(CannotListen, match="Name another address of this machine with --host"):
        listening(host, 8730)


def test_an_address_of_version_6_is_shown_as_browsers_write_it() -> None:
    assert shown_address("https", "::1", 8730) == "https://[::1]:8730/"


@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999"])
@pytest.mark.parametrize("service", [["collect"], ["raffle", "serve", "--database", "sqlite:///r", "--key", "r.json"]])
def test_a_port_beyond_all_ports_is_refused(service: list[str], port: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert _said([*service, "--port", port], capfd)[0] == 2


def test_a_key_without_its_certificate_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    code, told = _said(["collect", "--key", "key.pem"], capfd)
    assert (code, told) == (2, "--key needs the certificate that it belongs to: --certificate FILE\n")


def test_a_certificate_that_is_none_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    Path("chain.pem").write_text("none")
    code, told = _said([*COLLECT, "--certificate", "chain.pem"], capfd)
    assert code == 3
    assert "chain.pem and chain.pem are no certificate chain and its private key" in told
    assert "listening on" not in told


def test_an_address_of_a_database_that_cannot_be_read_is_not_repeated(capfd: pytest.CaptureFixture[str]) -> None:
    code, told = _said([*COLLECT[:-1], "postgresql://user:secret@localhost:abc/name"], capfd)
    assert code == 4
    assert "The address of the database cannot be read" in told
    assert "secret" not in told


def test_nobody_to_type_a_passphrase_is_said(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlops_survey_tui.commands.raffle.failing._can_hide", lambda: False)
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        code, told = _said([*COLLECT, "--tickets", "key.pem"], capfd)
    assert code == 2
    assert "type it, or set MLOPS_SURVEY_RAFFLE_PASSPHRASE" in told


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["collect", "--invites", "none", *COLLECT[1:]], "none"),
        (["collect", "admin", "restore", "none", *COLLECT[3:]], "none"),
        (["collect", "admin", "export", "none/out", *COLLECT[3:]], "none/out"),
        (["collect", "admin", "invites", "ok", "--key", "none/key"], "none/key"),
        ([*COLLECT[:-1], "sqlite:///none/bundles.sqlite3"], "none/bundles.sqlite3"),
    ],
    ids=["invites", "restore", "export", "key", "database"],
)
def test_a_file_that_is_not_there_is_named_with_what_to_do(
    words: list[str], place: str, capfd: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(SqliteRepository.open("bundles.sqlite3").close())
    code, told = _said(words, capfd)
    assert (code, told.splitlines()[-1]) == (4, f"{place}: {os.strerror(2)}. {ADVICE}")
