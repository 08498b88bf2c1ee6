"""The Textual app: it wires the terminal to the navigator, and nothing else."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from textual import events
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme

from ...exit_codes import CRASH, STORAGE
from ...shortage import is_shortage
from ...store.errors import StorageError
from .crash import Crash, crash_of
from .frame import Row
from .navigator import Navigator
from .outside import Outside
from .painting.painter import painter_of
from .prelude.terminal import Terminal
from .signals import held_back, let_through, listen
from .start import Start
from .theme import DARK, MONO, Palette, palette_of
from .widgets.canvas import Canvas


class Stage(Screen[None], inherit_bindings=False):
    """The only screen, which holds the only widget."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.canvas = canvas

    def compose(self) -> ComposeResult:
        """Return the canvas."""
        yield self.canvas


class Handed(NamedTuple):
    """What the prelude hands over: the navigator under way, and the terminal, which is still its own."""

    navigator: Navigator
    terminal: Terminal


class UnreadableInputError(Exception):
    """The thread that reads the terminal has failed."""


class SurveyApp(App[None], inherit_bindings=False):
    """Keys, clicks, pastes and signals go to the navigator; its rows go to the canvas."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    TITLE = "mlops-survey"

    def __init__(self, start: Start, handed: Handed | None = None) -> None:
        super().__init__()
        self.handed = handed
        self.left = False
        self.palette = palette_of(start.options.theme)
        self.register_theme(_textual_theme(self.palette))
        self.theme = self.palette.name
        self.animation_level = "none"
        self.crash: Crash | None = None
        self.lacks_memory = False
        self.broken_off = ""
        self.outside = Outside(self, self._changed)
        self.navigator = handed.navigator if handed else self.navigate(start)
        self._painter, self._settled = painter_of(self.palette), False
        self.canvas = Canvas(self.palette, self._paint)
        self.canvas.draw(self.navigator.rows)

    def navigate(self, start: Start) -> Navigator:
        """Return what maps keys to screens."""
        return Navigator(start)

    def get_driver_class(self) -> type[Driver]:
        """Return what reads and writes the terminal."""
        offered = super().get_driver_class()
        if offered.__name__ != "LinuxDriver":
            return offered
        from .driver import SurveyDriver

        return SurveyDriver

    def sit(self, mouse: bool) -> None:
        """Run until the respondent has left; Textual's own long farewell is not waited for.

        Raises:
            Ended: a signal came before this. Later ones wait until they are listened to.
        """
        runner, streams = asyncio.Runner(), (sys.stdout, sys.stderr)
        with held_back():
            if self.handed is not None:
                self.handed.terminal.heed()
            try:
                runner.run(self.run_async(mouse=mouse))
            except RuntimeError:
                if not self.left:
                    raise
                sys.stdout, sys.stderr = streams  # Textual has not come to give them back
            else:
                runner.close()

    def leave(self, code: int) -> None:
        """End with this exit code; the terminal is given back at once, unless an editor has it."""
        give_back = getattr(self._driver, "give_back", None)
        if give_back is None or self.outside.is_editing:
            self.exit(return_code=code)
            return
        self._return_code, self.left = code, True
        give_back()
        asyncio.get_running_loop().stop()

    def get_default_screen(self) -> Screen[Any]:
        """Return the only screen."""
        return Stage(self.canvas)

    def on_mount(self) -> None:
        """Settle in the process."""
        self.settle()

    def settle(self) -> None:
        """Listen to signals, and tidy up for the keys to come once the first screen is painted."""
        loop = asyncio.get_running_loop()
        listen(
            loop, self._leave_by_signal, self.outside.is_for_editor, getattr(self._driver, "take_back", lambda: None)
        )
        let_through()
        loop.set_exception_handler(self._asyncio_fault)
        self.app_resume_signal.subscribe(self, self._repaint)
        self.call_after_refresh(self._has_settled)

    def _has_settled(self) -> None:
        self._settled = True
        gc.freeze()

    def _paint(self, before: Sequence[Row], after: Sequence[Row], width: int) -> bool:
        """Paint what differs at once, if this terminal is one that the survey knows how to paint on, and has it."""
        write = getattr(self._driver, "paint", None)
        if write is None or self._painter is None or not self._settled or self.outside.is_editing:
            return False
        write(self._painter.repaint(before, after, width).decode())
        return True

    def _repaint(self, app: App[Any]) -> None:
        """Paint every cell again after a suspension: the shell has written over the screen."""
        self.screen.refresh(layout=True)
        self.canvas.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the screen to the terminal."""
        self.navigator.resize(event.size.width, event.size.height)
        self.draw()

    def on_key(self, event: events.Key) -> None:
        """Hand a key to the navigator."""
        event.stop()
        event.prevent_default()
        self.navigator.key(event.key, event.character)
        self.draw()

    def on_paste(self, event: events.Paste) -> None:
        """Hand a paste to the navigator."""
        event.stop()
        self.navigator.paste(event.text)
        self.draw()

    def on_click(self, event: events.Click) -> None:
        """Hand a click to the navigator."""
        self.navigator.click(event.screen_x, event.screen_y)
        self.draw()

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self.navigator.wheel(1)
        self.draw()

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self.navigator.wheel(-1)
        self.draw()

    def draw(self) -> None:
        """Show what the navigator shows now, or end if the respondent has left."""
        departure = self.navigator.departure
        if departure is not None:
            self.leave(departure.code)
            return
        self.canvas.draw(self.navigator.rows)
        if self.navigator.suspends():
            self.action_suspend_process()
        for errand in self.navigator.errands():
            self.outside.do(errand)

    def _changed(self) -> None:
        self.navigator.refresh()
        self.draw()

    def _leave_by_signal(self, code: int) -> None:
        self.lacks_memory |= getattr(self._driver, "lacks_memory", False)
        with suppress(StorageError):
            self.navigator.save()
        self.broken_off = self.navigator.broken_off()
        self.outside.end()
        self.leave(code)

    def _asyncio_fault(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    def panic(self, *renderables: Any) -> None:
        """End the app after a fault in reading the terminal, without the report that is given: it prints answers."""
        self._handle_exception(UnreadableInputError())

    def _handle_exception(self, error: Exception) -> None:
        """End the app after a fault without Textual's report, which prints answers.

        Lack of memory is no fault: what was entered is saved, as far as there is room for that.
        """
        if is_shortage(error):
            if not self.lacks_memory:
                self.lacks_memory = True
                with suppress(StorageError, MemoryError):
                    self.navigator.save()
        elif self.crash is None:
            self.crash = crash_of(error)
        self._return_code = STORAGE if self.lacks_memory else CRASH
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def _textual_theme(palette: Palette) -> Theme:
    base = (DARK if palette is MONO else palette).base
    accent = palette.paint("accent")
    return Theme(
        palette.name,
        primary=accent.text or "ansi_default",
        background=base.ground,
        surface=base.ground,
        foreground=base.text,
        dark=palette.dark,
    )
