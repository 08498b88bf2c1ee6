"""Which modules a respondent gets: forms, replacement, boost, pace guard and the volunteered one.

The form follows from the seed; what depends on answers at a moment (replacement, boost, dropping, the offer of
one more) is decided once, recorded as an event, and replayed from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..questionnaire.model import Question, Section
from ..questionnaire.rotation import Boost, Rotation
from ..questionnaire.time_budget import TimeBudget
from .events import EventKind
from .randomness import below, chance, shuffled

if TYPE_CHECKING:
    from .world import World

Decision = tuple[EventKind, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Assignment:
    """The modules on the path now; ``volunteer`` is played after the volunteer slot. ``form`` counts from 1."""

    modules: frozenset[str] = frozenset()
    form: int = 0
    volunteer: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


def assign(world: World) -> Assignment:
    """Return the assignment that follows from the seed and the decisions recorded so far."""
    rotation, questionnaire = world.questionnaire.rotation, world.questionnaire
    if rotation is None:
        return Assignment()
    if world.facts.sections:
        modules = frozenset(s.id for s in questionnaire.sections if s.module and s.id in world.facts.sections)
        return Assignment(modules)
    form, planned = _planned(world, rotation)
    given = {module: _resolved(world, module, planned) for module in planned}
    modules = frozenset(module for module in given.values() if module and module not in world.facts.dropped)
    volunteer = _volunteered(world, rotation)
    return Assignment(modules | ({volunteer} if volunteer else set()), form, volunteer, given)


def assignment_known(world: World) -> bool:
    """Whether it is known by now which modules this respondent gets, or that there are none."""
    rotation = world.questionnaire.rotation
    if rotation is None or world.facts.sections or world.assignment.given:
        return True
    return world.closure(rotation.when)(world.root) is not None


def _planned(world: World, rotation: Rotation) -> tuple[int, tuple[str, ...]]:
    """Return the form and its modules, after a boost; or the fixed modules."""
    for fixed in rotation.fixed:
        if world.holds(fixed.when, world.root):
            return 0, fixed.modules
    if not world.holds(rotation.when, world.root):
        return 0, ()
    form = (
        world.facts.form
        or _pinned_form(world, rotation)
        or 1 + below(len(rotation.forms), world.seed, "rotation", "form")
    )
    planned = rotation.forms[form - 1]
    for boost in rotation.boost:
        instead = world.facts.boosted.get(boost.module)
        if instead and world.holds(boost.when, world.root):
            planned = tuple(boost.module if module == instead else module for module in planned)
    return form, planned


def _pinned_form(world: World, rotation: Rotation) -> int:
    form = world.facts.pins.form or 0
    return form if 1 <= form <= len(rotation.forms) else 0


def _resolved(world: World, module: str, planned: tuple[str, ...]) -> str:
    """Follow recorded replacements of a module that does not apply; '' if none of them applies."""
    seen: set[str] = set()
    while known_not_to_apply(world, module):
        seen.add(module)
        module = world.facts.replaced.get(module, "")
        if not module or module in seen or module in planned:
            return ""
    return module


def known_not_to_apply(world: World, module: str) -> bool:
    """Whether it is certain by now that a module cannot be shown to this respondent."""
    section = world.questionnaire.section_by_id[module]
    if section.when is None:
        return False
    truth = world.closure(section.when)(world.root)
    if truth is None:
        return all(settled(world, name) for name in section.reads)
    return truth is False


def settled(world: World, name: str) -> bool:
    """Whether nothing that a name stands for is still to be asked."""
    questionnaire = world.questionnaire
    if name in questionnaire.question_by_id:
        pages = world.pages.get(name, ())
        question = questionnaire.question_by_id[name]
        if pages:
            return all(world.facts.passed(key) and key not in world.changed_answers for key in pages)
        return reads_settled(world, question) and section_settled(world, question.section)
    for computed in questionnaire.computed:
        if computed.id == name:
            return all(settled(world, read) for read in computed.reads)
    draw = questionnaire.draw_by_id.get(name)
    return draw is None or all(settled(world, read) for read in draw.reads)


def reads_settled(world: World, question: Question) -> bool:
    """Whether nothing that a question itself depends on is still to be asked."""
    return all(settled(world, name) for name in question.reads if not name.startswith("section:"))


def section_settled(world: World, name: str) -> bool:
    """Whether nothing that a section's condition depends on is still to be asked."""
    return all(settled(world, read) for read in world.questionnaire.section_by_id[name].reads)


