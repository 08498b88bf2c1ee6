"""What an operator does: counts, refusals, export, backups, restore, invites."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.collector.invites import Invites, read_key
from mlops_survey_tui.collector.work import today
from mlops_survey_tui.sharing.envelope import canonical
from mlops_survey_tui.sharing.verifying import verify

from .bundles import changed, envelopes, survey
from .conftest import Start


def _run(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, ["collect", "admin", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


@pytest.fixture
def filled(start: Start, database: str) -> str:
    """A database with nine bundles of ten, one refused twice."""
    collector = start(database)
    sent = envelopes(10)
    for envelope in sent:
        assert collector.put(envelope).status == 201
    for _ in range(2):
        collector.put(changed(envelopes(1)[0], version="7.0"))
    assert collector.withdraw(sent[0].id, sent[0].token).status == 204
    assert collector.stop() == 0
    return database


def test_an_operator_sees_numbers_and_takes_out_bundles_without_ids(filled: str, tmp_path: Path) -> None:
    cells = [line.split(",") for line in _run("counts", "--database", filled)[1:]]
    assert {(what, number) for _, _, what, number in cells} == {
        ("accepted", "10"),
        ("refused", "2"),
        ("withdrawn", "1"),
    }
    assert _run("quarantine", "--database", filled)[1:] == [f"{survey().edition},other_version,version,2"]
    target = tmp_path / "export.jsonl"
    _run("export", str(target), "--database", filled)
    rows = [json.loads(line) for line in target.read_bytes().splitlines()]
    assert len(rows) == 9
    assert target.stat().st_mode & 0o077 == 0
    for row in rows:
        assert not row.keys() & {"id", "withdrawal", "padding", "digest"}
        verify(survey(), row)


def test_a_backup_brings_back_what_is_lost_and_nothing_that_was_withdrawn(filled: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = Path(_run("backup", str(folder), "--database", filled)[0])
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    with first.open("rb") as lines:
        kept = [json.loads(line) for line in lines]
    _run("restore", str(first), "--database", other)
    _run("tidy", "--database", other)
    again = Path(_run("backup", str(tmp_path / "again"), "--database", other)[0])
    assert again.read_bytes() == first.read_bytes()
    assert [sorted(line) for line in kept] == [["body", "stratum"]] * 9 + [["id", "withdrawal"]]
    for _ in range(4):
        newest = _run("backup", str(folder), "--database", filled, "--keep", "2")[0]
    assert sorted(folder.iterdir())[-1] == Path(newest)
    assert len(list(folder.iterdir())) == 2


def test_invites_are_made_for_a_stratum(tmp_path: Path) -> None:
    key = tmp_path / "key"
    codes = _run("invites", "meetup", "--key", str(key), "--count", "3")
    invites = Invites(read_key(key))
    assert [invites.stratum(code) for code in codes] == ["meetup"] * 3
    assert len(set(codes)) == 3
    assert key.stat().st_mode & 0o077 == 0
    assert invites.stratum(codes[0].replace("meetup", "friends")) is None
    assert CliRunner().invoke(app, ["collect", "admin", "invites", "Anna Meier", "--key", str(key)]).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["admin", "counts", "--database", "sqlite:////nowhere/x"], 4, "There is no database"),
        (["--database", "mysql://x"], 4, "named like"),
        (["--questions", "/nowhere"], 3, "no compiled questionnaire"),
        (["--invited-only"], 2, "--invites FILE"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], code: int, said: str) -> None:
    result = CliRunner().invoke(app, ["collect", *arguments])
    assert result.exit_code == code
    assert said in result.output


@pytest.mark.parametrize("command", ["export", "backup"])
def test_what_cannot_be_written_whole_is_not_there_at_all(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    left = [canonical] * 3

    def until_it_is_full(data: dict[str, Any]) -> bytes:
        if not left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return left.pop()(data)

    monkeypatch.setattr("mlops_survey_tui.collector.admin.canonical", until_it_is_full)
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder if command == "backup" else folder / "export.jsonl"
    result = CliRunner().invoke(app, ["collect", "admin", command, str(target), "--database", filled])
    assert (result.exit_code, "No space left" in result.stderr) == (4, True)
    assert not list(folder.iterdir())


def test_a_file_with_the_name_of_a_backup_and_no_number_is_passed_over(filled: str, tmp_path: Path) -> None:
    (tmp_path / f"bundles-{today()}-old.jsonl").touch()
    assert _run("backup", str(tmp_path), "--database", filled)[0].endswith("-001.jsonl")
