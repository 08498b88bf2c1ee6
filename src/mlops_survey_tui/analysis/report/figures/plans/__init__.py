"""Plans by questionnaire: adding one is a file and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from .....publication.codebook.model import Codebook
from ..planning import Plan
from . import mlops_survey

PLANS: Mapping[str, Plan] = {"mlops_survey": mlops_survey.PLAN}
"""Plans by the id of the questionnaire; all others are reported by section."""


def plan_of(codebook: Codebook) -> Plan:
    """Return the plan of a questionnaire."""
    return PLANS.get(codebook.questionnaire, Plan())
