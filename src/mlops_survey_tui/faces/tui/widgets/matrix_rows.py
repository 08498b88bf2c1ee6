"""A matrix in a narrow window: one row at a time, its points below it."""

from __future__ import annotations

from ....interview.page import Page, Scale
from ....language import _
from ...states import matrix
from ...states.matrix import Column, Matrix
from ..drawing import Drawing, Sheet, add_specials, hanging, paragraph, pointer, row_fill, specials, spread
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from ..pinned import pinned
from .matrix_grid import words_of_row

_FEWEST_POINTS = 2
"""Lines of points that are worth being turned like pages under their row."""


def rows_drawing(page: Page, state: Matrix, look: Look) -> Drawing:
    """Return the row under the cursor with its points; the special answers to the whole question follow.

    Where all of it does not fit, the row stays in view, and its points are shown a page at a time.
    """
    whole = _whole(page, state, look)
    if len(whole.lines) <= look.height or not page.rows:
        return whole
    return _paged(page, state, look) or whole


def _whole(page: Page, state: Matrix, look: Look) -> Drawing:
    """Return all lines of the row under the cursor, and of what follows it."""
    sheet, row = Sheet(look), _row_of(page, state)
    if row >= 0:
        sheet.add(_where(page, state, row, look))
        head = len(sheet.lines)
        sheet.add(_label(page, state, row, look))
    for index, cell in enumerate(matrix.columns(page) if row >= 0 else ()):
        if cell.number == 0 and len(page.scales) > 1:
            head = len(sheet.lines) if index else head
            sheet.add(_title(cell, look))
        sheet.add(_point(page, state, row, index, cell, look), focused=(row, index) == _cursor(state), head=head)
    if page.specials:
        sheet.gap()
        sheet.add(_instead(look))
    add_specials(sheet, page, state.special, state.row - len(page.rows), gap=False)
    return sheet.drawing()


def _paged(page: Page, state: Matrix, look: Look) -> Drawing | None:
    """Return the row over a page of the points of the scale under the cursor, or None if it leaves them no room."""
    row, cells = _row_of(page, state), list(enumerate(matrix.columns(page)))
    scale = cells[state.column][1].scale
    cells = [(index, cell) for index, cell in cells if cell.scale is scale]
    blocks = [_point(page, state, row, index, cell, look) for index, cell in cells]
    answers = list(specials(page, state.special, state.row - len(page.rows), look))
    current = state.column - cells[0][0] if row == state.row else len(blocks) + state.row - len(page.rows)
    if answers:
        answers[0] = (*_instead(look), *answers[0])
    label = (*_label(page, state, row, look), *_numbered_title(page, scale, look))
    for head in ((*_where(page, state, row, look), *label), label):
        if look.height - len(head) > _FEWEST_POINTS:
            return pinned(head, (*blocks, *answers), current, look, _FEWEST_POINTS)
    return None


def _row_of(page: Page, state: Matrix) -> int:
    """Return the row shown: the one under the cursor, or the last while the cursor is below the rows."""
    return min(state.row, len(page.rows) - 1)


def _cursor(state: Matrix) -> tuple[int, int]:
    return state.row, state.column


def _where(page: Page, state: Matrix, row: int, look: Look) -> tuple[Line, ...]:
    done = sum(all((choice.id, scale.id) in state.marks for scale in page.scales) for choice in page.rows)
    where = _("row {number} of {count}").format(number=row + 1, count=len(page.rows))
    return spread(where, _("{count} answered").format(count=done), look)


def _label(page: Page, state: Matrix, row: int, look: Look) -> tuple[Line, ...]:
    """Return the row's own text, and the field for words beside it."""
    return (*paragraph(page.rows[row].label, look.width, "heading"), *words_of_row(page, state, row, look))


def _title(cell: Column, look: Look) -> tuple[Line, ...]:
    return paragraph(cell.scale.title, look.width, "strong", indent=2)


def _numbered_title(page: Page, scale: Scale, look: Look) -> tuple[Line, ...]:
    """Return the title of one of several scales, with its place among them, as the others are out of view."""
    if len(page.scales) == 1:
        return ()
    place = f"{page.scales.index(scale) + 1}/{len(page.scales)}"
    return spread(f"  {scale.title}", place, look, ("strong", "muted"))


def _instead(look: Look) -> tuple[Line, ...]:
    return paragraph(_("Instead of all rows:"), look.width, "muted")


def _point(page: Page, state: Matrix, row: int, index: int, cell: Column, look: Look) -> tuple[Line, ...]:
    table, marked = glyphs(look.ascii), matrix.is_marked(page, state, row, cell)
    off, on = (table.box, table.box_on) if page.multiple else (table.radio, table.radio_on)
    current = (row, index) == _cursor(state)
    number = str(cell.number + 1) if cell.number < 9 else " "
    before = (
        pointer(current, look),
        Span(f"{number} ", "muted"),
        Span(f"{on if marked else off} ", "accent"),
    )
    style = "selected" if marked else ""
    target = Target("cell", row, index)
    return hanging(before, cell.point.label, look.width, style, fill=row_fill(current), target=target)
