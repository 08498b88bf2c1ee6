"""What is no plain file is never replaced by one: asked by root, an export to a device took the device away."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from mlops_survey_tui.private_files import replacing


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize("make", [_pipe, _socket])
@pytest.mark.parametrize("linked", [False, True])
def test_it_is_left_as_it_is(tmp_path: Path, make: object, linked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(make)
    monkeypatch.chdir(tmp_path)
    make(Path("odd"))
    before = Path("odd").stat()
    target = Path("odd")
    if linked:
        target = Path("link")
        target.symlink_to("odd")
    names = sorted(map(str, Path().iterdir()))
    with pytest.raises(OSError, match="it is no plain file"), replacing(target):
        pass
    after = Path("odd").stat()
    assert (after.st_ino, stat.S_IFMT(after.st_mode)) == (before.st_ino, stat.S_IFMT(before.st_mode))
    assert sorted(map(str, Path().iterdir())) == names


def test_a_file_and_a_new_name_are_still_taken(tmp_path: Path) -> None:
    for _ in range(2):
        with replacing(tmp_path / "file") as partial:
            partial.write_text("x")
    assert (tmp_path / "file").read_text() == "x"
