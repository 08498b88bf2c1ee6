"""The respondent's app of a moderated session: the survey as it is, with the moderator's setup before and a panel."""

from __future__ import annotations

from ..faces.actions import DESK, MODERATION
from ..faces.tui.app import SurveyApp
from ..faces.tui.navigator import Navigator
from ..faces.tui.screens.question import QuestionScreen
from ..faces.tui.screens.review import ReviewScreen
from ..faces.tui.start import Options, Start
from ..questionnaire.model import Questionnaire
from ..store.errors import StorageError
from ..store.store import Store
from .desk_screen import DeskScreen
from .interviews import ModeratedInterviews, Plan
from .setup_screen import SetupScreen
from .watching import EVERY, PANEL, Watching


class ModeratedNavigator(Navigator):
    """A navigator with one key more, which the respondent's screen does not name."""

    def __init__(self, start: Start, interviews: ModeratedInterviews, width: int = 80, height: int = 24) -> None:
        self._interviews = interviews
        self._panel: DeskScreen | None = None
        super().__init__(start, width, height)
        if not start.resume_first and interviews.plan.notes is None:
            plan = interviews.plan
            self._flow.open(SetupScreen(self._flow, interviews.next_id, plan.respondent, self._agreed))
            self._draw()

    def key(self, key: str, character: str | None) -> None:
        """Take a key; the panel's own keys mean something only on it, and only here its key means something."""
        text = character if character and character.isprintable() else ""
        written = bool(text) and self._flow.screen.writes(text)
        if not written and self._start.options.keymap.having(MODERATION).action_for(key) == "panel":
            self._toggle()
            self._draw()
        else:
            super().key(key, character)

    def look(self) -> bool:
        """Keep what is half typed in the panel; return whether its screen changed."""
        if self._panel is None or not self._panel.look():
            return False
        self._draw()
        return True

    def _toggle(self) -> None:
        if self._panel is None:
            self._open_panel()
        elif self._flow.screen is self._panel:
            self._close_panel()

    def _draw(self) -> None:
        plain = self._start.options.keymap
        self._keymap = plain if self._panel is None else plain.having(DESK)
        super()._draw()

    def _open_panel(self) -> None:
        """Stop the clock and lay the panel over the question or the review."""
        name = self._interviews.current
        if not isinstance(self._flow.screen, (QuestionScreen, ReviewScreen)):
            return
        self._interviews.stop(name)
        watching = Watching(self._interviews.store, name)
        self._panel = DeskScreen(self._flow, watching, PANEL, self._close_panel)
        self._flow.open(self._panel)

    def _close_panel(self) -> None:
        """Close the panel; with something half typed that cannot be kept it stays, and says why."""
        if self._panel is not None:
            try:
                self._panel.save()
            except StorageError:
                return
            self._interviews.go(self._panel.watching.interview_id)
        self._panel = None
        self._flow.close()

    def _agreed(self, code: str, notes: bool) -> None:
        self._interviews.agree(code, notes)
        self._flow.close()


class ModeratedApp(SurveyApp):
    """The survey's app with the moderator's key."""

    def __init__(self, start: Start, interviews: ModeratedInterviews) -> None:
        self._interviews = interviews
        super().__init__(start)

    def navigate(self, start: Start) -> Navigator:
        """Return the navigator with the panel."""
        return ModeratedNavigator(start, self._interviews)

    def settle(self) -> None:
        """Begin to keep what is half typed."""
        super().settle()
        self.set_interval(EVERY, self._look)

    def _look(self) -> None:
        assert isinstance(self.navigator, ModeratedNavigator)
        if self.navigator.look():
            self.draw()


def sit(questionnaire: Questionnaire, store: Store, plan: Plan, options: Options, seed: str = "") -> int:
    """Hold a moderated session on this terminal; return the exit code."""
    from ..faces.tui.run import run

    interviews = ModeratedInterviews(questionnaire, store, plan, seed=seed)
    start = start_of(interviews, store, options)
    try:
        return run(start, lambda start: ModeratedApp(start, interviews))
    finally:
        interviews.close()


def start_of(interviews: ModeratedInterviews, store: Store, options: Options) -> Start:
    """Return what the app is given: always a new interview, but for the one that is gone on with."""
    return Start(
        survey=interviews.questionnaire,
        begin=interviews.begin,
        resumable=lambda: (),
        resume=interviews.resume,
        introduction=interviews.introduction(),
        data_location="" if store.directory is None else str(store.directory.root),
        notices=store.notices,
        options=options,
        resume_first=interviews.plan.resume,
        command="mlops-survey moderate",
    )
