"""Fixtures of the tests of moderated sessions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.store import Store

from .interviews import Live


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A data directory that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def store(directory: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(directory) as opened:
        yield opened


@pytest.fixture
def live(store: Store) -> Iterator[Live]:
    """An interview under way, at its first page."""
    held = Live(store)
    yield held
    held.interviews.close()
