"""Screens of the tools of authors and moderators: the preview of an example, and a console that follows a session."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from textual.app import App

from mlops_survey_tui.commands.preview import Workbench
from mlops_survey_tui.faces.tui.preview.app import PreviewApp
from mlops_survey_tui.faces.tui.preview.sitting import Sitting
from mlops_survey_tui.faces.tui.start import Options, Start
from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.moderation.console import ConsoleApp, console_start
from mlops_survey_tui.moderation.interviews import ModeratedInterviews, Plan
from mlops_survey_tui.moderation.watching import Watching
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.store.observations import Observation, ObservationKind
from mlops_survey_tui.store.opening import open_store

EXAMPLES = Path(__file__).parents[2] / "questions/examples"
SIZE = (80, 24)
SESSION = "k7m2q9xb"


class _Clock:
    """Seconds that pass when the picture says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def milliseconds(self) -> int:
        return round(self.seconds * 1000)


async def preview() -> str:
    """Return the preview of a question of the coffee example, with the reason why it is asked."""
    sitting = Sitting(Workbench(EXAMPLES / "coffee", None, "").author("frequency"))
    assert sitting.session is not None
    start = Start(
        sitting.session.questionnaire, sitting.begun, lambda: (), lambda _: sitting.begun(),
        options=Options(grace=0.0), resume_first="preview",
    )  # fmt: skip
    return await _drawn(PreviewApp(start, sitting))


async def console() -> str:
    """Return the console of a session on the workshop example, in which three things were recorded."""
    clock = _Clock()
    with TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        plan = Plan(respondent="R-014", notes=True)
        interviews = ModeratedInterviews(load(EXAMPLES / "workshop"), store, plan, seed="1", clock=clock)
        interviews.next_id = SESSION
        session = interviews.begin().session
        watching = Watching(store, SESSION, clock.milliseconds)
        for answer in (Answer(None), Answer("yes"), Answer("in_person")):
            clock.seconds += 4
            assert not session.answer(answer)
        for kind, seconds, data in (
            (ObservationKind.NOTE, 9, {"text": "scrolls to the end and back, asks whether a talk counts"}),
            (ObservationKind.FLAG, 4, {"flag": "missing_option"}),
            (ObservationKind.RATING, 3, {"value": 3}),
        ):
            clock.seconds += seconds
            watching.observe(Observation(kind, watching.look().moment, data), "console")
        drawn = await _drawn(ConsoleApp(console_start(Options()), watching))
        watching.close()
        interviews.close()
    return drawn


async def _drawn(app: App[None]) -> str:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return app.export_screenshot()


TOOLS = {"preview": preview, "console": console}
"""Pictures of tools, by name."""
