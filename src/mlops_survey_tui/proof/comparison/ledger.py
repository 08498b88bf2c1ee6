"""Reads the ledger of an edition, and tells what is wrong with its entries, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ...questionnaire.compiler.reading import Checker
from ...questionnaire.conditions.parse import suggest
from ...questionnaire.errors import Fault, Report
from ...questionnaire.format.changes import ChangesFile, NewSpec, PartSpec, RecodedSpec, RenamedSpec, RescaledSpec
from ...questionnaire.model import Questionnaire
from ...questionnaire.yaml_source import Allowance, Place, read
from .origins import COLUMNS, OPTIONS, Owner, own_origins
from .renaming import Renames, renamed_inside, renames_of

LEDGER = "changes.yaml"
Wrong = Iterator[tuple[str, str, str]]
"""Code, message, and the field that it is about."""


class Ledger:
    """The ledger of an edition with the place of every entry; an edition without a file has an empty one."""

    def __init__(self, folder: Path, edition: str = "") -> None:
        self.file = folder / LEDGER
        self.report = Report(folder)
        self.place: Place | None = None
        self.spec = ChangesFile(edition=edition)
        if self.file.exists():
            document = read(self.file, self.report, Allowance())
            if document is not None:
                self.place = Place(document, (), self.report)
                found = Checker().check(ChangesFile, {} if document.data is None else document.data, self.place)
                self.spec = found or self.spec

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the file and its entries, sorted by line."""
        return sorted(set(self.report.faults))

    @property
    def indent(self) -> str:
        """The blanks before the dash of each entry, as the file has them."""
        return " " * _column(self.place)

    def at(self, index: int, *steps: str | int) -> Place | None:
        """Return the place of an entry, or a part of it."""
        return self.place.at("changes", index, *steps) if self.place is not None else None

    def fault(self, index: int, code: str, message: str, *steps: str | int) -> None:
        """Report a fault of an entry."""
        place = self.at(index, self.spec.changes[index].verb, *steps)
        if place is not None:
            place.fault(code, message)


def _column(place: Place | None) -> int:
    """Return the column of the first entry's dash; two where there is none yet."""
    for key, value in getattr(place.document.root, "value", ()) if place is not None else ():
        if getattr(key, "value", "") == "changes" and isinstance(value.value, list) and value.value:
            return max(0, int(value.start_mark.column))
    return 2


def check_entries(ledger: Ledger, new: Questionnaire, old: Questionnaire | None = None) -> None:
    """Report entries that name what does not exist; without the old edition, only what must exist in the new one."""
    renames = renames_of(ledger.spec)
    names = _Names(new, old, renames)
    for index, change in enumerate(ledger.spec.changes):
        spec = getattr(change, change.verb)
        for code, message, field in _CHECKS.get(change.verb, _Names.target)(names, spec):
            ledger.fault(index, code, message, field)


def ledger_faults(folder: Path, questionnaire: Questionnaire) -> list[Fault]:
    """Return the faults of an edition's ledger that show without the earlier edition; none if it has no ledger."""
    ledger = Ledger(folder)
    check_entries(ledger, questionnaire)
    return ledger.faults


