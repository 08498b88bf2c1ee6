"""A package that is missing is named with what installs it, and no other fault hides behind that."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer

from mlops_survey_tui.commands.extras import PACKAGES, needing

EXTRAS = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]


@pytest.mark.parametrize("extra", PACKAGES)
def test_a_missing_package_of_an_extra_is_said_with_what_installs_it(
    extra: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as stopped, needing(extra):
        raise ModuleNotFoundError(name=f"{min(PACKAGES[extra])}.inner")
    assert stopped.value.exit_code == 2
    assert f"pip install 'mlops-survey[{extra}]'" in capsys.readouterr().err


@pytest.mark.parametrize("extra", PACKAGES)
def test_a_missing_module_of_our_own_stays_the_fault_that_it_is(extra: str) -> None:
    with pytest.raises(ModuleNotFoundError), needing(extra):
        raise ModuleNotFoundError(name="mlops_survey_tui.gone")


@pytest.mark.parametrize("extra", ["analyse", "publish"])
def test_every_package_that_an_extra_brings_is_known(extra: str) -> None:
    assert {re.split(r"[<>=;\[ ]", one)[0] for one in EXTRAS[extra]} == PACKAGES[extra]
