"""What keys, clicks and pastes mean on the screen shown, and which part of it is in view.

The navigator knows nothing of Textual: it takes names of keys and gives rows of lines. So the whole flow
is tested without a terminal, and the app only wires.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from ...language import _, mark
from ..widths import cell_len
from .errands import Errand
from .flow import Flow
from .frame import Frame, Row, Viewport, column, is_too_small, rows, small_screen
from .glyphs import glyphs
from .lines import Look, Target
from .screens.base import Departure, SurveyScreen
from .screens.help import HelpScreen
from .screens.palette import PaletteScreen
from .start import Start
from .widgets.footer import Notice

_LEAVE_AGAIN = mark("Press {leave} again to save and leave.")
_FORWARD = ("next", "toggle", "down", "page_down")
_WHEEL_LINES = 3
_SCROLLS = {"up": -1, "down": 1, "home": -9999, "end": 9999}
_TURNS = {"page_up": -1, "page_down": 1}


class Navigator:
    """Maps what the terminal brings to the screen on top, and that screen to rows."""

    def __init__(self, start: Start, width: int = 80, height: int = 24) -> None:
        self._start, self._flow = start, Flow(start)
        self._keymap = start.options.keymap
        self._width, self._height = width, height
        self._viewport = Viewport()
        self._appeared = 0.0
        self._leaving = False
        self._suspending = False
        self._rows: list[Row] = []
        self._draw()
        self._appeared = -math.inf  # no key was meant for a screen before the first

    @property
    def departure(self) -> Departure | None:
        """How the app ends, once it does."""
        return self._flow.departure

    @property
    def screen(self) -> SurveyScreen:
        """The screen shown."""
        return self._flow.screen

    @property
    def unread(self) -> bool:
        """Whether keys that go forward only scroll, because what they act on is out of view."""
        return not self._viewport.in_view

    @property
    def rows(self) -> list[Row]:
        """The rows of the screen as it stands."""
        return self._rows

    @property
    def margin(self) -> int:
        """The cells left of the column."""
        return (self._width - column(self._width)) // 2

    def save(self) -> None:
        """Keep what was entered, before the process ends.

        Raises:
            StorageError: it could not be written.
        """
        self._flow.save()

    def broken_off(self) -> str:
        """Return what to say where a signal ends the program now: what was in the midst, and what becomes of it."""
        return self._flow.broken_off()

    def key(self, key: str, character: str | None) -> None:
        """Take a key, named as Textual names it, with the character it types if any."""
        text = character if character and character.isprintable() else ""
        action = self._keymap.action_for(key)
        early = self._typed_ahead(action)
        if text and self._flow.screen.writes(text):
            action = ""
        if action == "leave":
            self._leave_pressed()
        elif not early:
            self._leaving = False
            self._flow.screen.notice = None
            self._take(action, text)
        self._draw()

    def suspends(self) -> bool:
        """Return, once, whether the respondent wants to be at the shell for a while."""
        wanted, self._suspending = self._suspending, False
        return wanted

    @property
    def wants_terminal(self) -> bool:
        """Whether the terminal is to do something that only the app can have it do."""
        return self._suspending or bool(self._flow.errands)

    def errands(self) -> list[Errand]:
        """Return, once, what screens want done by the terminal."""
        wanted, self._flow.errands = self._flow.errands, []
        return wanted

    def refresh(self) -> None:
        """Draw again what an errand has changed."""
        self._draw()

    def paste(self, text: str) -> None:
        """Take a paste, and show where it ends."""
        self._leaving = False
        self._flow.screen.notice = None
        self._flow.screen.pasted(text)
        self._viewport.following = True
        self._draw()

    def click(self, x: int, y: int) -> None:
        """Take a click on a cell of the screen."""
        target = self._target_at(x, y)
        if target is None:
            return
        self._flow.screen.notice = None
        if target.name.startswith("action:"):
            self._act(target.name.removeprefix("action:"))
        else:
            self._flow.screen.clicked(target)
        self._draw()

    def wheel(self, steps: int) -> None:
        """Scroll without moving the cursor."""
        self._viewport.scroll(steps * _WHEEL_LINES)
        self._draw()

    def resize(self, width: int, height: int) -> None:
        """Take the size of the terminal."""
        self._width, self._height = width, height
        self._draw()

    def _take(self, action: str, character: str) -> None:
        screen = self._flow.screen
        if not action:
            if character:
                screen.typed(character)
                self._viewport.following = True
        elif action in _SCROLLS and screen.scrolls_by(action):
            self._viewport.scroll(_SCROLLS[action])
        elif action in _TURNS and screen.scrolls_by(action):
            self._viewport.turn(_TURNS[action])
        elif not self._viewport.reads_on(action in _FORWARD):
            self._act(action)

    def _act(self, action: str) -> None:
        self._viewport.following = True
        if action in _OWN:
            _OWN[action](self)
        else:
            self._flow.screen.act(action)

    def _help(self) -> None:
        if isinstance(self._flow.screen, HelpScreen):
            self._flow.close()
        else:
            self._flow.open(HelpScreen(self._flow, self._flow.screen, self._act, self._keymap))

    def _palette(self) -> None:
        if isinstance(self._flow.screen, HelpScreen):
            self._flow.close()
        self._flow.open(PaletteScreen(self._flow, self._flow.screen, self._act, self._keymap))

    def _suspend(self) -> None:
        self._suspending = True

    def _leave_pressed(self) -> None:
        if self._leaving:
            self._flow.leave()
        self._leaving = not self._leaving
        again = self._keymap.said(_(_LEAVE_AGAIN), self._flow.screen.typing)
        self._flow.screen.notice = Notice(again, "warning") if self._leaving else None

    def _typed_ahead(self, action: str) -> bool:
        """Return whether a key came so soon after a new question that it was meant for the one before."""
        options = self._start.options
        early = 0 <= options.clock() - self._appeared < options.grace
        return early and (action == "next" or action.startswith("digit_"))

    def _draw(self) -> None:
        """Make the rows anew, and notice a new question."""
        if is_too_small(self._width, self._height):
            self._rows = rows(self._small(), self._height, 0)
            return
        look = Look(column(self._width), self._height, self._start.options.ascii, self._keymap)
        frame = self._frame(look)
        self._viewport = self._flow.screen.viewport
        if self._viewport.show(frame, self._height):
            self._appeared = self._start.options.clock()
        self._rows = rows(frame, self._height, self._viewport.offset, glyphs(look.ascii).edge)

    def _small(self) -> Frame:
        return small_screen(self._width, self._height, self._start.options.ascii)

    def _frame(self, look: Look) -> Frame:
        """Return what the whole screen shows."""
        return self._flow.screen.frame(look)

    def _target_at(self, x: int, y: int) -> Target | None:
        if not 0 <= y < len(self._rows):
            return None
        line, cell = self._rows[y].line, x - self.margin - self._rows[y].inset
        for span in line.spans:
            width = cell_len(span.text)
            if 0 <= cell < width:
                return span.target or line.target
            cell -= width
        return line.target


_OWN: Mapping[str, Callable[[Navigator], None]] = {
    "help": Navigator._help,
    "palette": Navigator._palette,
    "suspend": Navigator._suspend,
    "leave": lambda navigator: navigator._flow.leave(),
}
"""What is done alike on every screen."""
