"""How text fields are drawn: between edges, scrolled sideways so that the caret is in view."""

from __future__ import annotations

from ....interview.page import Choice
from ...states.text_field import TextField, after
from ...visible import visible
from ...widths import cell_len
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from ..wrapping import end_of, start_of

_NARROWEST = 6


def field_spans(field: TextField, width: int, active: bool, look: Look, target: Target) -> tuple[Span, ...]:
    """Return a field as spans of exactly ``width`` cells, edges included."""
    edge = Span(glyphs(look.ascii).edge, "accent" if active else "muted", target)
    inner = max(1, width - 2)
    if not active:
        text = start_of(visible(field.text), inner)
        return edge, Span(text + " " * (inner - cell_len(text)), "field", target), edge
    before, caret, rest = _around_caret(field, inner)
    gap = " " * (inner - cell_len(before) - cell_len(caret) - cell_len(rest))
    return (
        edge,
        Span(before, "field", target),
        Span(caret, "caret", target),
        Span(rest + gap, "field", target),
        edge,
    )


def words_line(choice: Choice, field: TextField, active: bool, indent: int, look: Look, row: int) -> Line:
    """Return the field for the words beside an option, on a line of its own."""
    width = max(_NARROWEST, min(look.width - indent, choice.text_limit + 3))
    target = Target("words", row)
    return Line((Span(" " * indent), *field_spans(field, width, active, look, target)), target=target)


def _around_caret(field: TextField, width: int) -> tuple[str, str, str]:
    """Return what is drawn before the caret, under it, and after it, all within the width."""
    end = after(field.text, field.caret)
    caret = under_caret(field.text[field.caret : end], width)
    before = end_of(visible(field.text[: field.caret]), width - cell_len(caret))
    rest = start_of(visible(field.text[end:]), width - cell_len(before) - cell_len(caret))
    return before, caret, rest


def under_caret(text: str, width: int) -> str:
    """Return what the caret stands on: a character that takes cells, or a line where there is none."""
    shown = start_of(visible(text), width)
    return shown if cell_len(shown) else "_"
