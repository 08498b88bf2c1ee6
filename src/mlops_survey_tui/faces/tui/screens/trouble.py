"""Trouble with the storage: what happened, and trying again without losing what is on the screen."""

from __future__ import annotations

from collections.abc import Callable

from .... import exit_codes
from ....language import _, mark
from ....store.errors import DamagedInterview, InterviewInUse, StorageError, UnknownInterview
from ..drawing import paragraph
from ..frame import Frame
from ..lines import Line, Look, Target
from ..widgets.footer import menu_keys
from ..widgets.header import SHORT, header
from .base import Departure, Host, SurveyScreen, inset_of
from .menu import Entry, Menu

_SAVING, _OPENING = mark("This could not be saved"), mark("This interview cannot be opened")
_ELSEWHERE = mark("What was saved before can be written to another disk: {command}")


class TroubleScreen(SurveyScreen):
    """Lies over the screen on which something could not be stored; that screen keeps what was entered."""

    def __init__(self, host: Host, error: StorageError, retry: Callable[[], None]) -> None:
        super().__init__(host)
        self._error, self._retry = error, retry
        self._opening = isinstance(error, (InterviewInUse, UnknownInterview, DamagedInterview))
        self._menu = Menu(
            [
                Entry(_("Try again"), self._again),
                Entry(_("Back"), host.close, "" if self._opening else _("your answer is still there")),
                Entry(_("Leave"), self._leave, "" if self._opening else _("without what is not saved yet")),
            ]
        )

    def frame(self, look: Look) -> Frame:
        """Return the message, the remedy and the menu."""
        inset = inset_of(look)
        width = look.width - 2 * inset
        command = f"{self.host.start.command} responses export --out FILE"
        in_place = not self._opening and not self._error.has_gone
        elsewhere = _(_ELSEWHERE).format(command=command) if in_place else ""
        texts = ((self._error.message, "error"), (self._error.remedy, ""), (elsewhere, "muted"))
        gap = () if look.height < SHORT else (Line(),)
        lead = tuple(line for text, style in texts if text for line in (*paragraph(text, width, style), *gap))
        body = (*lead, *self._menu.lines(width, look.ascii))
        focus = len(lead) + self._menu.focus_line(width, look.ascii)
        top = header(_(_OPENING if self._opening else _SAVING), "", "", None, look)
        return Frame(top, body, self.foot(menu_keys(), look), focus, len(lead), inset, self.page)

    def act(self, action: str) -> None:
        """Move in the menu, or go back to the survey."""
        if action == "back":
            self.host.close()
        else:
            self._menu.act(action)

    def clicked(self, target: Target) -> None:
        """Run the entry clicked."""
        self._menu.clicked(target)

    def _again(self) -> None:
        self.host.close()
        self._retry()

    def _leave(self) -> None:
        self.host.depart(
            Departure(exit_codes.STORAGE, self._error.message if self._opening else self._error.on_leaving)
        )
