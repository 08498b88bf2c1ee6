"""Sends what waits: one entry at a time, so that several of one person are not seen together."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from ...language import _, mark, plural
from ..failures import RaffleError
from .queue import Queue, Waiting
from .sending import Reply, put

_REASONS = {
    "closed": mark("It is closed by now."),
    "withdrawn": mark("You took this entry back."),
    "ticket_needed": mark("This raffle wants a ticket: give it with --ticket FILE."),
    "ticket_not_valid": mark("The ticket is not valid."),
    "ticket_used": mark("The ticket was used before."),
    "wrong_edition": mark("The raffle is of another edition."),
}
_LONGEST_NAP = 60.0
Send = Callable[[str, bytes, bytes], Reply]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The queue, how it is sent, and where it is told."""

    queue: Queue
    say: Callable[[str], None]
    send: Send = put

    def send_due(self) -> bool:
        """Send the earliest entry that is due; say whether something was sent. The others get new random times."""
        one = self.queue.due()
        if one is None:
            return False
        reply = self._try(one)
        self.queue.spread()
        return reply is not None and reply.done

    def send_all(self) -> bool:
        """Send everything now, at the cost of being seen together; say whether all went.

        Where a service cannot be reached, other entries that go there are left: they would wait in vain.
        """
        replies: dict[bytes, Reply | None] = {}
        away: set[str] = set()
        for one in self.queue.waiting():
            replies[one.entry] = None if one.service in away else self._try(one)
            if replies[one.entry] is None:
                away.add(one.service)
        if away:
            self.tell_waiting()
        return all(reply is not None and reply.done for reply in replies.values())

    def stay(self, sleep: Callable[[float], None] = time.sleep) -> None:
        """Send each entry at its moment, until none waits."""
        while self.queue.waiting():
            sleep(min(self.queue.seconds_left(), _LONGEST_NAP))
            self.send_due()

    def tell_waiting(self) -> None:
        """Say how many wait."""
        number = len(self.queue.waiting())
        text = plural("{n} entry waits to be sent.", "{n} entries wait to be sent.", number)
        self.say(text.format(n=number))

    def _try(self, one: Waiting) -> Reply | None:
        """Send an entry once; return what the service said, if it could be reached."""
        try:
            reply = self.send(one.service, one.entry, one.body)
        except RaffleError as error:
            self.say(str(error))
            return None
        if reply.final:
            self.queue.remove(one.entry)
        self.say(self._outcome(reply))
        return reply

    def _outcome(self, reply: Reply) -> str:
        if reply.done:
            return _("An entry was sent and accepted.")
        if not reply.final:
            return _("The raffle cannot take it now. It is tried again later.")
        reason = _(_REASONS.get(reply.code, "")) or f"{reply.status} {reply.code}"
        return _("The raffle did not accept an entry. {reason}").format(reason=reason)
