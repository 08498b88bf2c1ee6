"""Checks the files under ``designs/``, and gives them to the MaxDiff questions that name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..format.designs import DesignFile
from ..format.lists import SourceSpec
from ..yaml_source import Place
from .draft import Placed
from .parts import Parts
from .symbols import QuestionInfo


def check_design(design: Placed[DesignFile]) -> bool:
    """Report the sets that cannot be shown, one fault a version; return whether there are none."""
    items = design.spec.items
    faults: list[tuple[tuple[str | int, ...], str]] = [
        (("items",), f"item '{id_}' stands twice") for id_ in sorted({i for i in items if items.count(i) > 1})
    ]
    for version, sets in enumerate(design.spec.versions):
        faults += [(("versions", version), found) for found in list(_set_faults(sets, len(items)))[:1]]
    for steps, message in faults:
        design.place.at(*steps).fault("S511", message)
    return not faults


def _set_faults(sets: list[list[int]], items: int) -> Iterator[str]:
    for number, members in enumerate(sets, 1):
        if max(members) > items:
            yield f"set {number} names item {max(members)}, there are only {items}"
        if len(set(members)) < len(members):
            yield f"set {number} holds an item twice"


def design_settings(info: QuestionInfo, parts: Parts) -> dict[str, Any]:
    """Return the design of a question for the engine; what does not fit is reported."""
    name: str | None = getattr(info.spec, "design", None)
    if name is None:
        return {}
    draft, place = parts.context.symbols.draft, info.place.at("design")
    design = draft.designs.get(name)
    if design is None:
        if "designs" not in draft.unreadable:
            place.fault("F101", f"designs/{name}.yaml does not exist")
        return {}
    _check_options(info, parts, design.spec, place)
    _check_size(info, design)
    return {"design": {"items": design.spec.items, "versions": design.spec.versions}}


def _check_options(info: QuestionInfo, parts: Parts, design: DesignFile, place: Place) -> None:
    entries = getattr(info.spec, "options", [])
    if parts.varies or any(isinstance(entry, SourceSpec) and entry.show for entry in entries):
        place.fault("S511", "the options vary, so a design made beforehand cannot serve them")
        return
    offered = {*parts.universes.of_field(info, "options"), *parts.universes.ordinary_specials(info.spec)}
    unknown, missing = sorted(set(design.items) - offered), sorted(offered - set(design.items))
    if unknown:
        place.fault("S511", f"the design has items that are not among the options: {', '.join(unknown)}")
    if missing:
        place.fault("S511", f"options are not in the design: {', '.join(missing)}")


def _check_size(info: QuestionInfo, design: Placed[DesignFile]) -> None:
    """Report the first version whose sets are not as many and as large as the question says."""
    sets, per_set = getattr(info.spec, "sets", 0), getattr(info.spec, "per_set", 0)
    for version, found in enumerate(design.spec.versions):
        if [len(members) for members in found] != [per_set] * sets:
            message = f"version {version + 1} is not {sets} sets of {per_set}, as '{info.spec.id}' says"
            design.place.at("versions", version).fault("S511", message)
            return
