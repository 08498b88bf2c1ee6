"""The example of a bundle: what one simulated respondent of the coffee survey would share, under a fixed id."""

from __future__ import annotations

import json

from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.shipped import SHIPPED
from mlops_survey_tui.rehearsal.simulation.run import ANYBODY, simulate
from mlops_survey_tui.sharing.bundle import bundle
from mlops_survey_tui.sharing.envelope import Identity, enveloped

_IDENTITY = Identity("0123456789abcdef" * 2, "0123456789abcdef" * 4)


def example_bundle() -> str:
    """Return the example, written over several lines for people to read; what is sent is one line."""
    survey = load(SHIPPED / "examples" / "coffee")
    taken = next(iter(simulate(survey, [ANYBODY], 1, "example", 1)))
    envelope = enveloped(bundle(survey, taken.seed, taken.events), "1.0", "<10", _IDENTITY)
    return json.dumps(json.loads(envelope.body), indent=1, ensure_ascii=False) + "\n"
