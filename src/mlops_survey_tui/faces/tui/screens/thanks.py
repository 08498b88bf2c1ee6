"""The last screen: what happened to the answers, where they are, and what is offered."""

from __future__ import annotations

from ....language import _, mark
from ...sentences import thanks_texts
from ..drawing import paragraphs
from ..frame import Frame
from ..lines import Line, Look, Target
from ..start import Opened
from ..widgets.footer import Key, key, menu_keys
from ..widgets.header import SHORT, header, survey_name
from .base import Departure, Host, SurveyScreen, inset_of, not_kept
from .menu import Entry, Menu


class ThanksScreen(SurveyScreen):
    """What happened, and a menu where there is something to decide yet."""

    def __init__(self, host: Host, opened: Opened) -> None:
        super().__init__(host)
        self._opened = opened
        self._texts = thanks_texts(host.start, opened)
        self._handover = host.start.sharing(opened.name())
        self._menu = self._choices()

    def frame(self, look: Look) -> Frame:
        """Return the thanks; long ones scroll."""
        inset = inset_of(look)
        top = header(survey_name(self._opened.survey), "", "", 1.0, look)
        menu, focus = self._menu.drawn(look.width - 2 * inset, look.ascii) if self._menu else ([], 0)
        keys = menu_keys(mark("leave")) if self._menu else self._keys()
        bottom = self.foot(keys, look)
        width = look.width - 2 * inset
        gap = () if look.height < SHORT else (Line(),)
        body = [line for text, style in self._texts if text for line in (*paragraphs(text, width, style), *gap)]
        if not self._menu:
            return Frame(top, body, bottom, 0, 0, inset, self.page)
        return Frame(top, (*body, *menu), bottom, len(body) + focus, len(body), inset, self.page)

    @property
    def scrolls(self) -> bool:  # type: ignore[override]
        """Whether there is nothing to choose."""
        return self._menu is None

    def act(self, action: str) -> None:
        """Choose, or leave."""
        if action == "back" or (self._menu is None and action in ("next", "toggle")):
            self._leave()
        elif self._menu is not None:
            self._menu.act(action)

    def clicked(self, target: Target) -> None:
        """Choose what was clicked."""
        if self._menu is not None:
            self._menu.clicked(target)

    def _choices(self) -> Menu | None:
        """Return what can be done yet: to share what was answered, where that is possible."""
        if self._handover is None:
            return None
        return Menu(
            [Entry(_("Look at what could be shared, then decide"), self._share), Entry(_("Leave"), self._leave)]
        )

    def _share(self) -> None:
        from .share import ShareScreen

        if self._handover is not None:
            self.host.open(ShareScreen(self.host, self._handover))

    def _leave(self) -> None:
        self.host.depart(Departure(message=self.farewell()))

    @staticmethod
    def _keys() -> tuple[Key, ...]:
        return key("help", 9), key("up", 7, label=_("scroll")), key("next", 8, label=_("leave"))

    def farewell(self) -> str:
        """Return where the answers are."""
        name = self._opened.name()
        if self._opened.session.ended == "discarded" or not name:
            return _("Nothing was kept.")
        told = _("Saved as {name}. To read your answers: {command}")
        return not_kept(self.host) or told.format(name=name, command=f"{self.host.start.command} responses show {name}")
