"""How a list of options is drawn: search and what is chosen on top, then one block an option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ....interview.page import Choice
from ....language import _
from ...states.choice_list import LIST, SEARCH, WORDS, Catalogue, ChoiceList
from ...states.search import Match
from ...visible import visible
from ...widths import cell_len
from ..drawing import BLANK, COMPACT_BELOW, Drawing, hanging, notice, paragraph, pointer, row_fill
from ..glyphs import Glyphs, glyphs
from ..lines import Line, Look, Span, Target
from ..wrapping import clipped
from .choice_blocks import NOTE_GAP, Block, Blocks, above, is_beside, tops
from .field import field_spans, words_line

_SHORT_LIST = 40
"""Lists up to this length show all help texts where the window has room for them."""
_COUNT_WIDTH = 11


@lru_cache(maxsize=4)
def _whole(catalogue: Catalogue, with_help: bool, gaps: bool) -> tuple[Block, ...]:
    """Return the blocks of the list when nothing is searched, with the headings of groups."""
    blocks: list[Block] = []
    group, special = "", False
    for choice in catalogue.choices:
        starts = choice.group != group and bool(choice.group)
        gap = bool(blocks) and gaps and (starts or (choice.id in catalogue.specials) != special)
        group, special = choice.group, choice.id in catalogue.specials
        note = visible(choice.help) if with_help else ""
        blocks.append(Block(visible(choice.label), note, visible(choice.group) if starts else "", gap))
    return tuple(blocks)


class _Columns(NamedTuple):
    """What all options have in common: cells in all and before the label, whether they have numbers, and the glyphs."""

    width: int
    indent: int
    numbered: bool
    ascii: bool

    @property
    def room(self) -> int:
        """The cells for a label."""
        return max(1, self.width - self.indent)


@dataclass(frozen=True)
class ChoiceDrawing:
    """One drawing of a list. ``marks`` are the glyphs of an option that is not, and that is, chosen.

    ``count`` says how many are chosen; ``title`` stands above everything.
    """

    state: ChoiceList
    look: Look
    marks: tuple[str, str]
    count: str = ""
    title: tuple[Line, ...] = ()

    def drawing(self) -> Drawing:
        """Return the lines, and the line of the search field or of the option under the cursor."""
        lines = Blocks(self._head(), self._tops, self._lines_of, self._below())
        return Drawing(lines, self._focus(lines))

    @cached_property
    def _table(self) -> Glyphs:
        return glyphs(self.look.ascii)

    @cached_property
    def _compact(self) -> bool:
        return self.look.height < COMPACT_BELOW

    @cached_property
    def _numbered(self) -> bool:
        return not self.state.catalogue.searchable

    @cached_property
    def _indent(self) -> int:
        return 6 if self._numbered else 4

    @cached_property
    def _helps(self) -> bool:
        """Whether the help texts of all options fit in the window."""
        catalogue = self.state.catalogue
        if len(catalogue.choices) > _SHORT_LIST or self.state.searching:
            return False
        return tops(_whole(catalogue, True, not self._compact), self._columns.room)[-1] + 2 <= self.look.height

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        if self.state.searching:
            return tuple(self._found(match) for match in self.state.shown)
        return _whole(self.state.catalogue, self._helps, not self._compact)

    @cached_property
    def _tops(self) -> tuple[int, ...]:
        return tops(self._blocks, self._columns.room)

    def _found(self, match: Match) -> Block:
        """Return a match with where it stands, and with the other name that was found."""
        choice = self.state.catalogue.choices[match.position]
        note = (
            _matches(f"{self._table.open_quote}{match.alias}{self._table.close_quote}") if match.alias else choice.group
        )
        return Block(visible(choice.label), visible(note))

    def _lines_of(self, index: int) -> tuple[Line, ...]:
        current, chosen = self._is_current(index), self.state.id_at(index) in self.state.chosen
        return _option_lines(self._blocks[index], index, self.marks[chosen], self._columns, current, chosen)

    @cached_property
    def _columns(self) -> _Columns:
        return _Columns(self.look.width, self._indent, self._numbered, self.look.ascii)

    def _is_current(self, index: int) -> bool:
        led = self.state.place != SEARCH or (self.state.searching and self.state.found > 0)
        return led and index == self.state.cursor

    def _below(self) -> Mapping[int, Sequence[Line]]:
        """Return the lines under single options: help at the cursor, words of chosen options, the notice."""
        state = self.state
        below: dict[int, list[Line]] = {}
        for index in self._indices(set(state.chosen) & set(state.words)):
            below[index] = [self._words(index)]
        if not state.shown:
            return below
        under = below.setdefault(state.cursor, [])
        choice = state.catalogue.choices[state.shown[state.cursor].position]
        if choice.help and not self._helps and state.place != SEARCH:
            under += paragraph(choice.help, self.look.width, "muted", indent=self._indent)
        if state.notice and state.place != SEARCH:
            under += notice(state.notice, self.look)
        return below

    def _indices(self, ids: set[str]) -> list[int]:
        if not ids:
            return []
        wanted = {self.state.catalogue.positions[id] for id in ids}
        return [index for index, match in enumerate(self.state.shown) if match.position in wanted]

    def _words(self, index: int) -> Line:
        id = self.state.id_at(index)
        active = self.state.place == WORDS and index == self.state.cursor
        choice = self.state.catalogue.of(id)
        return words_line(choice, self.state.words[id], active, self._indent, self.look, index)

    def _focus(self, lines: Blocks) -> int:
        if self.state.place == SEARCH or not self.state.shown:
            return len(self.title)
        cursor = self.state.cursor
        if self.state.place == LIST and not self.state.notice:
            return lines.top(cursor) + len(above(self._blocks[cursor], self._columns.room))
        return lines.bottom(cursor)

    def _head(self) -> tuple[Line, ...]:
        if not self.state.catalogue.searchable:
            return (*self.title, *(paragraph(self.count, self.look.width, "muted") if self.count else ()))
        blank = () if self._compact else (BLANK,)
        return (*self.title, self._search_line(), *self._chosen_line(), *self._remark(), *blank)

    def _search_line(self) -> Line:
        state = self.state
        name, hint, size = _("Search") + " ", " " + _("type to search"), state.catalogue.size
        width = min(50, self.look.width - cell_len(name) - max(_COUNT_WIDTH, cell_len(_found(size, size))))
        hint = hint if cell_len(name) + width + cell_len(hint) <= self.look.width else ""
        said = _found(state.found, size) if state.searching else hint
        spans = field_spans(state.query, width, state.place == SEARCH, self.look, Target("search"))
        return Line((Span(name, "strong"), *spans, Span(said, "muted")), target=Target("search"))

    def _remark(self) -> tuple[Line, ...]:
        state = self.state
        if state.place == SEARCH and state.notice:
            return notice(state.notice, self.look)
        return paragraph(_("Nothing found."), self.look.width, "muted") if state.searching and not state.found else ()

    def _chosen_line(self) -> tuple[Line, ...]:
        """Return one line that names what is chosen, the latest first, as far as it fits."""
        names = [self._name(self.state.catalogue.of(id)) for id in reversed(self.state.chosen)]
        if not names:
            return paragraph(self.count, self.look.width, "muted") if self.count else ()
        before = (self.count or _("Chosen")) + ": "
        listed = _listed(names, self.look.width - cell_len(before), self._table.ellipsis)
        return (Line((Span(before, "muted"), Span(listed, "selected"))),)

    def _name(self, choice: Choice) -> str:
        words = self.state.words.get(choice.id)
        return visible(words.text if words and words.text else choice.label)


def _found(count: int, size: int) -> str:
    return " " + _("{count} of {size}").format(count=count, size=size)


def _matches(quoted: str) -> str:
    return _("matches {name}").format(name=quoted)


def _listed(names: Sequence[str], width: int, ellipsis: str) -> str:
    """Return names joined by commas; those that do not fit are counted."""
    for count in range(len(names), 0, -1):
        left = f", +{len(names) - count}" if count < len(names) else ""
        text = ", ".join(names[:count]) + left
        if cell_len(text) <= width:
            return text
    left = f", +{len(names) - 1}" if len(names) > 1 else ""
    return clipped(names[0], max(1, width - len(left)), ellipsis) + left


@lru_cache(maxsize=2048)
def _option_lines(
    block: Block, index: int, mark: str, columns: _Columns, current: bool, chosen: bool
) -> tuple[Line, ...]:
    """Return the lines of an option, made once: a key changes one or two of them."""
    number = (Span(f"{index + 1 if index < 9 else ' '} ", "muted"),) if columns.numbered else ()
    before = (pointer(current, Look(columns.width, 0, columns.ascii)), *number, Span(f"{mark} ", "accent"))
    target, fill = Target("choice", index), row_fill(current)
    style = "selected" if chosen else ""
    lines = hanging(before, block.label, columns.width, style, fill=fill, target=target)
    if block.note:
        lines = _with_note(lines, block, columns, fill, target)
    return (*above(block, columns.room), *lines)


def _with_note(lines: tuple[Line, ...], block: Block, columns: _Columns, fill: str, target: Target) -> tuple[Line, ...]:
    if is_beside(block, columns.room):
        return (Line((*lines[0].spans, Span(" " * NOTE_GAP + block.note, "muted")), fill, target),)
    pad = (Span(" " * columns.indent),)
    return (*lines, *hanging(pad, block.note, columns.width, "muted", fill=fill, target=target))
