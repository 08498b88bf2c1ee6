"""Types of values in conditions, known before anybody answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Type:
    """Base of all types; ``name`` is what error messages call it."""

    @property
    def name(self) -> str:
        """What people call a value of this type."""
        return type(self).__name__.lower()


@dataclass(frozen=True, slots=True)
class Truth(Type):
    """True, false or unknown."""

    @property
    def name(self) -> str:
        return "a yes/no value"


@dataclass(frozen=True, slots=True)
class Numeric(Type):
    """A number."""

    @property
    def name(self) -> str:
        return "a number"


@dataclass(frozen=True, slots=True)
class Words(Type):
    """Free text, or the text of an option id."""

    @property
    def name(self) -> str:
        return "text"


@dataclass(frozen=True, slots=True)
class Choice(Type):
    """One option of a known set; ``numeric`` when all ids are numbers."""

    options: frozenset[str] = frozenset()
    numeric: bool = False

    @property
    def name(self) -> str:
        return "one option"


@dataclass(frozen=True, slots=True)
class Choices(Type):
    """Several options of a known set."""

    options: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return "a set of options"


@dataclass(frozen=True, slots=True)
class Rows(Type):
    """A value for each row; ``cells`` names those of another type than the rest."""

    rows: frozenset[str]
    value: Type
    specials: frozenset[str] = frozenset()
    cells: Mapping[str, Type] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return "a value for each row"


@dataclass(frozen=True, slots=True)
class Passes(Type):
    """Answers of a looped question, one for each item."""

    items: frozenset[str]
    value: Type

    @property
    def name(self) -> str:
        return "an answer for each loop item"


@dataclass(frozen=True, slots=True)
class Fields(Type):
    """Something with named fields: a loop item or a system namespace."""

    fields: Mapping[str, Type] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return "a thing with fields"


@dataclass(frozen=True, slots=True)
class Nothing(Type):
    """The type of an answer that conditions can only ask about with answered() and special()."""

    @property
    def name(self) -> str:
        return "an answer without a comparable value"


TRUTH, NUMBER, WORDS, NOTHING = Truth(), Numeric(), Words(), Nothing()


def choice_of(options: frozenset[str]) -> Choice:
    """Return the type of one of these options."""
    return Choice(options, bool(options) and all(option.lstrip("-").isdigit() for option in options))
