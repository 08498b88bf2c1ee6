"""What the ledger says about ids: which became which, for questions, lists and all else, and for what is inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...questionnaire.format.changes import ChangesFile, RenamedSpec
from ...questionnaire.model import Question, Questionnaire
from .origins import COLUMNS, OPTIONS, ROWS, Origins, Owner, fields_of, origins_of

_INSIDE: Mapping[str, str] = {"option": OPTIONS, "row": ROWS, "column": COLUMNS, "scale": "scale"}

Mapped = dict[str, tuple[str, ...]]
"""From an old id to the new ids that stand for it."""


@dataclass(slots=True)
class Renames:
    """``ids`` maps old ids to new ones by the sort of thing; ``parts`` does so inside an owner, named as it is now.

    ``mapped`` has all that became something else by renaming, recoding or a crosswalk, by owner and field.
    """

    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[tuple[Owner, str], dict[str, str]] = field(default_factory=dict)
    mapped: dict[tuple[Owner, str], Mapped] = field(default_factory=dict)

    def new(self, sort: str, id_: str) -> str:
        """Return what something is called now."""
        return self.ids.get(sort, {}).get(id_, id_)

    def old(self, sort: str, id_: str) -> str:
        """Return what something was called before."""
        return next((old for old, new in self.ids.get(sort, {}).items() if new == id_), id_)

    def owner(self, owner: Owner) -> Owner:
        """Return an owner under the name that it has now."""
        return Owner(owner.sort, self.new(owner.sort, owner.id))

    def part(self, owner: Owner, part: str, id_: str) -> str:
        """Return what an option, row, column or scale of an owner (named as it is now) is called now."""
        return self.parts.get((owner, part), {}).get(id_, id_)


def renames_of(ledger: ChangesFile) -> Renames:
    """Gather what a ledger says about ids."""
    renames = Renames()
    for entry in ledger.of("renamed"):
        sort, old = entry.target
        if not renamed_inside(entry)[0]:
            renames.ids.setdefault(sort, {})[old] = entry.to
    for entry in ledger.of("renamed"):
        part, id_ = renamed_inside(entry)
        if part:
            owner = renames.owner(Owner(*entry.target))
            renames.parts.setdefault((owner, part), {})[id_] = entry.to
            renames.mapped.setdefault((owner, part), {})[id_] = (entry.to,)
    _note_recodes(ledger, renames)
    return renames


def _note_recodes(ledger: ChangesFile, renames: Renames) -> None:
    for entry in ledger.of("recoded"):
        mapped = renames.mapped.setdefault((renames.owner(Owner(*entry.target)), entry.part), {})
        for id_ in entry.ids:
            mapped[id_] = (*mapped.get(id_, ()), *entry.to)
    for scale in ledger.of("rescaled"):
        owner = renames.owner(Owner(*scale.target))
        if scale.crosswalk is not None:
            crosswalk = {old: tuple(new) for old, new in scale.crosswalk.items()}
            for part in (OPTIONS,) if owner.sort == "list" else (OPTIONS, COLUMNS):
                renames.mapped.setdefault((owner, part), {}).update(crosswalk)
    for new in ledger.of("new"):
        if new.was is not None and new.part:
            mapped = renames.mapped.setdefault((renames.owner(Owner(*new.target)), new.part), {})
            mapped[new.was] = (*mapped.get(new.was, (new.was,)), *new.ids)


def renamed_inside(entry: RenamedSpec) -> tuple[str, str]:
    """Return the field and the old id of what an entry renames inside a question or list; '' twice for the whole."""
    given = [(_INSIDE[name], str(getattr(entry, name))) for name in entry.inside if getattr(entry, name) is not None]
    return given[0] if given else ("", "")


def mapping_of(questionnaire: Questionnaire, question: Question, field: str, renames: Renames) -> Mapped:
    """Return what became of the options that a question of the old edition offers in a field.

    What is said at the question comes before what is said where the option is written.
    """
    here = renames.owner(Owner("question", question.id))
    mapped: Mapped = {}
    for name, scale in fields_of(question):
        if name == field:
            mapped |= _mapped(origins_of(questionnaire, question, field, scale), here, field, renames)
    if field == OPTIONS and "low" in question.settings:
        mapped |= renames.mapped.get((here, OPTIONS), {})
    return mapped


def _mapped(origins: Origins, here: Owner, field: str, renames: Renames) -> Mapped:
    said: Mapped = renames.mapped.get((here, field), {})
    mapped: Mapped = {}
    for id_, origin in origins.items():
        there = renames.mapped.get((renames.owner(origin.owner), origin.field), {})
        found = said.get(id_, there.get(id_))
        if found is not None:
            mapped[id_] = found
    return mapped
