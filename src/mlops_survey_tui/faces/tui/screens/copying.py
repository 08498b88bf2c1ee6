"""A question and what was answered so far as plain text, to be pasted somewhere else."""

from __future__ import annotations

from typing import Any

from ....interview.page import Page
from ..glyphs import glyphs
from ..lines import Line, Look
from ..start import Options
from ..widgets.base import KindView

_WIDTH, _HEIGHT = 76, 1000
"""A window in which every kind shows all that it has."""


def as_text(page: Page, view: KindView[Any], state: Any, options: Options) -> str:
    """Return wording, help, and the text written or else the lines of the view, without the cursor."""
    written = view.editable(page, state)
    if written is None:
        look = Look(_WIDTH, _HEIGHT, options.ascii, options.keymap)
        lines = [_plain(line, glyphs(look.ascii).cursor) for line in view.lines(page, state, look)]
        written = "\n".join(lines).strip("\n")
    return "\n\n".join(part for part in (page.text, page.help, written) if part) + "\n"


def _plain(line: Line, cursor: str) -> str:
    text = "".join(span.text for span in line.spans).rstrip()
    return text.replace(cursor, " ", 1) if text.startswith(cursor) else text
