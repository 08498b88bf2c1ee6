"""A paste stays one paste: nothing in it presses a key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual import events

from mlops_survey_tui.faces.tui.pasting import PasteFilter, PasteSafeParser

PIECES = st.text("ab\x1b[201~m\r\n", max_size=30)


@given(PIECES.filter(lambda text: "\x1b[201~" not in text), st.lists(st.integers(1, 9), max_size=20))
def test_a_paste_cut_anywhere_arrives_whole_and_alone(text: str, cuts: list[int]) -> None:
    data = f"x\x1b[200~{text}\x1b[201~y"
    parser = PasteSafeParser()
    messages = []
    for cut in [*cuts, len(data)]:
        piece, data = data[:cut], data[cut:]
        messages += list(parser.feed(piece)) if piece else []
    assert [message.character for message in messages if isinstance(message, events.Key)] == ["x", "y"]
    assert [message.text for message in messages if isinstance(message, events.Paste)] == [text.replace("\x1b", "")]


@given(st.text("ab\x1b[200", max_size=20))
def test_typed_keys_pass_at_once(text: str) -> None:
    if "\x1b[200~" not in text:
        assert PasteFilter()(text) == text
