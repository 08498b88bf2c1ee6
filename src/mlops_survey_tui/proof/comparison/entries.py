"""The entries of a ledger as one sequence, and which changes each of them explains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...questionnaire.format.changes import ChangesFile, JudgedSpec, PartSpec, RecodedSpec, RescaledSpec
from .change import ADDED, REMOVED, REWORDED, Touch
from .origins import COLUMNS, ITEMS, OPTIONS, Owner
from .renaming import Renames

VERBS = ("recoded", "rescaled", "reworded", "retired", "new", "breaks", "accepted")
"""The sorts of entries that explain changes, the one that says most first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its verb, its place in the ledger, and what it is about, named as in the new edition."""

    verb: str
    index: int
    spec: Any
    owner: Owner

    @property
    def reason(self) -> str:
        """Why, in the author's words."""
        return str(self.spec.reason)

    def covers(self, touch: Touch, question: str) -> bool:
        """Whether the entry explains a change, as it concerns a question."""
        here = self.owner == touch.change.owner
        at_question = self.owner == Owner("question", question)
        if not (here or at_question):
            return False
        fields = ({touch.change.aspect} if here else set()) | ({touch.field} if at_question else set())
        if ITEMS in fields:
            fields.add("base")
        return _COVERS[self.verb](self.spec, touch, fields)


def entries_of(ledger: ChangesFile, renames: Renames) -> list[Entry]:
    """Return all entries that explain changes, in the order of :data:`VERBS`."""
    return list(_entries(ledger, renames))


def _entries(ledger: ChangesFile, renames: Renames) -> Iterator[Entry]:
    for verb in VERBS:
        for index, change in enumerate(ledger.changes):
            if change.verb == verb:
                spec = getattr(change, verb)
                yield Entry(verb, index, spec, renames.owner(Owner(*spec.target)))


def _recoded(spec: RecodedSpec, touch: Touch, fields: set[str]) -> bool:
    named = touch.change.part in (*spec.ids, *spec.to)
    return spec.part in fields and named and touch.change.form in (ADDED, REMOVED, REWORDED)


def _rescaled(spec: RescaledSpec, touch: Touch, fields: set[str]) -> bool:
    return bool(fields & {OPTIONS, COLUMNS, "scale"})


def _reworded(spec: PartSpec, touch: Touch, fields: set[str]) -> bool:
    if touch.change.form != REWORDED:
        return False
    if spec.part:
        return spec.part in fields and touch.change.part in spec.ids
    return bool(fields & {"text", "help", "scale", "specials"})


def _retired(spec: PartSpec, touch: Touch, fields: set[str]) -> bool:
    return touch.change.form == REMOVED and spec.part in fields and touch.change.part in spec.ids


def _new(spec: PartSpec, touch: Touch, fields: set[str]) -> bool:
    return touch.change.form == ADDED and spec.part in fields and touch.change.part in spec.ids


def _judged(spec: JudgedSpec, touch: Touch, fields: set[str]) -> bool:
    return bool(fields & set(spec.differences))


_COVERS: Mapping[str, Callable[[Any, Touch, set[str]], bool]] = {
    "recoded": _recoded,
    "rescaled": _rescaled,
    "reworded": _reworded,
    "retired": _retired,
    "new": _new,
    "breaks": _judged,
    "accepted": _judged,
}
