"""The manifest, sections, draws and the rotation of modules."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from .base import Allow, Expression, Id, Spec, Words
from .lists import Entries, SpecialSpec
from .questions import LoopSpec, QuestionSpec
from .registry import KINDS


class StratumSpec(Spec):
    """A part of a draw: so many items from this source."""

    source: Entries
    take: int = Field(ge=1)


class DrawSpec(Spec):
    """Something decided by chance, once an interview (or once a loop item), and stored with its probability.

    One of: ``source`` with ``take`` (items without replacement), ``strata`` (several such parts, topped up
    from ``fill`` to ``total``), ``number`` (a whole number between two values, both included),
    ``letter`` (A to Z) or ``one_of`` (one id).
    """

    source: Entries | None = None
    take: int | None = Field(default=None, ge=1)
    strata: list[StratumSpec] = []
    fill: Entries | None = None
    total: int | None = Field(default=None, ge=1)
    number: tuple[Expression, Expression] | None = None
    letter: bool = False
    one_of: list[Id] = []
    when: Expression | None = None
    note: str = ""

    @model_validator(mode="after")
    def _one_form(self) -> DrawSpec:
        forms = (self.source is not None, bool(self.strata), self.number is not None, self.letter, bool(self.one_of))
        if sum(forms) != 1:
            raise ValueError("a draw needs exactly one of source, strata, number, letter, one_of")
        if (self.source is not None) != (self.take is not None):
            raise ValueError("a draw from a source needs take, and no other draw has it")
        if not self.strata and (self.fill is not None or self.total is not None):
            raise ValueError("fill and total belong to strata")
        return self


Question = Annotated[
    Any,
    Field(description="A question; its fields depend on its kind"),
]


class SectionSpec(Spec):
    """One section. A ``module`` is given to some respondents by the rotation."""

    id: Id
    title: Words
    module: bool = False
    when: Expression | None = None
    loop: LoopSpec | None = None
    draws: dict[Id, DrawSpec] = {}
    volunteer_slot: bool = Field(default=False, description="A volunteered module is played after this section")
    allow: Allow = {}
    note: str = ""
    questions: list[Question] = Field(min_length=1)


class TargetMinutes(Spec):
    """Budget of minutes, checked against the time model."""

    median: float = Field(default=12, gt=0)
    longest: float = Field(default=15, gt=0)


class OfferSpec(Spec):
    """Something offered on the last page, outside the interview, through a separate channel."""

    id: Id
    label: Words
    consent: Words
    command: str = ""


class Manifest(Spec):
    """``survey.yaml``: what the questionnaire is, and the order of its sections."""

    id: Id
    title: Words
    edition: str
    version: str
    language: str = "en"
    tagline: Words = ""
    status: Literal["draft", "open", "closed"] = "draft"
    opens: datetime.date | None = None
    closes: datetime.date | None = None
    contact: Words = ""
    consent: str | None = Field(default=None, description="Question before which nothing is written")
    target_minutes: TargetMinutes = TargetMinutes()
    channels: list[str] = []
    conditions: dict[Id, Expression] = Field(default={}, description="Named conditions")
    computed: dict[Id, Expression] = Field(default={}, description="Named values")
    draws: dict[Id, DrawSpec] = {}
    sections: list[Id | SectionSpec] = Field(min_length=1, description="Files under sections/, or sections")
    lists: dict[str, Any] = Field(default={}, description="Lists of a small questionnaire, as in a file under lists/")
    special_answers: dict[Id, SpecialSpec] = Field(default={}, description="As in a file under lists/")
    offers: list[OfferSpec] = []
    collector: str | None = Field(default=None, description="Address that accepts shared answers")
    withdrawal_deadline: datetime.date | None = None
    known_terms: list[str] = Field(default=[], description="Short forms that everybody who is asked knows")
    allow: Allow = {}
    note: str = ""


class FormSpec(Spec):
    """One form of the rotation: the modules given together."""

    form: int = Field(ge=1)
    modules: list[Id] = Field(min_length=1)


class FixedSpec(Spec):
    """Respondents who get stated modules without a draw."""

    when: Expression
    modules: list[Id]


class BoostSpec(Spec):
    """Give a module to more people: swap it in for a random one with this probability."""

    module: Id
    when: Expression
    probability: float = Field(gt=0, le=1)
    note: str = ""


class PaceGuardSpec(Spec):
    """Drop remaining modules at random when the respondent's own pace would pass the limit."""

    after_questions: int = 8
    limit_minutes: float = 15
    pause_above_seconds: float = 120
    pause_counts_seconds: float = 30


class VolunteerSpec(Spec):
    """One more module for those who answer ``accept`` at ``question``."""

    question: Id
    accept: Id
    limit_minutes: float = 15


class RotationFile(Spec):
    """``rotation.yaml``: which modules a respondent gets."""

    when: Expression = Field(description="Condition under which a form is drawn")
    fixed: list[FixedSpec] = []
    forms: list[FormSpec] = Field(min_length=1)
    boost: list[BoostSpec] = []
    pace_guard: PaceGuardSpec | None = None
    volunteer: VolunteerSpec | None = None
    note: str = ""
    about: dict[str, Any] = {}


def question_union() -> Any:
    """The union of all registered kinds, told apart by ``kind`` (for the JSON Schema)."""
    members = tuple(Annotated[model, Tag(kind)] for kind, model in KINDS.items())
    return Annotated[members[0] if len(members) == 1 else _union(members), Discriminator(_kind_of)]


def _union(members: tuple[Any, ...]) -> Any:
    from typing import Union

    return Union[members]  # noqa: UP007


def _kind_of(value: Any) -> str | None:
    return value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)


__all__ = ["DrawSpec", "Manifest", "QuestionSpec", "RotationFile", "SectionSpec", "question_union"]
