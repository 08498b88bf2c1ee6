"""A small set of scripts that covers everything a questionnaire can reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ...questionnaire.model import Questionnaire
from ..script.format import ExpectSpec, PinsSpec, ScriptSpec
from .collecting import Coverage
from .seeking import Seeker, Sought
from .targets import CHOICE, Target, targets

PATIENCE = 150
"""After so many interviews in a row that cover nothing new, the search ends."""
PATIENT_PAGES, MOST_PAGES = 20_000, 300_000
"""It also ends after so many pages in a row that cover nothing new, and after so many in all, as in a minute."""


@dataclass(slots=True)
class Cover:
    """Scripts with what each covers, and the targets that none was found for."""

    scripts: list[tuple[ScriptSpec, set[Target]]] = field(default_factory=list)
    missing: set[Target] = field(default_factory=set)
    tried: int = 0


def wanted(questionnaire: Questionnaire) -> set[Target]:
    """Return what a cover has to reach: everything but that each option was chosen once."""
    return {target for target in targets(questionnaire) if target.kind != CHOICE}


def cover(
    questionnaire: Questionnaire,
    seed: str = "cover",
    patience: int = PATIENCE,
    unreachable: Iterable[Target] = (),
    told: Callable[[int, int], None] = lambda tried, missing: None,
) -> Cover:
    """Search interviews until nothing is missing, or patience runs out, and keep few of them.

    ``unreachable`` is not looked for; ``told`` hears after each interview how many were tried and what is missing.
    """
    missing = wanted(questionnaire) - set(unreachable)
    seeker = Seeker(questionnaire, missing)
    found: list[tuple[ScriptSpec, set[Target]]] = []
    tried = idle = pages = news = 0
    while missing and idle < patience and pages < MOST_PAGES and pages - news < PATIENT_PAGES:
        sought = seeker.interview(f"{seed}-{tried}")
        tried += 1
        pages += len(sought.steps)
        covered = covered_by(questionnaire, sought)
        idle += 1
        if covered & missing:
            idle, news = 0, pages
            found.append((script_of(sought, ""), covered))
            missing -= covered
        told(tried, len(missing))
    return Cover(numbered(fewest(found, wanted(questionnaire))), missing, tried)


def covered_by(questionnaire: Questionnaire, sought: Sought) -> set[Target]:
    """Return what an interview covers, the problems that it met among it."""
    return Coverage(questionnaire).add_session(sought.session) | sought.problems


def script_of(sought: Sought, title: str) -> ScriptSpec:
    """Return the script that leads through an interview again, and expects what came of it."""
    session = sought.session
    shown = [key for key in session.facts.displayed if key]
    return ScriptSpec(
        title=title,
        seed=session.seed,
        pins=PinsSpec.model_validate(sought.pins.to_data()),
        pace=sought.pace,
        otherwise="fail",
        steps=sought.steps,
        expect=ExpectSpec(ended=session.ended, pages=shown),  # type: ignore[arg-type]
    )


def fewest(found: list[tuple[ScriptSpec, set[Target]]], needed: set[Target]) -> list[tuple[ScriptSpec, set[Target]]]:
    """Return few scripts that cover together what all of them cover: greedily the one with most that is new."""
    left = set().union(*(covered for _, covered in found)) & needed if found else set[Target]()
    chosen = []
    pool = list(found)
    while left:
        best = max(pool, key=lambda entry: len(entry[1] & left))
        pool.remove(best)
        chosen.append(best)
        left -= best[1]
    return chosen


def numbered(scripts: Iterable[tuple[ScriptSpec, set[Target]]]) -> list[tuple[ScriptSpec, set[Target]]]:
    """Give scripts titles by their number."""
    return [
        (spec.model_copy(update={"title": f"cover {n:03}"}), covered) for n, (spec, covered) in enumerate(scripts, 1)
    ]
