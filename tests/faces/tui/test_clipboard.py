"""What is handed to the clipboard, and how."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from mlops_survey_tui.faces.tui.clipboard import MOST_BYTES, copied, sequence


def _decoded(written: str) -> str:
    match = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", written)
    assert match, written
    return base64.b64decode(match[1]).decode()


def test_the_terminal_is_asked_to_copy_the_text() -> None:
    written: list[str] = []
    said = copied("Which?\nשלום 日本", {}, written.append)
    assert "if your terminal allows it" in said
    assert [_decoded(piece) for piece in written] == ["Which?\nשלום 日本"]


def test_control_characters_are_copied_as_visible_text() -> None:
    written: list[str] = []
    copied("a\x1b]52;c;eA==\x07\rrm -rf\u202e", {}, written.append)
    assert _decoded(written[0]) == "a␛]52;c;eA==␇␍rm -rf‹U+202E›"


def test_a_text_that_terminals_would_refuse_is_shortened_and_said_so() -> None:
    written: list[str] = []
    said = copied("é" * MOST_BYTES, {}, written.append)
    assert "only the beginning" in said
    assert len(_decoded(written[0]).encode()) <= MOST_BYTES
    assert len(written[0]) <= 100_000


def test_in_tmux_the_sequence_is_also_wrapped() -> None:
    plain = sequence(b"x")
    assert sequence(b"x", tmux=True) == plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def test_without_a_tmux_that_answers_the_terminal_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    written: list[str] = []
    assert "if your terminal allows it" in copied("x", {"TMUX": "/nowhere,1,0"}, written.append)
    assert written == [sequence(b"x", tmux=True)]
