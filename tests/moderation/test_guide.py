"""The report in the guide for moderators is that of the program; tests/docs/test_pictures.py looks at its picture."""

from __future__ import annotations

from pathlib import Path

from mlops_survey_tui.moderation.clarity.collecting import collect
from mlops_survey_tui.moderation.clarity.report import report_of
from mlops_survey_tui.moderation.clarity.writers import FORMATS
from mlops_survey_tui.store.observations import Observation, ObservationKind
from mlops_survey_tui.store.store import Store

from .interviews import Live

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "moderator.md"
NAME = "k7m2q9xb"


def staged(store: Store) -> Live:
    """Hold the session that the guide shows."""
    live = Live(store, name=NAME)
    live.to_attendance()
    live.answer("in_person", seconds=4)
    live.clock.move(9)
    for kind, seconds, data in (
        (ObservationKind.NOTE, 4, {"text": "scrolls to the end and back, asks whether a talk counts"}),
        (ObservationKind.FLAG, 3, {"flag": "missing_option"}),
        (ObservationKind.RATING, 2, {"value": 3}),
    ):
        live.watching.observe(Observation(kind, live.watching.look().moment, data), "console")
        live.clock.move(seconds)
    return live


def test_the_report_looks_like_this(store: Store) -> None:
    live = staged(store)
    live.answer(["knots"], seconds=2)
    live.interviews.close()
    found, _ = collect(store)
    text = FORMATS["terminal"](report_of(found, {}))
    first = text[text.index("1. attended") : text.index("\n\nNothing to report")]
    assert first in GUIDE.read_text(encoding="utf-8")
