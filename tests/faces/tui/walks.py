"""Every screen that a question of some kind can show at some size: scrolled to its end, and moved through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mlops_survey_tui.faces.tui.frame import Row
from mlops_survey_tui.faces.tui.navigator import Navigator
from mlops_survey_tui.faces.tui.start import Options
from mlops_survey_tui.interview.page import Page
from tests.faces.states.pages import PAGES

from .fakes import FakeSession, FakeSurvey, start_with
from .screen import press, row_text

WORDING = "Thinking of the last twelve months, which of these did you or your team have to deal with in production?"
HELP = "Count whatever ran at least once. If you are not sure, answer for the use case that you know best."
MORE = {"maxdiff": ("1", "2", "enter"), "allocation-more": ("plus",)}
"""Keys that lead to more of a question."""


@dataclass
class Walk:
    """The screens seen on the way, each as its rows."""

    navigator: Navigator
    screens: list[list[Row]] = field(default_factory=list)

    def look(self) -> None:
        """Take the screen as it is."""
        self.screens.append(self.navigator.rows)

    def read(self) -> None:
        """Scroll from the top to the end."""
        self.navigator.wheel(-99)
        before = None
        while self.navigator.rows != before:
            before = self.navigator.rows
            self.look()
            self.navigator.wheel(1)
        self.navigator.wheel(-99)

    def press(self, *keys: str) -> None:
        """Press keys and look after each."""
        for key in keys:
            press(self.navigator, key)
            self.look()

    def texts(self) -> Iterator[str]:
        """Yield each screen as text."""
        for rows in self.screens:
            yield "\n".join(row_text(row, self.navigator.margin) for row in rows)


def asked(name: str) -> Page:
    """Return a page to walk on, with a wording and a help text of the length that real ones have."""
    return replace(PAGES[name], text=WORDING, help=HELP, section="about")


def navigator_for(page: Page, width: int, height: int, ascii_only: bool = False) -> Navigator:
    """Return a navigator that shows a page."""
    start = start_with(
        FakeSession([page]),
        survey=FakeSurvey(status="open"),
        options=Options(grace=0.0, ascii=ascii_only),
        resume_first="k7m2q",
    )
    return Navigator(start, width, height)


@lru_cache(maxsize=256)
def walk(name: str, width: int, height: int, ascii_only: bool = False) -> Walk:
    """Return the walk over one of ``PAGES``."""
    return walked(asked(name), MORE.get(name, ()), width, height, ascii_only)


def walked(page: Page, more: tuple[str, ...], width: int, height: int, ascii_only: bool = False) -> Walk:
    """Read a page, move over all that can be reached with arrows, and once more after ``more``."""
    walk = Walk(navigator_for(page, width, height, ascii_only))
    walk.read()
    _move(walk, page)
    if more:
        walk.press(*more)
        walk.read()
        walk.press(*["down"] * (len(page.extra_rows) + 1))
    return walk


def _move(walk: Walk, page: Page) -> None:
    columns = sum(len(scale.points) for scale in page.scales)
    if columns:
        for _ in page.rows:
            walk.press(*["down"] * (columns - 1), *["up"] * (columns - 1), "right")
        walk.press(*["down"] * (columns + len(page.rows) + len(page.specials)))
    else:
        walk.press(*["down"] * (len(page.options) + len(page.rows) + len(page.specials) + 2))
