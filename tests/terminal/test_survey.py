"""The 2026 survey in a real terminal, with the keyboard alone, against a twin that knows what must come."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mlops_survey_tui.interview.answers import EMPTY, Answer
from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.page import Page
from mlops_survey_tui.interview.session import Session
from tests.interview.surveys import begin, shipped

from .terminal import Terminal

pytestmark = pytest.mark.terminal
SURVEY = shipped("2026")
GRACE = 0.17
UP, DOWN = "\x1b[A", "\x1b[B"
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
            assert time.monotonic() - begun < 8, f"{expected!r} did not appear in:\n{self.terminal.text()}"
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
        following = self.twin.page()
        for _ in range(12):
            text = " ".join(self.terminal.text().split())
            if following is None or following.text[:28] in text or page.text[:28] not in text:
                break
            self.terminal.send("\r")
            self.terminal.settle(0.05)
        self.see()
        return True

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


@pytest.fixture
def respondents() -> Iterator[list[Respondent]]:
    opened: list[Respondent] = []
    yield opened
    for respondent in opened:
        respondent.terminal.close()


def answers(session: Session) -> dict[str, object]:
    """Return status, value and special answer by page, as the export has them."""
    found: dict[str, object] = {}
    for final in answers_of(session.world):
        value = final.answer.value if final.answer is not None else None
        found[final.key] = (final.status, _without_zeros(value))
    return found


def _without_zeros(value: object) -> object:
    if isinstance(value, dict):
        return {row: number for row, number in value.items() if number != 0}
    return value


def assert_same_answers(respondent: Respondent) -> None:
    exported = {
        key: (entry["status"], _without_zeros(entry.get("value")))  # type: ignore[index, attr-defined]
        for key, entry in respondent.exported().items()
    }
    assert exported == answers(respondent.twin)


@pytest.mark.parametrize(("path", "width", "height"), [("a", 80, 24), ("a", 40, 12), ("b", 80, 24), ("c", 40, 12)])
def test_the_whole_survey_by_keyboard(
    respondents: list[Respondent], tmp_path: Path, path: str, width: int, height: int
) -> None:
    respondent = Respondent(tmp_path / "data", path, width, height)
    respondents.append(respondent)
    respondent.start()
    while respondent.step():
        pass
    terminal = respondent.terminal
    for _ in range(3):
        terminal.settle(0.2)
        if not terminal.process.isalive():
            break
        terminal.send("\r")
    assert terminal.exit_code() == 0
    assert terminal.is_restored()
    respondent.twin.finish()
    assert_same_answers(respondent)


def test_leaving_on_any_question_comes_back_to_it(respondents: list[Respondent], tmp_path: Path) -> None:
    respondent = Respondent(tmp_path / "data", "a", seed="leave")
    respondents.append(respondent)
    respondent.start()
    number = 0
    while number < 24 and respondent.step():
        number += 1
        if number in (2, 5, 11, 17, 23):
            respondent.leave()
            respondent.go_on()
    respondent.leave()
    assert_same_answers(respondent)


def test_a_kill_at_any_moment_loses_nothing_of_a_former_screen(respondents: list[Respondent], tmp_path: Path) -> None:
    respondent = Respondent(tmp_path / "data", "b", seed="kill")
    respondents.append(respondent)
    respondent.start()
    for number in range(12):
        respondent.step()
        if number % 4 == 3:
            respondent.terminal.signal(signal.SIGKILL)
            respondent.terminal.process.wait()
            assert_same_answers(respondent)
            respondent.go_on()
    respondent.leave()
