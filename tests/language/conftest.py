"""Catalogues as they stand in the code, and a way back to English after each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui import language

from . import pseudo
from .catalogues import compile_all


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """Compile what was changed since the installation."""
    compile_all()


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use(language.SOURCE)


@pytest.fixture
def pseudo_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the language in which every text of the catalogue can be told from all others."""
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    pseudo.speak(tmp_path)


@pytest.fixture
def german() -> None:
    """Speak German."""
    assert language.use("de")
