"""The commonest calls are read without the command line library, and mean what it would make of them."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from mlops_survey_tui import taking
from mlops_survey_tui.__main__ import _simple_wishes
from mlops_survey_tui.cli import app
from mlops_survey_tui.taking import Wishes


@pytest.mark.parametrize("arguments", [[], ["--new"], ["--plain"], ["--resume", "k7m2q"]])
def test_a_simple_call_means_what_the_library_makes_of_it(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.delenv("MLOPS_SURVEY_DATA_DIR")
    seen: list[Wishes] = []

    def take(wishes: Wishes) -> int:
        seen.append(wishes)
        return 0

    monkeypatch.setattr(taking, "take_survey", take)
    assert CliRunner().invoke(app, arguments).exit_code == 0
    simple = _simple_wishes(arguments)
    assert simple is not None
    assert [Wishes(**simple)] == seen


@pytest.mark.parametrize(
    "arguments", [["--resume", ""], ["--resume", "--new"], ["--resume"], ["--new", "--plain"], ["x"]]
)
def test_every_other_call_is_left_to_the_library(arguments: list[str]) -> None:
    assert _simple_wishes(arguments) is None
