"""What every action does, as one can see it: the help's promises, as checks of a screen before and after the key.

A new action needs an entry here: which keys lead to where it means something, and what is different afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from mlops_survey_tui.faces.keymap import Keymap
from mlops_survey_tui.faces.tui.errands import Copy, Edit
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.screens.base import SurveyScreen
from mlops_survey_tui.faces.tui.screens.help import HelpScreen
from mlops_survey_tui.faces.tui.screens.palette import PaletteScreen
from mlops_survey_tui.faces.tui.screens.question import QuestionScreen
from mlops_survey_tui.faces.tui.screens.review import ReviewScreen
from mlops_survey_tui.faces.tui.start import Options
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.page import Choice, Page, Scale

from ..states import pages
from .fakes import FakeSession, start_with
from .screen import press, screen_text, write

NINE = tuple(Choice(f"option_{at}", f"Option {at}") for at in range(1, 10))
LONG_INFO = replace(pages.INFO, text="A long text. " * 200)
PAGES: Mapping[str, Page] = {
    "info": LONG_INFO,
    "single": pages.SINGLE,
    "multi": pages.MULTI,
    "matrix": pages.MATRIX,
    "ranking": pages.RANKING,
    "maxdiff": pages.MAXDIFF,
    "allocation": pages.ALLOCATION_MORE,
    "number": pages.NUMBER,
    "number_grid": pages.NUMBER_GRID,
    "scale": pages.SCALE,
    "text": pages.TEXT,
    "long_text": pages.LONG_TEXT,
}
"""A page of each kind, with everything that a kind can have."""
_BESIDE = {**PAGES, "allocation": pages.ALLOCATION}
"""Pages with words beside a choice, and with special answers."""
_ROWS = {
    "single": pages.page_of("single", options=NINE),
    "multi": pages.page_of("multi", options=NINE),
    "matrix": pages.page_of("matrix", rows=pages.ROWS, scales=(Scale("", "", NINE),)),
    "ranking": pages.page_of("ranking", options=NINE),
    "maxdiff": pages.page_of("maxdiff", options=NINE, sets=(tuple(choice.id for choice in NINE),)),
}
"""Pages with nine of what digits count."""
FIRST, LAST = replace(pages.TEXT, key="first"), replace(pages.SCALE, key="last")
_DOWN = ("down",) * 3
_WORDS: Mapping[str, tuple[str, ...]] = {
    "single": ("6",),
    "multi": ("6",),
    "matrix": (*_DOWN, "space", "tab"),
    "ranking": (*_DOWN, "down", "down", "space"),
    "allocation": (*_DOWN, "3", "tab"),
    "number_grid": (*_DOWN, "3", "tab"),
}
"""How to come to a field beside a choice."""
_FIELDS = (*_WORDS, "number", "text", "long_text")
_VERTICAL = tuple(kind for kind in PAGES if kind != "info")
_OF_TEXT = ("number", "text", "long_text")


class Sight(NamedTuple):
    """What there is to see at one moment."""

    screen: SurveyScreen
    page: str
    state: Any
    answer: Answer
    row: int
    typing: bool
    text: str


@dataclass
class Scene:
    """A navigator on a page, with a page before it and one after it; keys of the preparations are the registry's."""

    navigator: Navigator
    session: FakeSession

    def sight(self) -> Sight:
        """Return what there is to see now."""
        screen, asked = self.navigator.screen, self.navigator._flow.bottom
        question = asked if isinstance(asked, QuestionScreen) else None
        frame = screen.viewport.frame
        return Sight(
            screen,
            asked.page,
            question.state if question else None,
            question.entered() if question else Answer(),
            (frame.focus if frame else 0) - (screen.viewport.offset if screen.scrolls else 0),
            screen.typing,
            screen_text(self.navigator),
        )

    def do(self, *actions: str) -> Sight:
        """Do actions without keys, and return what there is to see then."""
        for action in actions:
            self.navigator._act(action)
            self.navigator._draw()
        return self.sight()


