"""Fixtures of the views' tests."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class _DrawnText(SingleFileSnapshotExtension):
    """One readable text file a drawing."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def stored_drawing(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare with a stored drawing; ``pytest --snapshot-update`` stores it anew."""
    return snapshot.use_extension(_DrawnText)
