"""The first screen: what this is, what happens to the answers, and resume or start."""

from __future__ import annotations

from ....interview.answers import EMPTY
from ....language import _, mark, plural
from ...sentences import welcome_texts
from ..drawing import paragraph
from ..frame import Frame
from ..lines import Line, Look, Target
from ..start import Opened, Resumable
from ..widgets.footer import menu_keys
from ..widgets.header import SHORT, header, survey_name
from .base import Departure, Host, SurveyScreen, inset_of
from .menu import Entry, Menu

_STATES = {"draft": mark("draft edition"), "closed": mark("closed edition")}


class WelcomeScreen(SurveyScreen):
    """Title, tagline, terms in brief, and a menu: each open interview, a new one, leave."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._menu = Menu(self._entries())

    def frame(self, look: Look) -> Frame:
        """Return the welcome: it all scrolls, the menu keeps the focus."""
        survey, inset = self.host.start.survey, inset_of(look)
        width = look.width - 2 * inset
        lead = self._introduction(width, look)
        body = (*lead, *self._menu.lines(width, look.ascii))
        state = _(_STATES.get(survey.status, ""))
        top = header(survey_name(survey), "", state, None, look)
        bottom = self.foot(menu_keys(mark("leave")), look)
        focus = len(lead) + self._menu.focus_line(width, look.ascii)
        return Frame(top, body, bottom, focus, len(lead), inset, self.page)

    def act(self, action: str) -> None:
        """Move in the menu, or leave."""
        if action == "back":
            self._leave()
        else:
            self._menu.act(action)

    def clicked(self, target: Target) -> None:
        """Run the entry clicked."""
        self._menu.clicked(target)

    def begin(self) -> None:
        """Start a new interview."""
        self.host.attempt(self.host.start.begin, self._start)

    def resume(self, interview: str) -> None:
        """Go on with an open interview."""
        self.host.attempt(lambda: self.host.start.resume(interview), self._open)

    def _entries(self) -> list[Entry]:
        found = list(self.host.start.resumable())
        minutes = round(self.host.start.survey.estimate_minutes)
        about = plural("about {minutes} minute", "about {minutes} minutes", minutes) if minutes else ""
        entries = [self._entry(one, alone=len(found) == 1) for one in found]
        label = _("Start a new survey") if found else _("Start the survey")
        entries.append(Entry(label, self.begin, about.format(minutes=minutes)))
        return [*entries, Entry(_("Leave"), self._leave)]

    def _entry(self, open_one: Resumable, *, alone: bool) -> Entry:
        if open_one.in_use:
            where = _("open in another window")
        else:
            where = plural("{count} answer, {saved}", "{count} answers, {saved}", open_one.answered)
        where = where.format(count=open_one.answered, saved=open_one.saved)
        label = _("Go on with your survey") if alone else _("Go on with {id}").format(id=open_one.id)
        return Entry(label, lambda: self.resume(open_one.id), where)

    def _start(self, opened: Opened) -> None:
        page = opened.session.page()
        if page is not None and page.shape == "info" and page.text == self.host.start.introduction:
            self.host.attempt(lambda: opened.session.answer(EMPTY), lambda problems: self._open(opened))
        else:
            self._open(opened)

    def _open(self, opened: Opened) -> None:
        self.host.go_on(opened)

    def _leave(self) -> None:
        self.host.depart(Departure())

    def _introduction(self, width: int, look: Look) -> tuple[Line, ...]:
        gap = () if look.height < SHORT else (Line(),)
        blocks = [paragraph(text, width, style) for text, style in welcome_texts(self.host.start) if text]
        return tuple(line for block in blocks for line in (*block, *gap))
