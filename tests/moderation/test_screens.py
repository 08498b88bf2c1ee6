"""The moderator's screens fit every terminal, and the respondent's screen shows no trace of them."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from mlops_survey_tui import language
from mlops_survey_tui.faces.tui.frame import column
from mlops_survey_tui.faces.tui.start import Options
from mlops_survey_tui.faces.visible import visible
from mlops_survey_tui.moderation.console import ConsoleNavigator, console_start
from mlops_survey_tui.moderation.desk_screen import DeskScreen
from mlops_survey_tui.moderation.interviews import ModeratedInterviews, Plan
from mlops_survey_tui.moderation.respondent import ModeratedNavigator, start_of
from mlops_survey_tui.moderation.setup_screen import SetupScreen
from mlops_survey_tui.moderation.watching import Watching
from mlops_survey_tui.store.errors import StorageError
from mlops_survey_tui.store.observations import Observation, ObservationKind
from mlops_survey_tui.store.store import Store

from .interviews import Live, workshop

SIZES = ((80, 24), (40, 12), (120, 40), (200, 60), (30, 8))
HOSTILE = "a[/]b \x1b[31m \u202e ‮ " + "long " * 80


def text(navigator: ModeratedNavigator | ConsoleNavigator) -> str:
    return "\n".join("".join(span.text for span in row.line.spans).rstrip() for row in navigator.rows)


def press(navigator: ModeratedNavigator | ConsoleNavigator, *keys: str) -> None:
    for key in keys:
        navigator.key(key, key if len(key) == 1 else None)


def write(navigator: ModeratedNavigator | ConsoleNavigator, words: str) -> None:
    for character in words:
        navigator.key("space" if character == " " else character, character)


def respondent(store: Store, **plan: object) -> ModeratedNavigator:
    """Return the respondent's side, at the first question after consent unless the plan is open."""
    interviews = ModeratedInterviews(workshop(), store, Plan(**plan), seed="1")  # type: ignore[arg-type]  # a test's
    navigator = ModeratedNavigator(start_of(interviews, store, Options(grace=0.0)), interviews)
    if plan:
        press(navigator, "enter", "1", "enter")
    return navigator


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_row_of_the_console_fits_whatever_is_being_done(live: Live, size: tuple[int, int]) -> None:
    live.to_attendance()
    live.answer("in_person")
    live.watching.observe(Observation(ObservationKind.NOTE, live.watching.look().moment, {"text": HOSTILE}), "console")
    shown = ConsoleNavigator(console_start(Options()), live.watching, *size)
    for keys in ((), ("n", "x", "escape"), ("f",), ("escape", "p"), ("2", "w"), ("escape", "left"), ("question_mark",)):
        press(shown, *keys)
        assert len(shown.rows) == size[1]
        for row in shown.rows:
            line = "".join(span.text for span in row.line.spans)
            assert cell_len(visible(line)) + 2 * row.inset <= column(size[0])
            assert "\x1b" not in visible(line)


def test_keys_that_matter_are_named_at_forty_columns(live: Live) -> None:
    live.to_attendance()
    shown = ConsoleNavigator(console_start(Options()), live.watching, 40, 12)
    assert "n note" in text(shown)
    press(shown, "n")
    assert "Enter keep" in text(shown)


def test_before_the_first_question_the_moderator_sees_the_session_and_is_asked_for_consent(store: Store) -> None:
    shown = respondent(store)
    assert isinstance(shown.screen, SetupScreen)
    name = shown._interviews.next_id
    assert f"moderate --console {name}" in text(shown)
    write(shown, "R-7")
    press(shown, "enter", "down", "enter", "enter", "1", "enter")
    session = store.moderation.session(name)
    assert session is not None
    assert (session.respondent, session.notes) == ("R-7", False)
    shown._interviews.close()


