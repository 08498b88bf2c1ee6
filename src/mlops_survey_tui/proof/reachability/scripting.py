"""Witnesses as scripts that can be replayed, each with what it shows as its expectation."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from ...questionnaire.model import Questionnaire
from ...rehearsal.script.format import ExpectSpec, PinsSpec, ScriptSpec, StepSpec
from ...rehearsal.script.writing import save_script
from ...rehearsal.values import write_answer
from ...rehearsal.witness import Witness
from .claim import Claim
from .prove import Proof
from .target import Target
from .trace import walked_by


def script_of(
    questionnaire: Questionnaire, witness: Witness, title: str, folder: str, target: Target | None
) -> ScriptSpec:
    """Return the script of a witness; ``folder`` is the questionnaire's, as seen from where the script will lie."""
    trace = walked_by(questionnaire, witness)
    by_id = questionnaire.question_by_id
    refused = trace.answers.get(trace.refused)
    answers = {
        key: write_answer(answer, by_id[key.partition("@")[0]].shape)
        for key, answer in trace.answers.items()
        if key != trace.refused
    }
    steps: list[StepSpec] | None = None
    expect = ExpectSpec(shown=_shown(questionnaire, target)) if _shown(questionnaire, target) else None
    if trace.refused:
        given = write_answer(refused, by_id[trace.refused.partition("@")[0]].shape) if refused is not None else None
        problem = sorted(trace.problems[trace.refused])[0]
        verb = {"answer": {trace.refused: given}} if refused is not None else {"skip": [trace.refused]}
        steps = [StepSpec.model_validate({**verb, "problem": problem})]
    return ScriptSpec(
        title=title,
        questionnaire=folder,
        seed=witness.seed,
        pins=PinsSpec.model_validate(witness.pins.to_data()),
        answers=answers,
        steps=steps,
        expect=expect,
    )


def _shown(questionnaire: Questionnaire, target: Target | None) -> list[str]:
    """Return the question that has to be displayed for a target to be reached, if it names one."""
    if target is None or target.kind not in (
        "question",
        "option",
        "special",
        "wording",
        "fallback",
        "end",
        "skip",
        "stuck",
    ):
        return []
    return [target.subject]


def write_scripts(questionnaire: Questionnaire, proof: Proof, source: Path, folder: Path) -> int:
    """Write a script for each witness into a folder: of findings, and of everything that is reached; return how many.

    Of claims that share a witness and a kind, each has a script of its own, since each expects something else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    relative = os.path.relpath(source.resolve(), folder.resolve())
    names: dict[str, int] = {}
    count = 0
    for claim, witness in _witnessed(proof):
        name = _name(claim)
        names[name] = names.get(name, 0) + 1
        unique = name if names[name] == 1 else f"{name}_{names[name]}"
        spec = script_of(questionnaire, witness, f"{claim.subject}: {claim.message}", relative, claim.target)
        save_script(folder / f"{unique}.yaml", spec)
        count += 1
    return count


def _witnessed(proof: Proof) -> Iterator[tuple[Claim, Witness]]:
    """Yield the claims to write, one for each witness, and all findings."""
    seen: set[int] = set()
    for claim in (*proof.findings, *(claim for claim in proof.claims if not claim.is_finding)):
        if claim.witness is not None and (claim.is_finding or id(claim.witness) not in seen):
            seen.add(id(claim.witness))
            yield claim, claim.witness


def _name(claim: Claim) -> str:
    return re.sub(r"\W+", "_", f"{claim.code}_{claim.subject}".lower()).strip("_")[:60]
