"""The registry of actions is the one source of keys; it must not contradict itself."""

from __future__ import annotations

from itertools import combinations

import pytest

from mlops_survey_tui.faces.actions import ACTIONS, GROUPS, PREVIEW, together
from mlops_survey_tui.faces.keymap import STANDARD, Keymap
from mlops_survey_tui.faces.keymap.naming import character_of, joined, key_name, key_of, spelled

AUTHORS = STANDARD.having(PREVIEW)
KINDS = ("", "single", "ranking", "matrix", "maxdiff", "allocation", "scale", "long_text", "info", "stars")


def test_no_key_is_bound_twice_where_both_actions_can_be_in_force() -> None:
    pairs = combinations(ACTIONS.values(), 2)
    clashing = [
        (one, other) for one, other in pairs if together(one.group, other.group) and {*one.keys} & {*other.keys}
    ]
    assert clashing == []


def test_every_action_says_what_it_does_in_a_known_group() -> None:
    for action in ACTIONS.values():
        assert action.keys
        for meaning in (action.meaning, *action.meanings.values()):
            assert meaning.label
            assert meaning.help
            assert "{keys}" in meaning.keys
        assert action.group in GROUPS


def test_nothing_needs_a_combination_of_keys_but_leaving_which_the_menu_has() -> None:
    combined = {action.id for action in ACTIONS.values() if all("+" in key and len(key) > 1 for key in action.keys)}
    assert combined == {"previous_field", "leave", "suspend"}
    assert ACTIONS["leave"].menu


def test_keys_lead_to_actions() -> None:
    assert STANDARD.action_for("enter") == "next"
    assert STANDARD.action_for("f1") == STANDARD.action_for("question_mark") == "help"
    assert STANDARD.action_for("7") == "digit_7"
    assert STANDARD.action_for("q") == ""


def test_keys_of_a_group_lead_nowhere_while_it_is_not_in_force() -> None:
    assert STANDARD.action_for("w") == ""
    assert AUTHORS.action_for("w") == "why"
    assert AUTHORS.groups() == (*STANDARD.groups(), PREVIEW)


def test_hints_are_said_once_and_in_the_words_of_the_kind() -> None:
    ids = ("up", "down", "left", "right", "no_such_action")
    assert [hint.label for _, hint in STANDARD.hints(ids, "maxdiff")] == ["move", "most", "least"]
    assert [hint.label for _, hint in STANDARD.hints(ids, "allocation")] == ["move", "one less/more"]


@pytest.mark.parametrize(
    ("action", "kind", "keys"),
    [
        ("up", "single", "↑↓"),
        ("left", "maxdiff", "←"),
        ("digit_1", "single", "1-9"),
        ("digit_1", "scale", "0-9"),
        ("digit_1", "stars", "1"),
        ("move_up", "ranking", "⇧↑↓"),
        ("page_down", "", "PgUp PgDn"),
        ("leave", "", "Ctrl+C twice"),
        ("previous_field", "", "⇧Tab"),
    ],
)
def test_keys_of_what_means_the_same_are_named_together(action: str, kind: str, keys: str) -> None:
    assert STANDARD.hint(action, kind).keys == keys


def test_while_typing_only_keys_are_named_that_are_no_text() -> None:
    assert STANDARD.hint("help").keys == "?"
    assert STANDARD.hint("help", typing=True).keys == "F1"
    assert [action for action, _ in STANDARD.hints(("review", "back"), "text", typing=True)] == ["back"]


def test_moved_keys_are_the_ones_that_lead_to_the_action_and_are_named() -> None:
    keymap = Keymap(moved={"review": ("f5", "v"), "leave": ("f10",), "up": ("w",), "left": ()})
    assert keymap.action_for("f5") == keymap.action_for("v") == "review"
    assert keymap.action_for("r") == keymap.action_for("left") == ""
    assert keymap.hint("review").keys == "F5"
    assert keymap.hint("leave").keys == "F10 twice"
    assert keymap.hint("down", "single").keys == "w ↓"
    assert keymap.hint("right", "single").keys == "→"
    assert keymap.said("Press {leave} again, or {next}.") == "Press F10 again, or Enter."


@pytest.mark.parametrize("kind", KINDS)
def test_key_names_have_ascii_twins(kind: str) -> None:
    for action in ACTIONS:
        keys = AUTHORS.hint(action, kind).keys
        assert spelled(keys, True).isascii()
        assert spelled(keys, False) == keys
    assert spelled("⇧↑↓", True) == "Shift+Up/Down"


def test_names_of_keys() -> None:
    assert [key_name(key) for key in ("ctrl+r", "f12", "equals_sign", "K", "shift+up", "alt+x", "colon")] == [
        "Ctrl+R", "F12", "=", "K", "⇧↑", "Alt+X", ":",
    ]  # fmt: skip
    assert joined(["a", "b", "c", "x", "Esc", "1", "2"]) == "a-c x Esc 1 2"


def test_every_printable_character_has_the_name_that_the_terminal_library_gives_it() -> None:
    from textual.keys import _character_to_key

    for character in (chr(code) for code in range(33, 0x2FF) if chr(code).isprintable()):
        assert key_of(character) == _character_to_key(character)
        assert character_of(key_of(character)) == character