def test_the_panel_comes_and_goes_without_a_trace(store: Store) -> None:
    shown = respondent(store, notes=True)
    before, log = text(shown), len(store.events(shown._interviews.current))
    press(shown, "f8")
    assert isinstance(shown.screen, DeskScreen)
    press(shown, "n")
    write(shown, "zebra")
    press(shown, "enter", "f8")
    assert text(shown) == before
    assert len(store.events(shown._interviews.current)) == log
    assert [one.data for one in store.moderation.observations(shown._interviews.current)] == [{"text": "zebra"}]
    shown._interviews.close()


def test_the_respondents_help_names_no_key_of_the_moderator_and_the_panels_help_all(store: Store) -> None:
    shown = respondent(store, notes=True)
    shown.resize(120, 60)
    press(shown, "question_mark")
    assert "F8" not in text(shown)
    assert "moderator" not in text(shown)
    press(shown, "escape", "f8", "question_mark")
    assert "Take back what was recorded last" in text(shown)
    shown._interviews.close()


def test_the_moderators_letters_mean_nothing_on_the_respondents_screen(store: Store) -> None:
    shown = respondent(store, notes=True)
    before = text(shown)
    press(shown, "n", "f", "p", "t", "s", "z")
    assert text(shown) == before
    assert store.moderation.observations(shown._interviews.current) == []
    shown._interviews.close()


def test_a_note_is_still_there_when_it_could_not_be_kept(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    live.to_attendance()
    shown = ConsoleNavigator(console_start(Options()), live.watching, 80, 24)
    press(shown, "n")
    write(shown, "zebra")

    def locked(*_: object) -> None:
        raise StorageError("locked", "Another program is using the database.", "Try again.")

    with monkeypatch.context() as patched:
        patched.setattr(live.watching, "observe", locked)
        press(shown, "enter")
        assert "Another program is using the database" in text(shown)
    press(shown, "enter")
    assert "The note is kept." in text(shown)
    assert [one.data for one in live.store.moderation.observations(live.name)] == [{"text": "zebra"}]


def test_a_database_that_cannot_be_read_for_a_moment_is_said_and_read_again(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.to_attendance()
    shown = ConsoleNavigator(console_start(Options()), live.watching, 80, 24)

    def locked(*_: object) -> None:
        raise StorageError("locked", "Another program is using the database.")

    with monkeypatch.context() as patched:
        patched.setattr(live.watching, "look", locked)
        shown.look()
        assert "Another program is using the database" in text(shown)
    shown.look()
    assert "Another program" not in text(shown)
    assert "attendance" in text(shown)


def test_what_is_half_typed_is_kept_when_the_console_is_looked_after(live: Live) -> None:
    live.to_attendance()
    shown = ConsoleNavigator(console_start(Options()), live.watching, 80, 24)
    press(shown, "n")
    write(shown, "half")
    shown.look()
    again = ConsoleNavigator(console_start(Options()), live.watching, 80, 24)
    assert "half" in text(again)
    press(again, "escape")
    again.look()
    assert live.watching.draft("console") is None


def test_two_consoles_at_once_take_no_half_typed_note_from_each_other(live: Live) -> None:
    live.to_attendance()
    watchings = [Watching(live.store, live.name, live.clock.milliseconds) for _ in range(2)]
    first, second = (ConsoleNavigator(console_start(Options()), watching, 80, 24) for watching in watchings)
    press(first, "n")
    write(first, "half")
    first.look()
    second.look()
    assert "half" not in text(second)
    press(second, "3")
    watchings[0].close()
    again = Watching(live.store, live.name, live.clock.milliseconds)
    assert "half" in text(ConsoleNavigator(console_start(Options()), again, 80, 24))
    for watching in (again, watchings[1]):
        watching.close()
    assert live.store.directory is not None
    assert list(live.store.directory.locks.glob(f"{live.name}.*.lock")) == []


@pytest.mark.parametrize("code", ["en", "de"])
def test_how_to_go_on_is_told_whole_in_a_small_window(live: Live, code: str) -> None:
    live.to_attendance()
    live.interviews.close()
    language.use(code)
    try:
        shown = text(ConsoleNavigator(console_start(Options()), live.watching, 40, 12))
    finally:
        language.use(language.SOURCE)
    assert f"mlops-survey moderate --resume {live.name}" in " ".join(shown.split())
