"""Lists of options, and the sources that questions take options and rows from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from .base import Allow, Expression, Id, Order, Shown, Spec, Template, Words


class OptionSpec(Spec):
    """One answer option, row or scale point.

    A list may declare further ``fields`` (for analysis, or for loops to read); any other key is an error.
    """

    model_config = ConfigDict(extra="allow")

    id: Id
    label: Template = Field(min_length=1, max_length=300)
    help: Words = ""
    aka: Annotated[list[str], Shown(needed=False, whole=True)] = Field(
        default=[], description="Former or other names: searched, never shown"
    )
    exclusive: bool = Field(default=False, description="Choosing it clears every other selection")
    asks_text: bool = Field(default=False, description="Asks for words beside the option")
    max_chars: int = Field(default=80, ge=1, le=4000)
    pinned: bool = Field(default=False, description="Stays last when the options are shuffled")
    when: Expression | None = None
    skip_to: str | None = Field(default=None, description="Id of a later section or question to go on with")
    end: Literal["keep", "discard"] | None = Field(
        default=None, description="Ends the interview; discard keeps nothing of it"
    )
    allow: Allow = {}

    @property
    def fields(self) -> dict[str, Any]:
        """The further fields that the list declares."""
        return dict(self.model_extra or {})


class GroupSpec(Spec):
    """A titled group of options in a long list."""

    id: Id
    title: Words
    help: str = ""
    options: list[OptionSpec] = Field(min_length=1)
    allow: Allow = {}
    about: dict[str, Any] = {}


class ListSpec(Spec):
    """A shared list of options. Give either ``options`` or ``groups``."""

    title: str
    options: list[OptionSpec] = []
    groups: list[GroupSpec] = []
    order: Order = "natural"
    searchable: bool = False
    special: list[str] = Field(default=[], description="Special answers offered unless the question names its own")
    fields: list[str] = Field(default=[], description="Names of further fields that options may carry")
    families: dict[str, list[Id]] = Field(default={}, description="Named subsets, usable in count(question, 'family')")
    mece: bool = Field(default=False, description="Exactly one option fits everybody")
    rule: str = Field(default="", description="How ties are broken")
    question_asked: str = ""
    status: Literal["used", "reserve", "optional"] = "used"
    allow: Allow = {}
    note: str = ""
    about: dict[str, Any] = Field(default={}, description="Anything worth knowing that the software does not use")

    @model_validator(mode="after")
    def _one_form(self) -> ListSpec:
        if bool(self.options) == bool(self.groups):
            raise ValueError("a list needs either options or groups, and at least one entry")
        return self

    def all_options(self) -> list[OptionSpec]:
        """Every option, group after group."""
        return self.options or [option for group in self.groups for option in group.options]


class SpecialSpec(Spec):
    """A special answer that any list or question can name.

    An exclusive one replaces the whole answer; one that is not (``other``, ``in_house``) is an ordinary option.
    """

    label: Words
    exclusive: bool = True
    asks_text: bool = False
    max_chars: int = 80
    note: str = ""


class ListFile(Spec):
    """One file under ``lists/``."""

    lists: dict[Id, ListSpec] = {}
    special_answers: dict[Id, SpecialSpec] = {}
    missing_codes: dict[Id, str] = {}
    about: dict[str, Any] = {}


class SourceSpec(Spec):
    """Where options or rows come from.

    Exactly one of: ``list`` (a shared list), ``list_of`` (the list named by a field of the loop's item),
    ``from`` (carry-forward from an earlier question), ``draw`` (the items of a draw).
    """

    list: str | None = None
    list_of: str | None = Field(default=None, description="For example dimension.list")
    from_: str | None = Field(default=None, alias="from", description="An earlier question")
    take: Literal["selected", "unselected", "ranked", "shown", "above_zero", "rows", "most", "least", "neither"] = (
        "selected"
    )
    draw: str | None = None
    show: int | None = Field(default=None, ge=1, description="Show this many at random; which ones is stored")
    exclude: str | None = Field(default=None, description="Leave out what was selected in this earlier question")
    within: str | None = Field(default=None, description="Keep only options of this list, group or family")
    others: bool = Field(default=True, description="Carry typed 'other' entries, labelled with their words")
    when: Expression | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> SourceSpec:
        if sum(value is not None for value in (self.list, self.list_of, self.from_, self.draw)) != 1:
            raise ValueError("a source needs exactly one of list, list_of, from, draw")
        return self


def _as_entries(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_source(value: Any) -> Any:
    """A bare name is a list; a mapping with an id is an option of its own."""
    return {"list": value} if isinstance(value, str) else value


def _entry_form(value: Any) -> str:
    has_id = "id" in value if isinstance(value, dict) else isinstance(value, OptionSpec)
    return "option" if has_id else "source"


Entry = Annotated[
    Annotated[SourceSpec, Tag("source")] | Annotated[OptionSpec, Tag("option")],
    Discriminator(_entry_form),
    BeforeValidator(_as_source, json_schema_input_type=str | SourceSpec | OptionSpec),
]
Entries = Annotated[
    list[Entry],
    BeforeValidator(
        _as_entries,
        json_schema_input_type=str | SourceSpec | OptionSpec | list[str | SourceSpec | OptionSpec],
    ),
    Field(description="A list's name, a source, or a sequence of list names, sources and options"),
]
