"""One page under way: the talk about it, and the way back within it."""

from __future__ import annotations

from dataclasses import replace

from ...interview.answers import Answer
from ...interview.page import Page
from .prompts import Ask, prompt_of, talk_about
from .typed import Typed


class Asked:
    """A page with the lines that were typed for it so far.

    ``refused`` is an answer that was refused or warned about, or could not be stored: the page begins with it, at the
    row ``where``. ``answer`` is what the lines came to, None until they are complete.
    """

    def __init__(self, page: Page, refused: Answer | None = None, where: str = "") -> None:
        self.page = page if refused is None else replace(page, draft=refused)
        self.refused, self._where = refused, where
        self.answer: Answer | None = None
        self._begin()
        self._opening = self.ask

    def _begin(self) -> None:
        self._talk = talk_about(self.page, self._where)
        self.ask: Ask = next(self._talk)
        self._lines: list[Typed] = []

    @property
    def stepped(self) -> bool:
        """Whether rows or sets are asked one by one."""
        return prompt_of(self.page).stepped

    @property
    def under_way(self) -> bool:
        """Whether a part of the page was entered since it was asked."""
        return bool(self._lines)

    @property
    def entered(self) -> Answer | None:
        """What would be kept if the respondent left now: what was entered, or rows that were refused."""
        return self.refused if self.ask.entered is None and self.stepped else self.ask.entered

    def lines(self) -> tuple[str, ...]:
        """Return how the page is answered, and what is asked now."""
        if not self._lines:
            return self._opening.lines
        return (*self._opening.lines[: len(self._opening.lines) - self._opening.own], *self.ask.lines)

    def take(self, line: Typed) -> Answer | None:
        """Take a line in; return the answer if it is complete, else see :attr:`ask`."""
        try:
            self.ask = self._talk.send(line)
        except StopIteration as end:
            self.answer = end.value
            return self.answer
        if not self.ask.unclear:
            self._lines.append(line)
        return None

    def step_back(self) -> bool:
        """Take the last line back; return whether there was one."""
        if not self._lines:
            return False
        lines = self._lines[:-1]
        self._begin()
        for line in lines:
            self.take(line)
        return True
