"""The last screen: what happened to the answers, where they are, and what is offered."""

from __future__ import annotations

from ..frame import Frame
from ..lines import Line, Look, Span, Target
from ..start import Opened
from ..widgets.footer import footer, key, notice_rows
from ..widgets.header import SHORT, header, survey_name
from ..wrapping import wrap
from .base import Departure, Host, SurveyScreen, inset_of, not_kept

_DONE = {
    "complete": ("Thank you.", "Your answers are complete."),
    "screened_out": (
        "Thank you for your time.",
        "The rest of this survey is not for you.",
    ),
    "discarded": (
        "Nothing was kept.",
        "You did not agree to take part, so nothing was written to this computer.",
    ),
}
_PLACE = "They are saved on this computer, in {place}."
_COMMANDS = "To read them again: {command} responses show {name}. In place of show: export, or delete."


class ThanksScreen(SurveyScreen):
    """A few lines and one key."""

    scrolls = True

    def __init__(self, host: Host, opened: Opened) -> None:
        super().__init__(host)
        self._opened = opened
        self._answered = sum(line.status in ("answered", "special") for line in opened.session.review())

    def frame(self, look: Look) -> Frame:
        """Return the thanks; long ones scroll."""
        inset = inset_of(look)
        top = header(survey_name(self._opened.survey), "", "", 1.0, look)
        keys = (key("help", 9), key("up", 7, label="scroll"), key("next", 8, label="leave"))
        bottom = (*notice_rows(self.notice, inset, look), footer(keys, look))
        width = look.width - 2 * inset
        gap = () if look.height < SHORT else (Line(),)
        body = [line for text, style in self._texts() if text for line in (*_block(text, style, width), *gap)]
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
            return "Nothing was kept."
        return (
            not_kept(self.host)
            or f"Saved as {name}. To read your answers: {self.host.start.command} responses show {name}"
        )

    def _texts(self) -> list[tuple[str, str]]:
        title, happened = _DONE.get(self._opened.session.ended, _DONE["complete"])
        if self._opened.session.ended == "discarded":
            return [(title, "heading"), (happened, "")]
        return [
            (title, "heading"),
            (f"{happened} {self._where()}", ""),
            (self._how(), "muted"),
            *self._offers(),
        ]

    def _where(self) -> str:
        place = self.host.start.data_location
        count = f"You answered {self._answered} question" + ("." if self._answered == 1 else "s.")
        return f"{count} {_PLACE.format(place=place) if place else not_kept(self.host)}"

    def _how(self) -> str:
        name = self._opened.name()
        kept = name and self.host.start.data_location
        return _COMMANDS.format(command=self.host.start.command, name=name) if kept else ""

    def _offers(self) -> list[tuple[str, str]]:
        offers = self._opened.survey.offers
        if offers and self._opened.survey.status != "open":
            named = " · ".join(offer.label for offer in offers)
            return [("When the edition is open, this page offers, apart from your answers:", "strong"), (named, "")]
        texts: list[tuple[str, str]] = [("Also on offer, apart from your answers:", "strong")] if offers else []
        for offer in offers:
            texts += [(offer.label, "accent"), (offer.consent, "muted")]
            texts += [(f"Command: {offer.command}", "strong")] if offer.command else []
        return texts


def _block(text: str, style: str, width: int) -> tuple[Line, ...]:
    return tuple(Line((Span(line, style),)) for part in text.split("\n") for line in wrap(part, width))
