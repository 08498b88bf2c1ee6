"""A disk that fills up during a sitting in a real terminal: it is said, the answer stays, trying again works."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_survey_tui.store.opening import open_store

from .terminal import Terminal, answer_three

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only a superuser of Linux can mount"),
]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 800 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=800k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not permitted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(path: Path) -> None:
    """Write until nothing more can be written."""
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def test_a_full_disk_is_said_the_answer_stays_and_trying_again_stores_it(small: Path) -> None:
    data = small / "data"
    terminal = Terminal([sys.executable, "-m", "mlops_survey_tui", "--data-dir", str(data), "--new"])
    try:
        answer_three(terminal)
        terminal.settle(0.2)
        fill(small / "fill")
        terminal.send("3\r")
        terminal.wait_for("This could not be saved")
        assert "disk is full" in terminal.text()
        assert "responses export --out" in terminal.text()
        terminal.settle(0.2)
        terminal.send("\r")
        terminal.settle(0.2)
        assert "This could not be saved" in terminal.text()
        terminal.send("\x1b")
        terminal.wait_for("3 ●")
        (small / "fill").unlink()
        terminal.settle(0.2)
        terminal.send("\r")
        terminal.wait_for("For how many years")
        terminal.settle(0.2)
        terminal.send("\x03\x03")
        assert terminal.exit_code() == 0
    finally:
        terminal.close()
    with open_store(data, read_only=True) as store:
        assert [answered.answers for answered in store.list()] == [4]
        assert {fault for _, fault in store.check()} == {None}
