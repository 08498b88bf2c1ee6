"""The verbs by which a rehearsal drives an interview, on the engine alone or through a face."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..interview.answers import Answer
from ..interview.page import Problem
from ..interview.session import Session


class Driver(Protocol):
    """Drives one sitting. ``session`` is the interview behind the face, for looking only."""

    session: Session

    def answer(self, answer: Answer) -> list[Problem]:
        """Give an answer; return what was said against it."""

    def draft(self, answer: Answer) -> None:
        """Enter an answer without giving it."""

    def back(self) -> bool:
        """Go back one page; return whether there was one."""

    def undo(self) -> bool:
        """Take back the last answer."""

    def jump(self, key: str) -> bool:
        """Go to a page that was shown before."""

    def help(self) -> None:
        """Open the help of the page."""

    def leave(self) -> None:
        """Leave the interview, to come back later."""

    def finish(self) -> bool:
        """End the interview; return whether it could be ended."""

    def screen(self) -> str:
        """Return what is on the screen, '' where there is none."""

    def close(self) -> None:
        """Let go of what the face holds."""


class EngineDriver:
    """Drives the engine itself."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def answer(self, answer: Answer) -> list[Problem]:
        """Give an answer; return what was said against it."""
        return self.session.answer(answer)

    def draft(self, answer: Answer) -> None:
        """Enter an answer without giving it."""
        self.session.draft(answer)

    def back(self) -> bool:
        """Go back one page."""
        return self.session.back()

    def undo(self) -> bool:
        """Take back the last answer."""
        return self.session.undo()

    def jump(self, key: str) -> bool:
        """Go to a page that was shown before."""
        return self.session.jump(key)

    def help(self) -> None:
        """Note that help was opened, as the faces do."""
        self.session.note("help_opened")

    def leave(self) -> None:
        """Pause the interview."""
        self.session.pause()

    def finish(self) -> bool:
        """End the interview."""
        return self.session.finish()

    def screen(self) -> str:
        """Return nothing: the engine has no screen."""
        return ""

    def close(self) -> None:
        """Hold nothing, let go of nothing."""


Open = Callable[[Session], Driver]
"""Puts a face before a session that was begun or resumed."""
