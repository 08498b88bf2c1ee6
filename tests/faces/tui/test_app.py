"""The app over the navigator, in Textual's headless mode; few keys, because each costs 65 ms there."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Region

from mlops_survey_tui.faces.tui.app import SurveyApp, UnreadableInputError
from mlops_survey_tui.faces.tui.widgets.canvas import Canvas
from mlops_survey_tui.interview.answers import Answer

from .fakes import PAGES, CrashingSession, FakeSession, start_with
from .screen import find


def _shown(app: SurveyApp) -> str:
    canvas = app.query_one(Canvas)
    return "\n".join(canvas.render_line(y).text.rstrip() for y in range(canvas.size.height))


@pytest.fixture
def repaints(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Region, ...]]:
    """Record what the canvas repaints."""
    seen: list[tuple[Region, ...]] = []
    refresh = Canvas.refresh

    def recorded(self: Canvas, *regions: Region, **options: bool) -> Canvas:
        seen.append(regions)
        return refresh(self, *regions, **options)

    monkeypatch.setattr(Canvas, "refresh", recorded)
    return seen


async def test_keys_reach_the_session_and_only_changed_rows_are_repainted(
    repaints: list[tuple[Region, ...]],
) -> None:
    session = FakeSession(PAGES)
    app = SurveyApp(start_with(session))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Start the survey" in _shown(app)
        await pilot.press("enter")
        assert "Which role best describes" in _shown(app)
        await pilot.press("down")
        repaints.clear()
        await pilot.press("down")
        assert [[region.height for region in regions] for regions in repaints] == [[1, 1]]
        await pilot.press("enter")
        assert session.answers["role"] == Answer("platform_engineer")


async def test_one_widget_is_refilled_and_never_remounted() -> None:
    app = SurveyApp(start_with(FakeSession(PAGES)))
    async with app.run_test(size=(80, 24)) as pilot:
        before = list(app.screen.walk_children())
        await pilot.press("enter", "2", "enter")
        assert list(app.screen.walk_children()) == before
        assert len(before) == 1


async def test_mouse_and_paste() -> None:
    session = FakeSession(PAGES)
    session.position = 1
    app = SurveyApp(start_with(session, resume_first="x"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(offset=find(app.navigator, "Platform engineer"))
        assert "3 ● Platform engineer" in _shown(app)
        session.pages[2] = PAGES[-1]
        await pilot.press("enter")
        app.post_message(events.Paste("pasted [/] text"))
        await pilot.pause()
        assert "pasted [/] text" in _shown(app)


async def test_where_no_editor_can_have_the_terminal_this_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    session = FakeSession(PAGES)
    session.position = 5
    app = SurveyApp(start_with(session, resume_first="x"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        assert "An editor cannot be opened here." in _shown(app)


async def test_a_fault_in_reading_the_terminal_prints_no_report_of_textual() -> None:
    app = SurveyApp(start_with(FakeSession(PAGES)))
    with pytest.raises(UnreadableInputError):
        async with app.run_test(size=(80, 24)):
            app.panic("a traceback with an answer")
    assert app.return_code == 1
    assert app.crash is not None
    assert "a traceback" not in app.crash.report()
    assert app._exit_renderables == []


async def test_ctrl_c_twice_ends_the_app_with_0() -> None:
    session = FakeSession(PAGES)
    app = SurveyApp(start_with(session))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "2", "ctrl+c", "ctrl+c")
    assert app.return_code == 0
    assert session.verbs[-2:] == ["draft", "pause"]


async def test_keys_that_textual_binds_by_itself_do_nothing() -> None:
    app = SurveyApp(start_with(FakeSession(PAGES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q", "ctrl+p")
        assert app.is_running
        assert "Start the survey" in _shown(app)


async def test_a_fault_is_told_by_type_and_place_only() -> None:
    session = CrashingSession(PAGES)
    session.position = 1
    app = SurveyApp(start_with(session, resume_first="x"))
    with pytest.raises(RuntimeError):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("2", "enter")
    assert app.return_code == 1
    assert app.crash is not None
    report = app.crash.report()
    assert "RuntimeError" in report
    assert "fakes.py" in report
    assert "ml_engineer" not in report
    assert "canary" not in report


async def test_memory_that_runs_out_within_the_survey_is_no_fault_and_what_was_entered_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the rest of memory really taken, what happens first is up to chance: even the stack may lack."""
    session = FakeSession(PAGES)
    app = SurveyApp(start_with(session))

    def exhausted() -> None:
        raise MemoryError

    with pytest.raises(MemoryError):  # noqa: PT012 - memory runs out in the midst of it
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", "2")
            monkeypatch.setattr(app, "draw", exhausted)
            await pilot.press("down")
    assert (app.return_code, app.lacks_memory, app.crash) == (4, True, None)
    assert session.verbs[-2:] == ["draft", "pause"]
