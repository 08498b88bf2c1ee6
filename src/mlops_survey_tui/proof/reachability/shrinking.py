"""Makes witnesses short, so that people see what matters in them: answers that change nothing are left out."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from ...interview.dependencies import needed
from ...interview.keys import split_key
from ...questionnaire.model import Questionnaire
from ...rehearsal.witness import Witness
from .claim import Claim
from .condition import conditions
from .target import KINDS, Target, seen_in
from .trace import walked_by

MOST_WALKS = 40
"""Walks for one witness at most."""
MOST_PAGES = 400_000
"""Pages of walks for all witnesses together, as in a few seconds; each witness has its share of what is left."""


@dataclass
class Walks:
    """Walks that see whether fewer answers still reach a target, as long as there are pages left for them."""

    questionnaire: Questionnaire
    pages: int = field(default_factory=lambda: MOST_PAGES)

    def reach(self, witness: Witness, target: Target) -> bool:
        """Return whether a witness reaches a target, and take the pages of its walk off."""
        trace = walked_by(self.questionnaire, witness)
        self.pages -= len(trace.pages)
        return target in KINDS[target.kind].seen(trace)


def shrunk(questionnaire: Questionnaire, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those that are findings with witnesses as short as a few walks can make them.

    What somebody reaches who answers nothing at all needs one walk for all of it.
    """
    silent = next((Witness(claim.witness.seed) for claim in claims if claim.is_finding and claim.witness), None)
    reached = seen_in(walked_by(questionnaire, silent)) if silent is not None else set()
    walks = Walks(questionnaire)
    left = sum(_is_long(claim, reached) for claim in claims)
    found = []
    for claim in claims:
        if claim.is_finding and claim.witness is not None and claim.target is not None:
            if silent is not None and claim.target in reached:
                shorter = replace(silent, reaches=str(claim.target))
            else:
                shorter = short(walks, claim.witness, claim.target, walks.pages // left)
                left -= 1
            claim = replace(claim, witness=shorter)
        found.append(claim)
    return found


def _is_long(claim: Claim, reached: Set[Target]) -> bool:
    """Whether a claim has a witness that has to be made short by walks of its own."""
    return claim.is_finding and claim.witness is not None and claim.target is not None and claim.target not in reached


def short(walks: Walks, witness: Witness, target: Target, pages: int) -> Witness:
    """Return a witness of the same target with fewer answers: halves are left out, then ever smaller parts.

    Before that, all answers go that the target does not read. The walk is that of delta debugging (Zeller and
    Hildebrandt 2002), with a limited number of walks and of their pages.
    """
    least = walks.pages - pages
    read = _read_by(walks.questionnaire, target)
    fewer = replace(witness, answers={k: a for k, a in witness.answers.items() if split_key(k)[0] in read})
    if pages > 0 and walks.reach(fewer, target):
        witness = fewer
    size = max(1, len(witness.answers) // 2)
    done = 1
    while done < MOST_WALKS and walks.pages > least and witness.answers:
        keys = list(witness.answers)
        for start in range(0, len(keys), size):
            left_out = set(keys[start : start + size])
            fewer = replace(witness, answers={k: a for k, a in witness.answers.items() if k not in left_out})
            done += 1
            if walks.reach(fewer, target):
                witness = fewer
            if done >= MOST_WALKS or walks.pages <= least:
                break
        if size == 1:
            break
        size = max(1, size // 2)
    return replace(witness, reaches=str(target))


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
