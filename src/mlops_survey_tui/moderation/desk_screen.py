"""The moderator's screen: the console shows it alone, the panel lays it over the respondent's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..faces.actions import Action
from ..faces.tui.frame import Frame, Row, inset
from ..faces.tui.lines import Line, Look, Span, Target
from ..faces.tui.screens.base import Host, SurveyScreen, inset_of
from ..faces.tui.widgets.footer import Key, Notice, footer, key, notice_rows
from ..faces.tui.widgets.header import SHORT, header
from ..language import _, mark
from ..store.errors import StorageError
from ..store.observations import Observation
from .desk import Desk, Doing, act, draft, taken_up, typed
from .desk_lines import about_lines, entry_rows, question_lines, state_text
from .snapshot import Snapshot, Status
from .watching import Watching
from .words import minutes

_AT_DESK = ("note", "flag", "probe", "think_aloud", "stop_clock", "take_back", "left", "right", "back", "next")
ACTIONS = frozenset((*_AT_DESK, "help", "leave", "suspend", *(f"digit_{digit}" for digit in range(1, 6))))
"""What means something at the desk."""
_RATE = mark("clarity of this question: 1 not understood, 5 clear at once")
_HELP = mark(
    "Digits 1 to 5 rate how clear the question on the screen is, 5 being clear. A note belongs to the question that "
    "was on the screen when it was begun. Left and right go to earlier questions, to record something about them. "
    "The clock can be stopped while you talk; it runs again with the next question."
)


class DeskScreen(SurveyScreen):
    """One interview as it happens, and what is recorded about it."""

    menu = ("note", "flag", "probe", "think_aloud", "stop_clock", "take_back", "leave")

    def __init__(self, host: Host, watching: Watching, place: str, close: Callable[[], None] | None = None) -> None:
        """``place`` names where drafts belong; ``close`` is what Esc does when there is nothing to cancel."""
        super().__init__(host)
        self.watching, self.place = watching, place
        self.desk, self.snapshot = Desk(), Snapshot(interview_id=watching.interview_id)
        self._close = close
        self._kept: Observation | None = None
        self._begun = False
        self._trouble = ""
        self.look()

    def look(self) -> bool:
        """Look at the interview and keep what is half typed; return whether anything changed on the screen."""
        before = self.snapshot, self._trouble
        try:
            self.snapshot, self._trouble = self.watching.look(), ""
            self._take_up_draft()
            self._keep_draft()
        except StorageError as error:
            self._trouble = str(error)
        return (self.snapshot, self._trouble) != before

    def _take_up_draft(self) -> None:
        if self._begun or self.snapshot.status is Status.WAITING:
            return
        kept = self.watching.draft(self.place)
        self._begun, self._kept = True, kept
        if kept is not None:
            self.desk = taken_up(kept)

    def _keep_draft(self) -> None:
        half_typed = draft(self.desk)
        if half_typed != self._kept:
            self.watching.keep_draft(self.place, half_typed)
            self._kept = half_typed

    @property
    def probes(self) -> tuple[str, ...]:
        """The probes listed for the page that is recorded about."""
        return self.watching.probes(self.desk.subject(self.snapshot))

    @property
    def typing(self) -> bool:
        """Letters are text in a note."""
        return self.desk.typing

    @property
    def scrolls(self) -> bool:  # type: ignore[override]  # the cursor comes and goes with the lists
        """Up and down scroll while there is no list to choose from."""
        return self.desk.doing is Doing.WATCHING

    def takes(self, action: Action) -> bool:
        """Return whether an action means something here."""
        return action.id in ACTIONS

    def frame(self, look: Look) -> Frame:
        """Return the interview above, what is being entered below."""
        margin = inset_of(look)
        inner = replace(look, width=look.width - 2 * margin)
        share = None if self.snapshot.status is Status.WAITING else self.snapshot.share
        top = header(self._title(), self.snapshot.section, self._times(), share, look)
        notice = self.notice or self._notice()
        bottom = (
            *entry_rows(self.desk, self.probes, margin, look), *notice_rows(notice, margin, look),
            *self._scale(margin, look), footer(self._keys(), look),
        )  # fmt: skip
        answer = self.watching.answer(self.desk.about)
        shown = question_lines(self.snapshot, inner)
        about = about_lines(self.desk, self.snapshot, self.probes, answer, inner)
        body = [*about, Line(), *shown] if self.desk.about else [*shown, *about]
        return Frame(top, body, bottom, 0, 0, margin, self.snapshot.key, reading=False)

    def _notice(self) -> Notice | None:
        """Return what came of the last key; trouble, and that the respondent's program is closed, come before it."""
        if self._trouble:
            return Notice(self._trouble, "warning")
        state = state_text(self.snapshot)
        if state and (self.snapshot.status is Status.AWAY or not self.desk.said):
            return Notice(state, "warning")
        return Notice(self.desk.said, "accent") if self.desk.said else None

    def act(self, action: str) -> None:
        """Do what a key means at the desk, and keep what came of it."""
        if action == "back" and self.desk.doing is Doing.WATCHING and not self.desk.about and self._close:
            self._close()
            return
        self._follow(*act(self.desk, self.snapshot, self.probes, action))

    def typed(self, character: str) -> None:
        """Write."""
        self.desk = typed(self.desk, character)

    def pasted(self, text: str) -> None:
        """Write what was pasted."""
        self.desk = typed(self.desk, text)

    def clicked(self, target: Target) -> None:
        """Choose the entry clicked."""
        if target.name == "entry" and not self.desk.typing:
            self.act(f"digit_{target.row + 1}")

    def save(self) -> None:
        """Keep what is half typed."""
        if self.snapshot.status is not Status.WAITING:
            self._keep_draft()

    def farewell(self) -> str:
        """Return how to come back to the console."""
        name = self.watching.interview_id
        if not name or self._close is not None:
            return ""
        again = _("The console is closed, the interview is not. To follow it again: {command}")
        return again.format(command=f"mlops-survey moderate --console {name}")

    def _follow(self, following: Desk, observation: Observation | None) -> None:
        if observation is None:
            self.desk = following
        else:
            self.host.attempt(
                lambda: self.watching.observe(observation, self.place), lambda _kept: self._kept_at(following)
            )

    def _kept_at(self, following: Desk) -> None:
        self.desk, self._kept = following, None
        self.look()

    def _scale(self, margin: int, look: Look) -> tuple[Row, ...]:
        """Return what the digits mean, where there is room for it."""
        if self.desk.doing is not Doing.WATCHING or look.height < SHORT or self.snapshot.status is Status.WAITING:
            return ()
        return inset((Line((Span("1-5", "key"), Span(f" {_(_RATE)}", "muted"))),), margin)

    def help_text(self) -> str:
        """Return what the desk is for."""
        return _(_HELP)

    def _title(self) -> str:
        name = self.snapshot.interview_id
        return _("Panel") if self._close is not None else " ".join((_("Console"), name)).strip()

    def _times(self) -> str:
        """Return the session's time against the budget, and the minutes left."""
        shown = self.snapshot
        if shown.status is Status.WAITING:
            return ""
        spent = minutes(shown.session_ms)
        budget = _("{spent} of {budget} min").format(spent=spent, budget=round(shown.budget)) if shown.budget else spent
        if shown.status is Status.ENDED:
            return budget
        return _("{spent}, {left} left").format(spent=budget, left=_left(shown.minutes_left))

    def _keys(self) -> list[Key]:
        if self.desk.typing:
            label = _("go on") if self.desk.doing is Doing.QUESTION else _("keep")
            return [key("next", 9, label=label), key("back", 8, label=_("cancel"))]
        if self.snapshot.status is Status.WAITING:
            return [key("help", 9), key("leave", 8)]
        if self.desk.doing is not Doing.WATCHING:
            return [key("up", 7), key("next", 9, label=_("choose")), key("back", 8, label=_("cancel"))]
        close = [key("back", 8, label=_("close"))] if self._close is not None else []
        close = [key("back", 8, label=_("to the present"))] if self.desk.about else close
        return [
            key("help", 9), key("note", 8), key("flag", 7), key("probe", 6), key("stop_clock", 4),
            *(close or [key("think_aloud", 3)]),
        ]  # fmt: skip


def _left(left: float) -> str:
    return _("{n} min").format(n=round(left)) if left >= 1 else _("< 1 min")
