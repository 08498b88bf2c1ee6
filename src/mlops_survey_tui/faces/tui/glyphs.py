"""One fixed table of glyphs, all one cell wide, with a twin for terminals that have ASCII only.

Emoji and other wide glyphs shift columns, so views draw with these and nothing else. Cursor and selection are
told by glyph as well as by colour.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyphs by what they mean."""

    cursor: str = "▸"
    radio: str = "○"
    radio_on: str = "●"
    box: str = "□"
    box_on: str = "■"
    dot: str = "·"
    mark: str = "●"
    bar: str = "█"
    bar_empty: str = "░"
    rule: str = "─"
    rule_done: str = "━"
    edge: str = "│"
    crossing: str = "┼"
    grabbed: str = "↕"
    left: str = "←"
    right: str = "→"
    up: str = "↑"
    down: str = "↓"
    ellipsis: str = "…"
    times: str = "×"
    open_quote: str = "“"
    close_quote: str = "”"


UNICODE = Glyphs()
ASCII = Glyphs(
    cursor=">",
    radio="o",
    radio_on="@",
    box="-",
    box_on="x",
    dot=".",
    mark="@",
    bar="#",
    bar_empty="-",
    rule="-",
    rule_done="=",
    edge="|",
    crossing="+",
    grabbed="*",
    left="<",
    right=">",
    up="^",
    down="v",
    ellipsis="~",
    times="x",
    open_quote='"',
    close_quote='"',
)


def glyphs(ascii_only: bool) -> Glyphs:
    """Return the table for a terminal."""
    return ASCII if ascii_only else UNICODE
