"""Kinds of question that the program does not have.

Stars have a way of their own everywhere: rules, a view, its keys, lines, random answers; what they are as data they
share with numbers. A thermometer is one model and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, Literal

from mlops_survey_tui.faces.plain.prompts.base import Ask, Talk, unclear
from mlops_survey_tui.faces.plain.typed import Typed
from mlops_survey_tui.faces.tui.drawing import Drawing
from mlops_survey_tui.faces.tui.keystrokes.hand import Hand
from mlops_survey_tui.faces.tui.lines import Line, Look, Span
from mlops_survey_tui.faces.tui.widgets.standard import Change, StandardView
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Page, Problem
from mlops_survey_tui.questionnaire.conditions.types import NUMBER, Type
from mlops_survey_tui.questionnaire.format.choosing import WithNumbers
from mlops_survey_tui.questionnaire.format.questions import QuestionSpec, Universe

KIND = "stars"
LIKE_NUMBERS = "thermometer"
QUESTIONNAIRE = """
id: sky
title: Sky
edition: "1"
version: "1"
sections:
  - id: night
    title: Night
    questions:
      - {id: brightness, kind: stars, maximum: 3, text: How bright was it?, sensitivity: none}
      - {id: why, kind: text, text: "Why {brightness|so many}?", when: "brightness >= 2", sensitivity: none}
      - {id: cold, kind: thermometer, minimum: 0, maximum: 40, bands: [0, 10, 20], text: How warm was it?,
         sensitivity: none}
"""


class Stars(QuestionSpec):
    """What authors write."""

    kind: Literal["stars"]
    maximum: int = 5

    answers_like = "number"

    def settings(self) -> dict[str, Any]:
        return {"maximum": self.maximum}

    def value_type(self, universe: Universe) -> Type:
        return NUMBER


class Thermometer(WithNumbers):
    """All that there is of it: asked, checked, shown, typed, shared and published as numbers are."""

    kind: Literal["thermometer"]

    answers_like = "number"

    def value_type(self, universe: Universe) -> Type:
        return NUMBER


class StarsRules:
    """The value is a number of stars, from one to the maximum."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if not isinstance(answer.value, int) or not 1 <= answer.value <= (page.maximum or 0):
            yield Problem("out_of_range", f"Give 1 to {page.maximum:g} stars.")

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the answer unchanged."""
        return answer

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the stars."""
        return "*" * int(answer.value)


class StarsView(StandardView[int]):
    """The state is the number of stars; arrows change it, digits set it."""

    shown_actions = ("left", "right")

    def begin(self, page: Page) -> int:
        """Return the stars given before."""
        given = page.draft or page.answer
        return int(given.value) if given is not None and not given.is_empty else 0

    def answer(self, page: Page, state: int) -> Answer:
        """Return the stars, or nothing."""
        return Answer(state or None)

    def keys(self) -> Mapping[str, Change[int]]:
        """Return one less and one more."""
        return {
            "left": lambda page, state: max(0, state - 1),
            "right": lambda page, state: min(int(page.maximum or 0), state + 1),
        }

    def digit(self, page: Page, state: int, digit: int) -> int:
        """Set the number of stars."""
        return digit

    def draw(self, page: Page, state: int, look: Look) -> Drawing:
        """Return one line of stars."""
        return Drawing((Line((Span("*" * state + "." * (int(page.maximum or 0) - state)),)),))


class StarsPrompt:
    """Stars are typed as stars."""

    stepped = False

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for stars."""
        line: Typed = yield Ask((_HOW,))
        while set(line.text.strip()) != {"*"}:
            line = yield unclear(_HOW)
        return Answer(len(line.text.strip()))

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return the stars."""
        return ["*" * int(answer.value)]


_HOW = "Type a star for each."


def press_stars(hand: Hand, answer: Answer) -> None:
    """Give one star more or less until it is right."""
    while hand.state != (answer.value or 0):
        hand.press("right" if hand.state < (answer.value or 0) else "left")


def random_stars(page: Page, random: Random) -> Answer:
    """Return a random number of stars."""
    return Answer(random.randint(1, int(page.maximum or 1)))
