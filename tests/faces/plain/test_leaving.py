"""A word that leaves is understood wherever the welcome, a question or the end is: it is no answer by chance."""

from __future__ import annotations

import pytest

from mlops_survey_tui.faces.plain.sitting import Sitting
from mlops_survey_tui.faces.plain.words import LEAVING
from tests.faces.tui.fakes import PAGES, FakeSession, start_with


@pytest.fixture
def session() -> FakeSession:
    """A session at its first question."""
    return FakeSession(PAGES)


@pytest.mark.parametrize("word", sorted(LEAVING))
@pytest.mark.parametrize("before", [[], ["1"], ["1", "2"]], ids=["at the welcome", "at a question", "at the next one"])
def test_each_word_leaves_from_everywhere(word: str, before: list[str], session: FakeSession) -> None:
    said: list[str] = []
    sitting = Sitting(start_with(session, introduction=""), said.append)
    sitting.begin()
    for line in before:
        sitting.take(line)
    assert sitting.ending is None
    sitting.take(word)
    assert sitting.ending is not None
    assert sitting.ending.code == 0
