"""What is drawn and read before Textual is there is what Textual would draw and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.style import Style
from textual import events
from textual._xterm_parser import XTermParser

from mlops_survey_tui.faces.tui.frame import Row
from mlops_survey_tui.faces.tui.lines import Line, Span
from mlops_survey_tui.faces.tui.painting.codes import EIGHT_BIT, TRUE_COLOUR, depth_of, nearest
from mlops_survey_tui.faces.tui.painting.painter import Painter
from mlops_survey_tui.faces.tui.prelude.first_screen import NAME, directory
from mlops_survey_tui.faces.tui.prelude.keys import KEYS, Typed
from mlops_survey_tui.faces.tui.theme import MONO, PALETTES
from mlops_survey_tui.store.paths import data_directory

BYTES = st.integers(0, 255)


@pytest.mark.parametrize("sequence", KEYS)
def test_a_key_is_named_as_textual_names_it(sequence: bytes) -> None:
    [key] = [event for event in XTermParser().feed(sequence.decode()) if isinstance(event, events.Key)]
    assert (key.key, key.character) == KEYS[sequence]


@given(st.lists(st.one_of(st.sampled_from(sorted(KEYS)), st.binary(min_size=1, max_size=4)), max_size=12))
def test_what_was_typed_is_taken_from_the_front_and_nothing_of_it_is_lost(pieces: list[bytes]) -> None:
    typed, names = Typed(), {key: sequence for sequence, key in [*KEYS.items()][::-1]}
    for piece in pieces:
        typed.feed(piece)
    taken = list(typed.taken())
    assert sum(len(sequence) for key in taken for sequence in [names[key]]) + len(typed.rest) <= len(b"".join(pieces))
    assert b"".join(pieces).endswith(typed.rest)
    assert not any(typed.rest.startswith(sequence) for sequence in KEYS)


@given(BYTES, BYTES, BYTES)
def test_a_colour_is_the_one_of_256_that_textual_would_choose(red: int, green: int, blue: int) -> None:
    assert nearest(red, green, blue) == Color.from_rgb(red, green, blue).downgrade(ColorSystem.EIGHT_BIT).number


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("depth", [TRUE_COLOUR, EIGHT_BIT])
def test_every_style_of_a_theme_is_painted_as_textual_paints_it(name: str, depth: str) -> None:
    palette = PALETTES[name]
    for style in palette.paints:
        painted = Painter(palette, depth).paint([Row(Line((Span("text", style),), "cursor"))], 4).decode()
        system = ColorSystem.TRUECOLOR if depth == TRUE_COLOUR else ColorSystem.EIGHT_BIT
        known = palette.style(style, "cursor")
        fresh = Style(color=known.color, bgcolor=known.bgcolor, bold=known.bold, underline=known.underline)
        expected = fresh.render("text", color_system=system)
        assert _codes(painted, "text") == _codes(expected, "text")


def test_without_colours_only_weight_underline_and_reversal_are_painted() -> None:
    row = Row(Line((Span("text", "error"),)))
    assert _codes(Painter(MONO, "").paint([row], 4).decode(), "text") == {"1", "4"}


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        ({"TERM": "xterm-256color"}, EIGHT_BIT),
        ({"TERM": "xterm-kitty", "COLORTERM": ""}, EIGHT_BIT),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, TRUE_COLOUR),
        ({"TERM": "xterm"}, ""),
        ({"TERM": "xterm-16color"}, ""),
        ({"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "standard"}, ""),
    ],
)
def test_where_textual_would_choose_from_sixteen_colours_it_is_left_to_textual(
    environ: dict[str, str], depth: str
) -> None:
    assert depth_of(environ) == depth


def _codes(written: str, text: str) -> set[str]:
    """Return the parameters of the sequence before a text, colours whole."""
    codes = written.partition(text)[0].rpartition("\x1b[")[2].rstrip("m").split(";")
    found: set[str] = set()
    while codes:
        size = {"2": 5, "5": 3}.get(codes[1], 1) if codes[0] in ("38", "48") else 1
        found.add(";".join(codes[:size]))
        codes = codes[size:]
    return found


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"MLOPS_SURVEY_DATA_DIR": "~/answers"},
        {"MLOPS_SURVEY_DATA_DIR": "answers/../here"},
        {"XDG_DATA_HOME": "/somewhere"},
        {"XDG_DATA_HOME": " "},
    ],
)
def test_the_first_screen_is_kept_where_the_interviews_are(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    for name in ("MLOPS_SURVEY_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found = data_directory()
    assert (directory(), f"{directory()}/{NAME}") == (str(found.root), str(found.first_screen))
