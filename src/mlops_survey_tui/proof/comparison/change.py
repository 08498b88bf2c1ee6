"""One change between two editions, and the question that it touches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...questionnaire.model import Question, Questionnaire, Section
from .origins import Owner

ADDED, REMOVED, REWORDED, REORDERED, ALTERED = "added", "removed", "reworded", "reordered", "altered"
"""What can have happened: to a part, to words, to an order, or to anything else."""

_ONE = {"options": "option", "rows": "row", "columns": "column", "specials": "special answer"}


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What changed: where it is written, in which aspect, how, and of which part (an option's id, a setting's name).

    ``old`` and ``new`` say in words what was and what is. A ``note`` needs no explanation.
    """

    owner: Owner
    aspect: str
    form: str
    part: str = ""
    scale: str = ""
    old: str = ""
    new: str = ""
    note: bool = False

    @property
    def subject(self) -> str:
        """What changed, in words."""
        part = f" '{self.part}'" if self.part else ""
        scale = f" of {self.scale}" if self.scale else ""
        aspect = _ONE.get(self.aspect, self.aspect) if part else self.aspect
        return f"{aspect}{part}{scale} {self.form}"


@dataclass(frozen=True, slots=True)
class Touch:
    """A change as it concerns one question, and the field of the question that it is about."""

    change: Change
    field: str


@dataclass(frozen=True)
class Pair:
    """A question in both editions. ``old`` and ``before`` are named as in the new edition."""

    old: Question
    new: Question
    before: Questionnaire
    after: Questionnaire

    @cached_property
    def owner(self) -> Owner:
        """The question itself."""
        return Owner("question", self.new.id)

    @cached_property
    def sections(self) -> tuple[Section, Section]:
        """The section of the question, before and after."""
        return self.before.section_by_id[self.old.section], self.after.section_by_id[self.new.section]

    @cached_property
    def same_section(self) -> bool:
        """Whether the question stands in the same section."""
        return self.old.section == self.new.section

    def altered(self, aspect: str, part: str, old: Any, new: Any, owner: Owner | None = None) -> Touch:
        """Return a change of the question, or of what it belongs to, from one value to another."""
        return Touch(Change(owner or self.owner, aspect, ALTERED, part, "", str(old), str(new)), aspect)

    def note(self, aspect: str, part: str, old: Any, new: Any) -> Touch:
        """Return a change that needs no explanation."""
        return Touch(Change(self.owner, aspect, ALTERED, part, "", str(old), str(new), note=True), aspect)
