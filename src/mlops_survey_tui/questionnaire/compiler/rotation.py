"""Compiles the rotation of modules."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from ..conditions.parse import ConditionFault, suggest
from ..format.manifest import RotationFile
from ..rotation import Boost, FixedModules, PaceGuard, Rotation, Volunteer
from ..yaml_source import Place
from .draft import Draft
from .parts import Parts
from .symbols import LAST, Context, Symbols
from .universe import Universes


def compile_rotation(draft: Draft, symbols: Symbols, universes: Universes) -> Rotation | None:
    """Compile the rotation; what does not fit goes to the report."""
    modules = [section.spec.id for section in draft.sections if section.spec.module]
    if draft.rotation is None and "rotation" in draft.unreadable:
        return None
    if draft.rotation is None:
        for section in draft.sections:
            if section.spec.module:
                message = f"'{section.spec.id}' is a module, but there is no rotation.yaml"
                section.place.at("module").fault("S507", message)
        return None
    spec, place = draft.rotation.spec, draft.rotation.place
    parts = Parts(Context(symbols, LAST), universes, place)
    _check_modules(spec, modules, draft)
    when = parts.condition(spec.when, place.at("when"))
    fixed = [
        (parts.condition(entry.when, place.at("fixed", index, "when")), tuple(entry.modules))
        for index, entry in enumerate(spec.fixed)
    ]
    boost = [
        (boost.module, parts.condition(boost.when, place.at("boost", index, "when")), boost.probability)
        for index, boost in enumerate(spec.boost)
    ]
    volunteer = _volunteer(spec, symbols, universes, place)
    guard = spec.pace_guard
    return Rotation(
        when=when or ["const", False],
        forms=tuple(tuple(form.modules) for form in sorted(spec.forms, key=lambda form: form.form)),
        fixed=tuple(FixedModules(tree, names) for tree, names in fixed if tree),
        boost=tuple(Boost(module, tree, probability) for module, tree, probability in boost if tree),
        pace_guard=PaceGuard(**guard.model_dump()) if guard else None,
        volunteer=volunteer,
        reads=tuple(sorted(parts.reads)),
    )


def _volunteer(spec: RotationFile, symbols: Symbols, universes: Universes, place: Place) -> Volunteer | None:
    found = spec.volunteer
    if found is None:
        return None
    info = symbols.questions.get(found.question)
    if info is None:
        if not symbols.draft.excuses(found.question, "sections"):
            hint = suggest(found.question, symbols.questions)
            place.at("volunteer", "question").fault("I203", f"'{found.question}'{hint}")
    elif info.spec.shape != "single":
        place.at("volunteer", "question").fault("S507", f"'{found.question}' is no single question")
    else:
        with suppress(ConditionFault):
            options = universes.of_question(info)
            if found.accept not in options:
                message = f"'{found.question}' has no option '{found.accept}'{suggest(found.accept, options)}"
                place.at("volunteer", "accept").fault("C304", message)
    return Volunteer(found.question, found.accept, found.limit_minutes)


def _check_modules(spec: RotationFile, modules: list[str], draft: Draft) -> None:
    assert draft.rotation is not None
    place = draft.rotation.place
    known = [*modules, *draft.broken] if "sections" not in draft.unreadable else None
    for index, form in enumerate(spec.forms):
        _check_names(form.modules, known, place.at("forms", index))
        if form.form != index + 1:
            message = f"forms are numbered 1, 2, 3 ...; this is number {index + 1}"
            place.at("forms", index, "form").fault("S507", message)
        if len(set(form.modules)) < len(form.modules):
            place.at("forms", index).fault("S507", f"form {form.form} names a module twice")
    for index, fixed in enumerate(spec.fixed):
        _check_names(fixed.modules, known, place.at("fixed", index))
    for index, boost in enumerate(spec.boost):
        _check_names([boost.module], known, place.at("boost", index))
    given = {name for form in spec.forms for name in form.modules} | {n for fixed in spec.fixed for n in fixed.modules}
    for name in modules:
        if name not in given:
            place.at("forms").fault("S507", f"module '{name}' is in no form")


def _check_names(names: Iterable[str], known: list[str] | None, place: Place) -> None:
    """Report names that are no modules; ``known`` is None while some sections cannot be read."""
    for name in names if known is not None else ():
        if name not in (known or ()):
            place.fault("S507", f"'{name}' is no module{suggest(name, known)}")
