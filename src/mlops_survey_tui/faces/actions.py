"""Every key of the survey: the one source for key handling, the footer and the help.

Views and screens know actions by id and never see keys. Keys are named as Textual names them, and are
plain keys only, because terminals, tmux and editors eat most combinations with Ctrl, Alt or Shift.
Combinations listed here are never the only way to do something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

SURVEY, MOVING, ANSWERING, PREVIEW = "The survey", "Moving", "Answering", "Preview"
GROUPS = (SURVEY, MOVING, ANSWERING, PREVIEW)


class Hint(NamedTuple):
    """How an action is named in few cells, its keys and what it does; ``help`` says it in a sentence."""

    keys: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does.

    ``hint`` is what footer and help say, ``hints`` what they say for some kinds of question instead.
    ``kinds`` names the kinds it means something to (empty: all). ``menu`` offers it in the menu of the help
    screen, where it can be reached even while letters are text.
    """

    id: str
    keys: tuple[str, ...]
    hint: Hint
    group: str
    kinds: tuple[str, ...] = ()
    hints: Mapping[str, Hint] = field(default_factory=dict)
    menu: bool = False

    def hint_for(self, kind: str) -> Hint:
        """Return what footer and help say for a kind of question."""
        return self.hints.get(kind, self.hint)


_MOVE = Hint("↑↓", "move", "Move up and down")
_SIDEWAYS = Hint("←→", "move", "Move left and right")
_BY_ONE = Hint("←→", "one less/more", "One less, one more")
_RANK = Hint("⇧↑↓", "change rank", "Move the item in the ranking; J and K do it too")
_CHOOSING = ("single", "multi", "matrix", "ranking", "scale")
_DIGITS_MEAN = {
    "ranking": Hint("1-9", "place", "Give the item this rank"),
    "maxdiff": Hint("1-9", "most, then least", "Mark an item by number: first as most, then as least"),
    "matrix": Hint("1-9", "choose", "Choose this column and go to the next row"),
    "allocation": Hint("0-9", "type", "Type the number of this row"),
    "number_grid": Hint("0-9", "type", "Type the number of this row"),
    "scale": Hint("0-9", "choose", "Choose this point; 1 and 0 make ten"),
}

_SURVEY_ACTIONS = (
    Action(
        "next",
        ("enter",),
        Hint("Enter", "next", "Give the answer and go on; with no answer, skip"),
        SURVEY,
        hints={
            "maxdiff": Hint("Enter", "next set", "Go to the next set; after the last, give the answer"),
            "long_text": Hint("Enter", "new line", "Begin a new line; on Next, give the answer and go on"),
        },
    ),
    Action("back", ("escape",), Hint("Esc", "back", "Go back one step; answers are kept"), SURVEY, menu=True),
    Action("help", ("f1", "question_mark"), Hint("?", "help", "Help on this question, and this menu"), SURVEY),
    Action("review", ("r",), Hint("r", "review", "Review all answers and jump to one"), SURVEY, menu=True),
    Action("undo", ("u",), Hint("u", "undo", "Take back the last answer"), SURVEY, menu=True),
    Action(
        "leave",
        ("ctrl+c",),
        Hint("Ctrl+C twice", "leave", "Save and leave; come back any time"),
        SURVEY,
        menu=True,
    ),
    Action("suspend", ("ctrl+z",), Hint("Ctrl+Z", "suspend", "Suspend to the shell; fg comes back"), SURVEY),
)
_MOVING_ACTIONS = (
    Action("up", ("up", "k"), _MOVE, MOVING),
    Action("down", ("down", "j"), _MOVE, MOVING),
    Action(
        "left",
        ("left", "h"),
        _SIDEWAYS,
        MOVING,
        hints={"maxdiff": Hint("←", "most", "Mark as most; again to take back"), "allocation": _BY_ONE},
    ),
    Action(
        "right",
        ("right", "l"),
        _SIDEWAYS,
        MOVING,
        hints={"maxdiff": Hint("→", "least", "Mark as least; again to take back"), "allocation": _BY_ONE},
    ),
    Action("page_up", ("pageup",), Hint("PgUp PgDn", "page", "Move up and down by a page"), MOVING),
    Action("page_down", ("pagedown",), Hint("PgUp PgDn", "page", "Move up and down by a page"), MOVING),
    Action("home", ("home",), Hint("Home", "first", "Go to the first line, or the start of a text"), MOVING),
    Action("end", ("end",), Hint("End", "last", "Go to the last line, or the end of a text"), MOVING),
    Action("next_field", ("tab",), Hint("Tab", "next field", "Go to the next field; leave a text"), MOVING),
    Action("previous_field", ("shift+tab",), Hint("⇧Tab", "field before", "Go to the field before"), MOVING),
)
_ANSWERING_ACTIONS = (
    Action(
        "toggle",
        ("space",),
        Hint("Space", "choose", "Choose, or take the choice back"),
        ANSWERING,
        kinds=_CHOOSING,
        hints={"ranking": Hint("Space", "rank/grab", "Give the next rank; grab a ranked item, and drop it")},
    ),
    Action("erase", ("backspace", "ctrl+h"), Hint("⌫", "erase", "Erase the character before"), ANSWERING),
    Action("delete", ("delete",), Hint("Del", "delete", "Erase the character at the cursor"), ANSWERING),
    Action("take_out", ("x",), Hint("x", "take out", "Take out of the ranking"), ANSWERING, ("ranking",)),
    Action("move_up", ("shift+up", "K"), _RANK, ANSWERING, ("ranking",)),
    Action("move_down", ("shift+down", "J"), _RANK, ANSWERING, ("ranking",)),
    Action(
        "rest",
        ("equals_sign",),
        Hint("=", "give the rest", "Give this row what is left"),
        ANSWERING,
        ("allocation",),
    ),
    Action("add_row", ("plus",), Hint("+", "add a row", "Add a row of your choice"), ANSWERING, ("allocation",)),
)
_DIGITS = tuple(
    Action(
        f"digit_{digit}",
        (str(digit),),
        Hint("1-9", "choose", "Choose by number"),
        ANSWERING,
        ("single", "multi", *_DIGITS_MEAN),
        _DIGITS_MEAN,
    )
    for digit in range(10)
)

