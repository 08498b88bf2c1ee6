"""A matrix in a narrow window: one row at a time, its points below it."""

from __future__ import annotations

from ....interview.page import Page
from ....language import _
from ...states import matrix
from ...states.matrix import Column, Matrix
from ..drawing import Drawing, Sheet, add_specials, hanging, paragraph, pointer, row_fill, spread
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from .matrix_grid import words_of_row


def rows_drawing(page: Page, state: Matrix, look: Look) -> Drawing:
    """Return the row under the cursor with its points; the special answers to the whole question follow."""
    sheet, row = Sheet(look), min(state.row, len(page.rows) - 1)
    if row >= 0:
        done = sum(all((choice.id, scale.id) in state.marks for scale in page.scales) for choice in page.rows)
        where = _("row {number} of {count}").format(number=row + 1, count=len(page.rows))
        sheet.add(spread(where, _("{count} answered").format(count=done), look))
        sheet.add(paragraph(page.rows[row].label, look.width, "heading"))
        sheet.add(words_of_row(page, state, row, look))
    head = 0
    for index, cell in enumerate(matrix.columns(page) if row >= 0 else ()):
        if cell.number == 0 and len(page.scales) > 1:
            head = len(sheet.lines) if index else 0
            sheet.add(paragraph(cell.scale.title, look.width, "strong", indent=2))
        current = (row, index) == (state.row, state.column)
        sheet.add(_point(page, state, row, index, cell, look), focused=current, head=head)
    if page.specials:
        sheet.gap()
        sheet.add(paragraph(_("Instead of all rows:"), look.width, "muted"))
    add_specials(sheet, page, state.special, state.row - len(page.rows), gap=False)
    return sheet.drawing()


def _point(page: Page, state: Matrix, row: int, index: int, cell: Column, look: Look) -> tuple[Line, ...]:
    table, marked = glyphs(look.ascii), matrix.is_marked(page, state, row, cell)
    off, on = (table.box, table.box_on) if page.multiple else (table.radio, table.radio_on)
    current = (row, index) == (state.row, state.column)
    number = str(cell.number + 1) if cell.number < 9 else " "
    before = (
        pointer(current, look),
        Span(f"{number} ", "muted"),
        Span(f"{on if marked else off} ", "accent"),
    )
    style = "selected" if marked else ""
    target = Target("cell", row, index)
    return hanging(before, cell.point.label, look.width, style, fill=row_fill(current), target=target)
