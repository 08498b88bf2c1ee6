"""Drives a view the way its host does: it draws first, then takes keys, clicks and pastes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from rich.cells import cell_len

from mlops_survey_tui.faces.keymap import STANDARD
from mlops_survey_tui.faces.keymap.naming import key_of
from mlops_survey_tui.faces.tui.lines import Line, Look, Target
from mlops_survey_tui.faces.tui.widgets import view_of
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Page

WIDE = Look(76, 18)
LOOKS = (WIDE, Look(76, 9), Look(40, 10), Look(30, 6), Look(200, 50), Look(40, 12, ascii=True))
ACTIONS = [
    "up",
    "down",
    "left",
    "right",
    "page_up",
    "page_down",
    "home",
    "end",
    "toggle",
    "erase",
    "delete",
    "next_field",
    "previous_field",
    "take_out",
    "rest",
    "add_row",
    "move_up",
    "move_down",
    "digit_0",
    "digit_1",
    "digit_2",
    "digit_3",
    "digit_5",
    "digit_9",
    "unknown",
]
HOSTILE = "\x1b[31m[/][@click=app.quit]\u202e\u2066\ud800\x00\x07\x9b日本\u200d\ufe0fe\u0301"
Step = tuple[str, Any]
_SPECIAL_KEYS = {"Enter": "enter", "Esc": "back"}


class Driver:
    """A view, its page and its state, with what was answered when Enter left the page."""

    def __init__(self, page: Page, look: Look = WIDE) -> None:
        self.page, self.look = page, look
        self.view = view_of(page.kind)
        self.state: Any = self.view.begin(page)
        self.given: Answer | None = None
        self.draw()

    @property
    def answer(self) -> Answer:
        """What the state says."""
        return self.view.answer(self.page, self.state)

    def press(self, *keys: str) -> Driver:
        """Press keys: action ids, Enter, Esc, or single characters, which are typed."""
        for key in keys:
            if key in _SPECIAL_KEYS:
                self.step((_SPECIAL_KEYS[key], None))
            else:
                self.step(("typed" if len(key) == 1 else "act", key))
        return self

    def type(self, text: str) -> Driver:
        """Type a text, character by character."""
        return self.press(*text)

    def step(self, step: Step) -> None:
        """Do one thing and draw what came of it."""
        name, content = step
        if name in ("enter", "back"):
            following = getattr(self.view, name)(self.page, self.state)
            if following is None and name == "enter":
                self.given = self.answer
            self.state = self.state if following is None else following
        elif name == "look":
            self.look = content
        elif name == "typed":
            self._type(content)
        elif name == "click":
            self.state = self.view.clicked(self.page, self.state, self._target(content))
        else:
            method = {"act": self.view.act, "paste": self.view.pasted}[name]
            self.state = method(self.page, self.state, content)
        self.draw()

    def _type(self, character: str) -> None:
        """Press the key of a character: it is text where the view says so, else what the key is bound to."""
        action = STANDARD.action_for(key_of(character))
        if self.view.writes(self.page, self.state, character) or not action:
            self.state = self.view.typed(self.page, self.state, character)
        else:
            self.state = self.view.act(self.page, self.state, action)

    def draw(self) -> Sequence[Line]:
        """Return the lines."""
        return self.view.lines(self.page, self.state, self.look)

    def text(self) -> str:
        """Return the lines as text; the focus line starts with a mark."""
        focus = self.view.focus_line(self.page, self.state, self.look)
        rows = ("".join(span.text for span in line.spans).rstrip() for line in self.draw())
        return "\n".join(("› " if at == focus else "  ") + row for at, row in enumerate(rows))

    def targets(self) -> list[Target]:
        """Return all that can be clicked."""
        found = [span.target or line.target for line in self.draw() for span in line.spans]
        return sorted({target for target in found if target})

    def _target(self, number: int) -> Target:
        targets = self.targets()
        return targets[number % len(targets)] if targets else Target("nothing", number)


def steps() -> st.SearchStrategy[list[Step]]:
    """Return anything that a respondent can do, in any order."""
    return st.lists(
        st.one_of(
            st.tuples(st.just("act"), st.sampled_from(ACTIONS)),
            st.tuples(st.just("typed"), st.sampled_from("a tool5-.,x=+ " + HOSTILE)),
            st.tuples(st.just("paste"), st.sampled_from([HOSTILE, "12", "mlflow", "a\nb\r\nc", "x" * 5000])),
            st.tuples(st.just("click"), st.integers(0, 40)),
            st.tuples(st.sampled_from(["enter", "back"]), st.none()),
            st.tuples(st.just("look"), st.sampled_from(LOOKS)),
        ),
        max_size=25,
    )


def widths(lines: Sequence[Line]) -> list[int]:
    """Return the cells of each line."""
    return [sum(cell_len(span.text) for span in line.spans) for line in lines]
