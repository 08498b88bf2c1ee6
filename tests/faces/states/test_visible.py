"""Text from people reaches the screen as visible text, and storage without control characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mlops_survey_tui.faces.visible import cells, storable, visible

ANY = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [/] text", "plain [/] text"),
        ("\x1b[31m", "␛[31m"),
        ("a\tb\nc\x00\x7f", "a␉b␊c␀␡"),
        ("\u202eevil\u2069", "‹U+202E›evil‹U+2069›"),
        ("\u200e\u200f\ufeff\u2028", "‹U+200E›‹U+200F›‹U+FEFF›‹U+2028›"),
        ("\x9b31m", "‹U+009B›31m"),
        ("\ud800", "‹U+D800›"),
        ("日本 e\u0301 \u200d", "日本 e\u0301 \u200d"),
    ],
)
def test_controls_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY)
def test_nothing_hidden_is_left_and_a_second_time_changes_nothing(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert cells(text) == cell_len(shown)


@given(ANY)
def test_what_is_stored_has_no_controls_and_can_be_encoded(text: str) -> None:
    kept = storable(text, lines=True)
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in kept)
    assert kept.encode().decode() == kept
    assert storable(kept, lines=True) == kept
    assert "\n" not in storable(text)


def test_line_ends_are_one_character() -> None:
    assert storable("a\r\nb\rc\n", lines=True) == "a\nb\nc\n"
