"""The lines of an editor: wrapped rows between edges, with the caret."""

from __future__ import annotations

from collections.abc import Sequence

from ...states.text_field import after
from ...states.writing import Rows, Writing, nearest, row_of
from ...visible import visible
from ...widths import cell_len
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from ..wrapping import slices, start_of
from .field import under_caret

_EDGES = 2
Pieces = Sequence[tuple[str, str]]
"""Texts and their styles."""


def rows_at(text: str, look: Look) -> Rows:
    """Return the wrapped rows, with one cell kept free for a caret at the end."""
    return slices(text, max(1, look.width - _EDGES - 1))


def editor_lines(state: Writing, rows: Rows, height: int, active: bool, look: Look) -> tuple[Line, ...]:
    """Return the rows, at least ``height`` of them; a text that a special answer stands for is muted."""
    caret = row_of(rows, state.field.caret) if active else -1
    lines = [_line(_pieces(state, row, index == caret, look), index, active, look) for index, row in enumerate(rows)]
    lines += [_line((), index, active, look) for index in range(len(rows), height)]
    return tuple(lines)


def position_at(text: str, rows: Rows, row: int, cell: int) -> int:
    """Return the position in the text that a click on a cell of a row means."""
    if row >= len(rows):
        return len(text)
    return nearest(text, *rows[row], cell)


def _pieces(state: Writing, row: tuple[int, int], has_caret: bool, look: Look) -> Pieces:
    (start, end), text, style = row, state.field.text, "muted" if state.special else "field"
    if not has_caret:
        return ((visible(text[start:end]), style),)
    caret = state.field.caret
    next_one = min(after(text, caret), end) if caret < end else caret
    under = under_caret(text[caret:next_one], look.width)
    return ((visible(text[start:caret]), style), (under, "caret"), (visible(text[next_one:end]), style))


def _line(pieces: Pieces, row: int, active: bool, look: Look) -> Line:
    inner = max(1, look.width - _EDGES)
    edge = Span(glyphs(look.ascii).edge, "accent" if active else "muted")
    spans, used = [], 0
    for text, style in pieces:
        shown = start_of(text, inner - used)
        spans.append(Span(shown, style, Target("text", row, used)))
        used += cell_len(shown)
    spans.append(Span(" " * (inner - used), "field", Target("text", row, inner)))
    return Line((edge, *spans, edge), target=Target("text", row, inner))
