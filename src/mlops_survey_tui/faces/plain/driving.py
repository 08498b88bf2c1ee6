"""Drives an interview through the plain face with lines, for rehearsals.

Each verb types what a person would type into the conversation, and reads what it says. The log is that of the engine
alone, but for help that was asked for, and for rows that were entered and left, which are kept as a draft.
"""

from __future__ import annotations

from ...interview.answers import EMPTY, Answer
from ...interview.checking import normalise
from ...interview.events import EventKind
from ...interview.page import Problem
from ...interview.session import COMPLETE, Session
from ..impossible import Impossible
from ..tui.start import Opened
from .asked import Asked
from .conversation import Conversation
from .prompts import CannotType, reply
from .saying import reached


class NotPossible(Impossible):
    """A verb that the conversation offers no way to do where it stands; the message holds what was said."""

    def __init__(self, what: str, said: str) -> None:
        super().__init__(f"{what}; the last words were:\n{said}")


class PlainDriver:
    """One sitting without a terminal, from behind the welcome to the end.

    ``transcript`` holds every line that was said, and behind ``>`` every line that was typed.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.transcript: list[str] = []
        self._shown = 0
        opened = Opened(session, session.questionnaire, lambda: "rehearsal")
        self.conversation = Conversation(
            opened, self.transcript.append, lambda: ["Saved."], lambda: ["Thank you."], self._turned
        )
        self.conversation.start()

    def answer(self, answer: Answer) -> list[Problem]:
        """Type an answer; return what was said against it.

        An answer that the engine refuses, and that no line says, is refused with the engine's words.

        Raises:
            NotPossible: there is no question, no line says a good answer, or the conversation did not understand.
        """
        asked = self._asked("answer")
        try:
            lines = _lines(asked, answer)
        except CannotType as error:
            problems = self.session.check(normalise(answer))
            if any(not problem.soft for problem in problems):
                return problems
            raise NotPossible(str(error), self.screen()) from None
        for line in lines:
            self._type(line)
            if not self.conversation.understood:
                raise NotPossible(f"{line!r} was not understood", self.screen())
        return list(self.conversation.problems)

    def skip(self) -> list[Problem]:
        """Go on without an answer."""
        return self.answer(EMPTY)

    def draft(self, answer: Answer) -> None:
        """Type an answer but for its last line, which would give it; the rest is kept when the page is left.

        Raises:
            NotPossible: there is no question, or no line says the answer.
        """
        try:
            lines = _lines(self._asked("enter"), answer)
        except CannotType as error:
            raise NotPossible(str(error), self.screen()) from None
        for line in lines[:-1]:
            self._type(line)

    def back(self) -> bool:
        """Go back until the page before is asked; return whether there is one."""
        if self.session.ended:
            return False
        self._rewind()
        return self._moves("back", EventKind.WENT_BACK)

    def undo(self) -> bool:
        """Take back the last answer; return whether there was one."""
        return self._moves("undo", EventKind.UNDONE)

    def jump(self, key: str) -> bool:
        """Go to a page through the review; return whether it was shown before and is on the path.

        Raises:
            NotPossible: the review does not list it, as it lists no page that only informs.
        """
        if self.session.ended:
            return False
        keys = [line.key for line in reached(self.session.review())]
        if key not in keys:
            if key in self.session.facts.displayed:
                raise NotPossible(f"the review does not list {key}", self.screen())
            return False
        self._type("review")
        if self._moves(str(keys.index(key) + 1), EventKind.JUMPED):
            return True
        self._type("")
        return False

    def help(self) -> None:
        """Ask for help."""
        self._type("help")

    def leave(self) -> None:
        """Save and leave; the conversation ends."""
        self._type("save")

    def finish(self) -> bool:
        """End the interview where all is answered; return whether it could be ended."""
        if self.session.ended or not self.conversation.at_the_end:
            return False
        self._type("yes")
        return self.session.ended == COMPLETE

    def screen(self) -> str:
        """Return what was said and typed since the page appeared."""
        return "\n".join(self.transcript[self._shown :])

    def close(self) -> None:
        """Hold nothing, let go of nothing."""

    def _turned(self) -> None:
        self._shown = len(self.transcript)

    def _asked(self, what: str) -> Asked:
        """Return the page that is asked, with nothing entered yet."""
        self._rewind()
        if self.conversation.asked is None or self.session.ended:
            raise NotPossible(f"there is no question to {what}", self.screen())
        return self.conversation.asked

    def _rewind(self) -> None:
        """Go back to the opening of the page, as a person would who wants to start it again."""
        while self.conversation.asked is not None and self.conversation.asked.under_way:
            self._type("back")

    def _moves(self, line: str, kind: EventKind) -> bool:
        """Type a line; return whether an event of a kind came of it."""
        before = len(self.session.log)
        if not self.session.ended:
            self._type(line)
        return any(event.kind is kind for event in self.session.log[before:])

    def _type(self, line: str) -> None:
        self.transcript.append(f"> {line}")
        self.conversation.take(line)


def _lines(asked: Asked, answer: Answer) -> list[str]:
    """Return what to type, from the first row on where the page begins at a row that was refused."""
    lines = reply(asked.page, answer)
    return ["row 1", *lines] if asked.stepped and asked.refused is not None and len(lines) > 1 else lines
