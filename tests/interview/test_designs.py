"""A MaxDiff question with a design plays one of its versions, chosen by seed, and says which."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mlops_survey_tui.interview.answers import Answer
from mlops_survey_tui.interview.events import EventKind
from mlops_survey_tui.interview.maxdiff import design_version, sets_of
from mlops_survey_tui.interview.pins import Pins
from mlops_survey_tui.interview.session import Session
from mlops_survey_tui.rehearsal.driver import drive, from_mapping

from .surveys import Clock, Kept, begin, shipped

START = from_mapping({"consent": Answer("yes"), "ml_status": Answer("production")})
DESIGN = shipped("2026").question_by_id["challenge_maxdiff"].settings["design"]


def _displayed(session: Session) -> dict[str, Any]:
    drive(session, START)
    return next(
        dict(event.data)
        for event in session.log
        if event.kind is EventKind.DISPLAYED and event.page == "challenge_maxdiff"
    )


def test_the_version_is_chosen_by_seed_and_recorded() -> None:
    data = _displayed(begin(shipped("2026"), "some seed", sections=("mod_challenges",)))
    assert data["design_version"] == design_version(DESIGN, "some seed", "challenge_maxdiff")
    assert data["design_version_probability"] == round(1 / len(DESIGN["versions"]), 6)
    assert data["sets"] == [list(members) for members in sets_of(DESIGN, data["design_version"])]


def test_streams_are_pinned() -> None:
    assert [design_version(DESIGN, seed, "challenge_maxdiff") for seed in ("a", "b", "c")] == [187, 109, 46]


def test_versions_are_played_equally_often() -> None:
    played = Counter(design_version({"versions": [[]] * 10}, str(seed), "page") for seed in range(5000))
    assert sorted(played) == list(range(1, 11))
    assert 400 < min(played.values()) < max(played.values()) < 600


def test_sets_that_a_rehearsal_decides_are_no_version() -> None:
    ids = DESIGN["items"]
    sets = [ids[start : start + 4] for start in range(0, 24, 4)]
    pins = Pins(sets={"challenge_maxdiff": sets})
    session = Session.begin(
        shipped("2026"), seed="s", sink=Kept(), clock=Clock(), sections=("mod_challenges",), pins=pins
    )
    data = _displayed(session)
    assert data["sets"] == sets
    assert "design_version" not in data
