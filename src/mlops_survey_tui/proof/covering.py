"""A cover made whole by a proof: what no search found is shown by a witness, or known to be out of reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..questionnaire.model import Questionnaire
from ..rehearsal.coverage.collecting import Coverage
from ..rehearsal.coverage.covering import Cover, cover, fewest, numbered, wanted
from ..rehearsal.coverage.targets import CONDITION, DRAW, LOOP, NOT_TRUE, OPTION, QUESTION, SECTION, SPECIAL, Target
from ..rehearsal.replay import replay
from ..rehearsal.script.reading import Script
from .reachability.prove import Proof, prove
from .reachability.scripting import script_of
from .reachability.target import Target as ProofTarget


@dataclass(frozen=True, slots=True)
class WholeCover:
    """A cover, and what of the rest is proved to be out of reach; what is left was only not found."""

    cover: Cover
    proved: frozenset[Target]

    @property
    def undecided(self) -> set[Target]:
        """What is neither covered nor proved to be out of reach."""
        return self.cover.missing - self.proved


def whole_cover(
    questionnaire: Questionnaire, told: Callable[[int, int], None] = lambda tried, missing: None
) -> WholeCover:
    """Return few scripts that cover everything that was found or proved to be within reach."""
    found = cover(questionnaire, told=told)
    if not found.missing:
        return WholeCover(found, frozenset())
    proof = prove(questionnaire)
    _add_witnesses(questionnaire, found, proof)
    proved = {target for target in found.missing if _is_proved(questionnaire, proof, target)}
    return WholeCover(found, frozenset(proved))


def _add_witnesses(questionnaire: Questionnaire, found: Cover, proof: Proof) -> None:
    """Add the witnesses of what is missing, as far as their scripts do what they say."""
    for target in sorted(found.missing):
        for one in _counterparts(questionnaire, proof, target):
            witness = proof.witnesses.get(one)
            if witness is None or target not in found.missing:
                continue
            spec = script_of(questionnaire, witness, "", "", None)
            replayed = replay(Script(spec), questionnaire)
            covered = Coverage(questionnaire).add_session(replayed.session, replayed.shown)
            if replayed.passed and covered & found.missing:
                found.scripts.append((spec, covered))
                found.missing -= covered
    found.scripts = numbered(fewest(found.scripts, wanted(questionnaire)))


def _is_proved(questionnaire: Questionnaire, proof: Proof, target: Target) -> bool:
    counterparts = list(_counterparts(questionnaire, proof, target))
    return bool(counterparts) and all(proof.verdicts.never(one) for one in counterparts)


def _counterparts(questionnaire: Questionnaire, proof: Proof, target: Target) -> Iterator[ProofTarget]:
    """Yield what a proof says of the same thing; to cover the target is to reach one of them."""
    known = set(proof.targets)
    yield from (one for one in _same(questionnaire, target, proof) if one in known)


def _same(questionnaire: Questionnaire, target: Target, proof: Proof) -> Iterator[ProofTarget]:
    kind, owner, detail = target
    if kind in (SECTION, QUESTION):
        yield ProofTarget(kind, owner)
    elif kind == SPECIAL:
        yield ProofTarget("special", owner, detail)
    elif kind == OPTION:
        name = detail.removeprefix("column ")
        same = (one for one in proof.targets if one.kind == "option" and one.subject == owner)
        yield from (one for one in same if one.part.rpartition(":")[2] == name)
    elif kind == CONDITION:
        sides = ("false", "unknown") if detail == NOT_TRUE else ("true",)
        yield from (ProofTarget("condition", name, side) for name in (owner, f"{owner}: when") for side in sides)
    elif kind == DRAW:
        yield ProofTarget("short", owner)
    elif kind == LOOP:
        yield from _passes(questionnaire, owner, detail)


def _passes(questionnaire: Questionnaire, owner: str, count: str) -> Iterator[ProofTarget]:
    """Yield what stands for so many passes: an empty loop, or a draw that gives fewer items than it takes."""
    part = questionnaire.section_by_id.get(owner) or questionnaire.question_by_id[owner]
    if count == "0":
        kind = "section" if owner in questionnaire.section_by_id else "question"
        yield ProofTarget("empty", f"{kind} {owner}")
    elif part.loop is not None and len(part.loop.sources) == 1 and part.loop.sources[0].origin == "draw":
        yield ProofTarget("short", part.loop.sources[0].name)
