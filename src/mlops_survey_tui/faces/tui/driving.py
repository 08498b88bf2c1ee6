"""Drives an interview through the real app with keys, for rehearsals.

Each verb presses the keys that a person would press, and comes back when the app has handled and painted them. Two
faces agree on an interview when their logs agree without drafts, notes and times: the app keeps what was entered when
a set of a MaxDiff question or an unfinished page is left, and leads to some verbs over the help, which it notes.
Neither changes a page, the path or an answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from ...interview.answers import EMPTY, Answer
from ...interview.checking import normalise
from ...interview.events import EventKind
from ...interview.page import Problem
from ...interview.session import Session
from ..impossible import Impossible
from .driven import Running
from .keystrokes import CannotEnter, Stroke, keys_for
from .keystrokes.hand import stroke
from .screens.base import SurveyScreen
from .screens.help import HelpScreen
from .screens.question import QuestionScreen
from .screens.review import ReviewScreen
from .screens.thanks import ThanksScreen
from .screens.welcome import WelcomeScreen
from .start import Opened, Options, Start

SIZE = (80, 24)
Result = TypeVar("Result")
_MOST_STEPS = 200


class NotPossible(Impossible):
    """A verb that the app offers no way to do where it stands; the message holds the screen."""

    def __init__(self, what: str, screen: str) -> None:
        super().__init__(f"{what}; the screen shows:\n{screen}")


class AppDriver:
    """One sitting in an app without a terminal, from behind the welcome to the end.

    The driver has an event loop of its own, which stands still between verbs; so it can be used from plain code, but
    not from inside another running loop.
    """

    def __init__(self, session: Session, size: tuple[int, int] = SIZE) -> None:
        self.session = session
        opened = Opened(session, session.questionnaire, lambda: "rehearsal" if session.consented else "")
        start = Start(
            session.questionnaire, lambda: opened, lambda: (), lambda _: opened,
            options=Options(grace=0.0, clock=lambda: 0.0),
        )  # fmt: skip
        self._loop = asyncio.new_event_loop()
        self._running = Running(start, size)
        self._run(self._running.start())
        self._read()
        self._press("enter")
        if self._is(WelcomeScreen):
            raise NotPossible("the welcome cannot be passed", self.screen())

    def answer(self, answer: Answer) -> list[Problem]:
        """Enter an answer and give it; return what was said against it.

        An answer that the engine refuses, and that the view lets nobody enter, is refused with the engine's words.

        Raises:
            CannotEnter: no keys lead to a good answer.
            NotPossible: the app says nothing, or something else, against an answer that is refused.
        """
        normal = normalise(answer)
        screen = self._question("answer")
        try:
            strokes = keys_for(screen.asked, screen.state, normal)
        except CannotEnter:
            problems = self.session.check(normal)
            if any(not problem.soft for problem in problems):
                return problems
            raise
        return self._give(strokes, normal)

    def skip(self) -> list[Problem]:
        """Empty the question and go on."""
        return self.answer(EMPTY)

    def draft(self, answer: Answer) -> None:
        """Enter an answer without giving it, and look at the review, which makes the app record it.

        Raises:
            CannotEnter: no keys lead to it.
        """
        screen = self._question("enter")
        self._send(keys_for(screen.asked, screen.state, normalise(answer))[:-1])
        self._press(*self._action("r", "review"))
        self._press("escape")

    def back(self) -> bool:
        """Press Esc until the page before is shown; return whether there is one."""
        return self._until(EventKind.WENT_BACK, "escape")

    def undo(self) -> bool:
        """Take back the last answer; return whether there was one."""
        if self.session.ended:
            return False
        return self._until(EventKind.UNDONE, *self._action("u", "undo"))

    def jump(self, key: str) -> bool:
        """Go to a page through the review; return whether it was shown before and is on the path.

        Raises:
            NotPossible: the review does not list it, as it lists no page that only informs.
        """
        if self.session.ended:
            return False
        lines = [line.key for line in self.session.review()]
        if key not in lines:
            if self.session.facts.displayed.keys() & {key}:
                raise NotPossible(f"the review does not list {key}", self.screen())
            return False
        if not self._is(ReviewScreen):
            self._press(*self._action("r", "review"))
        self._press("home", *["down"] * lines.index(key))
        if self._until(EventKind.JUMPED, "enter"):
            return True
        if self.session.position:
            self._press("escape")
        return False

    def help(self) -> None:
        """Open the help, and close it again."""
        self._press("f1")
        if not self._is(HelpScreen):
            raise NotPossible("the help does not open", self.screen())
        self._press("escape")

    def leave(self) -> None:
        """Save and leave, as with Ctrl+C pressed twice; the app ends."""
        if not self._running.ended:
            self._press("ctrl+c", "ctrl+c")
            self._run(self._running.close())

    def finish(self) -> bool:
        """End the interview on the review; return whether it could be ended."""
        if not self._is(ReviewScreen) or self.session.position:
            return False
        self._press("end", "enter")
        return self._is(ThanksScreen)

    def screen(self) -> str:
        """Return the text of the screen as painted last, one line a row."""
        return "\n".join(row.rstrip() for row in self._running.app.painted)

    def close(self) -> None:
        """End the app if it still runs, and let go of the event loop."""
        if not self._loop.is_closed():
            self._run(self._running.close())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    def _give(self, strokes: tuple[Stroke, ...], answer: Answer) -> list[Problem]:
        """Send the keys of an answer, and read what the app says against it."""
        facts, given = self.session.facts, len(self.session.facts.order)
        self._send(strokes)
        if self.session.ended or len(facts.order) > given:
            return []
        problems, notice = self.session.check(answer), self._screen.notice
        unsaid = [problem.message for problem in problems if notice is None or problem.message not in notice.text]
        if unsaid or not problems:
            raise NotPossible(f"{answer.to_data()} was not taken, without saying {unsaid or 'why'}", self.screen())
        return problems

    def _until(self, kind: EventKind, *keys: str) -> bool:
        """Press keys until an event of a kind is recorded; return False when the app says that it cannot be."""
        before = len(self.session.log)
        for _ in range(_MOST_STEPS):
            self._press(*keys)
            if any(event.kind is kind for event in self.session.log[before:]):
                return True
            if self._screen.notice is not None or self.session.ended:
                return False
        raise NotPossible(f"{'+'.join(keys)} leads nowhere", self.screen())

    def _action(self, key: str, action: str) -> tuple[str, ...]:
        """Return the keys of an action: its letter, or where letters are text its place in the help's menu."""
        if not self._screen.typing:
            return (key,)
        place = 2 + self._screen.menu.index(action)
        self._press("f1")
        self._read()
        return (str(place), "enter")

    def _question(self, what: str) -> QuestionScreen:
        screen = self._screen
        if not isinstance(screen, QuestionScreen):
            raise NotPossible(f"there is no question to {what}", self.screen())
        self._read()
        return screen

    @property
    def _screen(self) -> SurveyScreen:
        return self._running.app.navigator.screen

    def _is(self, screen: type[SurveyScreen]) -> bool:
        return isinstance(self._screen, screen)

    def _read(self) -> None:
        """Scroll to where the keys act, as on a page that is longer than the screen."""
        for _ in range(_MOST_STEPS):
            if not self._running.app.navigator.unread:
                return
            self._press("pagedown")

    def _press(self, *keys: str) -> None:
        self._send(tuple(map(stroke, keys)))

    def _send(self, strokes: tuple[Stroke, ...]) -> None:
        self._run(self._running.press(strokes))

    def _run(self, job: Coroutine[Any, Any, Result]) -> Result:
        return self._loop.run_until_complete(job)