_PREVIEW_ACTIONS = (
    Action("why", ("w", "f2"), Hint("w", "why", "Say why this is shown, and what is hidden near it"), PREVIEW),
    Action("go_to", ("g", "f3"), Hint("g", "go to", "Go to any question, answering the way there"), PREVIEW),
    Action("faults", ("e", "f4"), Hint("e", "faults", "Show the faults of the files"), PREVIEW),
)
ACTIONS: Mapping[str, Action] = {
    action.id: action
    for action in (*_SURVEY_ACTIONS, *_MOVING_ACTIONS, *_ANSWERING_ACTIONS, *_DIGITS, *_PREVIEW_ACTIONS)
}
_BY_KEY: Mapping[str, str] = {key: action.id for action in ACTIONS.values() for key in action.keys}
_ASCII_KEYS = {
    "↑↓": "Up/Down",
    "←→": "Left/Right",
    "←": "Left",
    "→": "Right",
    "⇧": "Shift+",
    "⌫": "Backspace",
}


def action_for(key: str, preview: bool = False) -> str:
    """Return the id of the action that a key is bound to, or an empty text; authors' keys mean nothing to others."""
    action = _BY_KEY.get(key, "")
    return action if action and (preview or ACTIONS[action].group != PREVIEW) else ""


def groups(preview: bool = False) -> tuple[str, ...]:
    """Return the groups of actions, that of the preview only for authors."""
    return GROUPS if preview else tuple(group for group in GROUPS if group != PREVIEW)


def menu_actions() -> tuple[Action, ...]:
    """Return the actions that the help screen offers as a menu."""
    return tuple(action for action in ACTIONS.values() if action.menu)


def hints_for(ids: Iterable[str], kind: str) -> Iterator[tuple[str, Hint]]:
    """Yield the hints of actions that are known, each said once ("↑↓ move" stands for up and down)."""
    seen: set[Hint] = set()
    for action_id in ids:
        action = ACTIONS.get(action_id)
        if action and (hint := action.hint_for(kind)) not in seen:
            seen.add(hint)
            yield action_id, hint


def spelled(keys: str, ascii_only: bool) -> str:
    """Return the name of keys in glyphs that the terminal has."""
    if ascii_only:
        for glyph, name in _ASCII_KEYS.items():
            keys = keys.replace(glyph, name)
    return keys
