"""The app on a terminal that is not there: it takes keys through its own messages, and tells when each is done."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from textual import events
from textual.geometry import Region

from ..impossible import Impossible
from .app import SurveyApp
from .crash import Crash
from .keystrokes import Stroke
from .start import Start


class Crashed(Impossible):
    """The app met a fault of the program; the message has no answer in it."""

    def __init__(self, crash: Crash) -> None:
        super().__init__(crash.report())


class DrivenApp(SurveyApp):
    """The survey's app, whose every drawing is painted at once and announced.

    It leaves signals and the garbage collector to the program that drives it.
    """

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.drawn = asyncio.Event()
        self.ready = asyncio.Event()
        self.painted: list[str] = []

    def settle(self) -> None:
        """Tell once the first screen is painted."""
        self.call_after_refresh(self.ready.set)

    def draw(self) -> None:
        """Draw, paint what the canvas shows now, and announce it."""
        super().draw()
        width, height = self.canvas.size
        self.painted = [strip.text for strip in self.canvas.render_lines(Region(0, 0, width, height))]
        self.drawn.set()


class Running:
    """An app under way in the present event loop."""

    def __init__(self, start: Start, size: tuple[int, int]) -> None:
        self.app = DrivenApp(start)
        self._size = size
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Run the app until its first screen is painted.

        Raises:
            Crashed: it came to a fault.
        """
        self._task = asyncio.create_task(self.app.run_async(headless=True, size=self._size))
        await self._either(self.app.ready)
        self.app.draw()

    async def press(self, strokes: Iterable[Stroke]) -> None:
        """Send keys and pastes one after the other, each when the one before has been handled and painted.

        Raises:
            Crashed: one of them came to a fault.
        """
        for stroke in strokes:
            self.app.drawn.clear()
            message = events.Paste(stroke.paste) if stroke.paste else events.Key(stroke.key, stroke.character)
            self.app.post_message(message)
            await self._either(self.app.drawn)

    @property
    def ended(self) -> bool:
        """Whether the app has ended."""
        return self._task is None or self._task.done()

    async def close(self) -> None:
        """End the app if it still runs."""
        if self._task is not None:
            if not self._task.done():
                self.app.exit()
            await self._task

    async def _either(self, event: asyncio.Event) -> None:
        """Wait for an event, or for the app's end."""
        assert self._task is not None
        if event.is_set():
            return
        waiting = asyncio.create_task(event.wait())
        await asyncio.wait((waiting, self._task), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self.app.crash is not None:
            raise Crashed(self.app.crash)
