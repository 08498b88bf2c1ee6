"""The solver's part: a witness for each target that walks did not reach, or a proof that there is none.

A model of the formula is only a candidate; walking it on the engine decides. A formula without a model is a proof,
because every forward interview is a model.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from random import Random
from typing import Any

from ...questionnaire.model import Questionnaire
from .candidate import choices_of, goals_in, witness_of
from .encoding import Encoding
from .formula import FALSE
from .search import Found, confirm
from .target import KINDS, Target

NEVER, UNDECIDED, REACHED = "never", "undecided", "reached"
SOLVER = "minisat-gh"
TOGETHER = 12
"""Models by which a candidate grows at most; more of them take longer than another walk."""
TRIES = 3
"""Candidates for many targets that may miss one of them, before it is looked for alone."""


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
            choices = choices_of(self.code)
            self._solver.set_phases([random.choice((-1, 1)) * literal for literal in choices])
            self.code.formula.require(-blocking, *(-literal for literal in sorted(goals_in(model, choices))))
        return UNDECIDED

    def _walk(self, model: Sequence[int], reaches: str) -> None:
        witness = witness_of(self.code, model, self.seed, reaches)
        confirm(self.questionnaire, witness, self.found, self.wanted)

    def together(self, goals: Collection[int]) -> set[int]:
        """Seek one candidate for as many of these goals as go together, walk it, and return which it was to reach.

        Whatever a model hits is kept, and one more of the rest is demanded, as long as some goes with what is kept.
        Nothing is returned if no goal can be reached without a hard remark and with numbers that conditions tell.
        """
        assumptions = [self.code.exact, *self._strict(None)]
        hit, best = set[int](), list[int]()
        for model in islice(self._models(goals, assumptions), TOGETHER):
            kept = goals_in(model, goals) - hit
            hit |= kept
            assumptions += kept
            best = model
        if best:
            self._walk(best, "")
        return hit

    def excluded(self, goals: Collection[int]) -> set[int]:
        """Return those of these goals that no interview reaches without a hard remark, all of them by one proof."""
        hit = set[int]()
        for model in self._models(goals, self._strict(None)):
            hit |= goals_in(model, goals)
        return set(goals) - hit

    def _models(self, goals: Collection[int], assumptions: list[int]) -> Iterator[list[int]]:
        """Yield models under assumptions, which may grow; each reaches a goal that none before did."""
        left = set(goals)
        while left:
            asked = self.code.formula.new()
            self._solver.add_clause([-asked, *sorted(left)])
            model = self.solve([*assumptions, asked])
            self._solver.add_clause([-asked])
            if model is None:
                return
            left -= goals_in(model, left)
            yield model

    def prefer(self, targets: Iterable[Target]) -> None:
        """Let the solver reach these targets where it is free to choose, and pass over those that are reached."""
        reached = self.found.witnesses
        self._solver.set_phases([-self.goal(one) if one in reached else self.goal(one) for one in targets])

    def is_strict(self, target: Target) -> bool:
        """Whether a target is reached in interviews that provoke no hard remark, if at all."""
        return self._strict(target) == self._strict(None)

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
    goals = {target: prover.goal(target) for target in remaining}
    verdicts = {target: NEVER for target in remaining if goals[target] == FALSE}
    waiting = [target for target in remaining if target not in verdicts]
    tried = Counter[int]()
    while waiting and clock() < deadline:
        prover.prefer(waiting)
        hit = prover.together({goals[target] for target in waiting if tried[goals[target]] < TRIES})
        if not hit:
            break
        tried.update(hit)
        waiting = [target for target in waiting if target not in prover.found.witnesses]
    excluded = prover.excluded({goals[one] for one in waiting}) if waiting and clock() < deadline else set()
    for target in waiting:
        if goals[target] in excluded and prover.is_strict(target):
            verdicts[target] = NEVER
        elif target not in prover.found.witnesses:
            verdicts[target] = prover.decide(target) if clock() < deadline else UNDECIDED
    return verdicts
