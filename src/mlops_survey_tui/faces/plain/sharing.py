"""Sharing as a conversation: what would leave, each text with its own yes, the exact bytes, and then yes or no.

Like the survey's own conversation it reads from nowhere: lines come through :meth:`SharingTalk.take`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ...language import _
from ...sharing.envelope import Envelope
from ...sharing.handover import Handover
from ...sharing.proposal import Proposal, Words
from ..share_texts import (
    broken_off_texts,
    by_hand_text,
    kept_here,
    saved_text,
    sending_text,
    sent_texts,
    share_texts,
)
from .interruption import Interrupted
from .speech import lines_of
from .typed import typed

_YES = ("yes", "y")
_NO = ("no", "n", "")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the respondent decided: to send a bundle, to save it to a file, or neither."""

    envelope: Envelope | None = None
    file: str = ""


@dataclass(slots=True)
class SharingTalk:
    """Asks about one interview; ``decision`` is there once everything was asked. ``sending`` is entered to send."""

    handover: Handover
    say: Callable[[str], None]
    sending: Callable[[], AbstractContextManager[object]] = nullcontext
    decision: Decision | None = None
    _agreed: set[str] = field(default_factory=set)
    _minutes: bool = False
    _envelope: Envelope | None = None
    _ask: Callable[[str], bool] | None = None
    _questions: Iterator[Callable[[str], bool]] = field(default_factory=lambda: iter(()))

    @property
    def proposal(self) -> Proposal:
        """What is asked about."""
        return self.handover.proposal

    def begin(self) -> None:
        """Say what would leave, and ask the first question."""
        self._tell(*share_texts(self.proposal))
        if self.proposal.obstacle:
            self.decision = Decision()
            return
        self._questions = self._all_questions()
        self._next()

    def take(self, line: str) -> None:
        """Take one line of input in."""
        if self._ask is not None and self._ask(line.strip()):
            self._next()

    def end_of_input(self) -> None:
        """Keep everything here, as nobody can say yes any more."""
        self.decision = self.decision or Decision()

    def done(self, send: Callable[[Envelope], list[str]] | None = None) -> list[str]:
        """Send or save what was decided, once it is decided; return what to say about it.

        ``send`` sends a bundle in a way of its own, such as with a bar, and returns what is left to say.

        Raises:
            StorageError: it could not be kept or saved.
        """
        decision = self.decision
        if decision is None:
            return []
        if decision.envelope is None:
            return [kept_here()]
        if decision.file:
            target = Path(decision.file).expanduser()
            self.handover.save(decision.envelope, target)
            return [saved_text(target), by_hand_text()]
        return (send or self._send)(decision.envelope)

    def _send(self, envelope: Envelope) -> list[str]:
        self.say(sending_text())
        try:
            with self.sending():
                return sent_texts(*self.handover.send(envelope))
        except Interrupted:
            self._tell(*broken_off_texts(self.handover.receipt()))
            raise

    def _next(self) -> None:
        self._ask = next(self._questions, None)

    def _all_questions(self) -> Iterator[Callable[[str], bool]]:
        for words in self.proposal.words:
            self._tell("", words.question, *(f"  {text}" for text in words.texts))
            if words.warnings:
                self._tell(_("It seems to hold {what}.").format(what=", ".join(words.warnings)))
            self._tell(_("Share this text? Type yes or no; Enter is no."))
            yield partial(self._words, words)
        self._tell("", _("Share how long it took, as {band} minutes?").format(band=self.proposal.minutes))
        self._tell(_("Type yes or no; Enter is no."))
        yield self._of_minutes
        self._summary()
        yield self._last

    def _words(self, words: Words, line: str) -> bool:
        return self._yes_or_no(line, lambda: self._agreed.add(words.page))

    def _of_minutes(self, line: str) -> bool:
        def agree() -> None:
            self._minutes = True

        return self._yes_or_no(line, agree)

    def _yes_or_no(self, line: str, agree: Callable[[], None]) -> bool:
        word = typed(line).word
        if word in _YES:
            agree()
        elif word not in _NO:
            self._tell(_("Type yes or no; Enter is no."))
            return False
        return True

    def _summary(self) -> None:
        self._envelope = self.handover.envelope(self._agreed, self._minutes)
        size, digest = len(self._envelope.body), self._envelope.digest
        self._tell("", _("The bundle has {size} bytes. SHA-256: {digest}").format(size=size, digest=digest))
        self._choices()

    def _choices(self) -> None:
        self._tell(_("Type show to read it byte for byte, or file and a name to save it to a file."))
        if self.proposal.unsendable:
            self._tell(_("Enter leaves it here."))
        else:
            self._tell(_("Type yes to send it now. Enter or no leaves it here."))

    def _last(self, line: str) -> bool:
        said = typed(line)
        command, _gap, name = line.partition(" ")
        if said.word == "show" and self._envelope is not None:
            self._tell(self._envelope.body.decode("utf-8"))
            self._choices()
            return False
        if typed(command).word == "file" and name.strip():
            self.decision = Decision(self._envelope, name.strip())
        elif said.word in _YES and not self.proposal.unsendable:
            self.decision = Decision(self._envelope)
        elif said.word in _NO:
            self.decision = Decision()
        else:
            self._choices()
            return False
        return True

    def _tell(self, *texts: str) -> None:
        for text in texts:
            for line in lines_of(text) or [""]:
                self.say(line)