def scene(page: Page, keymap: Keymap, width: int = 80, height: int = 24) -> Scene:
    """Return a page under the eyes of a respondent who answered the one before."""
    session = FakeSession([FIRST, page, LAST])
    session.position, session.answers = 1, {"first": Answer("before")}
    start = start_with(session, introduction="", resume_first="k7m2q", options=Options(grace=0.0, keymap=keymap))
    return Scene(Navigator(start, width, height), session)


Check = Callable[[Scene, Sight, Sight], bool]


class Effect(NamedTuple):
    """Where an action means something, the actions that lead there, and how to see that it was done."""

    check: Check
    kinds: tuple[str, ...]
    lead: Sequence[str] = ()
    page: Mapping[str, Page] = PAGES
    times: int = 1


def _answer(check: Callable[[Any], bool]) -> Check:
    return lambda scene, before, after: check(after.answer.value)


def _writes(text: str, wanted: str) -> Check:
    """Return the check that a character typed then stands where it should."""

    def check(scene: Scene, before: Sight, after: Sight) -> bool:
        write(scene.navigator, text)
        return wanted in str(scene.sight().answer.to_data())

    return check


def _there_and_back(opposite: str, down: bool) -> Check:
    def check(scene: Scene, before: Sight, after: Sight) -> bool:
        moved = after.row > before.row if down else after.row < before.row
        return moved and scene.do(opposite).row == before.row

    return check


def _at_the_end(further: str) -> Check:
    def check(scene: Scene, before: Sight, after: Sight) -> bool:
        return bool(after.state != before.state and scene.do(further).state == after.state)

    return check


def _scrolled(down: bool) -> Check:
    return lambda scene, before, after: after.row < before.row if down else after.row > before.row


def _step(name: str, steps: int) -> Check:
    return lambda scene, before, after: getattr(after.state, name) - getattr(before.state, name) == steps


def _leaves_text(scene: Scene, before: Sight, after: Sight) -> bool:
    return before.typing and not after.typing


def _enters_text(scene: Scene, before: Sight, after: Sight) -> bool:
    return bool(after.state.cursor == 0 and before.state.cursor != 0)


def _opens(screen: type[SurveyScreen]) -> Check:
    return lambda scene, before, after: isinstance(after.screen, screen) and not isinstance(before.screen, screen)


def _went(to: str) -> Check:
    return lambda scene, before, after: after.page == to and scene.session.answers["first"] == Answer("before")


def _gave(scene: Scene, before: Sight, after: Sight) -> bool:
    return after.page == "last" and before.page in scene.session.answers


def _taken_back(scene: Scene, before: Sight, after: Sight) -> bool:
    return scene.session.answers == {} and after.page == "first" and "Taken back: before" in after.text


def _left(scene: Scene, before: Sight, after: Sight) -> bool:
    return scene.navigator.departure is not None and scene.session.verbs[-1] == "pause"


def _chosen(scene: Scene, before: Sight, after: Sight) -> bool:
    """Something is chosen, and the same again takes it back."""
    return not after.answer.is_empty and scene.do("toggle").answer == before.answer


def _special(scene: Scene, before: Sight, after: Sight) -> bool:
    shown = [re.search("[●■] Prefer not to say", text) for text in (before.text, after.text, scene.do("toggle").text)]
    return [bool(found) for found in shown] == [False, True, False]


def _errand(kind: type[Copy | Edit], holds: str) -> Check:
    def check(scene: Scene, before: Sight, after: Sight) -> bool:
        (errand,) = scene.navigator.errands()
        return isinstance(errand, kind) and holds in errand.text

    return check


def _mark(which: str) -> Check:
    return _answer(lambda value: list(value["1"]) == [which])


def _with_words(check_text: str, typed: str, lead: Sequence[str], check: Check) -> list[Effect]:
    """Return an effect in a field, for each kind that has one: what is typed first, and what leads on from there."""
    numbers = str.maketrans("abZ", "123")
    found = [Effect(check, (kind,), (*keys, f"type {typed}", *lead), _BESIDE) for kind, keys in _WORDS.items()]
    found += [Effect(check, ("text", "long_text"), (f"type {typed}", *lead))]
    in_number = _writes("3", check_text.translate(numbers))
    return [*found, Effect(in_number, ("number",), (f"type {typed.translate(numbers)}", *lead))]


