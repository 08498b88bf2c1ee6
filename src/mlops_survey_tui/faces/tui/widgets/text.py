"""One line of free text."""

from __future__ import annotations

from .writing_view import WritingView


class TextView(WritingView):
    """Enter gives the answer; a line that is wider than the window goes on below."""
