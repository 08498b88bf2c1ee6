"""What a file of personas may hold."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from ...questionnaire.format.base import Id, Spec

Weights = Annotated[
    dict[str, Annotated[float, Field(ge=0)]],
    BeforeValidator(
        lambda value: {str(name): weight for name, weight in value.items()} if isinstance(value, dict) else value
    ),
]


class RangeSpec(Spec):
    """A number between two others, both included."""

    low: float
    high: float

    @model_validator(mode="after")
    def _in_order(self) -> RangeSpec:
        if self.high < self.low:
            raise ValueError("high must not be below low")
        return self


class PersonaSpec(Spec):
    """How one sort of respondents answers; what is left out is answered at random."""

    id: Id = Field(description="Name of the persona")
    share: float = Field(default=1, gt=0, description="How common this persona is, beside the others of the file")
    answers: dict[str, Any] = Field(
        default={},
        description="By question or page: an answer that is always given, as in scripts",
    )
    weights: dict[str, Weights] = Field(
        default={},
        description="By question: how likely each option, row point or special answer is, beside the others",
    )
    numbers: dict[str, RangeSpec] = Field(default={}, description="By question: the range that numbers come from")
    utilities: dict[str, dict[str, float]] = Field(
        default={},
        description="By MaxDiff or ranking question: the utility of each option, on the logit scale; 0 if left out",
    )
    skips: float = Field(default=0.1, ge=0, le=1, description="Chance that a question is skipped")
    specials: float = Field(default=0.1, ge=0, le=1, description="Chance that a special answer is given")
    straight_line: Literal["", "first", "middle", "last"] = Field(
        default="", description="Give the same point of every scale, and the first of every list"
    )
    pace: float = Field(default=1, gt=0, le=100, description="Time taken, in multiples of the time model")
    pace_spread: float = Field(default=0.3, ge=0, le=3, description="Standard deviation of the logarithm of the pace")
    quits: float = Field(default=0, ge=0, le=1, description="Chance to leave for good at each page")
    quits_at: list[str] = Field(default=[], description="Questions at which everybody of this persona leaves")


class PersonasSpec(Spec):
    """A file of personas."""

    personas: list[PersonaSpec] = Field(min_length=1)
