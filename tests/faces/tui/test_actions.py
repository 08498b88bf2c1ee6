"""The registry of actions is the one source of keys; it must not contradict itself."""

from __future__ import annotations

from collections import Counter

from mlops_survey_tui.faces.actions import (
    ACTIONS,
    GROUPS,
    action_for,
    hints_for,
    menu_actions,
    spelled,
)


def test_no_key_is_bound_twice() -> None:
    keys = Counter(key for action in ACTIONS.values() for key in action.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_says_what_it_does_in_a_known_group() -> None:
    for action in ACTIONS.values():
        assert action.keys
        for hint in (action.hint, *action.hints.values()):
            assert hint.keys
            assert hint.label
            assert hint.help
        assert action.group in GROUPS


def test_nothing_needs_a_combination_of_keys_but_leaving_which_the_menu_has() -> None:
    combined = {action.id for action in ACTIONS.values() if all("+" in key and len(key) > 1 for key in action.keys)}
    assert combined == {"previous_field", "leave", "suspend"}
    assert ACTIONS["leave"] in menu_actions()


def test_keys_lead_to_actions() -> None:
    assert action_for("enter") == "next"
    assert action_for("f1") == action_for("question_mark") == "help"
    assert action_for("7") == "digit_7"
    assert action_for("q") == ""


def test_hints_are_said_once_and_in_the_words_of_the_kind() -> None:
    ids = ("up", "down", "left", "right", "no_such_action")
    assert [hint.label for _, hint in hints_for(ids, "maxdiff")] == ["move", "most", "least"]
    assert [hint.label for _, hint in hints_for(ids, "allocation")] == ["move", "one less/more"]


def test_key_names_have_ascii_twins() -> None:
    for action in ACTIONS.values():
        for hint in (action.hint, *action.hints.values()):
            assert spelled(hint.keys, True).isascii()
            assert spelled(hint.keys, False) == hint.keys
