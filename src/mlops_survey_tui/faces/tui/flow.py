"""Which screen is shown: the way from the welcome through questions and review to the thanks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ...interview.page import Page
from ...store.errors import StorageError
from .errands import Errand
from .screens.base import Departure, SurveyScreen
from .screens.question import QuestionScreen
from .screens.review import ReviewScreen
from .screens.thanks import ThanksScreen
from .screens.trouble import TroubleScreen
from .screens.welcome import WelcomeScreen
from .start import Opened, Start
from .widgets.footer import Notice

Result = TypeVar("Result")


class Flow:
    """A stack of screens, of which the last one is shown; the screens' ``Host``."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.departure: Departure | None = None
        self.errands: list[Errand] = []
        self._screens: list[SurveyScreen] = []
        welcome = WelcomeScreen(self)
        self.show(welcome)
        if start.resume_first:
            welcome.resume(start.resume_first)

    @property
    def screen(self) -> SurveyScreen:
        """The screen shown."""
        return self._screens[-1]

    @property
    def bottom(self) -> SurveyScreen:
        """The screen below all that were laid over it."""
        return self._screens[0]

    def show(self, screen: SurveyScreen) -> None:
        """Show this screen in the place of all others."""
        self._screens = [screen]

    def open(self, screen: SurveyScreen) -> None:
        """Lay this screen over the present one."""
        self._screens.append(screen)

    def close(self) -> None:
        """Take the top screen away."""
        if len(self._screens) > 1:
            self._screens.pop()

    def depart(self, departure: Departure) -> None:
        """End the app."""
        self.departure = departure

    def leave(self) -> None:
        """Save what was entered and end the app."""
        message = next((text for screen in reversed(self._screens) if (text := screen.farewell())), "")
        self.attempt(self.save, lambda _: self.depart(Departure(message=message)))

    def save(self) -> None:
        """Keep what was entered on any screen and record the pause.

        Raises:
            StorageError: it could not be written.
        """
        for screen in self._screens:
            screen.save()

    def broken_off(self) -> str:
        """Return what to say where a signal ends the program now."""
        return "\n".join(filter(None, (screen.broken_off() for screen in self._screens)))

    def attempt(self, job: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do what may meet trouble with the storage, then go on; on trouble show it and offer to retry."""
        try:
            result = job()
        except StorageError as error:
            self.open(TroubleScreen(self, error, lambda: self.attempt(job, then)))
        else:
            then(result)

    def ask(self, errand: Errand) -> None:
        """Leave something for the terminal to do after the key."""
        self.errands.append(errand)

    def go_on(self, opened: Opened, said: str = "") -> None:
        """Show where the interview stands: its question, the review at the end, or the thanks; and say something."""
        if opened.session.ended:
            self.show(ThanksScreen(self, opened))
        else:
            self.attempt(opened.session.page, lambda page: self._turn(opened, page, said))

    def _turn(self, opened: Opened, page: Page | None, said: str) -> None:
        bottom = self.bottom
        if page is None:
            self.show(ReviewScreen(self, opened))
        elif isinstance(bottom, QuestionScreen) and bottom.opened is opened:
            bottom.turn(page)
            self.show(bottom)
        else:
            self.show(QuestionScreen(self, opened, page))
        if said and self.screen.notice is None:
            self.screen.notice = Notice(said, "accent")
