"""The grid of a matrix: how wide its columns are, whether it fits at all, and its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ....interview.page import Page
from ...states import matrix
from ...states.matrix import Column, Matrix
from ...visible import visible
from ...widths import cell_len
from ..drawing import BLANK, COMPACT_BELOW, Drawing, pointer, row_fill, specials
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from ..pinned import pinned
from ..wrapping import centred, longest_word, padded, wrap
from .field import words_line

_NARROWEST, _NARROWEST_LABEL = 3, 16
_HEADING_ROWS, _LABEL_ROWS = 4, 3
_POINTER = 2
_FEWEST_CELLS = 50
"""A window narrower than this shows one row at a time, whatever would fit."""


Titles = tuple[tuple[str, int], ...]
"""The title of each scale and the number of its points."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The widths of the labels and of each column, one cell of space before each column included."""

    label: int
    widths: tuple[int, ...]


def grid_of(page: Page, look: Look) -> Grid | None:
    """Return the grid that fits the window with all labels whole, or None where there is none."""
    headings = tuple(visible(cell.point.label) for cell in matrix.columns(page))
    labels = tuple(visible(choice.label) for choice in page.rows)
    if look.width < _FEWEST_CELLS or not headings or not labels:
        return None
    scales = tuple((visible(scale.title), len(scale.points)) for scale in page.scales)
    return _grid(headings, labels, scales, look.width - len(page.scales) + 1)


def grid_drawing(page: Page, state: Matrix, grid: Grid, look: Look) -> Drawing:
    """Return the grid under its headings, which stay in view."""
    cells = matrix.columns(page)
    rows = [_row(page, state, index, grid, cells, look) for index in range(len(page.rows))]
    answers = list(specials(page, state.special, state.row - len(rows), look))
    if answers and look.height >= COMPACT_BELOW:
        answers[0] = (BLANK, *answers[0])
    head = _headings(page, grid, cells, look)
    return pinned(head, (*rows, *answers), state.row, look)


@lru_cache(maxsize=32)
def _grid(headings: tuple[str, ...], labels: tuple[str, ...], scales: Titles, width: int) -> Grid | None:
    """Return the grid with the narrowest columns that keep words whole, or None if it does not fit."""
    widths = [max(_NARROWEST, longest_word(heading)) + 1 for heading in headings]
    if len(scales) > 1:
        _fit_titles(scales, widths)
    longest = max(map(cell_len, labels))
    room = width - _POINTER - min(longest, max(_NARROWEST_LABEL, max(map(longest_word, labels))))
    if not _fit_headings(headings, widths, room):
        return None
    label = min(longest, width - _POINTER - sum(widths))
    if any(len(wrap(text, label)) > _LABEL_ROWS for text in labels):
        return None
    _spread(widths, width - _POINTER - label)
    return Grid(label, tuple(widths))


def _fit_titles(scales: Titles, widths: list[int]) -> None:
    """Widen the columns of each scale until the words of its title stay whole."""
    start = 0
    for title, count in scales:
        end = start + count
        while count and sum(widths[start:end]) < longest_word(title):
            widths[start:end] = [width + 1 for width in widths[start:end]]
        start = end


def _fit_headings(headings: Sequence[str], widths: list[int], room: int) -> bool:
    """Widen columns until their headings are short enough; return whether they fit the room."""
    for index, heading in enumerate(headings):
        while len(wrap(heading, widths[index] - 1)) > _HEADING_ROWS:
            widths[index] += 1
    return sum(widths) <= room


def _spread(widths: list[int], room: int) -> None:
    """Give the columns what room is left: first to the narrow ones, so that they come out even."""
    widest = max(*widths, 12)
    for _ in range(room - sum(widths)):
        narrowest = min(widths)
        if narrowest >= widest:
            return
        widths[widths.index(narrowest)] += 1


