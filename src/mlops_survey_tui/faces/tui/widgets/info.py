"""A text to read: there is nothing to answer, and the screen draws the text itself."""

from __future__ import annotations

from collections.abc import Mapping

from ....interview.answers import EMPTY, Answer
from ....interview.page import Page
from ..drawing import Drawing
from ..lines import Look
from .standard import Change, StandardView


class InfoView(StandardView[None]):
    """Enter goes on; no other key means anything."""

    def begin(self, page: Page) -> None:
        """Return no state."""

    def answer(self, page: Page, state: None) -> Answer:
        """Return the empty answer."""
        return EMPTY

    def keys(self) -> Mapping[str, Change[None]]:
        """Return no keys."""
        return {}

    def draw(self, page: Page, state: None, look: Look) -> Drawing:
        """Return no lines."""
        return Drawing(())
