"""The upper part of a question: header, section heading, wording and help, and what of it stays in view."""

from __future__ import annotations

from dataclasses import dataclass

from ....interview.page import Page
from ..frame import Row, inset
from ..glyphs import glyphs
from ..lines import Line, Look, Span
from ..widgets.header import SHORT
from ..wrapping import wrap
from .base import inset_of

_PINNED_WORDING, _PINNED_WITH_HELP = 0.4, 0.35


@dataclass(frozen=True, slots=True)
class Asking:
    """Rows that stay at the top, and lines too many for that, which scroll with the answers."""

    pinned: tuple[Row, ...]
    lead: tuple[Line, ...]


def asked(head: tuple[Row, ...], heading: str, page: Page, look: Look) -> Asking:
    """Return the upper part of a question for a screen of this size."""
    margin, gap = inset_of(look), () if look.height < SHORT else (Line(),)
    width = look.width - 2 * margin
    rule = glyphs(look.ascii).rule * 2
    title = (*_lines(f"{rule} {heading}", "accent", width), *gap) if heading and gap else ()
    wording, help_lines = _lines(page.text, "strong", width), _lines(page.help, "muted", width)
    free = look.height - len(head) - 2 * len(gap) - 1
    if len(title) + len(wording) > max(2, free * _PINNED_WORDING):
        return Asking(head, (*title, *wording, *gap, *help_lines, *gap))
    if len(title) + len(wording) + len(help_lines) > max(2, free * _PINNED_WITH_HELP):
        return Asking((*head, *inset((*title, *wording, *gap), margin)), (*help_lines, *gap))
    return Asking((*head, *inset((*title, *wording, *help_lines, *gap), margin)), ())


def _lines(text: str, style: str, width: int) -> tuple[Line, ...]:
    paragraphs = text.split("\n") if text else []
    return tuple(Line((Span(line, style),)) for part in paragraphs for line in wrap(part, width))
