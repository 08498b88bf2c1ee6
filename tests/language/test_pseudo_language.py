"""Everything that is said or drawn comes from the catalogue or the questionnaire, and finds room where it is longer."""

from __future__ import annotations

import pytest

from mlops_survey_tui.faces.plain.driving import PlainDriver
from tests.interview.surveys import shipped

from .pseudo import bare, cut, in_greek
from .walking import begun, walk

pytestmark = pytest.mark.usefixtures("pseudo_language")

_OF_THE_DRIVER = {"Saved", "Thank", "you"}


@pytest.mark.parametrize("seed", range(6))
def test_the_plain_face_says_nothing_that_is_not_in_the_catalogue(seed: int) -> None:
    session = begun(in_greek(shipped("examples/coffee")), str(seed))
    driver = PlainDriver(session)
    walk(driver, session, seed)
    for line in driver.transcript:
        if not line.startswith(">"):
            assert bare(line, _OF_THE_DRIVER) == [], line
            assert cut(line) == [], line
