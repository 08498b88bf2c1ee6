"""What the views of all kinds share: a table of actions in place of if-chains, and quiet defaults."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from ....interview.answers import Answer
from ....interview.page import Page
from ..drawing import Drawing
from ..lines import Line, Look, Target

State = TypeVar("State")
Change = Callable[[Page, State], State]
"""A function of a kind's pure state."""

DIGITS = "0123456789"
OF_NUMBERS = f"{DIGITS}.,-"
_UNSEEN = Look(76, 20)


class StandardView(ABC, Generic[State]):
    """A view whose keys are a table from action ids to functions of the kind's state.

    It remembers the last drawing, because lines and focus line of one state are asked for one after the
    other; and with it the look, because some kinds are drawn the other way round in a narrow window, and
    arrows follow what is seen.
    """

    shown_actions: ClassVar[tuple[str, ...]] = ()
    """Actions worth naming in the footer."""

    def __init__(self) -> None:
        self.look = _UNSEEN
        self._keys: Mapping[str, Change[State]] = self.keys()
        self._drawn: tuple[Page, State, Look, Drawing] | None = None

    @abstractmethod
    def begin(self, page: Page) -> State:
        """Return the state that shows the page's draft or answer."""

    @abstractmethod
    def answer(self, page: Page, state: State) -> Answer:
        """Return what the state says, complete or not."""

    @abstractmethod
    def draw(self, page: Page, state: State, look: Look) -> Drawing:
        """Return the lines and the focus line."""

    @abstractmethod
    def keys(self) -> Mapping[str, Change[State]]:
        """Return the function for each action."""

    def digit(self, page: Page, state: State, digit: int) -> State:
        """Return the state after a digit that is not text."""
        return state

    def act(self, page: Page, state: State, action: str) -> State:
        """Return the state after a registered action, given by its id."""
        if action in self._keys:
            return self._keys[action](page, state)
        name, _, number = action.partition("_")
        if name == "digit" and number in DIGITS:
            return self.digit(page, state, int(number))
        return state

    def typed(self, page: Page, state: State, character: str) -> State:
        """Return the state after a character that came as text."""
        return state

    def pasted(self, page: Page, state: State, text: str) -> State:
        """Return the state after a paste."""
        return state

    def clicked(self, page: Page, state: State, target: Target) -> State:
        """Return the state after a click."""
        return state

    def enter(self, page: Page, state: State) -> State | None:
        """Return the next step within the page, or None when the answer is to be given."""
        return None

    def back(self, page: Page, state: State) -> State | None:
        """Return the former step within the page, or None to leave it."""
        return None

    def typing(self, page: Page, state: State) -> bool:
        """Return whether letters and digits go into a text field."""
        return False

    def writes(self, page: Page, state: State, character: str) -> bool:
        """Return whether a character is text here, whatever its key is bound to."""
        return self.typing(page, state)

    def actions(self, page: Page, state: State) -> Sequence[str]:
        """Return at most three action ids worth naming in the footer now."""
        return self.shown_actions

    def lines(self, page: Page, state: State, look: Look) -> Sequence[Line]:
        """Return the lines to draw."""
        return self._drawing(page, state, look).lines

    def focus_line(self, page: Page, state: State, look: Look) -> int:
        """Return the index of the line that must stay visible."""
        return self._drawing(page, state, look).focus

    def editable(self, page: Page, state: State) -> str | None:
        """Return the text that an editor may take over, or None where there is none."""
        return None

    def edited(self, page: Page, state: State, text: str) -> State:
        """Return the state with the text that came back from an editor."""
        return state

    def head_line(self, page: Page, state: State, look: Look) -> int:
        """Return the index of the line at which what the focus line belongs to begins, or -1."""
        return self._drawing(page, state, look).head

    def _drawing(self, page: Page, state: State, look: Look) -> Drawing:
        last = self._drawn
        if last and last[0] is page and last[1] is state and last[2] == look:
            return last[3]
        self.look = look
        drawing = self.draw(page, state, look)
        self._drawn = (page, state, look, drawing)
        return drawing
