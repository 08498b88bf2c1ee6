"""Screens as stored text: the characters, and below them one letter a cell for its style.

A stored screen reads as the screen does, so that a change is reviewed by looking at it. The contrast of
every cell is computed on the same data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from mlops_survey_tui.faces.tui.frame import Row, column
from mlops_survey_tui.faces.tui.theme import Palette, contrast_ratio

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Cell(NamedTuple):
    """One piece of a row: its text, the name of its style, and the style that fills the line."""

    text: str
    style: str
    fill: str


def cells(row: Row, width: int) -> list[Cell]:
    """Return the pieces of a row over the whole width of the screen."""
    left = (width - column(width)) // 2 + row.inset
    pieces = [Cell(" " * left, "", "")]
    pieces += [Cell(span.text, span.style, row.line.fill) for span in row.line.spans]
    used = sum(cell_len(piece.text) for piece in pieces)
    end = (width + column(width)) // 2 - row.inset
    pieces.append(Cell(" " * max(0, end - used), row.line.fill, row.line.fill))
    if row.mark:
        pieces += [Cell(" " * (row.inset - 1), "", ""), Cell(row.mark, "track", "")]
    return [piece for piece in pieces if piece.text]


def stored(rows: list[Row], width: int) -> str:
    """Return a screen as text to store: characters, styles, and which letter is which style."""
    letters: dict[str, str] = {"": "."}
    texts, styles = [], []
    for row in rows:
        pieces = cells(row, width)
        texts.append("".join(piece.text for piece in pieces).rstrip())
        marks = (letters.setdefault(_name(piece), _letter(letters)) * cell_len(piece.text) for piece in pieces)
        styles.append("".join(marks).rstrip("."))
    legend = [f"{letter} {name}" for name, letter in letters.items() if name]
    return "\n".join([*texts, "-" * width, *styles, "-" * width, *legend, ""])


def faint_cells(rows: list[Row], width: int, palette: Palette) -> Iterator[tuple[str, str, float]]:
    """Yield text, style and contrast of every cell that is harder to read than the theme promises."""
    for row in rows:
        for piece in cells(row, width):
            paint = palette.paint(piece.style, piece.fill)
            ratio = contrast_ratio(paint.text or "", paint.ground or "")
            if ratio < palette.contrast:
                yield piece.text, _name(piece), round(ratio, 2)


def overlong_rows(rows: list[Row], width: int) -> list[str]:
    """Return the rows that do not fit in the width."""
    return [
        "".join(piece.text for piece in pieces)
        for pieces in (cells(row, width) for row in rows)
        if sum(cell_len(piece.text) for piece in pieces) > width
    ]


def _name(piece: Cell) -> str:
    return f"{piece.style}/{piece.fill}" if piece.fill and piece.fill != piece.style else piece.style


def _letter(letters: dict[str, str]) -> str:
    return _LETTERS[(len(letters) - 1) % len(_LETTERS)]