def _volunteered(world: World, rotation: Rotation) -> str:
    offer = world.facts.volunteer
    if rotation.volunteer is None or not offer:
        return ""
    answer = world.effective.get(rotation.volunteer.question)
    accepted = answer is not None and answer.value == rotation.volunteer.accept
    return str(offer["volunteer"]) if accepted else ""


def decisions(world: World, passed: frozenset[str]) -> Iterator[Decision]:
    """Yield what is to be decided now; ``passed`` holds the sections that lie behind.

    The caller records each decision before it asks for the next, since each may follow from the one before.
    """
    rotation = world.questionnaire.rotation
    if rotation is None or world.facts.sections:
        return
    form = world.assignment.form
    if form and world.facts.form is None:
        modules = list(rotation.forms[form - 1])
        yield EventKind.ASSIGNED, {"form": form, "modules": modules, "probability": 1 / len(rotation.forms)}
    for boost in rotation.boost:
        yield from _boost(world, boost, passed)
    yield from _replacements(world, passed)


def _boost(world: World, boost: Boost, passed: frozenset[str]) -> Iterator[Decision]:
    """Swap a module in for a random one that has not been passed, with the stated probability."""
    assignment = world.assignment
    if not assignment.form or boost.module in {*world.facts.boosted, *world.facts.dropped, *passed}:
        return
    if not world.holds(boost.when, world.root) or boost.module in assignment.modules:
        return
    rotation = world.questionnaire.rotation
    assert rotation is not None
    gone = {*passed, *world.facts.dropped}
    form = rotation.forms[assignment.form - 1]
    candidates = [module for module in form if module not in gone and _fits(world, module, boost.module)]
    lucky = chance(world.seed, "boost", boost.module) < boost.probability
    instead = shuffled(candidates, world.seed, "boost-instead", boost.module)[0] if candidates and lucky else ""
    pinned = world.facts.pins.boosts.get(boost.module)
    instead = pinned if pinned in (*candidates, "") else instead
    yield EventKind.BOOSTED, {"module": boost.module, "instead_of": instead, "probability": boost.probability}


def _replacements(world: World, passed: frozenset[str]) -> Iterator[Decision]:
    """Replace each module that turned out not to apply by a random one that may apply and is not passed."""
    for planned in world.assignment.given:
        module = planned
        while module and known_not_to_apply(world, module) and module in world.facts.replaced:
            module = world.facts.replaced[module]
        if not module or not known_not_to_apply(world, module) or {planned, module} & set(world.facts.dropped):
            continue
        candidates = [free for free in _free_modules(world, passed) if _fits(world, planned, free)]
        by = shuffled(candidates, world.seed, "replacement", module)[0] if candidates else ""
        pinned = world.facts.pins.replacements.get(module)
        by = pinned if pinned in (*candidates, "") else by
        yield EventKind.REPLACED, {"module": module, "by": by, "probability": 1 / len(candidates) if candidates else 0}


def _fits(world: World, planned: str, by: str) -> bool:
    """Whether a module may take the place of a planned one, for the time that all of them take at the longest.

    So neither a boost nor a replacement breaks the promise of how long the survey takes.
    """
    others = [module for slot, module in world.assignment.given.items() if slot != planned and module]
    budget = TimeBudget.of(world.questionnaire)
    return sum(budget.longest[module] for module in {*others, by}) <= budget.for_modules


def _free_modules(world: World, passed: frozenset[str]) -> list[str]:
    """Return the modules that may apply and are neither given, nor dropped, nor passed."""
    taken = set(world.assignment.given) | set(world.assignment.given.values()) | set(world.facts.dropped)
    taken |= set(world.facts.replaced.values()) | set(world.facts.boosted.values())
    return [
        section.id
        for section in world.questionnaire.sections
        if section.module and section.id not in taken | passed and not known_not_to_apply(world, section.id)
    ]


def droppable(world: World, passed: frozenset[str]) -> list[str]:
    """Return the assigned modules that lie ahead, in the random order in which the pace guard drops them."""
    ahead = [module for module in world.assignment.modules if module not in passed]
    ahead = [module for module in ahead if module != world.assignment.volunteer]
    return shuffled(ahead, world.seed, "pace-guard")


def volunteer_candidates(world: World) -> list[str]:
    """Return the modules not given to this respondent that apply, in random order."""
    modules = [section for section in world.questionnaire.sections if section.module]
    free = [s.id for s in modules if s.id not in world.assignment.modules and _applies(world, s)]
    pinned = world.facts.pins.volunteer
    return sorted(shuffled(free, world.seed, "volunteer"), key=lambda module: module != pinned)


def _applies(world: World, section: Section) -> bool:
    return world.holds(section.when, world.root)
