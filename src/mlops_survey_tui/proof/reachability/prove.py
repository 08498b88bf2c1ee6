"""Proves what can be reached in a questionnaire, and what cannot."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ...questionnaire.model import Questionnaire
from ...rehearsal.witness import Witness
from ..places import Places
from .claim import Claim, Verdicts
from .findings import Findings
from .search import Found, explore
from .shrinking import shrunk
from .simulation import respondents
from .solving import UNDECIDED, Prover, decide_all, solver_available
from .target import Target
from .targets import targets
from .timing import Timing, timed, timing_claims


@dataclass(frozen=True, slots=True)
class Budget:
    """How long and how often is tried: seconds of random walks, seconds of solving, candidates for one target."""

    walking: float = 3.0
    solving: float = 60.0
    candidates: int = 10


@dataclass(frozen=True, slots=True)
class Proof:
    """All claims, and a witness for every target that was reached."""

    questionnaire: Questionnaire
    claims: tuple[Claim, ...]
    verdicts: Verdicts
    timing: Timing
    targets: tuple[Target, ...] = ()
    seconds: float = 0.0

    @property
    def witnesses(self) -> Mapping[Target, Witness]:
        """A witness for every target that was reached."""
        return self.verdicts.witnesses

    @property
    def faults(self) -> list[Claim]:
        """The claims because of which the check fails."""
        return [claim for claim in self.findings if claim.is_fault]

    @property
    def findings(self) -> list[Claim]:
        """The claims that are worth telling."""
        return [claim for claim in self.claims if claim.is_finding]


Tell = Callable[[str], None]


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let the garbage collector look seldom: a formula is a million small lists, and hardly any of them is given up."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_seldom_collected()
def prove(
    questionnaire: Questionnaire,
    budget: Budget = Budget(),
    seed: str = "proof",
    folder: Path | None = None,
    solver: bool | None = None,
    tell: Tell = lambda text: None,
    clock: Callable[[], float] = time.monotonic,
) -> Proof:
    """Return what holds of a questionnaire.

    ``folder`` is where its files are, for places. ``solver`` says whether python-sat is used; None: if it is there.
    """
    began = clock()
    solver = solver_available() if solver is None else solver
    wanted = targets(questionnaire)
    tell(f"{len(wanted)} things to reach")
    found = Found()
    simulated = respondents(questionnaire, seed, found.taker(set(wanted), solver))
    explore(questionnaire, set(wanted), seed, budget.walking, solver, clock, found=found)
    rest = [target for target in wanted if target not in found.witnesses]
    tell(f"{found.walks} random walks reached {len(found.witnesses)}; {len(rest)} are left")
    code, by_target = None, dict[Target, str]()
    if solver:
        prover = Prover(questionnaire, found, set(wanted), seed, budget.candidates)
        by_target = decide_all(prover, rest, clock() + budget.solving, clock)
        prover.close()
        code = prover.code
        _walk_on(questionnaire, found, by_target, seed, budget, clock)
    verdicts = Verdicts(by_target, found.witnesses, found.walks, solver)
    tell("the longest path")
    timing = timed(questionnaire, code, found, simulated, seed)
    places = Places(folder) if folder is not None else None
    claims = [*Findings(questionnaire, verdicts, places).claims(wanted), *timing_claims(questionnaire, timing, places)]
    claims = shrunk(questionnaire, claims)
    return Proof(questionnaire, tuple(claims), verdicts, timing, tuple(wanted), clock() - began)


def _walk_on(
    questionnaire: Questionnaire,
    found: Found,
    verdicts: Mapping[Target, str],
    seed: str,
    budget: Budget,
    clock: Callable[[], float],
) -> None:
    """Walk at random once more for what the solver left undecided: sums and times it only knows by their bounds."""
    undecided = {target for target, verdict in verdicts.items() if verdict == UNDECIDED}
    if undecided:
        explore(questionnaire, undecided, f"{seed}-again", budget.walking, False, clock, found=found)
