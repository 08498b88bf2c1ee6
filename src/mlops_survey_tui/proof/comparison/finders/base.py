"""Changes of who is asked: conditions, loops, jumps, the assignment of modules, and what all of these rest on."""

from __future__ import annotations

from collections.abc import Iterator

from ....questionnaire.conditions.tree import Tree
from ....questionnaire.model import Draw, Loop, Question, Questionnaire, Section
from ..change import ADDED, ALTERED, REMOVED, Change, Pair, Touch
from ..origins import Owner
from ..trees import canonical, condition_text, jump_of, jumps, own_conditions, same_condition, together
from .parts import description

BASE = "base"


def conditions(pair: Pair) -> Iterator[Touch]:
    """Yield changes of the conditions of a question and of its section."""
    old_section, new_section = pair.sections
    if not pair.same_section:
        old = together(own_conditions(old_section.when, pair.old.when))
        new = together(own_conditions(new_section.when, pair.new.when))
        yield from _condition(pair, pair.owner, old, new)
        return
    old, new = (together(own_conditions(section.when)) for section in pair.sections)
    yield from _condition(pair, Owner("section", new_section.id), old, new)
    old, new = (together(own_conditions(question.when)) for question in (pair.old, pair.new))
    yield from _condition(pair, pair.owner, old, new)


def _condition(pair: Pair, owner: Owner, old: Tree | None, new: Tree | None) -> Iterator[Touch]:
    if not same_condition(old, new, pair.before, pair.after):
        yield pair.altered(BASE, "", condition_text(old), condition_text(new), owner)


def loops(pair: Pair) -> Iterator[Touch]:
    """Yield changes of what a question, or its section, is repeated over."""
    old_section, new_section = pair.sections
    owner = Owner("section", new_section.id) if pair.same_section else pair.owner
    for one, old, new in ((owner, old_section.loop, new_section.loop), (pair.owner, pair.old.loop, pair.new.loop)):
        before, after = _repetition(old), _repetition(new)
        if before != after:
            yield pair.altered(BASE, "loop", before, after, one)


def _repetition(loop: Loop | None) -> str:
    if loop is None:
        return "once"
    sources = "; ".join(description(source) or source.name for source in loop.sources)
    return f"for each of {sources}" + (f", {loop.choose} {loop.cap}" if loop.cap else "")


def routing(pair: Pair) -> Iterator[Touch]:
    """Yield options of earlier questions that begin or cease to pass over this one."""
    old, new = (_jumps(section.when, question.when) for section, question in _sides(pair))
    for form, here, there in ((REMOVED, old, new), (ADDED, new, old)):
        for question, option in sorted(here - there):
            known = question in pair.after.question_by_id
            owner = Owner("question", question) if known else pair.owner
            yield Touch(Change(owner, "routing", form, option), BASE)


def _jumps(*trees: Tree | None) -> set[tuple[str, str]]:
    return set(map(jump_of, jumps(*trees)))


def _sides(pair: Pair) -> Iterator[tuple[Section, Question]]:
    return zip(pair.sections, (pair.old, pair.new), strict=True)


def assignments(pair: Pair) -> Iterator[Touch]:
    """Yield changes of who gets the module that a question belongs to, and with which chance."""
    old_section, new_section = pair.sections
    owner = Owner("section", new_section.id) if pair.same_section else pair.owner
    old = _chance(pair.before, old_section.id) if old_section.module else "everybody"
    new = _chance(pair.after, new_section.id) if new_section.module else "everybody"
    if old != new:
        yield Touch(Change(owner, "assignment", ALTERED, "", "", old, new), BASE)
    rules = (pair.before.rotation, pair.after.rotation)
    if old_section.module and new_section.module and rules[0] is not None and rules[1] is not None:
        before, after = rules[0].when, rules[1].when
        if not same_condition(before, after, pair.before, pair.after):
            words = (condition_text(before), condition_text(after))
            yield Touch(Change(Owner("rotation", "True"), "assignment", ALTERED, "", "", *words), BASE)


def _chance(questionnaire: Questionnaire, module: str) -> str:
    """Return in words how a module is given."""
    rotation = questionnaire.rotation
    if rotation is None:
        return "nobody"
    forms = sum(module in form for form in rotation.forms)
    said = [f"{forms} of {len(rotation.forms)} forms"]
    said += [f"fixed where {_text(one.when)}" for one in rotation.fixed if module in one.modules]
    said += [
        f"boosted by {one.probability:g} where {_text(one.when)}" for one in rotation.boost if one.module == module
    ]
    return ", ".join(said)


def _text(tree: Tree) -> str:
    return condition_text(canonical(tree))


def definitions(pair: Pair) -> Iterator[Touch]:
    """Yield changes of named conditions and values that a question rests on."""
    old = {one.id: one.tree for one in pair.before.computed}
    new = {one.id: one.tree for one in pair.after.computed}
    for name in sorted(rests_on(pair) & old.keys() & new.keys()):
        if canonical(old[name]) != canonical(new[name]):
            words = (condition_text(old[name]), condition_text(new[name]))
            yield Touch(Change(Owner("definition", name), "definition", ALTERED, "", "", *words), BASE)


def draws(pair: Pair) -> Iterator[Touch]:
    """Yield changes of the draws that a question rests on."""
    old, new = pair.before.draw_by_id, pair.after.draw_by_id
    for name in sorted(rests_on(pair) & old.keys() & new.keys()):
        before, after = drawing(old[name]), drawing(new[name])
        if before != after:
            yield Touch(Change(Owner("draw", name), "sampling", ALTERED, "", "", before, after), BASE)


def drawing(draw: Draw) -> str:
    """Return in words how a draw is made."""
    said = [draw.form]
    for stratum in (*draw.strata,):
        sources = "; ".join(_source(one.name, description(one)) for one in stratum.sources)
        said.append(f"{stratum.take} of {sources}")
    said += [f"filled from {'; '.join(_source(one.name, description(one)) for one in draw.fill)}"] if draw.fill else []
    said += [f"{draw.total} in all"] if draw.total else []
    said += [f"{_text(bound)}" for bound in (draw.low, draw.high) if bound is not None and draw.form == "number"]
    said += [" or ".join(draw.values)] if draw.values else []
    said += [f"when {_text(draw.when)}"] if draw.when is not None else []
    return ", ".join(said)


def _source(name: str, words: str) -> str:
    return words or name or "its own options"


def rests_on(pair: Pair) -> set[str]:
    """Return the names of definitions and draws that a question reads in either edition, also through others."""
    return _reads(pair.before, pair.old) | _reads(pair.after, pair.new)


def _reads(questionnaire: Questionnaire, question: Question) -> set[str]:
    section = questionnaire.section_by_id[question.section]
    further = {one.id: one.reads for one in questionnaire.computed} | {d.id: d.reads for d in questionnaire.draws}
    open_names, seen = [*question.reads, *section.reads], set[str]()
    while open_names:
        name = open_names.pop()
        if name not in seen:
            seen.add(name)
            open_names += further.get(name, ())
    return seen & further.keys()
