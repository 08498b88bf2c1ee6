"""Places that commands cannot write to, or that hold something else: said with what to do, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui.store.locks import is_held
from mlops_survey_tui.store.opening import open_store
from tests.commands.test_places import COFFEE, run
from tests.sharing.finished import coffee, finished_in


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["simulate", "--questions", COFFEE, "--count", "1", "--bundles", "/dev/null/bundles"], b"Check the path"),
        (["schema", "/dev/null/schema"], b"Not a directory. Check the path"),
        (["translate", COFFEE, "--lang", "de", "--out", "."], b"Is a directory"),
        (["responses", "export", "--out", "/"], b"/ (Is a directory). Move it away"),
        (["responses", "export", "--out", "."], b". (Is a directory). Move it away"),
    ],
    ids=str,
)
def test_where_nothing_can_be_written_is_said_with_what_to_do(command: list[str], told: bytes, tmp_path: Path) -> None:
    done = run(command, tmp_path, {"HOME": str(tmp_path)})
    assert done.returncode == 4
    assert told in done.stderr
    assert b"Traceback" not in done.stderr + done.stdout
    assert b"Errno" not in done.stderr


def test_a_directory_in_the_place_of_the_kept_screen_is_no_hindrance_to_deleting(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_store(data) as store:
        name = finished_in(store, coffee())
    (data / "first-screen").mkdir()
    done = run(["responses", "delete", "--yes", name, "--data-dir", str(data)], tmp_path, {"HOME": str(tmp_path)})
    assert (done.returncode, b"is deleted" in done.stderr) == (0, True), done.stderr
    with open_store(data) as store:
        assert store.list() == []


@pytest.mark.parametrize("cursor", [{"COMP_CWORD": "x"}, {"COMP_WORDS": "mlops-survey"}, {}], ids=str)
def test_what_no_shell_asks_is_not_answered(cursor: dict[str, str], tmp_path: Path) -> None:
    done = run([], tmp_path, {"HOME": str(tmp_path), "_MLOPS_SURVEY_COMPLETE": "complete_bash", **cursor})
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


def test_locks_that_may_not_be_read_are_held_by_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    assert not is_held(tmp_path / "locks" / "one.lock")
