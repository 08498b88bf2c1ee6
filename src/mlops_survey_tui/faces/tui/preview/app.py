"""The preview's app: the survey's, with an author's keys, a banner, and an eye on the files."""

from __future__ import annotations

from dataclasses import replace

from ...actions import PREVIEW
from ..app import SurveyApp
from ..navigator import Navigator
from ..start import Options, Start
from .author import Author
from .navigating import PreviewNavigator, Unloaded
from .sitting import Sitting

EVERY = 0.3
"""Seconds between two looks at the files."""


class PreviewApp(SurveyApp):
    """Looks at the files now and then, and shows what came of it."""

    def __init__(self, start: Start, sitting: Sitting) -> None:
        self._sitting = sitting
        super().__init__(start)

    def navigate(self, start: Start) -> Navigator:
        """Return the navigator of the preview."""
        return PreviewNavigator(start, self._sitting)

    def settle(self) -> None:
        """Begin to watch the files."""
        super().settle()
        self.set_interval(EVERY, self._look)

    def _look(self) -> None:
        assert isinstance(self.navigator, PreviewNavigator)
        if self.navigator.look():
            self.draw()


def preview(author: Author, options: Options) -> int:
    """Preview a questionnaire on this terminal; return the exit code."""
    from ..run import run

    sitting = Sitting(author)
    survey = sitting.session.questionnaire if sitting.session is not None else Unloaded(str(author.folder))

    start = Start(
        survey, sitting.begun, lambda: (), lambda _: sitting.begun(),
        options=replace(options, keymap=options.keymap.having(PREVIEW)),
        resume_first="preview" if sitting.session else "",
    )  # fmt: skip
    return run(start, lambda start: PreviewApp(start, sitting))
