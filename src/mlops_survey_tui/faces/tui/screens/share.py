"""Sharing: what would leave, each text with its own yes, the exact bytes on request, and then yes or no."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ....language import _
from ....sharing.envelope import Envelope
from ....sharing.handover import Handover
from ....sharing.outbox import Parcel, Receipt
from ....store.errors import StorageError
from ...share_texts import (
    broken_off_texts,
    by_hand_text,
    kept_here,
    saved_text,
    sending_text,
    sent_texts,
    share_texts,
    title,
)
from ...visible import visible
from ..drawing import paragraphs
from ..errands import Work
from ..frame import Frame
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from ..widgets.footer import Notice, key, menu_keys
from ..widgets.header import SHORT, header
from .base import Departure, Host, SurveyScreen, inset_of
from .menu import Entry, Menu

_FILE = "mlops-survey-{edition}-{id}.json"


class ShareScreen(SurveyScreen):
    """Nothing is agreed to at first, and the cursor stands on keeping everything here."""

    def __init__(self, host: Host, handover: Handover) -> None:
        super().__init__(host)
        self._handover = handover
        self._proposal = handover.proposal
        self._agreed: set[str] = set()
        self._minutes = False
        self._busy = False
        self._outcome: tuple[str, ...] = ()
        self._menu = Menu(self._entries())
        self._menu.cursor = len(self._menu.entries) - 1

    def frame(self, look: Look) -> Frame:
        """Return what would leave, and the choices below it."""
        inset = inset_of(look)
        width = look.width - 2 * inset
        lead = self._lead(width, look)
        menu, focus = self._menu.drawn(width, look.ascii)
        bottom = self.foot(menu_keys(), look)
        top = header(title(), "", "", None, look)
        return Frame(top, (*lead, *menu), bottom, len(lead) + focus, len(lead), inset, self.page)

    def act(self, action: str) -> None:
        """Move, choose, or go back without sharing."""
        if self._busy:
            return
        if action == "back":
            self.host.close()
        else:
            self._menu.act(action)

    def clicked(self, target: Target) -> None:
        """Choose what was clicked."""
        if not self._busy:
            self._menu.clicked(target)

    def help_text(self) -> str:
        """Return what a respondent may want to know before deciding."""
        return "\n".join(share_texts(self._proposal))

    def farewell(self) -> str:
        """Return what became of it."""
        return self.broken_off() or "\n".join(self._outcome) or kept_here()

    def broken_off(self) -> str:
        """Return what becomes of a bundle that is being sent."""
        return "\n".join(broken_off_texts(self._handover.receipt())) if self._busy else ""

    def _lead(self, width: int, look: Look) -> list[Line]:
        gap = [] if look.height < SHORT else [Line()]
        texts = self._outcome or share_texts(self._proposal)
        return [line for text in texts for line in (*paragraphs(text, width), *gap)]

    def _entries(self) -> list[Entry]:
        if self._outcome:
            return [Entry(_("Leave"), self._leave), Entry(_("Back"), self.host.close)]
        entries = [self._text_entry(index) for index in range(len(self._proposal.words))]
        band = _("Share how long it took: {band} minutes").format(band=self._proposal.minutes)
        entries.append(Entry(f"{self._box(self._minutes)} {band}", self._toggle_minutes))
        entries.append(Entry(_("Show exactly what would be sent"), self._show))
        entries.append(Entry(_("Save it to a file"), partial(self.host.attempt, self._save, self._saved)))
        if not self._proposal.unsendable:
            entries.append(Entry(_("Yes, send it now"), self._send))
        return [*entries, Entry(_("No, keep it on this computer"), self.host.close)]

    def _text_entry(self, index: int) -> Entry:
        words = self._proposal.words[index]
        typed = " · ".join(words.texts)
        warning = _("It seems to hold {what}.").format(what=", ".join(words.warnings)) if words.warnings else ""
        label = _("Share the text: {text}").format(text=typed)
        detail = " ".join(filter(None, [words.question, warning]))
        return Entry(f"{self._box(words.page in self._agreed)} {label}", partial(self._toggle, words.page), detail)

    def _box(self, agreed: bool) -> str:
        table = glyphs(self.host.start.options.ascii)
        return table.box_on if agreed else table.box

    def _toggle(self, page: str) -> None:
        self._agreed ^= {page}
        self._refresh()

    def _toggle_minutes(self) -> None:
        self._minutes = not self._minutes
        self._refresh()

    def _refresh(self) -> None:
        self._menu = Menu(self._entries(), self._menu.cursor)

    def _show(self) -> None:
        def shown(_envelope: Envelope) -> None:
            self.host.open(BytesScreen(self.host, self._handover, frozenset(self._agreed), self._minutes))

        self.host.attempt(lambda: self._handover.envelope(self._agreed, self._minutes), shown)

    def _save(self) -> Path:
        survey = self._proposal.questionnaire
        name = _FILE.format(edition=survey.edition, id=self._proposal.interview)
        target = Path(self.host.start.data_location) / name
        self._handover.save(self._handover.envelope(self._agreed, self._minutes), target)
        return target

    def _saved(self, target: Path) -> None:
        self.notice = Notice(f"{saved_text(target)} {by_hand_text()}", "accent")

    def _send(self) -> None:
        self._busy = True
        self.notice = Notice(sending_text(), "accent")
        envelope = self._handover.envelope(self._agreed, self._minutes)
        self.host.ask(Work(lambda: _attempted(self._handover, envelope), self._sent))

    def _sent(self, came: tuple[Parcel, Receipt | None] | StorageError) -> None:
        self._busy, self.notice = False, None
        if isinstance(came, StorageError):
            self.notice = Notice(str(came), "error")
            return
        self._outcome = tuple(sent_texts(*came))
        self._menu = Menu(self._entries())

    def _leave(self) -> None:
        self.host.depart(Departure(message=self.farewell()))


class BytesScreen(SurveyScreen):
    """The exact bytes, their number and their hash; everything scrolls."""

    scrolls = True

    def __init__(self, host: Host, handover: Handover, agreed: frozenset[str], minutes: bool) -> None:
        super().__init__(host)
        self._envelope = handover.envelope(agreed, minutes)

    def frame(self, look: Look) -> Frame:
        """Return the bytes as text, wrapped at the width."""
        inset = inset_of(look)
        width = look.width - 2 * inset
        size, digest = len(self._envelope.body), self._envelope.digest
        told = _("{size} bytes. SHA-256: {digest}").format(size=size, digest=digest)
        text = visible(self._envelope.body.decode("utf-8"))
        body = [*paragraphs(told, width, "muted"), Line()]
        body += [Line((Span(text[at : at + width]),)) for at in range(0, len(text), width)]
        keys = (key("help", 9), key("up", 7, label=_("scroll")), key("back", 8))
        bottom = self.foot(keys, look)
        return Frame(header(_("Exactly this would be sent"), "", "", None, look), body, bottom, 0, 0, inset, self.page)

    def act(self, action: str) -> None:
        """Go back."""
        if action in ("back", "next"):
            self.host.close()


def _attempted(handover: Handover, envelope: Envelope) -> tuple[Parcel, Receipt | None] | StorageError:
    """Send, beside the screen; trouble with the storage is told like an outcome."""
    try:
        return handover.send(envelope)
    except StorageError as error:
        return error
