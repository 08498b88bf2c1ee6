"""Why a module is, or is not, among those that a respondent gets."""

from __future__ import annotations

from ...interview.world import World
from ...questionnaire.model import Section
from ...questionnaire.rotation import Rotation
from .parts import Part, parts_of

Told = tuple[str, bool | None, tuple[Part, ...]]
"""What it is, whether it lets through, and the parts of the condition behind it."""


def module_cause(world: World, section: Section) -> Told:
    """Return what decided about a module: a form, a condition, a replacement, a boost, the pace guard, an offer."""
    rotation, name = world.questionnaire.rotation, section.id
    if world.facts.sections:
        chosen = name in world.facts.sections
        return f"module {name} was {'' if chosen else 'not '}chosen with the sections", chosen, ()
    if rotation is None:
        return f"module {name} is never assigned: there is no rotation", False, ()
    if name in world.assignment.modules:
        return _assigned(world, rotation, name)
    return _not_assigned(world, rotation, name)


def _assigned(world: World, rotation: Rotation, name: str) -> Told:
    if name == world.assignment.volunteer:
        return f"module {name} was accepted as one more", True, ()
    planned = next((one for one, given in world.assignment.given.items() if given == name), name)
    if planned != name:
        return f"module {name} is played in the place of {planned}, which does not apply", True, ()
    if world.facts.boosted.get(name):
        return f"module {name} took the place of {world.facts.boosted[name]} (boost)", True, ()
    if not world.assignment.form:
        return f"module {name} is given without a draw", True, _fixed(world, rotation)
    return f"module {name} is assigned: {_form(world, rotation)}", True, ()


def _not_assigned(world: World, rotation: Rotation, name: str) -> Told:
    given = world.assignment.given
    if name in world.facts.dropped:
        return f"module {name} was assigned, and dropped ({world.facts.dropped[name]})", False, ()
    if name in given:
        instead = f"{given[name]} is played instead" if given[name] else "nothing is played instead"
        return f"module {name} is assigned, but does not apply: {instead}", False, ()
    if name in world.facts.boosted.values():
        by = next(module for module, instead in world.facts.boosted.items() if instead == name)
        return f"module {name} was assigned, and gave its place to {by} (boost)", False, ()
    if world.assignment.form:
        forms = [str(number) for number, modules in enumerate(rotation.forms, 1) if name in modules]
        others = f"; forms with it: {', '.join(forms)}" if forms else ""
        return f"module {name} is not assigned: {_form(world, rotation)}{others}", False, ()
    if given:
        return (
            f"module {name} is not among those given without a draw: {', '.join(given)}",
            False,
            _fixed(world, rotation),
        )
    parts = tuple(parts_of(world, world.root, rotation.when))
    return f"module {name} is not assigned: no modules are yet", parts[0].value and None, parts


def _form(world: World, rotation: Rotation) -> str:
    form = world.assignment.form
    return f"form {form} of {len(rotation.forms)} has {', '.join(rotation.forms[form - 1])}"


def _fixed(world: World, rotation: Rotation) -> tuple[Part, ...]:
    fixed = next(fixed for fixed in rotation.fixed if world.holds(fixed.when, world.root))
    return tuple(parts_of(world, world.root, fixed.when))
