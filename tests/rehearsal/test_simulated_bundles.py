"""Simulated bundles serve for rehearsals of a publication, and can be taken for real ones by nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.publication.intake.screening import Rules, Screen
from mlops_survey_tui.questionnaire.load import load

COFFEE = Path(__file__).parents[2] / "questions/examples/coffee"


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    file = tmp_path_factory.mktemp("simulated") / "bundles.jsonl"
    done = CliRunner().invoke(app, ["simulate", "-n", "5", "--questions", str(COFFEE), "--bundles", str(file)])
    assert done.exit_code == 0, done.output
    assert file.stat().st_mode & 0o077 == 0
    return file.read_bytes().splitlines()


def test_each_is_marked(bundles: list[bytes]) -> None:
    assert [json.loads(line)["marks"] for line in bundles] == [["simulated"]] * 5


@pytest.mark.parametrize("checked", [False, True])
def test_only_a_rehearsal_takes_them(bundles: list[bytes], checked: bool) -> None:
    coffee = load(COFFEE)
    known = {coffee.source_hash: coffee}
    real = Screen(Rules(known, coffee.edition, "secret", checked=checked))
    rehearsed = Screen(Rules(known, coffee.edition, "secret", checked=checked, simulated=True))
    assert [real.look(line) for line in bundles] == ["simulated"] * 5
    assert not any(isinstance(rehearsed.look(line), str) for line in bundles)
