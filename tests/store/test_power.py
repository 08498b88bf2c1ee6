"""A power cut at any point: what was acknowledged is there, and the database is sound."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.store.cuts import Untraceable, cuts


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_power_cut_at_any_point_loses_nothing_acknowledged(directory: Path, tmp_path: Path) -> None:
    """The loop ``power`` of ``make soak`` tries many more choices of what reached the disk."""
    try:
        found = list(cuts(directory, tmp_path / "trace", batches=4, chances=3))
    except Untraceable as error:
        pytest.skip(f"this system does not let one program trace another: {error}")
    assert [wrong for wrong in found if wrong] == []
    assert len(found) > 200
