"""The last screen: what happened to the answers, where they are, and what is offered."""

from __future__ import annotations

from ....language import _
from ...sentences import thanks_texts
from ..frame import Frame
from ..lines import Line, Look, Span, Target
from ..start import Opened
from ..widgets.footer import footer, key, notice_rows
from ..widgets.header import SHORT, header, survey_name
from ..wrapping import wrap
from .base import Departure, Host, SurveyScreen, inset_of, not_kept


class ThanksScreen(SurveyScreen):
    """A few lines and one key."""

    scrolls = True

    def __init__(self, host: Host, opened: Opened) -> None:
        super().__init__(host)
        self._opened = opened
        self._texts = thanks_texts(host.start, opened)

    def frame(self, look: Look) -> Frame:
        """Return the thanks; long ones scroll."""
        inset = inset_of(look)
        top = header(survey_name(self._opened.survey), "", "", 1.0, look)
        keys = (key("help", 9), key("up", 7, label=_("scroll")), key("next", 8, label=_("leave")))
        bottom = (*notice_rows(self.notice, inset, look), footer(keys, look))
        width = look.width - 2 * inset
        gap = () if look.height < SHORT else (Line(),)
        body = [line for text, style in self._texts if text for line in (*_block(text, style, width), *gap)]
        return Frame(top, body, bottom, 0, 0, inset, self.page)

    def act(self, action: str) -> None:
        """Leave."""
        if action in ("next", "back", "toggle"):
            self.host.depart(Departure(message=self.farewell()))

    def clicked(self, target: Target) -> None:
        """Nothing to click but the keys."""

    def farewell(self) -> str:
        """Return where the answers are."""
        name = self._opened.name()
        if self._opened.session.ended == "discarded" or not name:
            return _("Nothing was kept.")
        told = _("Saved as {name}. To read your answers: {command}")
        return not_kept(self.host) or told.format(name=name, command=f"{self.host.start.command} responses show {name}")


def _block(text: str, style: str, width: int) -> tuple[Line, ...]:
    return tuple(Line((Span(line, style),)) for part in text.split("\n") for line in wrap(part, width))
