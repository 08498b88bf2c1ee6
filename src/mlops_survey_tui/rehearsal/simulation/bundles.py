"""Simulated interviews as bundles, as a collector exports them: to rehearse a publication before there are answers."""

from __future__ import annotations

from random import Random
from typing import Any

from ...questionnaire.model import Questionnaire
from ...sharing.bundle import bundle, texts_typed
from ...sharing.envelope import CONSENT
from ...sharing.proposal import band_of
from .respondent import MODE
from .run import Result

_TEXTS_AGREED, _MINUTES_AGREED = 0.2, 0.8
"""How many agree to share a text that they typed, and the time that they took."""


def exported(questionnaire: Questionnaire, result: Result) -> dict[str, Any]:
    """Return the bundle of a simulated interview, marked as such; it is taken by no publication but a rehearsal."""
    chance = Random(result.seed)
    typed = texts_typed(questionnaire, result.seed, result.events)
    agreed = [page for page in typed if chance.random() < _TEXTS_AGREED]
    data = bundle(questionnaire, result.seed, result.events, agreed)
    # a simulated interview has its seed because it is simulated, which its mark says
    marks = [mark for mark in data["marks"] if not mark.startswith("chosen_")]
    data |= {"client": "1.0", "consent": CONSENT, "marks": [*marks, MODE]}
    if questionnaire.channels:
        data["channel"] = chance.choice(questionnaire.channels)
    if chance.random() < _MINUTES_AGREED:
        data["minutes"] = band_of(result.seconds / 60)
    return data
