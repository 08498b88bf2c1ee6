"""What all screens of the survey share.

A screen here is not a screen of Textual: it is a plain object that takes actions and gives lines.
Textual has one screen with one widget, the canvas, which is refilled and never remounted; so a new
question costs no layout, and everything but the canvas is tested without a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar, overload

from .... import exit_codes
from ....language import _
from ...actions import MOVING, Action, actions_of
from ...sentences import IN_MEMORY
from ..errands import Errand
from ..frame import Frame, Row, Viewport
from ..lines import Line, Look, Target
from ..start import Opened, Start
from ..widgets.footer import Key, Notice, footer, notice_rows

Result = TypeVar("Result")
MOVES = tuple(action.id for action in actions_of(MOVING))
ALWAYS = ("help", "palette", "leave", "suspend")
"""What means something on every screen."""
MENU_ACTIONS = frozenset((*MOVES, *ALWAYS, "next", "toggle", "back", *(f"digit_{digit}" for digit in range(1, 10))))
"""What means something on a screen that is a menu."""


@dataclass(frozen=True, slots=True)
class Departure:
    """How the app ends: its exit code, and what is said on the terminal afterwards."""

    code: int = exit_codes.DONE
    message: str = ""


class Place(NamedTuple):
    """A question that can be gone to: the title of its section, its text, and the way there."""

    section: str
    text: str
    go: Callable[[], None]


class Host(Protocol):
    """Who shows the screens: the navigator."""

    @property
    def start(self) -> Start: ...
    def show(self, screen: SurveyScreen) -> None:
        """Show this screen in the place of all others."""

    def go_on(self, opened: Opened, said: str = "") -> None:
        """Show where the interview stands: its question, the review at the end, or the thanks; and say something."""

    def open(self, screen: SurveyScreen) -> None:
        """Lay this screen over the present one."""

    def close(self) -> None:
        """Take the top screen away."""

    def leave(self) -> None:
        """Save what was entered and end the app."""

    def depart(self, departure: Departure) -> None:
        """End the app without saving anything more."""

    def attempt(
        self,
        job: Callable[[], Result],
        then: Callable[[Result], None],
    ) -> None:
        """Do what may meet trouble with the storage, then go on; on trouble show it and offer to retry."""

    def ask(self, errand: Errand) -> None:
        """Leave something for the terminal to do after the key."""


class SurveyScreen:
    """One screen: actions and characters in, lines out."""

    kind = ""
    """The kind of question shown, for the names of keys."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.notice: Notice | None = None
        self.viewport = Viewport()

    def frame(self, look: Look) -> Frame:
        """Return what to show on a column of this width and height."""
        raise NotImplementedError

    def foot(self, keys: Sequence[Key], look: Look) -> tuple[Row, ...]:
        """Return what stands at the bottom of every screen: what was said last, and keys."""
        return (*notice_rows(self.notice, inset_of(look), look), footer(keys, look))

    def act(self, action: str) -> None:
        """Do a registered action, given by its id."""
        raise NotImplementedError

    scrolls = False
    """Whether there is no cursor, so that moving up and down scrolls."""

    def scrolls_by(self, action: str) -> bool:
        """Return whether a move scrolls now, and moves no cursor."""
        return self.scrolls

    menu: tuple[str, ...] = ("palette", "leave")
    """The actions that the menu of the help screen offers here."""

    @property
    def typing(self) -> bool:
        """Whether letters and digits are text."""
        return False

    def writes(self, character: str) -> bool:
        """Return whether a character is text here, whatever its key is bound to."""
        return self.typing

    def takes(self, action: Action) -> bool:
        """Return whether a registered action means something here, so that help and palette name it."""
        return action.id in MENU_ACTIONS

    def places(self) -> Sequence[Place]:
        """Return the questions that can be gone to from here."""
        return ()

    @property
    def page(self) -> str:
        """What is asked, so that the navigator notices a new question."""
        return type(self).__name__

    def typed(self, character: str) -> None:
        """Take a printable character that is bound to no action."""

    def pasted(self, text: str) -> None:
        """Take a paste."""

    def clicked(self, target: Target) -> None:
        """Take a click on a span or line."""

    def help_text(self) -> str:
        """Return the help on what is asked here; called when the help is opened."""
        return ""

    def save(self) -> None:
        """Keep what was entered and record that the respondent leaves.

        Raises:
            StorageError: it could not be written.
        """

    def farewell(self) -> str:
        """Return what to say on the terminal after leaving from here."""
        return ""

    def broken_off(self) -> str:
        """Return what to say where a signal ends the program in the midst of something; usually nothing."""
        return ""


def not_kept(host: Host) -> str:
    """Return what to say on leaving when there is no place to keep answers, else nothing."""
    return "" if host.start.data_location else _(IN_MEMORY)


def inset_of(look: Look) -> int:
    """Return the margin of the text within the column."""
    return 3 if look.width >= 60 else 1


class Joined(Sequence[Line]):
    """Lines followed by a sequence that may make its lines when asked for them."""

    def __init__(self, lead: Sequence[Line], rest: Sequence[Line]) -> None:
        self._lead, self._rest = lead, rest

    def __len__(self) -> int:
        return len(self._lead) + len(self._rest)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        before = len(self._lead)
        return self._lead[index] if index < before else self._rest[index - before]
