"""A hand over one question: it presses keys, and sees at once what each of them does to the view's state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

from textual.keys import _character_to_key

from ....interview.answers import Answer
from ....interview.checking import normalise
from ....interview.page import Page
from ...impossible import Impossible
from ...keymap import STANDARD
from ...states.text_field import TextField
from ..widgets import view_of

PASTE_FROM = 200
"""Texts of so many characters are pasted."""
_CHARACTERS = {"space": " ", "equals_sign": "=", "plus": "+"}
_PAGE = 10
_MOST_SAID = 300


class Stroke(NamedTuple):
    """One key, named as Textual names it, with the character that it types if any; or a paste."""

    key: str = ""
    character: str | None = None
    paste: str = ""


class CannotEnter(Impossible):
    """An answer that no keys of the question's view lead to, with what the view says instead."""

    def __init__(self, page: Page, answer: Answer, reason: str) -> None:
        self.page, self.answer = page, answer
        super().__init__(f"{page.key}: {_said(answer)} cannot be entered with keys: {reason}")


class Stuck(Exception):  # noqa: N818
    """A key did nothing, so that the hand gets no further."""


def stroke(key: str) -> Stroke:
    """Return the stroke of a key given by its name, or by the one character that it types."""
    if len(key) == 1:
        return Stroke(_character_to_key(key), key)
    return Stroke(key, _CHARACTERS.get(key))


class Hand:
    """Presses keys on a page's view as the question screen would pass them on, and keeps the strokes.

    ``heard`` is the last remark that the view made on a key.
    """

    def __init__(self, page: Page, state: Any) -> None:
        self.page, self.state = page, state
        self.view = view_of(page.kind, page.shape)
        self.strokes: list[Stroke] = []
        self.heard = ""

    def press(self, *keys: str) -> None:
        """Press keys, given by their names or by the characters that they type."""
        for key in map(stroke, keys):
            self.strokes.append(key)
            self._become(self._after(key))

    def paste(self, text: str) -> None:
        """Paste a text."""
        self.strokes.append(Stroke(paste=text))
        self._become(self.view.pasted(self.page, self.state, text))

    def write(self, text: str) -> None:
        """Type a text; paste it where it is long, or has characters that no key types."""
        if len(text) >= PASTE_FROM or not text.replace("\n", "").isprintable():
            self.paste(text)
        else:
            self.press(*("enter" if character == "\n" else character for character in text))

    def rewrite(self, field: Callable[[Any], TextField], text: str) -> None:
        """Make a field with the focus hold a text: erase what differs, and type the rest."""
        if field(self.state).caret < len(field(self.state).text):
            self.until(lambda state: field(state).caret == len(field(state).text), "end")
        self.until(lambda state: text.startswith(field(state).text), "backspace")
        rest = text[len(field(self.state).text) :]
        if rest:
            self.write(rest)

    def until(self, done: Callable[[Any], bool], key: str) -> None:
        """Press a key until the state is as wanted.

        Raises:
            Stuck: the key does nothing any more.
        """
        seen = []
        while not done(self.state):
            if self.state in seen:
                raise Stuck(f"{key} leads nowhere")
            seen.append(self.state)
            self.press(key)

    def to(self, stop: int, name: str = "cursor", keys: tuple[str, str] = ("up", "down")) -> None:
        """Move a cursor of the state to one of its stops.

        Raises:
            Stuck: the cursor does not get there.
        """
        while (place := getattr(self.state, name)) != stop:
            far = abs(stop - place) >= _PAGE and keys == ("up", "down")
            before = self.state
            self.press(("pageup", "pagedown")[stop > place] if far else keys[stop > place])
            if self.state == before:
                raise Stuck(f"stop {stop} is out of reach")

    def special(self, wanted: str, body: int, name: str = "cursor", keys: tuple[str, str] = ("up", "down")) -> None:
        """Choose a special answer, or with an empty text take back the one that is chosen.

        ``body`` counts the stops before the special answers, ``name`` and ``keys`` move the cursor.
        """
        present = self.state.special
        if present == wanted:
            return
        ids = [choice.id for choice in self.page.specials]
        self.to(body + ids.index(wanted or present), name, keys)
        self.press("space")

    def give(self, answer: Answer) -> None:
        """Press Enter until it gives the answer.

        Raises:
            CannotEnter: another answer would be given, or none.
        """
        while (following := self.view.enter(self.page, self.state)) is not None:
            if following == self.state or len(self.strokes) > 10_000:
                self._refuse(answer)
            self.press("enter")
            if getattr(self.state, "notice", ""):
                self._refuse(answer)
        if normalise(self.view.answer(self.page, self.state)) != answer:
            self._refuse(answer)
        self.strokes.append(stroke("enter"))

    def _refuse(self, answer: Answer) -> NoReturn:
        shown = _said(self.view.answer(self.page, self.state))
        raise CannotEnter(self.page, answer, self.heard or f"the view shows {shown}")

    def _become(self, state: Any) -> None:
        self.state = state
        self.heard = getattr(state, "notice", "") or self.heard

    def _after(self, key: Stroke) -> Any:
        """Return the state after a key, taken as navigator and question screen take it."""
        page, state, action = self.page, self.state, STANDARD.action_for(key.key)
        if key.character and (self.view.writes(page, state, key.character) or not action):
            return self.view.typed(page, state, key.character)
        inner = {"next": self.view.enter, "back": self.view.back}.get(action)
        if inner is None:
            return self.view.act(page, state, action)
        following = inner(page, state)
        return state if following is None else following


def _said(answer: Answer) -> str:
    return str(answer.to_data() or "no answer")[:_MOST_SAID]


Tell = Callable[[Hand, Answer], None]
TELL: dict[str, Tell] = {"info": lambda hand, answer: None}


def register(*kinds: str) -> Callable[[Tell], Tell]:
    """Register the function that brings a hand's state to an answer, for these kinds.

    The function may leave the state short of an answer that the view refuses: :meth:`Hand.give` checks.
    """

    def add(tell: Tell) -> Tell:
        def guarded(hand: Hand, answer: Answer) -> None:
            try:
                tell(hand, answer)
            except (Stuck, ValueError, KeyError) as error:
                raise CannotEnter(hand.page, answer, hand.heard or str(error)) from error

        TELL.update(dict.fromkeys(kinds, guarded))
        return tell

    return add


def in_common(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """Return how many ids two lists begin with alike."""
    pairs = zip(first, second, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(first), len(second)))
