"""Minutes of paths by the time model: of a walk, and the longest that any interview can take.

The longest path is a maximum of weighted pages under the formula (MaxSAT, by RC2: Ignatiev, Morgado and Marques-Silva
2019), so it honours branches that exclude each other, loops, caps and forms. A volunteered module is not part of it:
it is offered only to those whose time allows it, within a limit of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...questionnaire.model import Question, Section
from ...rehearsal.witness import Witness
from .candidate import witness_of
from .encoding import Encoding
from .formula import FALSE, TRUE
from .solving import SOLVER
from .trace import Trace, walked_by

MOST_PASSES = 60


def minutes_of(trace: Trace, longest: bool = False) -> float:
    """Return the minutes of the pages on the path of a walk, typical or longest, without what is for volunteers."""
    world = trace.session.world
    rotation = world.questionnaire.rotation
    offer = rotation.volunteer.question if rotation and rotation.volunteer else ""
    extra = world.assignment.volunteer
    total = 0.0
    for question in world.questionnaire.questions:
        pages = len(world.pages.get(question.id, ()))
        if pages and question.id != offer and question.section != extra:
            first = question.seconds.longest if longest else question.seconds.typical
            later = question.seconds.longest_repeat if longest else question.seconds.repeat
            total += first + (pages - 1) * later
    return total / 60


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest path: its minutes as walked, its witness, and an upper bound that is proved (None: not proved)."""

    minutes: float
    witness: Witness
    bound: float | None

    @property
    def is_exact(self) -> bool:
        """Whether the walk is as long as anything that was not excluded."""
        return self.bound is not None and self.minutes > self.bound - 0.001


def longest_of(code: Encoding, seed: str, assumed: Iterable[int] = ()) -> Longest | None:
    """Return the longest path, walked on the engine; None if no interview is left under what is assumed.

    Where the engine makes the boosts and replacements of a model otherwise, one that is as long may do without them.
    """
    assumed = list(assumed)
    best: Longest | None = None
    bound: float | None = None
    unmoved = [-moved for moved in (*code.modules.boosts.values(), *code.modules.replacements.values())]
    for further in filter(None, ([TRUE], unmoved, [code.exact])):
        found = longest_path(code, seed, [*assumed, *further])
        if found is None:
            continue
        bound = found[0] if bound is None else bound
        minutes = minutes_of(walked_by(code.questionnaire, found[1]), longest=True)
        if best is None or minutes > best.minutes:
            best = Longest(minutes, found[1], bound)
        if best.is_exact:
            break
    return best


def weights(code: Encoding, section: Section) -> list[tuple[int, int]]:
    """Return literals with the hundredths of a second that each of them adds to the longest path, for one section."""
    found: list[tuple[int, int]] = []
    for name in section.questions:
        question = code.questionnaire.question_by_id[name]
        literals = [code.page_shown(name, path) for path in code.question_places(question)]
        literals = [literal for literal in literals if literal != FALSE]
        if not literals:
            continue
        found.append((code.formula.any_of(literals), round(question.seconds.longest * 100)))
        for count in range(2, min(len(literals), _most_passes(code, question)) + 1):
            found.append((code.formula.at_least(literals, count), round(question.seconds.longest_repeat * 100)))
    return [(literal, weight) for literal, weight in found if weight > 0 and literal != FALSE]


def _most_passes(code: Encoding, question: Question) -> int:
    """Return a number of passes that a question cannot exceed."""
    section = code.questionnaire.section_by_id[question.section]
    most = 1
    for loop in (section.loop, question.loop):
        if loop is not None:
            draws = [code.questionnaire.draw_by_id[s.name].total for s in loop.sources if s.origin == "draw"]
            drawn = sum(draws) if len(draws) == len(loop.sources) else MOST_PASSES
            most *= min(drawn, loop.cap or MOST_PASSES)
    return min(most, MOST_PASSES)


def longest_path(code: Encoding, seed: str, assumed: Iterable[int] = ()) -> tuple[float, Witness] | None:
    """Return an upper bound of the minutes of all interviews, and the witness that should take as long.

    ``assumed`` restricts the interviews to those in which these literals hold; None where there are none.
    """
    from pysat.formula import WCNF

    wcnf: Any = WCNF()
    certain = 0
    for section in code.questionnaire.sections:
        certain += _add(code, wcnf, section)
    code.settle()
    ruled_out = list(code.modules.too_long())
    given = [[literal] for literal in (*assumed, -code.modules.offered) if literal != TRUE]
    wcnf.hard += [*code.formula.clauses, *ruled_out, *given]
    wcnf.nv = code.formula.top
    model, cost = _heaviest(wcnf)
    if model is None:
        return None
    return (certain - cost) / 6000, witness_of(code, model, seed, "the longest path")


def _heaviest(wcnf: Any) -> tuple[list[int] | None, int]:
    """Return a model of least cost and that cost; no model where there is none."""
    from pysat.examples.rc2 import RC2Stratified
    from pysat.solvers import Solver

    if not wcnf.soft:
        with Solver(name=SOLVER, bootstrap_with=wcnf.hard) as plain:
            return (plain.get_model(), 0) if plain.solve() else (None, 0)
    with RC2Stratified(wcnf, solver=SOLVER, adapt=True, exhaust=True, minz=True) as solver:
        model: list[int] | None = solver.compute()
        return model, solver.cost


def _add(code: Encoding, wcnf: Any, section: Section) -> int:
    """Add what a section weighs, and what it loses for each page that is not shown though the section is.

    Told so, the solver chooses between sections first, and only then between pages; the sum is the same.
    """
    found = weights(code, section)
    shown = code.formula.any_of([literal for literal, _ in found])
    total = sum(weight for _, weight in found)
    if shown == FALSE or not total:
        return 0
    if shown != TRUE:
        wcnf.append([shown], weight=total)
    for literal, weight in found:
        if literal != shown:
            wcnf.append([literal, -shown] if shown != TRUE else [literal], weight=weight)
    return total
