"""Press keys on a navigator and read its screen, without a terminal."""

from __future__ import annotations

from mlops_survey_tui.faces.tui.frame import Row
from mlops_survey_tui.faces.tui.navigator import Navigator

_NAMED = {"space": " ", "enter": "\r", "question_mark": "?", "equals_sign": "=", "plus": "+"}


def press(navigator: Navigator, *keys: str) -> None:
    """Press keys, named as Textual names them."""
    for key in keys:
        navigator.key(key, key if len(key) == 1 else _NAMED.get(key))


def write(navigator: Navigator, text: str) -> None:
    """Type a text, one key a character."""
    for character in text:
        navigator.key("space" if character == " " else character, character)


def row_text(row: Row, margin: int = 0) -> str:
    """Return a row as it stands on the screen."""
    return (" " * (margin + row.inset) + "".join(span.text for span in row.line.spans)).rstrip()


def screen_text(navigator: Navigator) -> str:
    """Return the screen as text, one line a row."""
    return "\n".join(row_text(row, navigator.margin) for row in navigator.rows)


def find(navigator: Navigator, text: str) -> tuple[int, int]:
    """Return column and row of the first cell of a text on the screen."""
    for y, line in enumerate(screen_text(navigator).split("\n")):
        if text in line:
            return line.index(text), y
    raise AssertionError(f"{text!r} is not on the screen:\n{screen_text(navigator)}")
