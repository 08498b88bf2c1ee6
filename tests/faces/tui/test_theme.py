"""Every pair of colours that can meet on a cell is readable: on true colour, 256 colours and in grey."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import Color, ColorSystem
from textual.color import Color as TextualColor

from mlops_survey_tui.faces.tui.theme import DARK, MONO, PALETTES, Paint, Palette, contrast_ratio, palette_of

FILLS = ("", "cursor", "field")


def _pairs(palette: Palette) -> Iterator[tuple[str, str, Paint]]:
    for fill in FILLS:
        for name in palette.paints:
            yield name, fill, palette.paint(name, fill)


def _as_given(colour: str) -> str:
    return colour


def _of_256(colour: str) -> str:
    number = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).number
    assert number is not None
    return EIGHT_BIT_PALETTE[number].hex


def _in_grey(colour: str) -> str:
    return TextualColor.parse(colour).monochrome.hex[:7]


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("shown", [_as_given, _of_256, _in_grey])
def test_contrast(theme: str, shown: Callable[[str], str]) -> None:
    palette = PALETTES[theme]
    for name, fill, paint in _pairs(palette):
        assert paint.text is not None
        assert paint.ground is not None
        ratio = contrast_ratio(shown(paint.text), shown(paint.ground))
        assert ratio >= palette.contrast, (name, fill, round(ratio, 2))


@pytest.mark.parametrize("theme", PALETTES)
def test_sixteen_colours_never_hide_a_text(theme: str) -> None:
    for name, fill, paint in _pairs(PALETTES[theme]):
        text, ground = (
            Color.parse(colour or "").downgrade(ColorSystem.STANDARD).number for colour in (paint.text, paint.ground)
        )
        assert text != ground, (name, fill)


def test_high_contrast_asks_for_seven() -> None:
    assert PALETTES["contrast"].contrast == 7.0


def test_an_unknown_style_is_plain() -> None:
    palette = PALETTES["dark"]
    assert palette.paint("no such style") == palette.paint("")
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21.0)


def test_the_theme_without_colours_has_none_and_knows_every_style() -> None:
    assert set(MONO.paints) == set(DARK.paints)
    for name, fill, paint in _pairs(MONO):
        assert (paint.text, paint.ground) == (None, None), (name, fill)


def test_without_colours_cursor_field_caret_and_errors_still_differ() -> None:
    styles = {MONO.style(name, fill) for name, fill in (("", ""), ("cursor", "cursor"), ("field", "cursor"))}
    assert len(styles) == 3
    assert MONO.style("caret", "cursor") != MONO.style("field", "cursor")
    assert MONO.style("error") != MONO.style("")
    assert MONO.style("selected") != MONO.style("")


def test_themes_are_found_by_name() -> None:
    assert palette_of("mono") is MONO
    assert palette_of("light").name == "survey-light"
    assert palette_of("auto") is DARK