def _headings(page: Page, grid: Grid, cells: Sequence[Column], look: Look) -> tuple[Line, ...]:
    wrapped = [wrap(cell.point.label, width - 1) for cell, width in zip(cells, grid.widths, strict=True)]
    height = max(map(len, wrapped))
    lines = list(_titles(page, grid, cells, look)) if len(page.scales) > 1 else []
    for at in range(height):
        texts = [_aligned(rows, at, height) for rows in wrapped]
        lines.append(_across(" " * (_POINTER + grid.label), texts, "heading", grid, cells, look))
    numbers = [str(cell.number + 1) if cell.number < 9 else "" for cell in cells]
    return (*lines, _across(" " * (_POINTER + grid.label), numbers, "muted", grid, cells, look))


def _aligned(rows: Sequence[str], at: int, height: int) -> str:
    """Return a row of a heading that ends on the bottom line."""
    index = at - (height - len(rows))
    return rows[index] if index >= 0 else ""


def _titles(page: Page, grid: Grid, cells: Sequence[Column], look: Look) -> Iterator[Line]:
    """Yield the titles of the scales, each centred over its columns."""
    spaces = [
        sum(width for width, cell in zip(grid.widths, cells, strict=True) if cell.scale is scale)
        for scale in page.scales
    ]
    wrapped = [wrap(scale.title, space) for scale, space in zip(page.scales, spaces, strict=True)]
    height = max(map(len, wrapped))
    for at in range(height):
        spans = [Span(" " * (_POINTER + grid.label))]
        for number, (rows, space) in enumerate(zip(wrapped, spaces, strict=True)):
            spans += [_divider(number == 0, look), Span(centred(_aligned(rows, at, height), space), "strong")]
        yield Line(tuple(spans))


def _across(left: str, texts: Sequence[str], style: str, grid: Grid, cells: Sequence[Column], look: Look) -> Line:
    spans = [Span(left)]
    for text, width, cell in zip(texts, grid.widths, cells, strict=True):
        if cell.number == 0:
            spans.append(_divider(cell.scale is cells[0].scale, look))
        spans.append(Span(" " + centred(text, width - 1), style))
    return Line(tuple(spans))


def _divider(first: bool, look: Look) -> Span:
    return Span("" if first else glyphs(look.ascii).edge, "muted")


def _row(page: Page, state: Matrix, index: int, grid: Grid, cells: Sequence[Column], look: Look) -> tuple[Line, ...]:
    current = index == state.row
    first, *others = wrap(page.rows[index].label, grid.label)
    marks = _marks(page, state, index, grid, cells, look)
    fill, target = row_fill(current), Target("row", index)
    label = Span(padded(first, grid.label))
    lines = [Line((pointer(current, look), label, *marks), fill, target)]
    lines += [Line((Span(" " * _POINTER + row),), fill, target) for row in others]
    return (*lines, *words_of_row(page, state, index, look))


def words_of_row(page: Page, state: Matrix, index: int, look: Look) -> tuple[Line, ...]:
    """Return the field for the words beside a row that asks for some and has a mark."""
    if not matrix.can_have_words(page, state, index):
        return ()
    choice, active = page.rows[index], state.in_words and index == state.row
    return (words_line(choice, state.words[choice.id], active, _POINTER, look, index),)


def _marks(page: Page, state: Matrix, row: int, grid: Grid, cells: Sequence[Column], look: Look) -> Iterator[Span]:
    """Yield the cells of a row; the one under the cursor stands in brackets, visible without colour."""
    table = glyphs(look.ascii)
    for index, (cell, width) in enumerate(zip(cells, grid.widths, strict=True)):
        if cell.number == 0:
            yield _divider(cell.scale is cells[0].scale, look)
        marked = matrix.is_marked(page, state, row, cell)
        glyph = (table.box_on if page.multiple else table.mark) if marked else table.dot
        if (row, index) == (state.row, state.column):
            glyph = f"[{glyph}]"
        yield Span(" " + centred(glyph, width - 1), "accent" if marked else "muted", Target("cell", row, index))
