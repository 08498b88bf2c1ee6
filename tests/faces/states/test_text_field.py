"""The one-line field: typing, the caret, and characters of several code points."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.states.text_field import EDITS, TextField, field_of, inserted

EDIT = st.sampled_from(sorted(EDITS)) | st.text(min_size=1, max_size=30)


@given(st.lists(EDIT, max_size=40), st.integers(0, 40))
def test_the_cap_holds_and_the_caret_stays_in_the_text(edits: list[str], limit: int) -> None:
    field = TextField(limit=limit)
    for edit in edits:
        field = EDITS[edit](field) if edit in EDITS else inserted(field, edit)
        assert len(field.text) <= limit
        assert 0 <= field.caret <= len(field.text)
        assert "\n" not in field.text


def test_typing_goes_to_the_caret() -> None:
    field = EDITS["left"](inserted(TextField(), "ac"))
    assert inserted(field, "b").text == "abc"


def test_a_character_of_several_code_points_is_erased_at_once() -> None:
    assert EDITS["erase"](field_of("ae\u0301", 80)).text == "a"
    assert EDITS["erase"](field_of("a\U0001f469\u200d\U0001f4bb", 80)).text == "a"
    assert EDITS["delete"](EDITS["home"](field_of("e\u0301a", 80))).text == "a"


def test_line_ends_become_spaces() -> None:
    assert inserted(TextField(), "a\r\nb\nc").text == "a b c"
