"""`mlops-survey publish`: a release from the command line, and what is said when there is none."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mlops_survey_tui.cli import app
from mlops_survey_tui.exit_codes import by_signal
from tests.publication.editions import FOLDERS, file, lines, whole

COFFEE = ("--edition", "2026", "--questions", str(FOLDERS["coffee"]), "--checked")


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["publish", *arguments])


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return file("coffee", 300, tmp_path)


def test_a_release_is_made_and_its_place_printed(export: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    done = _run("--from", str(export), *COFFEE, "--out", str(tmp_path / "out"), "--secret", str(secret), "--simulated")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip() == str(tmp_path / "out")
    assert "300 received, 300 published" in done.stderr
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600, "the new secret is its owner's"
    assert json.loads((tmp_path / "out/codebook/codebook.json").read_text("utf-8"))["simulated"] is True
    again = _run("--from", str(export), *COFFEE, "--out", str(tmp_path / "out"), "--secret", str(secret))
    assert again.exit_code == 4
    assert "holds a release already" in again.stderr


def test_what_was_taken_back_and_what_was_refused_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bodies = [whole(line, number) for number, line in enumerate(lines("coffee", 300))]
    for number, body in enumerate(bodies[:200]):
        (folder / f"{number}.json").write_bytes(body)
    (folder / "nonsense.json").write_bytes(b"nonsense")
    (folder / "tampered.json").write_bytes(bodies[200].replace(b'"outcome":"', b'"outcome":"x'))
    withdrawn = tmp_path / "withdrawn.txt"
    withdrawn.write_text("\n".join(json.loads(body)["id"] for body in bodies[:5]) + "\n")
    arguments = COFFEE[:-1]
    found = _run(
        "--from", str(folder), *arguments, "--out", str(tmp_path / "out"), "--withdrawn", str(withdrawn),
        "--quarantine", str(tmp_path / "quarantine.jsonl"),
    )  # fmt: skip
    assert found.exit_code == 0, found.stderr
    assert "202 received, 195 published" in found.stderr
    assert "5 removed: withdrawn" in found.stderr
    assert "1 removed: refused, not json" in found.stderr
    assert "1 removed: refused, wrong shape" in found.stderr
    assert len((tmp_path / "quarantine.jsonl").read_bytes().splitlines()) == 2


def test_a_draft_is_published_only_if_that_is_meant(tmp_path: Path) -> None:
    place = str(file("2026", 120, tmp_path))
    done = _run("--from", place, "--edition", "2026", "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "--allow-draft" in done.stderr


def test_an_edition_that_nobody_knows_is_said_with_those_that_are_there(tmp_path: Path) -> None:
    done = _run("--from", "x", "--edition", "1999", "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "There is 2026" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--from", "nowhere"), 4, "there is no nowhere"),
        (("--from", "EXPORT", "--secret", "SHORT"), 4, "a secret has 16 or more"),
        (("--from", "EXPORT", "--plan", "PLAN"), 3, "R801"),
        (("--from", "EXPORT", "--withdrawn", "nowhere.txt"), 4, "nowhere.txt"),
        (("--from", "EMPTY"), 1, "Nothing is published"),
    ],
)
def test_what_is_wrong_is_said(
    arguments: tuple[str, ...], code: int, said: str, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"EXPORT": export, "SHORT": tmp_path / "short", "PLAN": tmp_path / "plan.yaml", "EMPTY": tmp_path / "empty"}
    files["SHORT"].write_text("short")
    files["EMPTY"].write_text("\n")
    files["PLAN"].write_text("blocks: [{id: one, title: One, questions: [drinks]}]\n")
    done = _run(*(str(files.get(one, one)) for one in arguments), *COFFEE, "--out", str(tmp_path / "out"))
    assert done.exit_code == code, done.output
    assert said in done.stderr + done.stdout
    assert not (tmp_path / "out").exists()


def test_without_the_extra_the_line_that_mends_it_is_said(export: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['duckdb'] = sys.modules['orjson'] = None; "
        f"sys.argv = ['mlops-survey', 'publish', '--from', {str(export)!r}, '--edition', '2026', '--questions', "
        f"{str(FOLDERS['coffee'])!r}, '--out', {str(tmp_path / 'out')!r}]; "
        "from mlops_survey_tui.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 2
    assert "pip install 'mlops-survey[publish]'" in done.stderr


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_ended_by_a_signal_it_leaves_no_answers_behind(name: str, export: Path, tmp_path: Path) -> None:
    code = (
        "import signal, sys; from mlops_survey_tui.publication import publishing; "
        f"publishing.gate = lambda made: signal.raise_signal(signal.{name}); "
        f"sys.argv = ['mlops-survey', 'publish', '--from', {str(export)!r}, '--edition', '2026', '--questions', "
        f"{str(FOLDERS['coffee'])!r}, '--out', {str(tmp_path / 'out')!r}]; "
        "from mlops_survey_tui.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == by_signal(signal.Signals[name])
    assert "Traceback" not in done.stderr
    assert [path for path in tmp_path.iterdir() if path != export] == []
