"""A short list of things to do, one of them under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...visible import visible
from ...widths import cell_len
from ..glyphs import glyphs
from ..lines import Line, Span, Target
from ..wrapping import wrap

_GAP, _ROOMY = 3, 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do, with a remark beside or below it; ``short`` says it where there is little room."""

    label: str
    run: Callable[[], None]
    detail: str = ""
    short: str = ""


class Menu:
    """Entries and a cursor."""

    def __init__(self, entries: Sequence[Entry], cursor: int = 0) -> None:
        self.entries = tuple(entries)
        self.cursor = cursor

    @property
    def at_last(self) -> bool:
        """Whether the cursor is on the last entry."""
        return self.cursor == len(self.entries) - 1

    def act(self, action: str) -> bool:
        """Move the cursor or run the entry under it; return whether the action meant something."""
        steps = {"up": -1, "left": -1, "previous_field": -1, "down": 1, "right": 1, "next_field": 1}
        if action in steps:
            self.cursor = (self.cursor + steps[action]) % len(self.entries)
        elif action in ("home", "page_up"):
            self.cursor = 0
        elif action in ("end", "page_down"):
            self.cursor = len(self.entries) - 1
        elif action.startswith("digit_"):
            self._to(int(action.removeprefix("digit_")) - 1)
        elif action in ("next", "toggle"):
            self.entries[self.cursor].run()
        else:
            return False
        return True

    def clicked(self, target: Target) -> None:
        """Run the entry that was clicked."""
        if target.name == "entry":
            self._to(target.row)
            self.entries[self.cursor].run()

    def drawn(self, width: int, ascii_only: bool) -> tuple[list[Line], int]:
        """Return the entries as lines, and the line of the entry under the cursor."""
        blocks = [self._entry(index, width, ascii_only) for index in range(len(self.entries))]
        return [line for block in blocks for line in block], sum(map(len, blocks[: self.cursor]))

    def lines(self, width: int, ascii_only: bool) -> list[Line]:
        """Return the entries as lines."""
        return [line for index in range(len(self.entries)) for line in self._entry(index, width, ascii_only)]

    def focus_line(self, width: int, ascii_only: bool) -> int:
        """Return the line of the entry under the cursor."""
        return sum(len(self._entry(index, width, ascii_only)) for index in range(self.cursor))

    def _to(self, index: int) -> None:
        if 0 <= index < len(self.entries):
            self.cursor = index

    def _entry(self, index: int, width: int, ascii_only: bool) -> list[Line]:
        entry, under = self.entries[index], index == self.cursor
        mark = f"{glyphs(ascii_only).cursor} " if under else "  "
        fill, target = ("cursor" if under else ""), Target("entry", index)
        label, detail = visible(entry.label), visible(entry.detail)
        if entry.short and width < _ROOMY:
            label = visible(entry.short)
        if detail and 2 + cell_len(label) + _GAP + cell_len(detail) <= width:
            spans = (Span(mark + label, fill), Span(" " * _GAP + detail, "muted"))
            return [Line(spans, fill, target)]
        rows = [(mark if at == 0 else "  ", text, fill) for at, text in enumerate(wrap(label, width - 2))]
        rows += [("  ", text, "muted") for text in wrap(detail, width - 2)] if detail else []
        return [Line((Span(pad + text, style),), fill, target) for pad, text, style in rows]
