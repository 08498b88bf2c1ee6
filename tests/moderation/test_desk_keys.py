"""Every key of the moderator is pressed, and does what the help says, also where it was given to another key."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mlops_survey_tui.faces.actions import DESK, MODERATION, actions_of
from mlops_survey_tui.faces.keymap import STANDARD, Keymap
from mlops_survey_tui.faces.tui.start import Options
from mlops_survey_tui.moderation.console import ConsoleNavigator, console_start
from mlops_survey_tui.moderation.desk_screen import DeskScreen
from mlops_survey_tui.moderation.interviews import ModeratedInterviews, Plan
from mlops_survey_tui.moderation.respondent import ModeratedNavigator, start_of
from mlops_survey_tui.store.observations import ObservationKind
from mlops_survey_tui.store.store import Store

from .interviews import Live, workshop
from .test_screens import press, text, write

RECORDED: Mapping[str, tuple[tuple[str, ...], ObservationKind]] = {
    "note": (("words", "enter"), ObservationKind.NOTE),
    "flag": (("enter",), ObservationKind.FLAG),
    "probe": (("enter", "words", "enter", "words", "enter"), ObservationKind.PROBE),
    "think_aloud": ((), ObservationKind.THINK_ALOUD),
    "stop_clock": ((), ObservationKind.TIMER),
}
"""What is pressed after the key of an action on the desk, and what is recorded then."""


def _console(live: Live, keymap: Keymap) -> ConsoleNavigator:
    live.to_attendance()
    return ConsoleNavigator(console_start(Options(keymap=keymap)), live.watching, 80, 24)


def _recorded(live: Live) -> list[ObservationKind]:
    return [one.kind for one in live.store.moderation.observations(live.name)]


def test_every_action_of_the_moderator_says_what_it_does() -> None:
    assert {*RECORDED, "take_back", "panel"} == {action.id for action in actions_of(DESK, MODERATION)}


@pytest.mark.parametrize("action", RECORDED)
@pytest.mark.parametrize("moved", [False, True])
def test_a_key_of_the_desk_records_what_the_help_says(live: Live, action: str, moved: bool) -> None:
    keymap = Keymap(moved={action: ("f12",)}) if moved else STANDARD
    shown = _console(live, keymap)
    then, kind = RECORDED[action]
    for key in keymap.keys_of(action):
        press(shown, key)
    for key in then:
        if key == "words":
            write(shown, "zebra")
        else:
            press(shown, key)
    assert _recorded(live) == [kind], text(shown)


@pytest.mark.parametrize("action", [*RECORDED, "take_back"])
def test_a_key_that_was_taken_away_records_nothing(live: Live, action: str) -> None:
    shown = _console(live, Keymap(moved={action: ("f12",)}))
    before = text(shown)
    press(shown, *STANDARD.keys_of(action))
    assert (_recorded(live), text(shown).split("\n")[2:-2]) == ([], before.split("\n")[2:-2])


def test_what_was_recorded_last_is_taken_back(live: Live) -> None:
    shown = _console(live, STANDARD)
    press(shown, "t", "z")
    assert _recorded(live)[-1] is ObservationKind.TAKEN_BACK


@pytest.mark.parametrize("keymap", [STANDARD, Keymap(moved={"panel": ("f12",)})])
def test_the_panels_key_opens_and_closes_it(store: Store, keymap: Keymap) -> None:
    interviews = ModeratedInterviews(workshop(), store, Plan(notes=True), seed="1")
    shown = ModeratedNavigator(start_of(interviews, store, Options(grace=0.0, keymap=keymap)), interviews)
    press(shown, "enter", "1", "enter", *keymap.keys_of("panel"))
    assert isinstance(shown.screen, DeskScreen)
    press(shown, *keymap.keys_of("panel"))
    assert not isinstance(shown.screen, DeskScreen)
    interviews.close()
