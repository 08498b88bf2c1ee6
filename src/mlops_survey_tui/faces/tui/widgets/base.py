"""The contract between the one question widget and the views of the kinds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from ....interview.answers import Answer
from ....interview.page import Page
from ..lines import Line, Look, Target

State = TypeVar("State")


class KindView(Protocol[State]):
    """Maps keys to the functions of a kind's pure state, and the state to lines.

    A view holds no state of its own: the widget keeps the page and the state and asks the view.
    All methods that return a state return the same object when nothing changed.
    """

    def begin(self, page: Page) -> State:
        """Return the state that shows the page's draft or answer."""

    def act(self, page: Page, state: State, action: str) -> State:
        """Return the state after a registered action (``faces.actions``), given by its id."""

    def typed(self, page: Page, state: State, character: str) -> State:
        """Return the state after a printable character that is bound to no action here."""

    def pasted(self, page: Page, state: State, text: str) -> State:
        """Return the state after a paste."""

    def clicked(self, page: Page, state: State, target: Target) -> State:
        """Return the state after a click."""

    def enter(self, page: Page, state: State) -> State | None:
        """Return the next step within the page (the next MaxDiff set), or None when the answer is to be given."""

    def back(self, page: Page, state: State) -> State | None:
        """Return the former step within the page (clear a search, the set before), or None to leave the page."""

    def typing(self, page: Page, state: State) -> bool:
        """Whether letters and digits go into a text field, so that they must not be taken for actions."""

    def writes(self, page: Page, state: State, character: str) -> bool:
        """Whether a character is text here, whatever its key is bound to: all of it in a text, digits in a number."""

    def actions(self, page: Page, state: State) -> Sequence[str]:
        """Return at most three action ids worth naming in the footer now."""

    def answer(self, page: Page, state: State) -> Answer:
        """Return what the state says, complete or not."""

    def lines(self, page: Page, state: State, look: Look) -> Sequence[Line]:
        """Return the lines to draw; a sequence may make its lines when asked for them."""

    def focus_line(self, page: Page, state: State, look: Look) -> int:
        """Return the index of the line that must stay visible."""

    def editable(self, page: Page, state: State) -> str | None:
        """Return the text that an editor may take over, or None where there is none."""

    def edited(self, page: Page, state: State, text: str) -> State:
        """Return the state with the text that came back from an editor."""

    def head_line(self, page: Page, state: State, look: Look) -> int:
        """Return the index of the line at which what the focus line belongs to begins, or -1."""