class _Names:
    """What exists in the two editions, by sort and id."""

    def __init__(self, new: Questionnaire, old: Questionnaire | None, renames: Renames) -> None:
        self.new, self.old, self.renames = new, old, renames

    def target(self, spec: PartSpec) -> Wrong:
        """Yield what an entry is about, and the parts it names, where these are not there now."""
        sort, id_ = spec.target
        yield from self._now(sort, self.renames.new(sort, id_), sort)
        if isinstance(spec, PartSpec):
            yield from self._parts(spec, spec.part, spec.ids, self.new, spec.part)

    def renamed(self, spec: RenamedSpec) -> Wrong:
        sort, id_ = spec.target
        part, old = renamed_inside(spec)
        if not part:
            yield from self._then(sort, id_, sort)
            yield from self._now(sort, spec.to, "to")
            if id_ == spec.to:
                yield "L606", f"'{id_}' is what it is called in both editions", "to"
            elif id_ in _known(self.new, sort):
                yield "L607", f"{sort} '{id_}' is still there, so it was not renamed", sort
            return
        yield from self._now(sort, self.renames.new(sort, id_), sort)
        if part != "scale":
            yield from self._parts(spec, part, (old,), self.old, "option" if part == OPTIONS else part.rstrip("s"))
            yield from self._parts(spec, part, (spec.to,), self.new, "to")

    def recoded(self, spec: RecodedSpec) -> Wrong:
        sort, id_ = spec.target
        yield from self._now(sort, self.renames.new(sort, id_), sort)
        yield from self._parts(spec, spec.part, spec.ids, self.old, spec.part)
        yield from self._parts(spec, spec.part, tuple(spec.to), self.new, "to")
        if set(spec.ids) == set(spec.to):
            yield "L606", "it says that options became what they were", "to"

    def rescaled(self, spec: RescaledSpec) -> Wrong:
        sort, id_ = spec.target
        yield from self._now(sort, self.renames.new(sort, id_), sort)
        if spec.crosswalk is None:
            return
        old, new = (self._points(spec, edition) for edition in (self.old, self.new))
        for point in spec.crosswalk:
            if old and point not in old:
                yield "L609", f"the old scale has no point '{point}'{suggest(point, old)}", "crosswalk"
        for point in dict.fromkeys(point for points in spec.crosswalk.values() for point in points):
            if new and point not in new:
                yield "L609", f"the new scale has no point '{point}'{suggest(point, new)}", "crosswalk"
        missing = [point for point in old if point not in spec.crosswalk]
        if missing:
            yield "L609", f"it leaves out the old points {', '.join(missing)}; say [] where there is none", "crosswalk"

    def retired(self, spec: PartSpec) -> Wrong:
        sort, id_ = spec.target
        if spec.part:
            yield from self._now(sort, self.renames.new(sort, id_), sort)
            yield from self._parts(spec, spec.part, spec.ids, self.old, spec.part)
            there = self._offered(spec, spec.part, self.new) or ()
            for one in spec.ids:
                if one in there:
                    yield "L607", f"'{one}' is still offered, so it was not retired", spec.part
            return
        yield from self._then(sort, id_, sort)
        if id_ in _known(self.new, sort):
            yield "L603", f"{sort} '{id_}' was retired, and is there again", sort
        replaced = getattr(spec, "replaced_by", None)
        if replaced is not None:
            yield from self._now(sort, replaced, "replaced_by")

    def added(self, spec: NewSpec) -> Wrong:
        yield from self.target(spec)
        if spec.was is not None:
            if not spec.part:
                yield "F104", "was belongs to new options, rows or columns", "was"
            yield from self._parts(spec, spec.part, (spec.was,), self.old, "was")
        elif not spec.part and self.old is not None and spec.target[1] in _known(self.old, spec.target[0]):
            yield "L606", f"{spec.target[0]} '{spec.target[1]}' was there before", spec.target[0]

    def _now(self, sort: str, id_: str, field: str) -> Wrong:
        known = _known(self.new, sort)
        if id_ not in known:
            yield "L605", f"there is no {sort} '{id_}' in the new edition{suggest(id_, known)}", field

    def _then(self, sort: str, id_: str, field: str) -> Wrong:
        known = _known(self.old, sort) if self.old is not None else {id_}
        if id_ not in known:
            yield "L605", f"there was no {sort} '{id_}' in the old edition{suggest(id_, known)}", field

    def _offered(self, spec: PartSpec | RenamedSpec, part: str, edition: Questionnaire | None) -> list[str] | None:
        """Return the ids that the entry's target offers in an edition; None if there is nothing to look at."""
        if edition is None or not part:
            return None
        sort, id_ = spec.target
        called = self.renames.new(sort, id_)
        name = called if edition is self.new else self.renames.old(sort, called)
        found = own_origins(edition, Owner(sort, name), part)
        return None if found is None else list(found)

    def _parts(
        self, spec: PartSpec | RenamedSpec, part: str, ids: tuple[str, ...], edition: Questionnaire | None, field: str
    ) -> Wrong:
        known = self._offered(spec, part, edition)
        when = "the new" if edition is self.new else "the old"
        for id_ in ids if known is not None else ():
            if known is not None and id_ not in known:
                yield "L605", f"'{id_}' is not among the {part} of {when} edition{suggest(id_, known)}", field

    def _points(self, spec: RescaledSpec, edition: Questionnaire | None) -> list[str]:
        """Return the points of a scale: of a numbered one, of a list, or of a question."""
        if edition is None:
            return []
        sort, id_ = spec.target
        called = self.renames.new(sort, id_)
        owner = Owner(sort, called if edition is self.new else self.renames.old(sort, called))
        question = edition.question_by_id.get(owner.id) if sort == "question" else None
        if question is not None and "low" in question.settings:
            return [str(point) for point in range(question.settings["low"], question.settings["high"] + 1)]
        return [*(own_origins(edition, owner, COLUMNS) or own_origins(edition, owner, OPTIONS) or ())]


def _known(edition: Questionnaire | None, sort: str) -> set[str]:
    """Return the ids of one sort in an edition."""
    if edition is None:
        return set()
    found = {
        "question": edition.question_by_id.keys(),
        "list": edition.lists.keys(),
        "section": edition.section_by_id.keys(),
        "draw": edition.draw_by_id.keys(),
        "definition": {one.id for one in edition.computed},
        "special": {one.id for one in edition.special_answers} | {"other", "in_house"},
        "rotation": {"True"},
    }
    return set(found[sort])


_CHECKS: Mapping[str, Callable[[_Names, Any], Wrong]] = {
    "renamed": _Names.renamed,
    "recoded": _Names.recoded,
    "rescaled": _Names.rescaled,
    "retired": _Names.retired,
    "new": _Names.added,
}
