"""What keys can do in the survey: the one source for key handling, the footer, the help and the command palette.

Views and screens know actions by id and never see keys. Which keys lead to an action is said here, named as Textual
names them, and may be changed by the respondent (``faces.keymap``). The keys given here are plain keys, because
terminals, tmux and editors eat most combinations with Ctrl, Alt or Shift; combinations are never the only way to do
something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..language import mark

SURVEY, MOVING, ANSWERING, PREVIEW = mark("The survey"), mark("Moving"), mark("Answering"), mark("Preview")
MODERATION, DESK = mark("Moderation"), mark("The moderator's desk")
RESPONDENT = (SURVEY, MOVING, ANSWERING)
"""The groups of actions that everybody has."""
GROUPS = (*RESPONDENT, PREVIEW, MODERATION, DESK)


class Meaning(NamedTuple):
    """What an action does: in one or two words, and in a sentence; ``keys`` says how its keys are pressed.

    Actions that mean the same are named together: the keys of up and down as "↑↓ move".
    """

    label: str
    help: str
    keys: str = "{keys}"


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does.

    ``meaning`` is what footer and help say, ``meanings`` what they say for some kinds of question instead.
    ``kinds`` names the kinds it means something to (empty: all but those in ``not_for``). ``menu`` offers it in the
    menu of the help screen, ``listed`` in the command palette, where it can be reached even while letters are text.
    """

    id: str
    keys: tuple[str, ...]
    meaning: Meaning
    group: str
    kinds: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    menu: bool = False
    listed: bool = True

    def meaning_for(self, kind: str) -> Meaning:
        """Return what footer and help say for a kind of question."""
        return self.meanings.get(kind, self.meaning)

    def means_something_to(self, kind: str) -> bool:
        """Return whether it does something on a question of this kind."""
        return kind not in self.not_for and (not self.kinds or kind in self.kinds)


_MOVE = Meaning(mark("move"), mark("Move up and down"))
_SIDEWAYS = Meaning(mark("move"), mark("Move left and right"))
_BY_ONE = Meaning(mark("one less/more"), mark("One less, one more"))
_PAGE = Meaning(mark("page"), mark("Move up and down by a page"))
_RANK = Meaning(mark("change rank"), mark("Move the item in the ranking"))
_TYPE = Meaning(mark("type"), mark("Type the number of this row"))
_DIGITS_MEAN = {
    "ranking": Meaning(mark("place"), mark("Give the item this rank")),
    "maxdiff": Meaning(mark("most, then least"), mark("Mark an item by number: first as most, then as least")),
    "matrix": Meaning(mark("choose"), mark("Choose this column and go to the next row")),
    "number": Meaning(mark("type"), mark("Type a number")),
    "allocation": _TYPE,
    "number_grid": _TYPE,
    "scale": Meaning(mark("choose"), mark("Choose this point; 1 and 0 make ten")),
}
_WITHOUT_FIELDS = ("info", "maxdiff", "scale")
_WITH_DIGITS = ("single", "multi", *_DIGITS_MEAN)
_WITH_ZERO = ("number", "allocation", "number_grid", "scale")
_CHOOSING = (*_WITH_DIGITS, "text", "long_text")

