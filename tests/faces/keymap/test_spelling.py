"""Keys are written as people read them on a keyboard, or as the program names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.actions import ACTIONS
from mlops_survey_tui.faces.keymap.naming import NAMED, character_of, key_of
from mlops_survey_tui.faces.keymap.spelling import key_written, spelling


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Esc", "escape"),
        ("escape", "escape"),
        ("Return", "enter"),
        ("PageUp", "pageup"),
        ("page up", "pageup"),
        ("PgDn", "pagedown"),
        ("Ctrl+R", "ctrl+r"),
        ("control + r", "ctrl+r"),
        ("Shift+Tab", "shift+tab"),
        ("⇧↑", "shift+up"),
        ("shift+k", "K"),
        ("K", "K"),
        ("?", "question_mark"),
        ("question_mark", "question_mark"),
        ("=", "equals_sign"),
        ("+", "plus"),
        ("Ctrl++", "ctrl+plus"),
        (" ", "space"),
        ("F12", "f12"),
        ("Shift+Ctrl+Up", "ctrl+shift+up"),
        ("ß", "ß"),
    ],
)
def test_spellings(written: str, key: str) -> None:
    assert key_written(written) == key


@pytest.mark.parametrize(("written", "key"), [("Ctrl+I", "tab"), ("Ctrl+M", "enter"), ("Ctrl+[", "escape")])
def test_what_terminals_send_alike_is_one_key(written: str, key: str) -> None:
    assert key_written(written) == key


@pytest.mark.parametrize(
    "written",
    ["", "  ", "F25", "hello", "Ctrl+", "+Ctrl", "++", "Ctrl+Ctrl+A", "Hyper+A", "Shift+?", "\n", "\x1b", "a b"],
)
def test_what_is_no_key(written: str) -> None:
    assert key_written(written) == ""


@pytest.mark.parametrize("key", sorted({*NAMED, *(key for action in ACTIONS.values() for key in action.keys)}))
def test_what_is_spelt_is_read_again(key: str) -> None:
    assert key_written(spelling(key)) == key


@given(st.characters(max_codepoint=0x24F, exclude_categories=["C", "Z"]))
def test_every_character_of_a_keyboard_is_a_key(character: str) -> None:
    assert character_of(key_written(character)) == character
    assert key_written(key_of(character)) == key_of(character)


@given(st.text(max_size=12))
def test_nothing_that_is_written_is_too_odd(text: str) -> None:
    key = key_written(text)
    assert not key or key_written(spelling(key)) == key
