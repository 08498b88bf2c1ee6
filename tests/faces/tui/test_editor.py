"""The respondent's own editor: what comes back is fit to be stored, and nothing stays behind."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest

from mlops_survey_tui.faces.tui.editor import Editor
from mlops_survey_tui.faces.tui.errands import Edit, Edited


@pytest.fixture(autouse=True)
def folder_for_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def _editor(tmp_path: Path, commands: str) -> Editor:
    """Return an editor that runs shell commands on the file ``$1``."""
    program = tmp_path / "my editor"
    program.write_text(f"#!/bin/sh\n{commands}\n")
    program.chmod(0o700)
    return Editor({"EDITOR": "no-such-editor", "VISUAL": f"'{program}' --wait", "TERM": "dumb"})


def _edit(editor: Editor, text: str = "before", limit: int = 200, lines: bool = True) -> Edited:
    return asyncio.run(editor.edit(Edit(text, limit, lines, lambda _: None)))


def test_the_text_comes_back_and_the_file_was_private_and_is_gone(tmp_path: Path, folder_for_files: Path) -> None:
    seen = tmp_path / "seen"
    editor = _editor(
        tmp_path, f'stat -c %a "$2" > {seen}; cat "$2" >> {seen}; echo swap > "$2~"; printf "a\\nb\\n" > "$2"'
    )
    assert _edit(editor).text == "a\nb"
    assert seen.read_text() == "600\nbefore\n"
    assert list(folder_for_files.iterdir()) == []


def test_the_folder_of_the_file_is_private(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    _edit(_editor(tmp_path, f'stat -c %a "$(dirname "$2")" > {seen}'))
    assert int(seen.read_text(), 8) == stat.S_IRWXU


@pytest.mark.parametrize("commands", ["true", 'touch "$2"'])
def test_a_text_left_alone_stays_as_it_is(tmp_path: Path, commands: str) -> None:
    assert _edit(_editor(tmp_path, commands)) == Edited(None)


def test_a_text_that_is_too_long_is_cut_with_a_notice(tmp_path: Path) -> None:
    edited = _edit(_editor(tmp_path, 'head -c 9000 /dev/zero | tr "\\0" x > "$2"'), limit=50)
    assert edited.text == "x" * 50
    assert "50 characters" in edited.notice


def test_control_characters_and_bad_bytes_do_no_harm(tmp_path: Path) -> None:
    edited = _edit(_editor(tmp_path, 'printf "\\033[31m\\000\\377\\r\\nend\\n" > "$2"'))
    assert edited.text == "\u241b[31m\u2400\ufffd\nend"


def test_one_line_of_text_stays_one_line(tmp_path: Path) -> None:
    assert _edit(_editor(tmp_path, 'printf "a\\nb\\n\\n" > "$2"'), lines=False).text == "a b"


@pytest.mark.parametrize("commands", ['echo lost > "$2"; exit 3', "kill -9 $$"])
def test_an_editor_that_fails_changes_nothing(tmp_path: Path, folder_for_files: Path, commands: str) -> None:
    edited = _edit(_editor(tmp_path, commands))
    assert edited.text is None
    assert "Your text is as it was" in edited.notice
    assert list(folder_for_files.iterdir()) == []


def test_an_editor_that_removes_the_file_changes_nothing(tmp_path: Path) -> None:
    assert _edit(_editor(tmp_path, 'rm "$2"')).text is None


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({}, "export EDITOR=nano"),
        ({"EDITOR": "  "}, "export EDITOR=nano"),
        ({"EDITOR": "no-such-editor -w"}, "no-such-editor was not found"),
        ({"EDITOR": "'unclosed"}, "was not found"),
    ],
)
def test_a_missing_editor_is_said(environ: dict[str, str], says: str) -> None:
    assert says in Editor(environ).obstacle


async def test_an_editor_that_will_not_end_is_ended(tmp_path: Path, folder_for_files: Path) -> None:
    ready = tmp_path / "ready"
    editor = _editor(tmp_path, f'trap "" TERM; touch {ready}; while :; do sleep 0.02; done')
    editing = asyncio.create_task(editor.edit(Edit("", 10, True, lambda _: None)))
    while not ready.exists():
        await asyncio.sleep(0.01)
    await editor.end()
    assert (await editing).text is None
    assert list(folder_for_files.iterdir()) == []
