"""What lies among the bundles that were handed in, and is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlops_survey_tui.publication.intake.sources import NoBundles, opened

GOOD = b'{"id": "x"}'


def _read(folder: Path) -> list[bytes]:
    (folder / "good.json").write_bytes(GOOD)
    with opened(str(folder)) as source:
        return list(source.bodies)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    assert _read(tmp_path) == [b"", GOOD]


def test_a_device_does_not_fill_the_memory(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("/dev/zero")
    assert _read(tmp_path) == [b"", GOOD]


def test_a_folder_with_such_a_name_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    (tmp_path / "a.json" / "b.json").write_bytes(b"{}")
    assert _read(tmp_path) == [b"{}", GOOD]


def test_what_is_larger_than_any_bundle_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(1 << 40)
    assert _read(tmp_path) == [b"", GOOD]


@pytest.mark.parametrize("target", ["a.json", "gone.json"])
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path, target: str) -> None:
    (tmp_path / "a.json").symlink_to(target)
    with pytest.raises(NoBundles, match=r"a\.json cannot be read: .*; mend that"):
        _read(tmp_path)
