"""Pieces that the views draw with: rows with a hanging indent, notices, special answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...interview.page import Page
from ..visible import visible
from ..widths import cell_len
from .glyphs import glyphs
from .lines import Line, Look, Span, Target
from .wrapping import padded, wrap

BLANK = Line()
COMPACT_BELOW = 11
"""At heights below this, blank lines are left out."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The lines of a view and the index of the one that must stay visible.

    ``head`` is the line at which what it belongs to begins, to be seen with it where both fit; -1 is none.
    """

    lines: Sequence[Line]
    focus: int = 0
    head: int = -1


@dataclass(slots=True)
class Sheet:
    """Lines being put together, and the focus line among them."""

    look: Look
    lines: list[Line] = field(default_factory=list)
    focus: int = 0
    head: int = -1

    def add(self, lines: Sequence[Line], focused: bool = False, head: int = -1) -> None:
        """Append lines; ``focused`` puts the focus on the first of them, which is to be seen with its ``head``."""
        if focused:
            self.focus, self.head = len(self.lines), head
        self.lines += lines

    def gap(self) -> None:
        """Append a blank line where there is room for one."""
        if self.lines and self.look.height >= COMPACT_BELOW:
            self.lines.append(BLANK)

    def notice(self, text: str) -> None:
        """Append a notice, if there is one, and keep it in view."""
        if text:
            self.add(notice(text, self.look), focused=True)

    def drawing(self) -> Drawing:
        """Return what was put together."""
        return Drawing(tuple(self.lines), self.focus, self.head)


def hanging(
    before: Sequence[Span],
    text: str,
    width: int,
    style: str = "",
    after: Sequence[Span] = (),
    fill: str = "",
    target: Target | None = None,
) -> tuple[Line, ...]:
    """Return wrapped text after some spans, its further rows indented under the first.

    ``after`` stands at the right end of the first row and takes its cells from the width.
    """
    indent = sum(cell_len(span.text) for span in before)
    room = max(1, width - indent - sum(cell_len(span.text) for span in after))
    first, *others = wrap(text, room)
    head = Span(padded(first, room) if after else first, style)
    lines = [Line((*before, head, *after), fill, target)]
    lines += [Line((Span(" " * indent + row, style),), fill, target) for row in others]
    return tuple(lines)


def paragraph(text: str, width: int, style: str = "", indent: int = 0) -> tuple[Line, ...]:
    """Return wrapped text as lines."""
    pad = " " * indent
    return tuple(Line((Span(pad + row, style),)) for row in wrap(text, max(1, width - indent)))


def paragraphs(text: str, width: int, style: str = "") -> tuple[Line, ...]:
    """Return a text of several lines, each wrapped."""
    return tuple(line for part in text.split("\n") for line in paragraph(part, width, style))


def notice(text: str, look: Look) -> tuple[Line, ...]:
    """Return the lines of a remark on the last key: what was refused and what to do."""
    return paragraph(text, look.width, "warning", indent=2)


def spread(left: str, right: str, look: Look, styles: tuple[str, str] = ("muted", "muted")) -> tuple[Line, ...]:
    """Return one line with a text at each end, or two if they do not fit."""
    left, right = visible(left), visible(right)
    space = look.width - cell_len(left) - cell_len(right)
    if left and space < 2:
        return (*paragraph(left, look.width, styles[0]), *paragraph(right, look.width, styles[1]))
    return (Line((Span(left, styles[0]), Span(" " * max(0, space)), Span(right, styles[1]))),)


def pointer(current: bool, look: Look) -> Span:
    """Return the two cells at the left of a row that show where the cursor is."""
    return Span(f"{glyphs(look.ascii).cursor} " if current else "  ", "accent" if current else "")


def row_fill(current: bool) -> str:
    """Return the fill of a row's line."""
    return "cursor" if current else ""


def specials(page: Page, chosen: str, current: int, look: Look) -> tuple[tuple[Line, ...], ...]:
    """Return the special answers as blocks of lines; ``current`` is the one under the cursor."""
    table = glyphs(look.ascii)
    return tuple(
        hanging(
            (
                pointer(index == current, look),
                Span(f"{table.radio_on if choice.id == chosen else table.radio} ", "accent"),
            ),
            choice.label,
            look.width,
            "selected" if choice.id == chosen else "",
            fill=row_fill(index == current),
            target=Target("special", index),
        )
        for index, choice in enumerate(page.specials)
    )


def add_specials(sheet: Sheet, page: Page, chosen: str, current: int, gap: bool = True) -> None:
    """Append the special answers after a kind's body."""
    if page.specials and gap:
        sheet.gap()
    for index, block in enumerate(specials(page, chosen, current, sheet.look)):
        sheet.add(block, focused=index == current)
