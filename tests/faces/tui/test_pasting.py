"""A paste stays one paste: nothing in it presses a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from mlops_survey_tui.faces.tui.pasting import LONGEST, LateReplies, PasteFilter, PasteSafeParser

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


REPLY = "\x1b]11;rgb:1111/2222/3333\x1b\\\x1b[?62;4c"


@given(st.text("a1\x1b[]?;c", max_size=12), st.lists(st.integers(1, 9), max_size=20))
def test_what_a_slow_terminal_answers_presses_no_key_wherever_it_is_cut(before: str, cuts: list[int]) -> None:
    replies, passed = LateReplies(), ""
    before, data = before.replace("\x1b", ""), before.replace("\x1b", "") + REPLY + "z"
    for cut in [*cuts, len(data)]:
        piece, data = data[:cut], data[cut:]
        if piece.endswith("\x1b") and data:
            piece, data = piece + data[0], data[1:]
        passed += replies(piece) if piece else ""
    assert passed == before + "z"


def test_a_single_escape_is_never_held_back() -> None:
    replies = LateReplies()
    assert [replies("\x1b"), replies("x"), replies("\x1b[B")] == ["\x1b", "x", "\x1b[B"]


def test_what_was_typed_before_the_parser_was_there_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PasteSafeParser, "typed", "ab")
    parser = PasteSafeParser()
    keys = [event.character for event in parser.tick() if isinstance(event, events.Key)]
    assert keys == ["a", "b"]
    assert list(parser.tick()) == []


@given(st.lists(st.integers(0, 9_000), max_size=6))
def test_of_a_paste_of_megabytes_only_the_beginning_is_read_and_the_next_key_is_whole(sizes: list[int]) -> None:
    filtered = PasteFilter()
    passed = "".join(map(filtered, ["\x1b[200~", *("a" * size for size in sizes), "\x1b[201~b"]))
    assert passed == "\x1b[200~" + "a" * min(sum(sizes), LONGEST) + "\x1b[201~b"


@pytest.mark.parametrize("rest", ["?", "\x03", "\x1b[B", "\r", " 1"])
def test_an_answer_that_breaks_off_swallows_no_key(rest: str) -> None:
    replies = LateReplies()
    assert replies("\x1b]11;rgb:ff") == ""
    assert replies(rest) == rest


def test_a_paste_without_end_is_ended_by_a_key_after_a_while_and_by_nothing_that_can_be_pasted() -> None:
    now = 100.0
    passed = PasteFilter(lambda: now)
    passed("\x1b[200~pasted")
    assert passed("?") == "?"
    now += 5
    assert passed("much more that is pasted") == "much more that is pasted"
    now += 5
    assert passed("\x03") == "\x1b[201~\x03"
    assert passed("\x1b[B") == "\x1b[B"


@pytest.mark.parametrize(
    "data", ["\x1b[1114112u", "\x1b[97;1;1114112u", "\x1b[27;5;999999999~", "\x1b[48;0;0;0;0t\x1b[<0;5;5M"]
)
def test_a_key_or_place_that_there_is_not_is_passed_over(data: str) -> None:
    told = [event for event in PasteSafeParser().feed(f"{data}a") if isinstance(event, events.Key | events.MouseEvent)]
    assert [getattr(event, "character", event) for event in told] == ["a"]
