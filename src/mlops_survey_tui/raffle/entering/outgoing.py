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
        sent = self._try(one)
        self.queue.spread()
        return sent

    def send_all(self) -> bool:
        """Send everything now, at the cost of being seen together; say whether all went."""
        outcomes = [self._try(one) for one in self.queue.waiting()]
        return all(outcomes)

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

    def _try(self, one: Waiting) -> bool:
        try:
            reply = self.send(one.service, one.entry, one.body)
        except RaffleError as error:
            self.say(str(error))
            return False
        if reply.final:
            self.queue.remove(one.entry)
        self.say(self._outcome(reply))
        return reply.done

    def _outcome(self, reply: Reply) -> str:
        if reply.done:
            return _("An entry was sent and accepted.")
        if not reply.final:
            return _("The raffle cannot take it now. It is tried again later.")
        reason = _(_REASONS.get(reply.code, "")) or f"{reply.status} {reply.code}"
        return _("The raffle did not accept an entry. {reason}").format(reason=reason)
