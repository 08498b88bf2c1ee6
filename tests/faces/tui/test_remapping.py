"""Whatever keys are given to the actions, footer, help, palette and what the keys do follow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mlops_survey_tui.faces.actions import MOVING, PREVIEW, RESPONDENT, Action, actions_of
from mlops_survey_tui.faces.keymap import STANDARD, Keymap
from mlops_survey_tui.faces.keymap.naming import character_of, key_name
from mlops_survey_tui.faces.keymap.reading import keymap_of
from mlops_survey_tui.faces.keymap.spelling import spelling
from mlops_survey_tui.faces.tui.driving import AppDriver
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.start import Options
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.shipped import SHIPPED

from .effects import PAGES, led, pressed, scene
from .fakes import FakeSession, start_with
from .screen import press, screen_text, write
from .test_every_key import CASES

_ACTIONS = tuple(actions_of(*RESPONDENT))
_PLACES = [(action.id, at) for action in _ACTIONS for at in range(len(action.keys))]
_OWN = {place: STANDARD.keys_of(place[0])[place[1]] for place in _PLACES}
_TYPED = [key for key in _OWN.values() if character_of(key) and key != "space"]
_TAKES_TYPING = ("number", "number_grid")
"""Kinds that say of a character that it is no number."""
_OTHERS = [key for key in _OWN.values() if key not in _TYPED and key != "space"]


@st.composite
def keymaps(draw: st.DrawFn) -> Mapping[str, tuple[str, ...]]:
    """Return all keys dealt anew: those that type something among each other, and so the others with a few more."""
    typed = iter(draw(st.permutations(_TYPED)))
    others = iter(draw(st.permutations([*_OTHERS, "f9", "f11", "f12", "insert", "ctrl+r", "alt+x"])))
    space = draw(st.booleans())
    dealt = {
        place: next(typed) if key in _TYPED else key if key == "space" and space else next(others)
        for place, key in _OWN.items()
    }
    return {action.id: tuple(dealt[action.id, at] for at in range(len(action.keys))) for action in _ACTIONS}


def _read(folder: Path, moved: Mapping[str, tuple[str, ...]]) -> Keymap:
    """Return the keymap by the way of a file."""

    def quoted(key: str) -> str:
        return '"' + spelling(key).replace("\\", "\\\\").replace('"', '\\"') + '"'

    file = folder / "keys.toml"
    entries = (f"{action} = [{', '.join(map(quoted, keys))}]" for action, keys in moved.items())
    file.write_text("\n".join(["[keys]", *entries]), encoding="utf-8")
    return keymap_of(file)


def _scrolled(keymap: Keymap, kind: str, action: str) -> str:
    """Return all that a screen laid over a question says."""
    shown = scene(PAGES[kind], keymap, 120, 60)
    shown.do(action)
    return screen_text(shown.navigator)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@settings(max_examples=12, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keymaps(), st.randoms(use_true_random=False))
def test_behaviour_footer_help_and_palette_follow_any_keymap(
    folder: Path, moved: dict[str, tuple[str, ...]], random: Random
) -> None:
    keymap = _read(folder, moved)
    assert {action.id: keymap.keys_of(action.id) for action in _ACTIONS} == moved
    for action, kind, key, effect in random.sample(CASES, 25):
        place = STANDARD.keys_of(action).index(key)
        found, now = led(effect, kind, keymap), keymap.keys_of(action)[place]
        if not (character_of(now) and found.navigator.screen.writes(character_of(now))):
            assert pressed(found, effect, now), f"{now} does not do {action} on {kind}"
    _assert_said(keymap, random.choice(sorted(PAGES)))


def _assert_said(keymap: Keymap, kind: str) -> None:
    asked = scene(PAGES[kind], keymap, 200, 40)
    footer, typing = screen_text(asked.navigator).split("\n")[-1], asked.navigator.screen.typing
    assert f"{keymap.name('help', typing)} help" in footer
    assert f"{key_name(keymap.keys_of('next')[0])} " in footer
    shown, commands = _scrolled(keymap, kind, "help"), _scrolled(keymap, kind, "palette")
    for action in ("review", "undo", "back", "help", "suspend", "palette"):
        line = [line for line in shown.split("\n") if keymap.hint(action, kind).help in line][-1]
        assert all(key_name(key) in line for key in keymap.keys_of(action)), line
    for action in ("review", "undo", "back", "suspend"):
        line = next(line for line in commands.split("\n") if keymap.hint(action, kind).help in line)
        assert line.endswith(key_name(keymap.keys_of(action)[0]))


@pytest.mark.parametrize(
    "action", [action for action in _ACTIONS if action.group != MOVING], ids=lambda action: action.id
)
def test_a_key_that_was_taken_away_does_nothing_any_more(action: Action) -> None:
    moved = Keymap(moved={action.id: ("f12",)})
    for kind, page in PAGES.items():
        for key in STANDARD.keys_of(action.id):
            shown = scene(page, moved)
            if character_of(key) and (kind in _TAKES_TYPING or shown.navigator.screen.writes(character_of(key))):
                continue
            before = shown.sight()
            press(shown.navigator, key)
            after = shown.sight()
            assert (after.state, after.page, type(after.screen)) == (before.state, before.page, type(before.screen))


def test_a_sentence_names_the_key_in_force() -> None:
    shown = scene(PAGES["single"], Keymap(moved={"leave": ("f10",), "next": ("f5",)}))
    press(shown.navigator, "f10")
    assert "Press F10 again to save and leave." in screen_text(shown.navigator)
    shown = scene(PAGES["long_text"], Keymap(moved={"next_field": ("insert",), "next": ("f5",)}))
    assert "Ins leaves the text" in screen_text(shown.navigator)
    press(shown.navigator, "insert")
    assert "[ Next ]  F5 goes on" in screen_text(shown.navigator)


def test_while_typing_a_letter_is_text_whatever_it_is_bound_to() -> None:
    shown = scene(PAGES["text"], Keymap(moved={"leave": ("q", "f10"), "next": ("enter", "w")}))
    write(shown.navigator, "qqw")
    assert shown.sight().answer.value == "qqw"


def test_digits_type_numbers_though_they_are_bound_to_something_else() -> None:
    keymap = Keymap(moved={"digit_7": ("f7",), "review": ("7",), "copy": ("y",)})
    shown = scene(PAGES["number"], keymap)
    press(shown.navigator, "7", "f7")
    assert shown.sight().answer.value == 77
    shown = scene(PAGES["single"], keymap)
    press(shown.navigator, "7")
    assert "Review" in screen_text(shown.navigator)


def test_keys_of_authors_are_moved_as_well() -> None:
    keymap = Keymap(moved={"why": ("f12",)}).having(PREVIEW)
    assert keymap.action_for("f12") == "why"
    assert keymap.action_for("w") == ""


def test_a_rehearsal_presses_the_keys_of_the_registry_whatever_the_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "keys.toml"
    file.write_text('[keys]\nnext = "F5"\n')
    monkeypatch.setenv("MLOPS_SURVEY_KEYS", str(file))
    driver = AppDriver(Session.begin(load(SHIPPED / "examples" / "coffee"), seed="1", sink=lambda events: None))
    try:
        assert driver.session.position
        assert driver.back() is False
    finally:
        driver.close()


@pytest.mark.parametrize(("kind", "key"), [("single", "2"), ("number", "2"), ("single", "f5"), ("single", "f7")])
def test_what_is_typed_ahead_is_left_out_whatever_key_it_is(kind: str, key: str) -> None:
    now = [0.0]
    keymap = Keymap(moved={"next": ("f5",), "digit_7": ("f7",), "suspend": ("enter",)})
    session = FakeSession([PAGES["scale"], PAGES[kind], PAGES["multi"]])
    options = Options(grace=0.15, clock=lambda: now[0], keymap=keymap)
    navigator = Navigator(start_with(session, introduction="", resume_first="k7m2q", options=options))
    now[0] = 1.0
    press(navigator, "f5")
    before = screen_text(navigator)
    now[0] = 1.1
    press(navigator, key)
    assert screen_text(navigator) == before
    now[0] = 1.2
    press(navigator, key)
    assert screen_text(navigator) != before
