"""The least that a survey program in plain Python does: a log of entries, a dictionary of answers, and functions.

A program is a list of steps: ``(question, valid, when, title)``, or ``(multi question, steps)`` for a loop. It goes
forward only: no way back, no resuming, no special answers, no drafts, no draws, no time.
"""

from __future__ import annotations

import time
from typing import Any

Key = str | tuple[str, str]


class Machine:
    """One interview. ``key`` and ``title`` are those of the question shown; at the end the key is None."""

    def __init__(self, program: list[Any]) -> None:
        self.answers: dict[Key, Any] = {}
        self.log: list[tuple[int, str, Key, dict[str, Any], int]] = [(1, "started", "", {}, 0)]
        self.key: Key | None = None
        self.title = ""
        self._steps = program
        self._index = 0
        self._valid: Any = None
        self._item: str | None = None
        self._items: list[str] = []
        self._outer: tuple[list[Any], int] | None = None
        self._last = time.monotonic()
        self._advance(2)

    def answer(self, value: Any) -> bool:
        """Store a valid answer (None skips) and show the next question; return whether it was valid."""
        key = self.key
        assert key is not None
        number = len(self.log) + 1
        if value is None:
            self.log.append((number, "skipped", key, {}, self._elapsed()))
        elif self._valid(value):
            self.log.append((number, "answered", key, {"value": value}, self._elapsed()))
            self.answers[key] = value
        else:
            return False
        self._advance(number + 1)
        return True

    def finish(self) -> None:
        """Say in the log that the interview came to its end."""
        self.log.append((len(self.log) + 1, "finished", "", {"outcome": "complete"}, self._elapsed()))

    def _elapsed(self) -> int:
        now, last = time.monotonic(), self._last
        self._last = now
        return round((now - last) * 1000)

    def _advance(self, number: int) -> None:
        answers, item, steps, index = self.answers, self._item, self._steps, self._index
        while True:
            if index == len(steps):
                if self._outer is None:
                    self.key = None
                    self.log.append((number, "displayed", "", {}, 0))
                    return
                if self._items:
                    item, index = self._items.pop(), 0
                else:
                    (steps, index), item, self._outer = self._outer, None, None
                continue
            step = steps[index]
            index += 1
            if len(step) == 2:
                self._items = list(reversed(answers.get(step[0], ())))
                self._outer, steps, index = (steps, index), step[1], len(step[1])
                continue
            name, valid, when, title = step
            if item is None:
                if when is None or when(answers):
                    key: Key = name
                    self.title = title(answers)
                    break
            elif when is None or when(answers, item):
                key = (name, item)
                self.title = title(answers, item)
                break
        self.key, self._valid, self._item, self._steps, self._index = key, valid, item, steps, index
        self.log.append((number, "displayed", key, {}, 0))
