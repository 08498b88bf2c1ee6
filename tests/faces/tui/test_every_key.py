"""Every registered key is pressed on every kind that it means something to, and does what the help says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mlops_survey_tui.faces.actions import ACTIONS, DESK, GROUPS, MODERATION, PREVIEW, RESPONDENT, actions_of
from mlops_survey_tui.faces.keymap import STANDARD
from mlops_survey_tui.faces.keymap.naming import character_of

from .effects import EFFECTS, PAGES, Effect, led, pressed, scene

MEANT = [(action.id, kind) for action in actions_of(*RESPONDENT) for kind in PAGES if action.means_something_to(kind)]


def effects_of(action: str, kind: str) -> list[Effect]:
    """Return what an action is expected to do on a kind of question."""
    return [effect for effect in EFFECTS.get(action, ()) if kind in effect.kinds]


def _cases() -> Iterator[tuple[str, str, str, Effect]]:
    for action, kind in MEANT:
        for effect in effects_of(action, kind):
            for key in STANDARD.keys_of(action):
                if not (character_of(key) and led(effect, kind, STANDARD).navigator.screen.writes(character_of(key))):
                    yield action, kind, key, effect


CASES = list(_cases())


@pytest.mark.parametrize("action", [action.id for action in actions_of(*RESPONDENT)])
def test_every_action_says_what_it_does_on_every_kind_that_it_means_something_to(action: str) -> None:
    missing = [kind for meant, kind in MEANT if meant == action and not effects_of(action, kind)]
    assert missing == [], f"tests/faces/tui/effects.py does not say what {action} does there"


@pytest.mark.parametrize(
    ("action", "kind", "key", "effect"), CASES, ids=[f"{action}-{kind}-{key}" for action, kind, key, _ in CASES]
)
def test_a_key_does_what_the_help_says(action: str, kind: str, key: str, effect: Effect) -> None:
    found = led(effect, kind, STANDARD)
    assert pressed(found, effect, key), f"{key} did not: {ACTIONS[action].meaning_for(kind).help}\n{found.sight().text}"


@pytest.mark.parametrize("action", [action.id for action in actions_of(*RESPONDENT)])
def test_every_key_of_an_action_is_pressed_somewhere(action: str) -> None:
    keys = {key for done, _kind, key, _effect in CASES if done == action}
    typed = {key for key in STANDARD.keys_of(action) if character_of(key) in set("0123456789")}
    assert keys | typed == set(STANDARD.keys_of(action))


def test_every_group_of_actions_is_tried_somewhere() -> None:
    """Those of authors in test_preview, those of moderators in tests/moderation/test_desk_keys."""
    assert set(GROUPS) == {*RESPONDENT, PREVIEW, MODERATION, DESK}


@pytest.mark.parametrize("kind", PAGES)
def test_keys_that_mean_nothing_to_a_kind_are_not_in_its_help(kind: str) -> None:
    shown = scene(PAGES[kind], STANDARD)
    for action in actions_of(*RESPONDENT):
        written = shown.navigator.screen.writes(character_of(action.keys[0]) or "\n")
        if not action.means_something_to(kind) and not written:
            before = shown.sight()
            assert shown.do(action.id).state == before.state, action.id
