"""Makes witnesses short, so that people see what matters in them: answers that change nothing are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...interview.dependencies import needed
from ...interview.keys import split_key
from ...questionnaire.model import Questionnaire
from ...rehearsal.witness import Witness
from .claim import Claim
from .condition import conditions
from .target import KINDS, Target, seen_in
from .trace import walked_by

MOST_WALKS = 40


def shrunk(questionnaire: Questionnaire, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those that are findings with witnesses as short as a few walks can make them.

    What somebody reaches who answers nothing at all needs one walk for all of it.
    """
    silent = next((Witness(claim.witness.seed) for claim in claims if claim.is_finding and claim.witness), None)
    reached = seen_in(walked_by(questionnaire, silent)) if silent is not None else set()
    found = []
    for claim in claims:
        if claim.is_finding and claim.witness is not None and claim.target is not None:
            if silent is not None and claim.target in reached:
                shorter = replace(silent, reaches=str(claim.target))
            else:
                shorter = short(questionnaire, claim.witness, claim.target)
            claim = replace(claim, witness=shorter)
        found.append(claim)
    return found


def short(questionnaire: Questionnaire, witness: Witness, target: Target, most: int = MOST_WALKS) -> Witness:
    """Return a witness of the same target with fewer answers: halves are left out, then ever smaller parts.

    Before that, all answers go that the target does not read. The walk is that of delta debugging (Zeller and
    Hildebrandt 2002), with a limited number of walks.
    """
    read = _read_by(questionnaire, target)
    fewer = replace(witness, answers={k: a for k, a in witness.answers.items() if split_key(k)[0] in read})
    if _reaches(questionnaire, fewer, target):
        witness = fewer
    size = max(1, len(witness.answers) // 2)
    walks = 1
    while walks < most and witness.answers:
        keys = list(witness.answers)
        for start in range(0, len(keys), size):
            left_out = set(keys[start : start + size])
            fewer = replace(witness, answers={k: a for k, a in witness.answers.items() if k not in left_out})
            walks += 1
            if _reaches(questionnaire, fewer, target):
                witness = fewer
            if walks >= most:
                break
        if size == 1:
            break
        size = max(1, size // 2)
    return replace(witness, reaches=str(target))


def _reaches(questionnaire: Questionnaire, witness: Witness, target: Target) -> bool:
    return target in KINDS[target.kind].seen(walked_by(questionnaire, witness))


def _read_by(questionnaire: Questionnaire, target: Target) -> frozenset[str]:
    """Return the questions whose answers can decide whether a target is reached, and those that nobody may skip."""
    whose = target.subject.rpartition(" ")[2]
    if target.kind == "condition":
        whose = conditions(questionnaire)[target.subject].subject
    names = {whose} | {question.id for question in questionnaire.questions if question.required}
    if whose in questionnaire.section_by_id:
        section = questionnaire.section_by_id[whose]
        names |= {f"section:{whose}", *section.reads}
    return needed(questionnaire, names) | names
