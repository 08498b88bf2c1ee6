"""What the terminal says of its background, and what it is taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.background import Reply, asked, from_environment, of_colour, reply_of
from mlops_survey_tui.faces.terminal import theme_wished, unknown_theme

ATTRIBUTES = b"\x1b[?62;4c"


@pytest.mark.parametrize(
    ("value", "background"),
    [
        ("15;0", "dark"),
        ("0;15", "light"),
        ("0;default;7", "light"),
        ("12;8", "dark"),
        ("", ""),
        ("15;default", ""),
        ("0;99", ""),
        ("0;²", ""),
    ],
)
def test_the_environment_tells_the_background(value: str, background: str) -> None:
    assert from_environment({"COLORFGBG": value}) == background
    assert from_environment({}) == ""


@pytest.mark.parametrize(
    ("colour", "background"),
    [
        ("rgb:0000/0000/0000", "dark"),
        ("rgb:ffff/ffff/ffff", "light"),
        ("rgb:ff/ff/ff", "light"),
        ("rgb:0/2b/36", "dark"),
        ("rgba:fdfd/f6f6/e3e3/ffff", "light"),
        ("#002b36", "dark"),
        ("#fdf6e3", "light"),
        ("#fff", "light"),
        ("rgb:0000/0000/ffff", "dark"),
        ("rgb:zz/00/00", ""),
        ("red", ""),
        ("", ""),
    ],
)
def test_luminance_decides(colour: str, background: str) -> None:
    assert of_colour(colour) == background


@given(st.binary(max_size=40).filter(lambda typed: b"\x1b" not in typed), st.sampled_from([b"\x07", b"\x1b\\"]))
def test_what_was_typed_around_the_answer_is_kept(typed: bytes, end: bytes) -> None:
    answer = b"\x1b]11;rgb:ffff/ffff/ffff" + end
    assert reply_of(typed + answer + ATTRIBUTES) == Reply("light", True, typed)
    assert reply_of(answer + typed + ATTRIBUTES) == Reply("light", True, typed)
    assert reply_of(typed) == Reply("", False, typed)


def test_a_terminal_that_knows_only_the_fence_is_dark_at_once() -> None:
    assert reply_of(ATTRIBUTES) == Reply("", False, b"")


def test_where_there_is_no_terminal_nothing_is_asked(capfd: pytest.CaptureFixture[str]) -> None:
    for environ in ({"TERM": "xterm"}, {"TERM": "linux"}, {}):
        with asked(environ) as answer:
            assert answer() == Reply()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("wish", "environ", "theme"),
    [
        ("auto", {}, "auto"),
        ("light", {"MLOPS_SURVEY_THEME": "dark"}, "light"),
        ("auto", {"MLOPS_SURVEY_THEME": " Contrast "}, "contrast"),
        ("auto", {"MLOPS_SURVEY_THEME": "pink"}, "auto"),
        ("light", {"NO_COLOR": "1"}, "mono"),
        ("light", {"NO_COLOR": ""}, "light"),
    ],
)
def test_who_decides_on_the_theme(wish: str, environ: dict[str, str], theme: str) -> None:
    assert theme_wished(wish, environ) == theme


@pytest.mark.parametrize(
    ("named", "said"), [("", ""), ("dark", ""), (" Auto ", ""), ("pink", "no theme pink (MLOPS_SURVEY_THEME)")]
)
def test_a_theme_that_there_is_not_is_told(named: str, said: str) -> None:
    told = unknown_theme({"MLOPS_SURVEY_THEME": named})
    assert said in told
    assert bool(told) == bool(said)
