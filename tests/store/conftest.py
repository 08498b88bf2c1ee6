"""Fixtures of the store's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui.store.opening import open_store
from mlops_survey_tui.store.store import Store


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A data directory that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def store(directory: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(directory) as opened:
        yield opened
