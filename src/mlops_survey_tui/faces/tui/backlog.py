"""What the terminal has brought and the app has not taken yet: in a flood of keys the rest is dropped.

A terminal that knows no pastes, or that a file is sent to, types thousands of keys a second. Each is drawn, so that the
next key that somebody presses would be answered minutes later.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.message import Message

MOST = 5_000
"""Keys that may wait: more than the longest answer has characters, and about a second's work."""
_EVERY = 250
"""Keys after which the app is asked to say that it has come so far."""


class Backlog:
    """Counts what one thread gives and the app takes; what there is no room for is dropped, but for the last of it.

    ``ask`` has the app call something after all that it was given.
    """

    def __init__(self, give: Callable[[Message], object], ask: Callable[[Callable[[], None]], object]) -> None:
        self._give, self._ask = give, ask
        self._given = self._taken = 0
        self._last: Message | None = None

    def put(self, message: Message) -> None:
        """Give the app a message, at once or never; the last one, which may be meant, once there is room."""
        if self._given - self._taken >= MOST:
            self._last = message
            return
        self._given += 1
        self._give(message)
        if self._given % _EVERY == 0:
            self._ask(partial(self._has_taken, self._given))

    def _has_taken(self, number: int) -> None:
        self._taken = number
        last, self._last = self._last, None
        if last is not None:
            self.put(last)
