"""The 2026 survey in a real terminal, with the keyboard alone, against a twin that knows what must come."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from mlops_survey_tui.interview.outcome import answers_of
from mlops_survey_tui.interview.session import Session

from .respondent import Respondent
from .victim import Victim

pytestmark = pytest.mark.terminal


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


def test_a_kill_at_any_moment_loses_nothing_of_a_former_screen(tmp_path: Path) -> None:
    """The loop ``kills`` of ``make soak`` goes on with this for hours."""
    victim = Victim(tmp_path / "data", "b", seed="kill")
    try:
        found = list(islice(victim.kills(), 6))
    finally:
        victim.terminal.close()
    assert found == [""] * 6
