"""Many simulated interviews with a marker in everything typed: no bundle holds it, nor anything of this machine."""

from __future__ import annotations

import getpass
import locale
import os
import platform
import re
import socket
import sys
import time
from pathlib import Path

import pytest

from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, simulate
from mlops_survey_tui.sharing.bundle import bundle, texts_typed
from mlops_survey_tui.sharing.envelope import enveloped
from mlops_survey_tui.strict_json import strict_json
from tests.interview.surveys import shipped

BUNDLES = int(os.environ.get("MLOPS_SURVEY_BUNDLES", "90"))
"""How many bundles are looked through; the long setting is 10,000."""


def _of_this_machine() -> list[str]:
    """Return what must be in no bundle: names, places and times of this machine."""
    found = [socket.gethostname(), getpass.getuser(), str(Path.home()), str(Path.cwd()), sys.executable]
    found += [platform.node(), platform.release(), platform.python_version(), str(locale.getlocale()[0])]
    found += [time.strftime("%Y-%m-%d"), *(name for name in time.tzname if len(name) > 3)]
    return [one for one in found if len(one) > 4]


def _clockless(survey: Questionnaire, text: str) -> bool:
    """Whether there is nothing like a time in it: neither a clock nor seconds since 1970."""
    known = survey.to_json()
    times = re.findall(r"\b\d{1,2}:\d{2}\b|\b1[67]\d{8}\b|\b20\d\d-\d\d-\d\d\b", text)
    return all(one in known for one in times)


@pytest.mark.parametrize("name", ["2026", "examples/coffee", "examples/workshop"])
def test_no_bundle_holds_what_was_not_agreed_to_or_is_of_this_machine(name: str) -> None:
    survey, typed = shipped(name), 0
    for one in simulate(survey, [ANYBODY], BUNDLES // 3, "leaks", 1):
        words = [text for texts in texts_typed(survey, one.seed, one.events).values() for text in texts]
        typed += len(words)
        body = enveloped(bundle(survey, one.seed, one.events), "1.0").body.decode()
        assert one.seed not in body
        assert _clockless(survey, re.sub(r'"(?:id|withdrawal|hash)":"[0-9a-f]+"', "", body))
        for secret in [*words, *_of_this_machine()]:
            assert f'"{secret}"' not in body
            assert secret not in body or secret in survey.to_json()
        for answer in strict_json(body.encode())["answers"].values():
            assert not answer.get("texts")
    assert typed