def _ranked(scene: Scene, before: Sight, after: Sight) -> bool:
    return list(after.answer.value) == list(reversed(before.answer.value))


_DOWN_THE_PAGE = tuple(kind for kind in _VERTICAL if kind != "scale")
_IN_LISTS = tuple(kind for kind in _DOWN_THE_PAGE if kind not in _OF_TEXT)
EFFECTS: Mapping[str, Sequence[Effect]] = {
    "next": [
        Effect(_gave, tuple(kind for kind in PAGES if kind not in ("maxdiff", "long_text", "info"))),
        Effect(_gave, ("info",), ("end",)),
        Effect(_step("set", 1), ("maxdiff",)),
        Effect(_answer(lambda value: value == "ab\n"), ("long_text",), ("type ab",)),
    ],
    "back": [Effect(_went("first"), tuple(PAGES))],
    "help": [Effect(_opens(HelpScreen), tuple(PAGES))],
    "review": [Effect(_opens(ReviewScreen), tuple(PAGES))],
    "palette": [Effect(_opens(PaletteScreen), tuple(PAGES))],
    "undo": [Effect(_taken_back, tuple(PAGES))],
    "leave": [Effect(_left, tuple(PAGES), times=2)],
    "suspend": [Effect(lambda scene, before, after: scene.navigator.suspends(), tuple(PAGES))],
    "copy": [
        Effect(_errand(Copy, "What?"), _VERTICAL),
        Effect(_errand(Copy, "A long text."), ("info",)),
    ],
    "edit": [Effect(_errand(Edit, "ab"), ("text", "long_text"), ("type ab",))],
    "up": [
        Effect(_there_and_back("down", down=False), _VERTICAL, ("down", "down")),
        Effect(_scrolled(down=False), ("info",), ("end",)),
    ],
    "down": [
        Effect(_there_and_back("up", down=True), _VERTICAL),
        Effect(_scrolled(down=True), ("info",)),
    ],
    "page_up": [
        Effect(lambda scene, before, after: after.row < before.row, _DOWN_THE_PAGE, ("page_down", "page_down")),
        Effect(lambda scene, before, after: after.state.cursor == 0, ("scale",)),
        Effect(_scrolled(down=False), ("info",), ("end",)),
    ],
    "page_down": [
        Effect(lambda scene, before, after: after.row > before.row, _DOWN_THE_PAGE),
        Effect(_step("cursor", 5), ("scale",)),
        Effect(_scrolled(down=True), ("info",)),
    ],
    "home": [
        Effect(_at_the_end("up"), _IN_LISTS, ("down", "down")),
        Effect(lambda scene, before, after: after.state.cursor == 0, ("scale",)),
        *_with_words("Zab", "ab", (), _writes("Z", "Zab"))[-2:],
        Effect(_scrolled(down=False), ("info",), ("end",)),
    ],
    "end": [
        Effect(_at_the_end("down"), _IN_LISTS),
        Effect(_step("cursor", 5), ("scale",)),
        *_with_words("abZ", "ab", ("home",), _writes("Z", "abZ"))[-2:],
        Effect(_scrolled(down=True), ("info",)),
    ],
    "left": [
        *(effect for effect in _with_words("aZb", "ab", (), _writes("Z", "aZb")) if effect.kinds != ("matrix",)),
        Effect(_step("column", -1), ("matrix",), ("right", "right")),
        Effect(_step("cursor", -1), ("scale",)),
        Effect(_mark("most"), ("maxdiff",)),
        Effect(_answer(lambda value: value == {"batch": 2}), ("allocation",), ("type 3",)),
    ],
    "right": [
        *(effect for effect in _with_words("aZb", "ab", ("home",), _writes("Z", "aZb")) if effect.kinds != ("matrix",)),
        Effect(_step("column", 1), ("matrix",)),
        Effect(_step("cursor", 1), ("scale",)),
        Effect(_mark("least"), ("maxdiff",)),
        Effect(_answer(lambda value: value == {"batch": 1}), ("allocation",)),
    ],
    "next_field": [
        *(Effect(_leaves_text, (kind,), lead, _BESIDE) for kind, lead in _WORDS.items()),
        Effect(_leaves_text, ("text", "long_text")),
        Effect(_step("cursor", 1), ("number",)),
    ],
    "previous_field": [
        *(Effect(_leaves_text, (kind,), lead, _BESIDE) for kind, lead in _WORDS.items()),
        Effect(_enters_text, _OF_TEXT, ("next_field",)),
    ],
    "toggle": [
        Effect(_chosen, ("single", "multi", "matrix", "scale")),
        Effect(_answer(lambda value: value == ["skew"]), ("ranking",)),
        Effect(_special, _DOWN_THE_PAGE, ("page_down", "page_down"), _BESIDE),
        Effect(_special, ("scale",), ("down", "down")),
    ],
    "erase": _with_words("aZ", "ab", (), _writes("Z", "aZ")),
    "delete": _with_words("Zb", "ab", ("left", "left"), _writes("Z", "Zb")),
    "take_out": [
        Effect(lambda scene, before, after: after.answer.is_empty, ("ranking",), ("toggle", "home")),
        Effect(lambda scene, before, after: after.answer.is_empty, ("allocation",), ("type 3",)),
    ],
    "move_up": [Effect(_ranked, ("ranking",), ("toggle", "toggle", "home", "down"))],
    "move_down": [Effect(_ranked, ("ranking",), ("toggle", "toggle", "home"))],
    "rest": [Effect(_answer(lambda value: value == {"batch": 8}), ("allocation",), (), _BESIDE)],
    "add_row": [Effect(lambda scene, before, after: after.state.picker is not None, ("allocation",))],
    "digit_0": [
        Effect(_answer(lambda value: value == 0), ("number",)),
        Effect(_answer(lambda value: value == {"batch": 0}), ("allocation", "number_grid")),
        Effect(_answer(lambda value: value == "0"), ("scale",)),
    ],
}


