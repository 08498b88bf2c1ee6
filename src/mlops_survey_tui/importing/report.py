"""What became of a survey: counts, everything that was lost or changed, and what its author must look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from ..cutting import cut

CARRIED, WITH_LOSS, NOT_CARRIED = "carried", "carried with loss", "not carried"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that did not come over as it was: where it stands in the source, what it was, why, what became of it.

    A ``note`` changes neither what is asked nor what can be answered, and does not count as a loss.
    """

    place: str
    what: str
    why: str
    became: str
    note: bool = False

    def __str__(self) -> str:
        return cut(f"{self.place}: {self.what}: {self.why}; {self.became}")


@dataclass(frozen=True, slots=True)
class Renaming:
    """An id that had to change, with the place of the old one."""

    place: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.place}: {self.old} -> {self.new}"


@dataclass(slots=True)
class Report:
    """Gathers remarks while a survey is read.

    ``questions`` holds what became of each thing that was asked or shown, by its key in the source.
    """

    remarks: list[Remark] = field(default_factory=list)
    renamings: list[Renaming] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    layout: Counter[str] = field(default_factory=Counter)
    questions: dict[str, str] = field(default_factory=dict)
    _said: set[object] = field(default_factory=set)

    def begin(self, question: str) -> None:
        """Count a question of the source; it is carried until something else is said."""
        self.questions.setdefault(question, CARRIED)

    def lost(self, place: str, what: str, why: str, became: str, question: str = "") -> None:
        """Note that something was not carried over; ``question`` is the key of the question that it belongs to."""
        self._add(Remark(place, what, why, became))
        self.affect([question])

    def affect(self, questions: Iterable[str]) -> None:
        """Say that a loss told elsewhere is one of these questions too, as that of a group is of all that it holds."""
        for question in questions:
            if self.questions.get(question) == CARRIED:
                self.questions[question] = WITH_LOSS

    def losses(self) -> int:
        """Return how many losses were told so far."""
        return sum(not remark.note for remark in self.remarks)

    def note(self, place: str, what: str, why: str, became: str) -> None:
        """Note a change that neither asks nor accepts anything else."""
        self._add(Remark(place, what, why, became, note=True))

    def dropped(self, place: str, what: str, why: str, question: str) -> None:
        """Note that a whole question was left out."""
        self._add(Remark(place, what, why, "left out"))
        self.questions[question] = NOT_CARRIED

    def renamed(self, place: str, old: str, new: str) -> None:
        """Note an id that changed."""
        renaming = Renaming(place, old, new)
        if old != new and renaming not in self._said:
            self._said.add(renaming)
            self.renamings.append(renaming)

    def assume(self, text: str) -> None:
        """Note something that holds for the whole survey and that its author should know; once."""
        if text not in self.assumptions:
            self.assumptions.append(text)

    def counts(self) -> dict[str, int]:
        """Return how many questions were carried, carried with loss, and not carried."""
        found = Counter(self.questions.values())
        return {name: found[name] for name in (CARRIED, WITH_LOSS, NOT_CARRIED)}

    def to_data(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "counts": {name.replace(" ", "_"): count for name, count in self.counts().items()},
            "remarks": [asdict(remark) for remark in self.remarks],
            "renamed": [asdict(renaming) for renaming in self.renamings],
            "assumptions": self.assumptions,
            "layout": dict(sorted(self.layout.items())),
        }

    def _add(self, remark: Remark) -> None:
        if remark not in self._said:
            self._said.add(remark)
            self.remarks.append(remark)
