"""The ledger of an edition, ``changes.yaml``: what changed since an earlier one, and what that means for answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from .base import Id, Spec

Reason = Annotated[str, Field(pattern=r"\S", max_length=1000, description="Why, in a sentence")]
Difference = Literal[
    "text", "help", "kind", "options", "rows", "columns", "scale", "specials", "limits", "total", "order",
    "base", "routing", "sampling", "assignment", "definition",
]  # fmt: skip


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Ids = Annotated[list[Id], BeforeValidator(_as_list, json_schema_input_type=Id | list[Id]), Field(min_length=1)]
MaybeIds = Annotated[list[Id], BeforeValidator(_as_list, json_schema_input_type=Id | list[Id])]

TARGETS = ("question", "list", "section", "draw", "definition", "special", "rotation")
PARTS = ("options", "rows", "columns")


class EntrySpec(Spec):
    """What an entry is about: exactly one of question, list, section, draw, definition, special, rotation.

    It is named as in the new edition; what was renamed or retired as in the old one.
    """

    targets: ClassVar[tuple[str, ...]] = TARGETS
    """What this sort of entry can be about."""

    question: Id | None = None
    list: Id | None = None
    section: Id | None = None
    draw: Id | None = None
    definition: Id | None = Field(default=None, description="A named condition or a named value")
    special: Id | None = Field(default=None, description="A special answer")
    rotation: Literal[True] | None = None
    reason: Reason

    @model_validator(mode="after")
    def _one_target(self) -> EntrySpec:
        given = [name for name in TARGETS if getattr(self, name) is not None]
        if len(given) != 1 or given[0] not in self.targets:
            raise ValueError(f"an entry is about exactly one of {', '.join(self.targets)}")
        return self

    @property
    def target(self) -> tuple[str, str]:
        """The sort and the id of what the entry is about."""
        return next((name, str(getattr(self, name))) for name in TARGETS if getattr(self, name) is not None)


class PartSpec(EntrySpec):
    """An entry about options, rows or columns of a question, or options of a list, or a question as a whole."""

    targets: ClassVar[tuple[str, ...]] = ("question", "list")

    options: Ids | None = None
    rows: Ids | None = None
    columns: Ids | None = None

    @model_validator(mode="after")
    def _at_most_one_part(self) -> PartSpec:
        given = [name for name in PARTS if getattr(self, name) is not None]
        if len(given) > 1 or (self.list is not None and given not in ([], ["options"])):
            raise ValueError("an entry names options, rows or columns of a question, or options of a list")
        return self

    @property
    def part(self) -> str:
        """Which of options, rows and columns the entry names, or ''."""
        return next((name for name in PARTS if getattr(self, name) is not None), "")

    @property
    def ids(self) -> tuple[str, ...]:
        """The options, rows or columns that the entry names."""
        return tuple(getattr(self, self.part)) if self.part else ()


class RenamedSpec(EntrySpec):
    """Something is the same thing under another id; ``option``, ``row``, ``column``, ``scale`` name what is inside."""

    targets: ClassVar[tuple[str, ...]] = ("question", "list", "section", "draw", "definition", "special")

    option: Id | None = None
    row: Id | None = None
    column: Id | None = None
    scale: Id | None = Field(default=None, description="One of several scales side by side")
    to: Id = Field(description="Its new id")
    reason: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _at_most_one_inside(self) -> RenamedSpec:
        given = [name for name in self.inside if getattr(self, name) is not None]
        allowed = {"question": self.inside, "list": ("option",)}.get(self.target[0], ())
        if len(given) > 1 or not set(given) <= set(allowed):
            raise ValueError("an entry renames one option, row, column or scale of a question, or an option of a list")
        return self

    inside: ClassVar[tuple[str, ...]] = ("option", "row", "column", "scale")


class RecodedSpec(PartSpec):
    """Old options that became others: one to many is a split, many to one a merger."""

    to: Ids = Field(description="The new options that stand for the old ones")

    @model_validator(mode="after")
    def _has_part(self) -> RecodedSpec:
        if not self.part:
            raise ValueError("name the old options, rows or columns")
        return self


class RewordedSpec(PartSpec):
    """Other words with the same meaning: text and help of a question, or the labels of the options that are named."""

    targets: ClassVar[tuple[str, ...]] = ("question", "list", "special")


class RescaledSpec(EntrySpec):
    """Another scale. With a crosswalk from every old point to new ones it can be recoded, without one it cannot."""

    targets: ClassVar[tuple[str, ...]] = ("question", "list")

    crosswalk: Mapping[Id, MaybeIds] | None = Field(
        default=None, description="From each old point to the new points that stand for it; [] where there is none"
    )


class RetiredSpec(PartSpec):
    """A question, or options, rows or columns, that are no longer asked. Their ids are never used again."""

    replaced_by: Id | None = Field(default=None, description="The new question that asks about the same")


class NewSpec(PartSpec):
    """A question, or options, rows or columns, that were not asked before."""

    was: Id | None = Field(default=None, description="The old option that people chose where they now choose these")


class JudgedSpec(EntrySpec):
    """Differences of one thing, with what follows from them."""

    differences: Annotated[list[Difference], Field(min_length=1)]


class ChangeSpec(Spec):
    """One change: exactly one of these."""

    renamed: RenamedSpec | None = None
    recoded: RecodedSpec | None = None
    reworded: RewordedSpec | None = None
    rescaled: RescaledSpec | None = None
    retired: RetiredSpec | None = None
    new: NewSpec | None = None
    accepted: JudgedSpec | None = Field(default=None, description="Differences that leave answers comparable")
    breaks: JudgedSpec | None = Field(default=None, description="Differences after which answers are not comparable")

    @model_validator(mode="after")
    def _one_verb(self) -> ChangeSpec:
        if len(self.model_fields_set) != 1 or getattr(self, self.verb) is None:
            raise ValueError(f"a change is exactly one of {', '.join(ChangeSpec.model_fields)}")
        return self

    @property
    def verb(self) -> str:
        """Which sort of change it is."""
        return next(iter(self.model_fields_set), "renamed")


class ChangesFile(Spec):
    """``changes.yaml``: the changes since one earlier edition."""

    edition: str = Field(description="The earlier edition")
    changes: list[ChangeSpec] = []
    note: str = ""

    def of(self, verb: str) -> list[Any]:
        """Return the changes of one sort."""
        return [getattr(change, verb) for change in self.changes if change.verb == verb]
