"""Proofs: what can be reached in generated questionnaires and in the current edition, with a witness for each thing.

A verdict is wrong if a question that was made to be out of reach has a witness, if a witness that is walked once more
on the engine does not reach its target, or if a random interview reaches what was said to be out of reach. What nobody
decided is counted as undecided.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from mlops_survey_tui.proof.reachability.encoding import Encoding
from mlops_survey_tui.proof.reachability.formula import FALSE
from mlops_survey_tui.proof.reachability.prove import Proof, prove
from mlops_survey_tui.proof.reachability.search import explore
from mlops_survey_tui.proof.reachability.solving import SOLVER
from mlops_survey_tui.proof.reachability.target import KINDS, Target, seen_in, targets
from mlops_survey_tui.proof.reachability.trace import walked_by
from mlops_survey_tui.questionnaire.compiler import compile_folder
from mlops_survey_tui.questionnaire.load import current_edition, load
from mlops_survey_tui.questionnaire.model import Questionnaire
from tests.proof.reachability.generated import generate, write_generated

from .logical.as_questionnaire import questionnaire_of
from .logical.generate import generate as generate_logical
from .measured import Result, at_most, beside, judged, result
from .report import lines

GROUP = "proof"
SEED = int(os.environ.get("BENCHMARK_SEED", "1"))
SIZES = ((100, 60), (300, 170), (1_000, 545), (1_800, 1_000))
"""Questions and conditions of the generated questionnaires; one in twenty conditions cannot hold."""
WITNESSES = 60
"""Witnesses that are walked once more."""
OTHERS = 40
"""Random interviews that look for what was said to be out of reach."""
WHOLE = "1,000 questions, 545 conditions"


@dataclass(frozen=True, slots=True)
class Case:
    """A questionnaire, the questions that were made to be out of reach, and whether everything must be decided."""

    questionnaire: Questionnaire
    dead: frozenset[str] = frozenset()
    all_decided: bool = True


def measure(runs: int) -> list[Result]:
    """Prove everything in rounds, the large ones at most three times."""
    cases = dict(_cases())
    samples: dict[str, list[float]] = {}
    extras: dict[str, dict[str, float]] = {}
    for number in range(min(runs, 3) + 1):
        for name, case in cases.items():
            begun = time.process_time()
            proof = prove(case.questionnaire)
            samples.setdefault(name, []).append(time.process_time() - begun)
            if not number:
                extras[name] = _facts(case, proof)
        samples.setdefault(SAT, []).append(_by_sat(cases[WHOLE].questionnaire))
    found = [result(GROUP, what, "s CPU", each[1:], **extras.get(what, {})) for what, each in samples.items()]
    goals = {name: [at_most(0, figure="wrong")] for name in cases}
    for name, case in cases.items():
        goals[name] += [at_most(0, figure="undecided")] if case.all_decided else []
    goals[WHOLE] += [at_most(1), at_most(1, SAT)]
    return judged(beside(found, {WHOLE: SAT}), goals)


def _cases() -> list[tuple[str, Case]]:
    found = []
    for questions, conditions in SIZES:
        with TemporaryDirectory() as folder:
            made = generate(questions, conditions, conditions // 20, SEED)
            compiled = compile_folder(write_generated(Path(folder), made), "")
            name = f"{questions:,} questions, {conditions:,} conditions"
            found.append((name, Case(compiled, frozenset(made.dead))))
    for size in (100, 300):
        logical = questionnaire_of(generate_logical(size, SEED))
        found.append((f"{size} questions with loops and piping", Case(logical)))
    return [*found, ("the current edition", Case(load(current_edition()), all_decided=False))]


def _facts(case: Case, proof: Proof) -> dict[str, float]:
    verdicts = proof.verdicts
    undecided = sum(map(verdicts.undecided, proof.targets))
    figures = {"targets": len(proof.targets), "walks": verdicts.walks, "undecided": undecided}
    return {**figures, "wrong": _wrong(case, proof)}


def _wrong(case: Case, proof: Proof) -> int:
    """Return how many verdicts contradict how the questionnaire was made, or the engine."""
    wrong = sum(Target("question", name) in proof.witnesses for name in case.dead)
    some = Random(1).sample(sorted(proof.witnesses), min(WITNESSES, len(proof.witnesses)))
    wrong += sum(one not in seen_in(walked_by(case.questionnaire, proof.witnesses[one])) for one in some)
    never = {target for target in proof.targets if proof.verdicts.never(target)}
    return wrong + len(explore(case.questionnaire, never, "other", 60, False, most=OTHERS).witnesses)


SAT = "python-sat alone: the same formula, target by target, nothing walked"


def _goals(questionnaire: Questionnaire) -> tuple[Encoding, list[int]]:
    code = Encoding(questionnaire)
    goals = []
    for target in targets(questionnaire):
        literals = [literal for literal in KINDS[target.kind].literals(code, target) if literal != FALSE]
        goals.append(code.formula.any_of(literals))
    code.settle()
    return code, [goal for goal in goals if goal != FALSE]


def _by_sat(questionnaire: Questionnaire) -> float:
    from pysat.solvers import Solver

    begun = time.process_time()
    code, goals = _goals(questionnaire)
    with Solver(name=SOLVER, bootstrap_with=code.formula.clauses) as solver:
        for goal in goals:
            solver.solve(assumptions=[goal])
    return time.process_time() - begun


if __name__ == "__main__":
    print(*lines(measure(3)), sep="\n")
