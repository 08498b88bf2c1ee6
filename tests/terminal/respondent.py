"""Somebody who takes the 2026 survey by keys in a real terminal, and a twin in memory that knows what must come."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from tests.interview.surveys import begin, shipped

from .terminal import Terminal

SURVEY = shipped("2026")
GRACE = 0.17
PATIENCE = 0.5
"""Seconds after which one more Enter is pressed where the page still stands; an early one would skip the next page."""
DOWN = "\x1b[B"
PATHS = {"a": ("1", "production"), "b": ("2", "pre_production"), "c": ("3", "no_work")}


class Respondent:
    """Takes the survey by keys in a terminal; ``twin`` is the same interview in memory, with the same seed."""

    def __init__(self, data: Path, path: str, width: int = 80, height: int = 24, seed: str = "walk") -> None:
        self.data, self.path, self.size, self.seed = data, path, (width, height), seed
        self.twin: Session = begin(SURVEY, seed)
        self.terminal = self.open("--new", "--seed", seed)

    def open(self, *arguments: str) -> Terminal:
        """Start the program."""
        command = [sys.executable, "-m", "mlops_survey_tui", "--data-dir", str(self.data), *arguments]
        width, height = self.size
        return Terminal(command, width=width, height=height)

    def start(self) -> None:
        """Go past the welcome screen, which shows the introduction."""
        self.terminal.wait_for("Start the survey", 20)
        time.sleep(GRACE)
        self.terminal.send("\r")
        self.twin.answer(EMPTY)
        self.see()

    def see(self) -> None:
        """Wait for the page that the twin expects, and until keys count."""
        page = self.twin.page()
        expected = "Review" if page is None else page.text[:28]
        begun = time.monotonic()
        while expected not in " ".join(self.terminal.text().split()):
            assert time.monotonic() - begun < 30, f"{expected!r} did not appear in:\n{self.terminal.text()}"
            self.terminal.read(0.02)
        time.sleep(GRACE)

    def step(self) -> bool:
        """Answer one page by keys and in the twin; return whether there was one."""
        page = self.twin.page()
        if page is None:
            return False
        keys, answer = self.reply(page)
        if self.twin.answer(answer):
            keys = [*keys, "\r"]
            assert self.twin.answer(answer) == []
        for key in keys:
            self.terminal.send(key)
            self.terminal.settle(0.03)
        for _ in range(12):
            if self._has_left(page):
                break
            self.terminal.send("\r")
        self.see()
        return True

    def _has_left(self, page: Page) -> bool:
        """Whether the page goes, or the following one comes, while a busy machine is given time to show it."""
        following, begun = self.twin.page(), time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            self.terminal.settle(0.03)
            text = " ".join(self.terminal.text().split())
            if following is None or following.text[:28] in text or page.text[:28] not in text:
                return True
        return False

    def reply(self, page: Page) -> tuple[list[str], Answer]:
        """Return the keys that answer a page, and the answer that they give."""
        if page.question == "ml_status":
            digit, status = PATHS[self.path]
            return [digit, "\r"], Answer(status)
        return _KEYS[page.kind](page)

    def leave(self) -> None:
        """Press Ctrl+C twice."""
        self.terminal.send("\x03")
        self.terminal.wait_for("Ctrl+C again")
        self.terminal.send("\x03")
        assert self.terminal.exit_code() == 0
        assert self.terminal.is_restored()

    def go_on(self) -> None:
        """Start the program again, and resume the interview that it offers first."""
        self.terminal = self.open()
        self.terminal.wait_for("Go on", 20)
        time.sleep(GRACE)
        self.terminal.send("\r")
        self.see()

    def exported(self) -> dict[str, object]:
        """Return what the program exports of the only interview."""
        command = [sys.executable, "-m", "mlops_survey_tui", "responses", "export", "--data-dir", str(self.data)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        (interview,) = json.loads(done.stdout)
        found: dict[str, object] = interview["answers"]
        return found


def _first(page: Page) -> str:
    return page.options[0].id


def _single(page: Page) -> tuple[list[str], Answer]:
    return ([DOWN, " ", "\r"] if page.searchable else ["1", "\r"]), Answer(_first(page))


def _multi(page: Page) -> tuple[list[str], Answer]:
    return ([DOWN, " ", "\r"] if page.searchable else [" ", "\r"]), Answer([_first(page)])


def _matrix(page: Page) -> tuple[list[str], Answer]:
    point = page.scales[0].points[0].id
    return [*("1" for _ in page.rows), "\r"], Answer({row.id: point for row in page.rows})


def _maxdiff(page: Page) -> tuple[list[str], Answer]:
    marks = {str(number): {"most": members[0], "least": members[1]} for number, members in enumerate(page.sets, 1)}
    return ["1", "2", "\r"] * len(page.sets), Answer(marks)


def _allocation(page: Page) -> tuple[list[str], Answer]:
    return ["=", "\r"], Answer({row.id: page.total if row == page.rows[0] else 0 for row in page.rows})


_KEYS: dict[str, Callable[[Page], tuple[list[str], Answer]]] = {
    "info": lambda page: (["\r"], EMPTY),
    "single": _single,
    "multi": _multi,
    "matrix": _matrix,
    "ranking": lambda page: ([" ", "\r"], Answer([_first(page)])),
    "maxdiff": _maxdiff,
    "allocation": _allocation,
    "number": lambda page: (["5", "\r"], Answer(5)),
    "number_grid": lambda page: (["2", "\r"], Answer({page.rows[0].id: 2})),
    "text": lambda page: (["hello", "\r"], Answer("hello")),
    "long_text": lambda page: (["hello", "\t", "\r"], Answer("hello")),
}
