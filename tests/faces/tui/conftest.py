"""Fixtures of the screens' tests."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class _ScreenText(SingleFileSnapshotExtension):
    """One readable text file a screen."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def stored_screen(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare with a stored screen; ``pytest --snapshot-update`` stores it anew."""
    return snapshot.use_extension(_ScreenText)
