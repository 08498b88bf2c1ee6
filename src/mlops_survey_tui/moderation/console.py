"""The moderator's console in a second terminal, on the full screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..faces.actions import DESK
from ..faces.tui.app import SurveyApp
from ..faces.tui.navigator import Navigator
from ..faces.tui.start import Offered, Opened, Options, Start
from ..store.store import Store
from .desk_screen import DeskScreen
from .watching import CONSOLE, EVERY, Watching


@dataclass(frozen=True, slots=True)
class NoSurvey:
    """What screens ask of a survey, where none is taken."""

    title: str = "Console"
    edition: str = ""
    tagline: str = ""
    status: str = "open"
    closes: str = ""
    estimate_minutes: float = 0.0
    offers: Sequence[Offered] = ()


class ConsoleNavigator(Navigator):
    """A navigator that shows the desk alone."""

    def __init__(self, start: Start, watching: Watching, width: int = 80, height: int = 24) -> None:
        super().__init__(start, width, height)
        self.desk = DeskScreen(self._flow, watching, CONSOLE)
        self._flow.show(self.desk)
        self._draw()

    def look(self) -> bool:
        """Look at the interview; return whether the screen changed."""
        if not self.desk.look():
            return False
        self._draw()
        return True


class ConsoleApp(SurveyApp):
    """The console's app: the desk, and an eye on the database."""

    def __init__(self, start: Start, watching: Watching) -> None:
        self._watching = watching
        super().__init__(start)

    def navigate(self, start: Start) -> Navigator:
        """Return the console's navigator."""
        return ConsoleNavigator(start, self._watching)

    def settle(self) -> None:
        """Begin to look at the database."""
        super().settle()
        self.set_interval(EVERY, self._look)

    def _look(self) -> None:
        assert isinstance(self.navigator, ConsoleNavigator)
        if self.navigator.look():
            self.draw()


def follow(store: Store, interview_id: str, options: Options) -> int:
    """Follow an interview on this terminal, the newest that runs if none is named; return the exit code."""
    from ..faces.tui.run import run

    watching = Watching(store, interview_id)
    try:
        return run(console_start(options), lambda start: ConsoleApp(start, watching))
    finally:
        watching.close()


def console_start(options: Options) -> Start:
    """Return what the console's app is given: no survey to take."""
    return Start(
        NoSurvey(), _nothing, lambda: (), lambda _name: _nothing(),
        options=replace(options, grace=0.0, keymap=options.keymap.having(DESK)),
    )  # fmt: skip


def _nothing() -> Opened:
    raise LookupError("the console takes no survey")
