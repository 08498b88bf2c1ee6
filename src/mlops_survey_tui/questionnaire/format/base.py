"""Types shared by all models of the file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

_IdText = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=60)]
Id = Annotated[
    _IdText,
    BeforeValidator(
        lambda value: str(value) if isinstance(value, int) and not isinstance(value, bool) else value,
        json_schema_input_type=_IdText | Annotated[int, Field(ge=0)],
    ),
    Field(description="Permanent id: lower case, digits, underscores"),
]
Expression = Annotated[
    str | bool | int | float,
    Field(description="A condition or a value in Python's syntax, such as role == 'lead'"),
]
Sensitivity = Literal["none", "quasi_identifier", "sensitive", "free_text", "free_text_other", "contact"]
Order = Literal["natural", "random", "alpha", "lifecycle"]


Allow = Annotated[
    dict[Annotated[str, Field(pattern=r"^[A-Z]\d{1,2}$")], Annotated[str, Field(pattern=r"\S")]],
    Field(description="Findings of mlops-survey check --lint that are accepted here: code and reason"),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """Marks a field that people read, and that translations therefore give in other words.

    ``template`` texts have placeholders. Those that are not ``needed`` may be left out without anybody reading another
    language. A list that is a ``whole`` is translated as one, and may get longer or shorter.
    """

    template: bool = False
    needed: bool = True
    whole: bool = False


Words = Annotated[str, Shown()]
"""A text without placeholders."""
Template = Annotated[str, Shown(template=True)]
"""A text with placeholders, and with no other form."""


class Spec(BaseModel):
    """Base of all models: unknown keys are errors, so that a typing mistake never passes in silence."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Say at once that there is no such field: the compiler asks any kind for fields that some have."""
            raise AttributeError(f"{type(self).__name__} has no field {name}")


class Wording(Spec):
    """One of several wordings of a text: the first whose ``when`` holds is shown."""

    text: Template = Field(max_length=4000)
    when: Expression | None = None


class RandomWording(Spec):
    """A wording experiment: one of several texts, drawn evenly; the draw and its probability are stored."""

    one_of: Annotated[list[Annotated[str, Field(max_length=4000)]], Shown(template=True)] = Field(min_length=2)


def _text_form(value: Any) -> str:
    if isinstance(value, list):
        return "variants"
    return "random" if isinstance(value, dict | RandomWording) else "plain"


Text = Annotated[
    Annotated[str, Field(max_length=4000), Tag("plain")]
    | Annotated[list[Wording], Tag("variants")]
    | Annotated[RandomWording, Tag("random")],
    Discriminator(_text_form),
    Shown(template=True),
    Field(description="A text with {placeholders}, several wordings with conditions, or one_of drawn at random"),
]
