"""The solver's part: a witness for each target that walks did not reach, or a proof that there is none.

A model of the formula is only a candidate; walking it on the engine decides. A formula without a model is a proof,
because every forward interview is a model.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any

from ...questionnaire.model import Questionnaire
from .candidate import choices_in, holding, witness_of
from .encoding import Encoding
from .formula import FALSE
from .search import Found, confirm
from .target import KINDS, Target

NEVER, UNDECIDED, REACHED = "never", "undecided", "reached"
SOLVER = "glucose4"
TOGETHER = 60
"""Targets that are demanded of one candidate beside the first, if it does not reach them by itself."""


def solver_available() -> bool:
    """Whether python-sat is installed (the extra ``prove``)."""
    from importlib.util import find_spec

    return find_spec("pysat") is not None


class Prover:
    """Decides targets with an incremental solver; everything learned is kept."""

    def __init__(
        self, questionnaire: Questionnaire, found: Found, wanted: set[Target], seed: str, tries: int = 10
    ) -> None:
        from pysat.solvers import Solver

        self.questionnaire = questionnaire
        self.code = Encoding(questionnaire)
        self.found = found
        self.wanted = wanted
        self.seed = seed
        self.tries = tries
        self._solver: Any = Solver(name=SOLVER)
        self._told = 0
        self._goals: dict[Target, int] = {}

    def close(self) -> None:
        """Free the solver's memory."""
        self._solver.delete()

    def goal(self, target: Target) -> int:
        """Return the literal under which a target is reached."""
        if target not in self._goals:
            literals = [literal for literal in KINDS[target.kind].literals(self.code, target) if literal != FALSE]
            self._goals[target] = self.code.formula.any_of(literals)
        return self._goals[target]

    def decide(self, target: Target) -> str:
        """Return whether a target is reached (its witness is then noted), never reached, or undecided."""
        goal = self.goal(target)
        if goal == FALSE:
            return NEVER
        relaxed = self._strict(target)
        if self.solve([goal, *relaxed]) is None:
            return NEVER
        blocking = self.code.formula.new()
        for exact in ([self.code.exact], []):
            if self._attempt(target, [goal, *exact, *relaxed], blocking) == REACHED:
                return REACHED
        return UNDECIDED

    def _attempt(self, target: Target, assumptions: list[int], blocking: int) -> str:
        """Try candidates until one is confirmed, there are none, or it has been tried often enough.

        Each differs from those before, and the solver is told to prefer this and that at random, so that what the
        formula only knows by its bounds (sums, times) is tried at different places between them.
        """
        random = Random(f"{self.seed}-{target}")
        for number in range(self.tries):
            model = self.solve([*assumptions, blocking] if number else assumptions)
            if model is None:
                return UNDECIDED if number else NEVER
            self._walk(model, str(target))
            if target in self.found.witnesses:
                return REACHED
            choices = choices_in(self.code, model)
            self._solver.set_phases([random.choice((-1, 1)) * literal for literal in choices])
            self.code.formula.require(-blocking, *(-literal for literal in choices))
        return UNDECIDED

    def _walk(self, model: Sequence[int], reaches: str) -> None:
        witness = witness_of(self.code, model, self.seed, reaches)
        confirm(self.questionnaire, witness, self.found, self.wanted)

    def together(self, targets: Sequence[Target]) -> bool:
        """Seek one candidate for the first of these targets and as many others as go together with it, and walk it.

        What it does not hit by preferring is demanded, one after the other, as often as it takes the time of a walk.
        """
        assumptions = [self.code.exact, *self._strict(None), self.goal(targets[0])]
        model = self.solve(assumptions)
        if model is None:
            return False
        holds, tries = holding(model), 0
        for goal in map(self.goal, targets[1:]):
            if tries < TOGETHER and not holds(goal):
                tries += 1
                further = self.solve([*assumptions, goal])
                if further is not None:
                    assumptions.append(goal)
                    model, holds = further, holding(further)
        self._walk(model, "")
        return True

    def prefer(self, targets: Iterable[Target]) -> None:
        """Let the solver reach these targets where it is free to choose, and pass over those that are reached."""
        reached = self.found.witnesses
        self._solver.set_phases([-self.goal(one) if one in reached else self.goal(one) for one in targets])

    def _strict(self, target: Target | None) -> list[int]:
        """Return assumptions that no hard remark is provoked, but for the one that is the target."""
        self.code.settle()
        return [
            -literal
            for (key, number), literal in self.code.relaxed.items()
            if target is None
            or target.part != "true"
            or target.subject != f"question {key.partition('@')[0]}: check {number}"
        ]

    def solve(self, assumptions: list[int]) -> list[int] | None:
        """Return a model of the formula under assumptions, the literal of each variable in order; None without one."""
        self.code.settle()
        clauses = self.code.formula.clauses
        if self._told < len(clauses):
            self._solver.append_formula(clauses[self._told :], no_return=True)
            self._told = len(clauses)
        if not self._solver.solve(assumptions=assumptions):
            return None
        model: list[int] = self._solver.get_model()
        return model


def decide_all(
    prover: Prover, remaining: Sequence[Target], deadline: float, clock: Callable[[], float] = time.monotonic
) -> dict[Target, str]:
    """Decide what is left: first many at a time, then one by one what did not come up so."""
    waiting = [target for target in remaining if prover.goal(target) != FALSE]
    verdicts = {target: NEVER for target in remaining if prover.goal(target) == FALSE}
    single: list[Target] = []
    prover.prefer(waiting)
    while waiting and clock() < deadline:
        walked = prover.together(waiting)
        if waiting[0] not in prover.found.witnesses:
            single.append(waiting[0])
        if walked:
            prover.prefer(waiting)
        waiting = [target for target in waiting[1:] if not walked or target not in prover.found.witnesses]
    for target in [*single, *waiting]:
        if target not in prover.found.witnesses:
            verdicts[target] = prover.decide(target) if clock() < deadline else UNDECIDED
    return verdicts