def _digit(number: int) -> list[Effect]:
    choice = f"option_{number}"
    lower = tuple("toggle" for _ in range(number - 1))
    return [
        Effect(_answer(lambda value: value == choice), ("single",), (), _ROWS),
        Effect(_answer(lambda value: value == [choice]), ("multi",), (), _ROWS),
        Effect(_answer(lambda value: value == {"batch": choice}), ("matrix",), (), _ROWS),
        Effect(_answer(lambda value: value == {"1": {"most": choice}}), ("maxdiff",), (), _ROWS),
        Effect(_answer(lambda value: len(value) == number and value[number - 1] == choice), ("ranking",), lower, _ROWS),
        Effect(_answer(lambda value: value == number), ("number",)),
        Effect(_answer(lambda value: value == {"batch": number}), ("allocation", "number_grid")),
        Effect(_answer(lambda value: value == str(number)), ("scale",)),
    ]


EFFECTS = {**EFFECTS, **{f"digit_{number}": _digit(number) for number in range(1, 10)}}


def led(effect: Effect, kind: str, keymap: Keymap) -> Scene:
    """Return the scene in which an effect is to be seen."""
    found = scene(effect.page[kind], keymap)
    for step in effect.lead:
        if step.startswith("type "):
            write(found.navigator, step.removeprefix("type "))
        elif step in EFFECTS:
            found.do(step)
        else:
            found.do(_NAMED.get(step, f"digit_{step}"))
    return found


_NAMED = {"space": "toggle", "tab": "next_field"}


def pressed(found: Scene, effect: Effect, key: str) -> bool:
    """Press a key where an effect is to be seen; return whether it is."""
    before = found.sight()
    press(found.navigator, *[key] * effect.times)
    return effect.check(found, before, found.sight())
