"""Bundles that are published as checked and are not: refused and counted, or nothing is published, with the way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from mlops_survey_tui.cli import app
from mlops_survey_tui.questionnaire.shipped import SHIPPED

COFFEE = str(SHIPPED / "examples" / "coffee")
SIMULATED = ["simulate", "--count", "3", "--processes", "1", "--questions", COFFEE, "--bundles", "good.jsonl"]
PUBLISH = ["publish", "--from", "bundles.jsonl", "--edition", "2026", "--questions", COFFEE, "--out", "release"]
OPTIONS = ["--checked", "--simulated", "--processes", "1"]


def _ended(words: list[str]) -> int:
    with pytest.raises(SystemExit) as left:
        get_command(app).main(words, prog_name="mlops-survey")
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Bundles as they are."""
    monkeypatch.chdir(tmp_path)
    assert _ended(SIMULATED) == 0
    capfd.readouterr()
    return [json.loads(line) for line in (tmp_path / "good.jsonl").read_text("utf-8").splitlines()]


def _written(bundles: list[dict[str, Any]]) -> None:
    Path("bundles.jsonl").write_text("".join(json.dumps(one) + "\n" for one in bundles), "utf-8")


def test_a_bundle_of_another_shape_is_refused_and_counted(
    good: list[dict[str, Any]], capfd: pytest.CaptureFixture[str]
) -> None:
    for bundle, name, odd in zip(
        good, ("answers", "chance", "hash"), ({"drinks": None}, -5, {"an": "object"}), strict=True
    ):
        bundle[name] = odd
    _written(good)
    assert _ended([*PUBLISH, *OPTIONS]) == 1
    assert "none of 3 bundles belongs into edition 2026 (refused:wrong_shape: 3" in capfd.readouterr().err


def test_a_value_that_no_table_can_hold_is_said_with_the_way_out(
    good: list[dict[str, Any]], capfd: pytest.CaptureFixture[str]
) -> None:
    good[0]["answers"]["care"] = {"status": "answered", "value": {"grinding": []}}
    good[1]["answers"]["drinks"] = {"status": "answered", "value": {"a": [1]}, "texts": 5}
    _written(good)
    assert _ended([*PUBLISH, *OPTIONS]) == 3
    assert "Nothing is published: a bundle holds what no collector takes. Publish" in capfd.readouterr().err
    assert not Path("release").exists()
