"""Tables on an object store, in pieces, give the figures of the same table in one file: the way beyond one machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app

from .object_store import object_store, put_in_pieces

SCHOOLS = Path("tests/analysis/estimation/data/apistrat.csv")
CHOICES = Path("tests/analysis/data/vdata.csv.gz")


@pytest.fixture
def _store(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An object store for one test."""
    with object_store(monkeypatch):
        yield


def figures(*words: str) -> Any:
    """Run an analysis and return what it came to."""
    result = CliRunner().invoke(app, ["analyse", *words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["tables"]


def about(value: Any) -> Any:
    """Return a value to compare with, numbers but for the order in which they were added up."""
    return pytest.approx(value, rel=1e-9) if isinstance(value, float) else value


@pytest.mark.usefixtures("_store")
def test_estimates_from_an_object_store_are_those_of_the_file(tmp_path: Path) -> None:
    pieces = put_in_pieces(SCHOOLS, "schools", "stype", tmp_path)
    words = ("--variable", "api00", "--variable", "enroll", "--by", "awards", "--strata", "stype", "--weight", "pw")
    here, there = figures("estimate", str(SCHOOLS), *words), figures("estimate", pieces, *words)
    for name, table in here.items():
        for row, other in zip(table["rows"], there[name]["rows"], strict=True):
            assert other == {key: about(value) for key, value in row.items()}


@pytest.mark.usefixtures("_store")
def test_scores_from_an_object_store_are_those_of_the_file(tmp_path: Path) -> None:
    pieces = put_in_pieces(CHOICES, "choices", "set", tmp_path)
    here, there = figures("maxdiff", str(CHOICES)), figures("maxdiff", pieces)
    for name, table in here.items():
        for row, other in zip(table["rows"], there[name]["rows"], strict=True):
            assert other == {key: about(value) for key, value in row.items()}


@pytest.mark.usefixtures("_store")
def test_what_is_not_on_the_store_is_said_with_its_address() -> None:
    result = CliRunner().invoke(app, ["analyse", "estimate", "s3://answers/nothing/*.parquet", "--variable", "x"])
    assert result.exit_code == 3
    assert "s3://answers/nothing/*.parquet" in result.output
