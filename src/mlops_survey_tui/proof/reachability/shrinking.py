"""Makes witnesses short, so that people see what matters in them: answers that change nothing are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...questionnaire.model import Questionnaire
from ...rehearsal.witness import Witness
from .claim import Claim
from .target import KINDS, Target
from .trace import walked_by

MOST_WALKS = 40


def shrunk(questionnaire: Questionnaire, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those that are findings with witnesses as short as a few walks can make them."""
    return [
        replace(claim, witness=short(questionnaire, claim.witness, claim.target))
        if claim.is_finding and claim.witness is not None and claim.target is not None
        else claim
        for claim in claims
    ]


def short(questionnaire: Questionnaire, witness: Witness, target: Target, most: int = MOST_WALKS) -> Witness:
    """Return a witness of the same target with fewer answers: halves are left out, then ever smaller parts.

    The walk is that of delta debugging (Zeller and Hildebrandt 2002), with a limited number of walks.
    """
    size = max(1, len(witness.answers) // 2)
    walks = 0
    while walks < most:
        keys = list(witness.answers)
        for start in range(0, len(keys), size):
            left_out = set(keys[start : start + size])
            fewer = replace(witness, answers={k: a for k, a in witness.answers.items() if k not in left_out})
            walks += 1
            if target in KINDS[target.kind].seen(walked_by(questionnaire, fewer)):
                witness = fewer
            if walks >= most:
                break
        if size == 1:
            break
        size = max(1, size // 2)
    return replace(witness, reaches=str(target))
