"""`mlops-survey keys` shows the keys in force, where they come from, and a file to change them with."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mlops_survey_tui.cli import app
from mlops_survey_tui.faces.actions import ACTIONS
from mlops_survey_tui.faces.keymap.reading import keymap_of


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("MLOPS_SURVEY_KEYS", raising=False)
    (tmp_path / "mlops-survey").mkdir()
    return tmp_path / "mlops-survey" / "keys.toml"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_every_action_is_listed_with_its_keys() -> None:
    done = _run("keys")
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.split("\n")]
    assert {action for action in ACTIONS for line in lines if action in line} == set(ACTIONS)
    assert ["Esc", "back", "Go", "back", "one", "step;", "answers", "are", "kept"] in lines


def test_it_says_where_the_file_is_looked_for(own: Path) -> None:
    assert f"mlops-survey keys --example > {own}" in _run("keys").stderr


def test_keys_that_were_changed_are_marked(own: Path) -> None:
    own.write_text('[keys]\nreview = ["F5", "v"]\nsuspend = []\n')
    done = _run("keys")
    marked = [line.split()[1:4] for line in done.stdout.split("\n") if line.startswith("*")]
    assert marked == [["F5,", "v", "review"], ["none", "suspend", "Suspend"]]
    assert f"2 actions with other keys, from {own}" in done.stderr


@pytest.mark.parametrize("before", [True, False])
def test_a_file_can_be_named(tmp_path: Path, before: bool) -> None:
    file = tmp_path / "other.toml"
    file.write_text('[keys]\nreview = "F5"\n')
    done = _run("--keys", str(file), "keys") if before else _run("keys", "--keys", str(file))
    assert "* F5" in done.stdout


def test_faults_are_told_and_the_command_ends_with_3(own: Path) -> None:
    own.write_text("[keys]\nrevew = 'F5'\n")
    done = _run("keys")
    assert done.exit_code == 3
    assert f"{own}:2: There is no action revew." in done.stderr
    assert done.stdout == ""


def test_the_example_is_a_file_that_works(own: Path) -> None:
    done = _run("keys", "--example")
    assert str(own) in done.stdout
    own.write_text(done.stdout.replace('# review = ["r"]', 'review = ["F5"]'))
    assert keymap_of(own).moved == {"review": ("f5",)}
