"""One sitting line by line: the welcome, with the interviews to go on with, then the conversation."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from ... import exit_codes
from ...interview.answers import EMPTY
from ...language import _, plural
from ...store.errors import StorageError
from ..sentences import IN_MEMORY, NOT_STARTED, survey_name, thanks_texts, welcome_texts
from ..tui.start import Opened, Resumable, Start
from . import saying
from .conversation import Conversation, Ending, Say
from .sharing import SharingTalk
from .speech import answer_words, inline, lines_of, sentence
from .typed import place_of, typed
from .words import LEAVING


class Sitting:
    """Takes lines like a :class:`Conversation`, which it holds once an interview is open.

    ``sending`` is entered while something is sent, which may take minutes: signals can be let through there.
    """

    def __init__(
        self, start: Start, say: Say, sending: Callable[[], AbstractContextManager[object]] = nullcontext
    ) -> None:
        self._start, self._say, self._sending = start, say, sending
        self._conversation: Conversation | None = None
        self._opened: Opened | None = None
        self._sharing: SharingTalk | None = None
        self._ending: Ending | None = None
        self._menu: list[tuple[str, Callable[[], None]]] = []

    @property
    def ending(self) -> Ending | None:
        """How the sitting ended, None while it goes on."""
        if self._sharing is not None and self._sharing.decision is None:
            return None
        return self._conversation.ending if self._conversation is not None else self._ending

    def begin(self) -> None:
        """Say the welcome, or go on with the interview that was asked for."""
        start = self._start
        if start.resume_first:
            self._open(lambda: start.resume(start.resume_first))
        if self._conversation is None:
            self._welcome()

    def take(self, line: str) -> None:
        """Take one line of input in."""
        if self._sharing is not None:
            self._sharing.take(line)
            self._share()
            return
        if self._conversation is not None:
            self._conversation.take(line)
            self._offer_sharing()
            return
        word = typed(line).word or "1"
        if word in LEAVING:
            self._leave()
        elif place := place_of(word, len(self._menu)):
            self._menu[place - 1][1]()
        else:
            self._say(_("Type a number from 1 to {count}.").format(count=len(self._menu)))

    def end_of_input(self) -> None:
        """Save and leave, as nothing more can be typed."""
        if self._sharing is not None:
            self._sharing.end_of_input()
        elif self._conversation is not None:
            self._conversation.end_of_input()
        else:
            self._leave()

    def _welcome(self) -> None:
        self._say(sentence(survey_name(self._start.survey)))
        for text, _role in welcome_texts(self._start):
            self._say_lines(text)
        self._say("")
        self._offer()

    def _offer(self) -> None:
        """Say what can be done: each open interview, a new one, leave."""
        start = self._start
        try:
            found = list(start.resumable())
        except StorageError as error:
            found = []
            self._trouble(error)
        self._menu = [self._entry(one) for one in found]
        self._menu.append((_beginning(round(start.survey.estimate_minutes), bool(found)), self._new))
        self._menu.append((_("Leave"), self._leave))
        for number, (label, _action) in enumerate(self._menu, 1):
            self._say(f"{number}. {label}")
        self._say(_("Type one number; Enter is 1."))

    def _entry(self, one: Resumable) -> tuple[str, Callable[[], None]]:
        if one.in_use:
            text = _("Go on with {id}, open in another window")
        else:
            text = plural(
                "Go on with {id}, {count} answer, {saved}", "Go on with {id}, {count} answers, {saved}", one.answered
            )
        label = text.format(id=one.id, count=one.answered, saved=one.saved)
        return inline(label), lambda: self._open(lambda: self._start.resume(one.id), True)

    def _new(self) -> None:
        def begin() -> Opened:
            opened = self._start.begin()
            page = opened.session.page()
            if page is not None and page.shape == "info" and page.text == self._start.introduction:
                opened.session.answer(EMPTY)
            return opened

        self._open(begin, True)

    def _open(self, job: Callable[[], Opened], offer: bool = False) -> None:
        """Open an interview and talk about it; on trouble say it, and ``offer`` the choice again."""
        try:
            opened = job()
        except StorageError as error:
            self._trouble(error)
            if offer:
                self._offer()
            return
        self._opened = opened
        if not opened.session.ended:
            self._say("")
            self._say(_(saying.WORDS))
        self._conversation = Conversation(
            opened, self._say, lambda: [self._farewell(opened)], lambda: self._thanks(opened)
        )
        self._conversation.start()

    def _offer_sharing(self) -> None:
        """Once the interview has ended, ask whether it may be shared, if it can be."""
        opened = self._opened
        if opened is None or not opened.session.ended or opened.session.ended == "discarded":
            return
        handover = self._start.sharing(opened.name())
        if handover is not None:
            self._say("")
            self._sharing = SharingTalk(handover, self._say, self._sending)
            self._sharing.begin()

    def _share(self) -> None:
        """Do what was decided about sharing."""
        assert self._sharing is not None
        try:
            for text in self._sharing.done():
                self._say_lines(text)
        except StorageError as error:
            self._trouble(error)

    def _leave(self) -> None:
        self._say(_(NOT_STARTED))
        self._ending = Ending(exit_codes.DONE)

    def _farewell(self, opened: Opened) -> str:
        name = opened.name()
        if not name:
            return _(NOT_STARTED)
        if not self._start.data_location:
            return _(IN_MEMORY)
        told = _("Saved. To go on where you left: {command}")
        return told.format(command=f"{self._start.command} --plain --resume {name}")

    def _thanks(self, opened: Opened) -> list[str]:
        return [answer_words(line) for text, _role in thanks_texts(self._start, opened) for line in lines_of(text)]

    def _trouble(self, error: StorageError) -> None:
        self._say_lines(error.message)
        self._say_lines(error.remedy)

    def _say_lines(self, text: str) -> None:
        for line in lines_of(text):
            self._say(line)


def _beginning(minutes: int, another: bool) -> str:
    """Return the choice to start, beside interviews to go on with or alone."""
    if not minutes:
        return _("Start a new survey") if another else _("Start the survey")
    if another:
        text = plural(
            "Start a new survey, about {minutes} minute", "Start a new survey, about {minutes} minutes", minutes
        )
    else:
        text = plural("Start the survey, about {minutes} minute", "Start the survey, about {minutes} minutes", minutes)
    return text.format(minutes=minutes)