_SURVEY_ACTIONS = (
    Action(
        "next",
        ("enter",),
        Meaning(mark("next"), mark("Give the answer and go on; with no answer, skip")),
        SURVEY,
        meanings={
            "info": Meaning(mark("continue"), mark("Go on")),
            "maxdiff": Meaning(mark("next set"), mark("Go to the next set; after the last, give the answer")),
            "long_text": Meaning(mark("new line"), mark("Begin a new line; on Next, give the answer and go on")),
        },
        listed=False,
    ),
    Action("back", ("escape",), Meaning(mark("back"), mark("Go back one step; answers are kept")), SURVEY, menu=True),
    Action(
        "help",
        ("question_mark", "f1"),
        Meaning(mark("help"), mark("Help on this question, and all keys")),
        SURVEY,
        listed=False,
    ),
    Action("review", ("r",), Meaning(mark("review"), mark("Review all answers and jump to one")), SURVEY, menu=True),
    Action("undo", ("u",), Meaning(mark("undo"), mark("Take back the last answer")), SURVEY, menu=True),
    Action(
        "palette",
        ("colon",),
        Meaning(mark("commands"), mark("Find a command or a question by typing")),
        SURVEY,
        menu=True,
        listed=False,
    ),
    Action(
        "leave",
        ("ctrl+c",),
        Meaning(mark("leave"), mark("Save and leave; come back any time"), mark("{keys} twice")),
        SURVEY,
        menu=True,
    ),
    Action(
        "suspend",
        ("ctrl+z",),
        Meaning(mark("suspend"), mark("Suspend to the shell; fg comes back")),
        SURVEY,
    ),
    Action(
        "edit",
        ("f6",),
        Meaning(mark("editor"), mark("Write the text in your own editor")),
        SURVEY,
        kinds=("text", "long_text"),
        menu=True,
    ),
    Action(
        "copy",
        ("y", "f7"),
        Meaning(mark("copy"), mark("Copy the question and your answer so far")),
        SURVEY,
        menu=True,
    ),
)
_MOVING_ACTIONS = (
    Action("up", ("up", "k"), _MOVE, MOVING, listed=False),
    Action("down", ("down", "j"), _MOVE, MOVING, listed=False),
    Action(
        "left",
        ("left", "h"),
        _SIDEWAYS,
        MOVING,
        not_for=("info",),
        meanings={
            "maxdiff": Meaning(mark("most"), mark("Mark as most; again to take back")),
            "allocation": _BY_ONE,
        },
        listed=False,
    ),
    Action(
        "right",
        ("right", "l"),
        _SIDEWAYS,
        MOVING,
        not_for=("info",),
        meanings={
            "maxdiff": Meaning(mark("least"), mark("Mark as least; again to take back")),
            "allocation": _BY_ONE,
        },
        listed=False,
    ),
    Action("page_up", ("pageup",), _PAGE, MOVING, listed=False),
    Action("page_down", ("pagedown",), _PAGE, MOVING, listed=False),
    Action(
        "home",
        ("home",),
        Meaning(mark("first"), mark("Go to the first line, or the start of a text")),
        MOVING,
        listed=False,
    ),
    Action(
        "end",
        ("end",),
        Meaning(mark("last"), mark("Go to the last line, or the end of a text")),
        MOVING,
        listed=False,
    ),
    Action(
        "next_field",
        ("tab",),
        Meaning(mark("next field"), mark("Go to the next field; leave a text")),
        MOVING,
        not_for=_WITHOUT_FIELDS,
        listed=False,
    ),
    Action(
        "previous_field",
        ("shift+tab",),
        Meaning(mark("field before"), mark("Go to the field before")),
        MOVING,
        not_for=_WITHOUT_FIELDS,
        listed=False,
    ),
)
_ANSWERING_ACTIONS = (
    Action(
        "toggle",
        ("space",),
        Meaning(mark("choose"), mark("Choose, or take the choice back")),
        ANSWERING,
        kinds=_CHOOSING,
        meanings={
            "ranking": Meaning(mark("rank/grab"), mark("Give the next rank; grab a ranked item, and drop it")),
        },
        listed=False,
    ),
    Action(
        "erase",
        ("backspace", "ctrl+h"),
        Meaning(mark("erase"), mark("Erase the character before")),
        ANSWERING,
        not_for=_WITHOUT_FIELDS,
        listed=False,
    ),
    Action(
        "delete",
        ("delete",),
        Meaning(mark("delete"), mark("Erase the character at the cursor")),
        ANSWERING,
        not_for=_WITHOUT_FIELDS,
        listed=False,
    ),
    Action(
        "take_out",
        ("x",),
        Meaning(mark("take out"), mark("Take out of the ranking")),
        ANSWERING,
        ("ranking", "allocation"),
        meanings={"allocation": Meaning(mark("clear"), mark("Clear this row"))},
    ),
    Action("move_up", ("shift+up", "K"), _RANK, ANSWERING, ("ranking",), listed=False),
    Action("move_down", ("shift+down", "J"), _RANK, ANSWERING, ("ranking",), listed=False),
    Action(
        "rest",
        ("equals_sign",),
        Meaning(mark("give the rest"), mark("Give this row what is left")),
        ANSWERING,
        ("allocation",),
    ),
    Action(
        "add_row", ("plus",), Meaning(mark("add a row"), mark("Add a row of your choice")), ANSWERING, ("allocation",)
    ),
)
_DIGITS = tuple(
    Action(
        f"digit_{digit}",
        (str(digit),),
        Meaning(mark("choose"), mark("Choose by number")),
        ANSWERING,
        _WITH_DIGITS if digit else _WITH_ZERO,
        meanings=_DIGITS_MEAN,
        listed=False,
    )
    for digit in range(10)
)
_PREVIEW_ACTIONS = (
    Action(
        "why", ("w", "f2"), Meaning(mark("why"), mark("Say why this is shown, and what is hidden near it")), PREVIEW
    ),
    Action("go_to", ("g", "f3"), Meaning(mark("go to"), mark("Go to any question, answering the way there")), PREVIEW),
    Action("faults", ("e", "f4"), Meaning(mark("faults"), mark("Show the faults of the files")), PREVIEW),
)
_MODERATION_ACTIONS = (
    Action(
        "panel", ("f8",), Meaning(mark("panel"), mark("Open and close the moderator's panel")), MODERATION, listed=False
    ),
    Action("note", ("n",), Meaning(mark("note"), mark("Write a note on this question")), DESK),
    Action("flag", ("f",), Meaning(mark("flag"), mark("Flag this question")), DESK),
    Action("probe", ("p",), Meaning(mark("probe"), mark("Ask a probe, and write down what was said")), DESK),
    Action(
        "think_aloud", ("t",), Meaning(mark("thinks aloud"), mark("Mark that the respondent thinks aloud here")), DESK
    ),
    Action(
        "stop_clock", ("s",), Meaning(mark("clock"), mark("Stop the clock while you talk, and start it again")), DESK
    ),
    Action("take_back", ("z",), Meaning(mark("take back"), mark("Take back what was recorded last")), DESK),
)
ACTIONS: Mapping[str, Action] = {
    action.id: action
    for action in (
        *_SURVEY_ACTIONS,
        *_MOVING_ACTIONS,
        *_ANSWERING_ACTIONS,
        *_DIGITS,
        *_PREVIEW_ACTIONS,
        *_MODERATION_ACTIONS,
    )
}


def together(one: str, other: str) -> bool:
    """Return whether two groups of actions can be in force at the same time; authors moderate nobody."""
    return one == other or PREVIEW not in (one, other) or one in RESPONDENT or other in RESPONDENT


def actions_of(*groups: str) -> Iterator[Action]:
    """Yield the actions of these groups, in the order in which they are registered."""
    return (action for action in ACTIONS.values() if action.group in groups)
